"""Compile entries of a coding into the statements they imply."""
