"""The tables, from nothing to now. Invariant: a migration that somebody ran is never edited."""
