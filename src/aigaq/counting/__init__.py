"""Counting: from statements and a rule to the ladder, with everybody in or out and the reason."""
