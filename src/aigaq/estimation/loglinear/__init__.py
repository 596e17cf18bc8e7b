"""Log-linear models of overlapping lists: all models, the choice among them, and their spread.

Invariant: a model without a finite, identified maximum is listed by name, without a number.
"""

from __future__ import annotations

from aigaq.estimation.loglinear.engine import estimate_loglinear
from aigaq.estimation.loglinear.listing import Line, Listing, all_models

__all__ = ["Line", "Listing", "all_models", "estimate_loglinear"]
