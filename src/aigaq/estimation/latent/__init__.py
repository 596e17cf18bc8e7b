"""The engine `latent`: classes of people with independent lists in each; many chains, tempered if needed.

Invariant: other packages import only the names below.
"""

from __future__ import annotations

from aigaq.estimation.latent.engine import estimate_latent, estimate_latent_many
from aigaq.estimation.latent.running import Wanted

__all__ = ["Wanted", "estimate_latent", "estimate_latent_many"]
