"""Estimation: how many were never recorded, and when not to say.

Arrays in, posterior or refusal out; it knows nothing of people. Invariant: no number leaves without the
assumption that it rests on.
"""

from __future__ import annotations

from aigaq.estimation.result import Result, Warned
from aigaq.estimation.table import Table

__all__ = ["Result", "Table", "Warned"]
