"""The engine `latent`: classes of people with independent lists in each; many chains, tempered if needed.

Invariant: only what stands here is used from outside.
"""

from __future__ import annotations

from aigaq.estimation.latent.engine import estimate_latent, estimate_latent_many
from aigaq.estimation.latent.running import Wanted

__all__ = ["Wanted", "estimate_latent", "estimate_latent_many"]
