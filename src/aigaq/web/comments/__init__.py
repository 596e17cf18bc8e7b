"""Comments of readers, and their moderation."""
