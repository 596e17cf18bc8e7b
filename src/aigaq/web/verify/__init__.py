"""Whether a casebook is what was written: everything that can be computed again is."""
