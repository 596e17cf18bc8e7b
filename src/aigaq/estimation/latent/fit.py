"""Posterior predictive check: tables drawn from the posterior, compared with the observed one.

Invariant: it concerns the recorded people alone, and has its own random generator, so that it changes no other draw.
"""

from __future__ import annotations

import numpy as np

from aigaq.estimation.latent.model import TINY, Floats, Model, State, cells


def fits_worse(rng: np.random.Generator, model: Model, state: State) -> Floats:
    """For each row, 1 if a table drawn from its parameters fits them worse than the observed one, else 0; ties 0.5.

    The mean over a posterior is a posterior predictive p-value. Patterns that nobody has are one cell; the
    distance is Freeman and Tukey's, which tolerates cells with few people.

    Args:
        rng: random generator. model: the rows. state: their parameters.
    Source: Gelman, Meng, Stern 1996, Statistica Sinica 6: 733; Freeman & Tukey 1950.
    """
    current = cells(model, state)
    shown = 1.0 - (1.0 - current.rest) / model.rho
    shares = current.seen / np.maximum(shown, TINY)[:, None]
    shares = np.concatenate([shares, np.maximum(0.0, 1.0 - shares.sum(1, keepdims=True))], 1)
    shares /= shares.sum(1, keepdims=True)
    people = np.rint(model.counts.sum(1))
    due = np.sqrt(people[:, None] * shares)
    held = np.concatenate([model.counts, np.zeros((len(people), 1))], 1)
    drawn = rng.multinomial(people.astype(np.int64), shares)
    observed, other = (((np.sqrt(one) - due) ** 2).sum(1) for one in (held, drawn))
    worse: Floats = (other > observed) + 0.5 * (other == observed)
    return worse
