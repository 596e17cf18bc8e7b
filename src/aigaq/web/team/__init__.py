"""Who belongs to a case and which compartments they hold."""
