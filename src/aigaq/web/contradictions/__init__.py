"""Statements of a case that cannot all hold, side by side."""
