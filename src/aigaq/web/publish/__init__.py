"""Editions: drafted, cleared, read through, signed, published, withdrawn; their files."""
