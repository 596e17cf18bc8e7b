"""Safeguards, and single fields that are withheld."""
