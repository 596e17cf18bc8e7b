"""The coding form: from selected words to the statements that are saved."""
