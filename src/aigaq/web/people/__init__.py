"""People, events, places and things of a case; one statement; decisions."""
