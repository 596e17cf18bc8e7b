"""Counts of a case and the rules they follow."""
