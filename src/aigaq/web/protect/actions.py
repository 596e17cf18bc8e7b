"""Safeguards: make one, record later who tried to find the person and what the person consented to.

Invariants: a safeguard is never edited; a new one replaces it, and the old one is kept. Only a lead who holds all that
it covers makes either; the log tells ids alone. No wording that stands outside tells whom it stands for, as far as the
lead may know: a refusal never depends on a name that is closed to her.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from aigaq.errors import BadValue, MissingField, Stale, TooLarge, UnknownId, WordingTells
from aigaq.names.watch import Watch
from aigaq.records.cases import Consent, Intruder, Safeguard, holding
from aigaq.records.serialize import to_plain
from aigaq.records.withholding import WITHHELD
from aigaq.web.models import CaseRow, SafeguardRow, StatementRow
from aigaq.web.protect.queries import NamedRecord, named_records, visible_safeguards
from aigaq.web.store.access import Viewer, held, require
from aigaq.web.store.change import change, log
from aigaq.web.store.compartments import visible_q
from aigaq.web.store.insert import fresh, keep
from aigaq.web.store.log import reason
from aigaq.web.store.protected_names import protected_in
from aigaq.web.store.withheld_fields import masked, withheld

MOST_IDS, MOST_NAMES, LONGEST = 200, 50, 300
_TELLING = frozenset({"full", "surname", "inside"})
LONGEST_TRY = 10_000
"""Minutes of one attempt."""


@dataclass(frozen=True, slots=True)
class SafeguardDraft:
    """A safeguard as a lead filled it in; fields as in `Safeguard`."""

    covers: tuple[str, ...]
    wording: str
    reasons: str
    withholds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    alike: int | None = None
    consent: Consent | None = None


def protect(
    viewer: Viewer, case: CaseRow, draft: SafeguardDraft, *, instead_of: str | None = None, at: datetime
) -> Safeguard:
    """Make a safeguard, or replace one.

    An attempt to find somebody counts on only if the new safeguard tells exactly as much as the replaced one.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. MissingField: nothing covered, no wording, no reasons.
        UnknownId: a record that does not exist, or that the viewer may not see. TooLarge, BadValue: more, or longer,
        than a form holds. WordingTells: the wording says what it stands for. Stale: it was replaced meanwhile.
    """

    def made(before: Safeguard | None, own: frozenset[str]) -> Safeguard:
        new = check_draft(case, draft, own)
        return Safeguard(
            id=fresh("s", at),
            covers=new.covers,
            wording=new.wording,
            reasons=new.reasons,
            by=viewer.get_username(),
            at=at.date(),
            withholds=new.withholds,
            names=new.names,
            alike=new.alike,
            intruder=before.intruder if before is not None and _tells_as_much(new, before) else None,
            consent=new.consent or (before.consent if before is not None else None),
            replaces=instead_of,
        )

    return _save(viewer, case, made, instead_of=instead_of, at=at)


def record_attempt(viewer: Viewer, case: CaseRow, key: str, intruder: Intruder, *, at: datetime) -> Safeguard:
    """Record that somebody tried to find those whom a safeguard covers, and whether anybody was found.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. UnknownId: no such safeguard. Stale: it was replaced
        meanwhile. MissingField: no person who tried, or no source. BadValue: no number of minutes.
    """
    by, sources = one_line(intruder.by, "by"), one_line_each(intruder.sources, "sources")
    if not by or not sources:
        raise MissingField(key="sources" if by else "by")
    if not 0 < intruder.minutes <= LONGEST_TRY:
        raise BadValue(key="minutes", value=str(intruder.minutes), due=f"1–{LONGEST_TRY}")
    attempt = replace(intruder, by=by, sources=sources)
    return _amend(viewer, case, key, lambda before: replace(before, intruder=attempt), at=at)


def record_consent(viewer: Viewer, case: CaseRow, key: str, consent: Consent, *, at: datetime) -> Safeguard:
    """Record what those whom a safeguard covers agreed to, or that they withdrew it.

    Raises:
        as `record_attempt`; MissingField: the consent names no use.
    """
    checked = check_consent(consent)
    return _amend(viewer, case, key, lambda before: replace(before, consent=checked), at=at)


def _amend(
    viewer: Viewer, case: CaseRow, key: str, changed: Callable[[Safeguard], Safeguard], *, at: datetime
) -> Safeguard:
    """Replace a safeguard by a copy with something added."""

    def made(before: Safeguard | None, own: frozenset[str]) -> Safeguard:
        if before is None:
            raise UnknownId(value=key)
        new = replace(changed(before), id=fresh("s", at), replaces=key)
        return replace(new, by=viewer.get_username(), at=at.date())

    return _save(viewer, case, made, instead_of=key, at=at)


def _save(
    viewer: Viewer,
    case: CaseRow,
    made: Callable[[Safeguard | None, frozenset[str]], Safeguard],
    *,
    instead_of: str | None,
    at: datetime,
) -> Safeguard:
    with change():
        require(viewer, "lead", case)
        case.refresh_from_db()
        visible = visible_safeguards(case, own := held(viewer, case))
        before = next((one for one in visible if one.id == instead_of), None)
        if instead_of is not None and before is None:
            raise UnknownId(value=instead_of)
        new, in_force = made(before, own), holding(visible)
        # The button may be pressed twice; the safeguard is made once.
        if twin := next((one for one in in_force if replace(one, id=new.id) == new), None):
            return twin
        if before is not None and before not in in_force:
            raise Stale
        keep(SafeguardRow, case, (new,), by=new.by, at=at)
        log(
            case,
            f"safeguard.{'replaced' if before else 'made'}",
            by=new.by,
            about=new.id,
            at=at,
            content=to_plain(new),
        )
    return new


def _tells_as_much(draft: SafeguardDraft, before: Safeguard) -> bool:
    """Whether a draft tells exactly as much as the safeguard against which somebody tried to find them."""
    return (draft.covers, draft.withholds, draft.wording) == (before.covers, before.withholds, before.wording)


def check_draft(case: CaseRow, draft: SafeguardDraft, own: frozenset[str]) -> SafeguardDraft:
    """The draft tidied, or refused: each id must exist, and each field be of a fit size.

    Args:
        own: the compartments that the lead holds; records in others do not exist for her.
    """
    covers, withholds = tuple(dict.fromkeys(draft.covers)), tuple(dict.fromkeys(draft.withholds))
    if len(covers) + len(withholds) > MOST_IDS:
        raise TooLarge(limit=MOST_IDS)
    if not covers:
        raise MissingField(key="covers")
    records = named_records(case, own, (*covers, *withholds))
    known = {one.id for one in records}
    with_value = {one.id for one in records if one.kind != "subject"}
    unknown = [*(id for id in covers if id not in known), *(id for id in withholds if id not in with_value)]
    if unknown:
        raise UnknownId(value=unknown[0])
    names = one_line_each(draft.names, "names")
    new = replace(draft, covers=covers, withholds=withholds, names=names, reasons=reason(draft.reasons))
    if new.alike is not None and not 0 <= new.alike < 10**9:
        raise BadValue(key="alike", value=str(new.alike), due=f"0–{10**9 - 1}")
    consent = check_consent(new.consent) if new.consent is not None else None
    return replace(new, wording=_check_wording(case, new, records, own), consent=consent)


def _check_wording(
    case: CaseRow, draft: SafeguardDraft, records: Iterable[NamedRecord], own: frozenset[str]
) -> str:
    """The wording on one line. It must not name those it stands for, nor anybody whom the lead knows as protected."""
    wording = one_line(draft.wording, "wording")
    if not wording:
        raise MissingField(key="wording")
    labels = [one.label for one in records if one.kind == "subject" and one.id in draft.covers]
    rows = StatementRow.objects.filter(
        visible_q(case, own), case=case, predicate="name", subject__in=draft.covers
    )
    hidden = withheld(case, own)
    values = [masked(row.to_record(), hidden).value for row in rows]
    stated_names = [value.text for value in values if value != WITHHELD]
    watch = Watch({"": (*draft.names, *stated_names, *labels)})
    others = protected_in(case, [wording])
    if (
        any(label.casefold() in wording.casefold() for label in labels if label)
        or any(hit.how in _TELLING for hit in watch.scan(wording))
        or (others.sure and others.needs <= own)
    ):
        raise WordingTells
    return wording


def check_consent(consent: Consent) -> Consent:
    """The consent tidied.

    Raises:
        MissingField: it names no use.
    """
    uses = one_line_each(consent.uses, "uses")
    if not uses:
        raise MissingField(key="uses")
    return replace(consent, uses=uses)


def one_line_each(written: Iterable[str], key: str) -> tuple[str, ...]:
    """The texts, each on one line and once; empty ones are left out."""
    lines = tuple(line for line in dict.fromkeys(one_line(text, key) for text in written) if line)
    if len(lines) > MOST_NAMES:
        raise TooLarge(limit=MOST_NAMES)
    return lines


def one_line(written: str, key: str) -> str:
    """The text on one line, so that a safeguard written into a file is read back the same."""
    line = " ".join(written.split())
    if len(line) > LONGEST or any(unicodedata.category(letter) in ("Cc", "Cs") for letter in line):
        raise BadValue(key=key, value="…", due=f"1–{LONGEST}")
    return line
