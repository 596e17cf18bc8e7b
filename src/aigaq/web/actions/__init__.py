"""Writes. Invariant: check, core, save, log, one transaction; a row is added, never edited."""
