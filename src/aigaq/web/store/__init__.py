"""Reading and writing a case for a viewer: rows, compartments, one change with its row of the log, the search index."""
