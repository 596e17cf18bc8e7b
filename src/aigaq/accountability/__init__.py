"""Accountability: who held which role when, who says so and who denies it, and what justice came of it."""
