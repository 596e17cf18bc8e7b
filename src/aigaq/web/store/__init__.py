"""Storage of cases: rows, compartments, changes with their log rows, and the search index. Reads take a viewer."""
