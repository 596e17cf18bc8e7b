"""From an entry of a coding to the statements that it implies."""
