"""Count rules: which harm, in which scope, by whose words, how sure.

Invariant: a count without its rule is never shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Threshold = Literal["reported", "corroborated", "confirmed"]
THRESHOLDS: tuple[Threshold, ...] = get_args(Threshold)
Origins = Literal["any", "known", "first-hand"]
ORIGINS: tuple[Origins, ...] = get_args(Origins)
Custody = Literal["any", "consequence", "strict"]
CUSTODY: tuple[Custody, ...] = get_args(Custody)


@dataclass(frozen=True, slots=True)
class CountRule:
    """A definition of what is counted.

    Args:
        harm: list `harm`.
        scope: the event that deaths must belong to; None counts every death of the case.
        place: the place where it must have happened, in the role `place_role`.
        population: the group that those counted must belong to.
        speakers: only statements of these voices, as nearest voice or as origin; empty = all.
        origins: any; known (no unknown or unnamed plural origin); first-hand (known, and lived through or saw it).
        threshold: the lowest state that counts. The command line may override it.
        readings: our inferences count too; if not, the rule is "source only".
        leave_out: kinds of death (list `death-class`) that are left out, each shown with the reason.
        custody: strict = died while held; consequence = died of what was done in custody.
    """

    key: str
    harm: str = "died"
    scope: str | None = None
    place: str | None = None
    place_role: str = "injury"
    population: str | None = None
    speakers: tuple[str, ...] = ()
    origins: Origins = "any"
    threshold: Threshold = "reported"
    readings: bool = True
    leave_out: tuple[str, ...] = ()
    custody: Custody = "any"
    title: str | None = None
