"""Cases: the list, a new case, the overview, and import and export."""
