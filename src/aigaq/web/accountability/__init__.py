"""Who is said to answer for it, and when what happened."""
