"""Search in a case."""
