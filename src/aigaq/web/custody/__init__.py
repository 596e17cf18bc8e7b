"""What was received and sealed."""
