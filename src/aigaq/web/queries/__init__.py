"""Reads. Invariant: the viewer comes first, and what she may not see is not there: the answer is the same."""
