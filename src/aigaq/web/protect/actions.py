"""Put somebody under a safeguard, and write down later what was tried to find her and what she agreed to.

Invariant: a safeguard is never edited: a new one stands in place of it, and the old one is kept. Only a lead who holds
all that it covers makes either; the log tells ids alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from aigaq.errors import BadValue, MissingField, Stale, UnknownId
from aigaq.records.cases import Consent, Intruder, Safeguard, holding
from aigaq.records.serialize import to_plain
from aigaq.web.models import Account, CaseRow, SafeguardRow
from aigaq.web.protect.checks import Asked, agreement, checked, line, lines
from aigaq.web.protect.queries import seen
from aigaq.web.store.access import held, require
from aigaq.web.store.change import change, log
from aigaq.web.store.insert import fresh, keep

LONGEST_TRY = 10_000
"""Minutes of one try."""


def protect(
    viewer: Account, case: CaseRow, asked: Asked, *, instead_of: str | None = None, at: datetime
) -> Safeguard:
    """A new safeguard, or one that tells less in place of another; what was tried against that one counts no more.

    Raises:
        NotFound, NotAllowed: she does not lead the case. MissingField: nothing covered, no wording, no reasons.
        UnknownId: something that is not there, or not for her. WordingTells: the wording says what it stands for.
        TooLarge, BadValue: more, or longer, than a form holds. Stale: that safeguard was replaced meanwhile.
    """

    def made(before: Safeguard | None, own: frozenset[str]) -> Safeguard:
        told = checked(case, asked, own)
        return Safeguard(
            id=fresh("s", at),
            covers=told.covers,
            wording=told.wording,
            reasons=told.reasons,
            by=viewer.get_username(),
            at=at.date(),
            withholds=told.withholds,
            names=told.names,
            alike=told.alike,
            intruder=before.intruder if before is not None and _as_before(told, before) else None,
            consent=told.consent or (before.consent if before is not None else None),
            replaces=instead_of,
        )

    return _kept(viewer, case, made, instead_of=instead_of, at=at)


def tried(viewer: Account, case: CaseRow, key: str, intruder: Intruder, *, at: datetime) -> Safeguard:
    """Write down that somebody tried to find those whom a safeguard covers, and whether anybody was found.

    Raises:
        NotFound, NotAllowed: she does not lead the case. UnknownId: no such safeguard. Stale: replaced meanwhile.
        MissingField: nobody who tried, or nothing that was asked. BadValue: no time at all.
    """
    by, sources = line(intruder.by, "by"), lines(intruder.sources, "sources")
    if not by or not sources:
        raise MissingField(key="sources" if by else "by")
    if not 0 < intruder.minutes <= LONGEST_TRY:
        raise BadValue(key="minutes", value=str(intruder.minutes), due=f"1–{LONGEST_TRY}")
    told = replace(intruder, by=by, sources=sources)
    return _again(viewer, case, key, lambda before: replace(before, intruder=told), at=at)


def agreed(viewer: Account, case: CaseRow, key: str, consent: Consent, *, at: datetime) -> Safeguard:
    """Write down what those whom a safeguard covers agreed to, or that they took it back.

    Raises:
        as `tried`; MissingField: agreed to nothing.
    """
    told = agreement(consent)
    return _again(viewer, case, key, lambda before: replace(before, consent=told), at=at)


def _again(
    viewer: Account, case: CaseRow, key: str, told: Callable[[Safeguard], Safeguard], *, at: datetime
) -> Safeguard:
    """A safeguard once more, with something added."""

    def made(before: Safeguard | None, own: frozenset[str]) -> Safeguard:
        if before is None:
            raise UnknownId(value=key)
        new = replace(told(before), id=fresh("s", at), replaces=key)
        return replace(new, by=viewer.get_username(), at=at.date())

    return _kept(viewer, case, made, instead_of=key, at=at)


def _kept(
    viewer: Account,
    case: CaseRow,
    made: Callable[[Safeguard | None, frozenset[str]], Safeguard],
    *,
    instead_of: str | None,
    at: datetime,
) -> Safeguard:
    with change():
        require(viewer, "lead", case)
        case.refresh_from_db()
        every = seen(case, own := held(viewer, case))
        before = next((one for one in every if one.id == instead_of), None)
        if instead_of is not None and before is None:
            raise UnknownId(value=instead_of)
        new, in_force = made(before, own), holding(every)
        # Pressed twice, it is made once.
        if twin := next((one for one in in_force if replace(one, id=new.id) == new), None):
            return twin
        if before is not None and before not in in_force:
            raise Stale
        keep(SafeguardRow, case, (new,), by=new.by, at=at)
        what = "replaced" if before else "made"
        log(case, f"safeguard.{what}", by=new.by, about=new.id, at=at, content=to_plain(new))
    return new


def _as_before(told: Asked, before: Safeguard) -> bool:
    """Whether as much is told as was when somebody tried to find them."""
    return (told.covers, told.withholds, told.wording) == (before.covers, before.withholds, before.wording)
