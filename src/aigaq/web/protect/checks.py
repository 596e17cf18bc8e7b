"""What a lead asks to protect, checked. Invariant: no wording that stands outside tells whom it stands for.

As far as she may know: of a name that is closed to her nothing follows from what is refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from aigaq.errors import BadValue, MissingField, TooLarge, UnknownId, WordingTells
from aigaq.names.watch import Watch
from aigaq.records.cases import Consent
from aigaq.records.withholding import WITHHELD
from aigaq.web.models import CaseRow, StatementRow
from aigaq.web.protect.queries import Named, named
from aigaq.web.store.compartments import holds
from aigaq.web.store.protected_names import protected_in
from aigaq.web.store.reasons import reason
from aigaq.web.store.withheld_fields import masked, withheld

MOST_IDS, MOST_NAMES, LONGEST = 200, 50, 300
_TELLING = frozenset({"full", "surname", "inside"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a lead wants protected; as in `Safeguard`."""

    covers: tuple[str, ...]
    wording: str
    reasons: str
    withholds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    alike: int | None = None
    consent: Consent | None = None


def checked(case: CaseRow, asked: Asked, own: frozenset[str]) -> Asked:
    """What was asked for, each thing of it there and of a fit size.

    Args:
        own: the compartments that she holds; what lies in others is not there.
    """
    covers, withholds = tuple(dict.fromkeys(asked.covers)), tuple(dict.fromkeys(asked.withholds))
    if len(covers) + len(withholds) > MOST_IDS:
        raise TooLarge(limit=MOST_IDS)
    if not covers:
        raise MissingField(key="covers")
    found = named(case, own, (*covers, *withholds))
    known, said = {one.id for one in found}, {one.id for one in found if one.kind != "subject"}
    for one in (*(one for one in covers if one not in known), *(one for one in withholds if one not in said)):
        raise UnknownId(value=one)
    names = lines(asked.names, "names")
    told = replace(asked, covers=covers, withholds=withholds, names=names, reasons=reason(asked.reasons))
    if told.alike is not None and not 0 <= told.alike < 10**9:
        raise BadValue(key="alike", value=str(told.alike), due=f"0–{10**9 - 1}")
    consent = agreement(told.consent) if told.consent is not None else None
    return replace(told, wording=_wording(case, told, found, own), consent=consent)


def _wording(case: CaseRow, asked: Asked, found: Iterable[Named], own: frozenset[str]) -> str:
    """Words that do not tell whom they stand for, nor anybody else who is protected as far as she may know."""
    wording = line(asked.wording, "wording")
    if not wording:
        raise MissingField(key="wording")
    labels = [one.label for one in found if one.kind == "subject" and one.id in asked.covers]
    said = StatementRow.objects.filter(
        holds(case, own), case=case, predicate="name", subject__in=asked.covers
    )
    hidden = withheld(case, own)
    values = [masked(row.to_record(), hidden).value for row in said]
    called = [one.text for one in values if one != WITHHELD]
    watch = Watch({"": (*asked.names, *called, *labels)})
    others = protected_in(case, [wording])
    if (
        any(label.casefold() in wording.casefold() for label in labels if label)
        or any(hit.how in _TELLING for hit in watch.scan(wording))
        or (others.sure and others.needs <= own)
    ):
        raise WordingTells
    return wording


def agreement(consent: Consent) -> Consent:
    """A consent to something.

    Raises:
        MissingField: to nothing.
    """
    uses = lines(consent.uses, "uses")
    if not uses:
        raise MissingField(key="uses")
    return replace(consent, uses=uses)


def lines(written: Iterable[str], key: str) -> tuple[str, ...]:
    """Each once, without those that are empty."""
    found = tuple(line for line in dict.fromkeys(line(one, key) for one in written) if line)
    if len(found) > MOST_NAMES:
        raise TooLarge(limit=MOST_NAMES)
    return found


def line(written: str, key: str) -> str:
    """Words on one line: a safeguard is written into a file, and read back the same."""
    line = " ".join(written.split())
    if len(line) > LONGEST or any(unicodedata.category(letter) in ("Cc", "Cs") for letter in line):
        raise BadValue(key=key, value="…", due=f"1–{LONGEST}")
    return line
