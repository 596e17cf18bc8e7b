"""Sources: added, read, bound to a text, their charset and their voices."""
