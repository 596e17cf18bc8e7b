"""Accounts: how they are made, kept and signed in to."""
