"""Translations of a dossier, paragraph by paragraph."""
