"""Goodness of fit: how far a model misses the people on the lists, compared with chance.

Invariant: it concerns the recorded people alone. A model that fits may still be wrong about the unseen; one that does
not fit has no claim on them.
"""

from __future__ import annotations

import math

import numpy as np

from aigaq.estimation.table import Floats


def worse(observed: Floats, expected: Floats, degrees: int) -> float:
    """P-value of the likelihood-ratio test of fit; 1 if no degree of freedom is left.

    Args:
        observed: people by recorded cell. expected: the same by the model, on any scale.
        degrees: cells minus free parameters of the model.
    Source: Agresti 2013, section 9.7.
    """
    if degrees <= 0:
        return 1.0
    held = observed > 0
    expected = expected * (observed.sum() / expected.sum())
    square = 2 * float((observed[held] * np.log(observed[held] / expected[held])).sum())
    return tail(square, degrees)


def tail(square: float, degrees: int) -> float:
    """Upper tail probability of chi-square.

    Source: Abramowitz & Stegun 26.4.4 (odd degrees) and 26.4.5 (even).
    """
    half = max(square, 0.0) / 2
    start = degrees % 2 / 2
    # Powers in the finite sum: 0, 1, ... for even degrees, 1/2, 3/2, ... for odd.
    orders = (start + k for k in range((degrees - degrees % 2) // 2)) if half else ()
    logs = (k * math.log(half) - half - math.lgamma(k + 1) for k in orders)
    first = math.erfc(math.sqrt(half)) if start else 0.0
    return min(1.0, first + sum(math.exp(log) for log in logs)) if half else 1.0
