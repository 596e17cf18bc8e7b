"""What a lead fills in about a safeguard, read. Invariant: of ids that came in an address nothing else is taken.

Nothing that names anybody stands in an address: what is sought goes by POST.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from aigaq.errors import AigaqError, BadValue, MissingField, TooLarge, UnknownId
from aigaq.records.cases import Consent, Intruder, Safeguard
from aigaq.web.layout.fields import LONGEST as LONGEST_FIELD
from aigaq.web.layout.fields import day_of, field
from aigaq.web.protect.checks import LONGEST, MOST_IDS, MOST_NAMES, Asked
from aigaq.web.protect.queries import Named, named

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Picked:
    """Ids on their way into a form: what will be covered, what withheld, and words that are no id here."""

    covers: tuple[str, ...] = ()
    withholds: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def beside(self, before: Picked) -> Picked:
        """These after those of a safeguard that is to be replaced."""
        return Picked(
            tuple(dict.fromkeys((*before.covers, *self.covers))),
            tuple(dict.fromkeys((*before.withholds, *self.withholds))),
            self.unknown,
        )

    def named(self, case: Any, own: frozenset[str]) -> tuple[list[Named], list[Named]]:
        """What is covered and what is withheld, by label."""
        found = named(case, own, (*self.covers, *self.withholds))
        # Of several under one id: whoever is covered is the subject, what is withheld is the statement.
        covers = {one.id: one for one in reversed(found)}
        withholds = {one.id: one for one in found}
        return _of(self.covers, covers), _of(self.withholds, withholds)


def _of(ids: Iterable[str], known: dict[str, Named]) -> list[Named]:
    """None is left out: a safeguard that is changed must not cover less by oversight."""
    return [known.get(one, Named(one, "entry", one)) for one in ids]


def ticked(request: HttpRequest) -> Picked:
    """What is ticked in a posted form.

    Raises:
        TooLarge: more than a form holds. BadValue: control characters.
    """
    return Picked(_ticked(request, "covers"), _ticked(request, "withholds"))


def _ticked(request: HttpRequest, name: str) -> tuple[str, ...]:
    found = tuple(one for one in dict.fromkeys(request.POST.getlist(name)) if one)
    if len(found) > MOST_IDS:
        raise TooLarge(limit=MOST_IDS)
    for one in found:
        if len(one) > LONGEST or not one.isprintable():
            raise BadValue(key=name, value="", due="id")
    return found


def sorted_in(case: Any, own: frozenset[str], written: str, picked: Picked = Picked()) -> Picked:
    """Ids as a reason on the Publish page gives them, each to where it belongs.

    Of the cast and whole entries are covered; of a statement the value is withheld.

    Raises:
        TooLarge: more than a form holds.
    """
    if len(written) > LONGEST_FIELD:
        raise TooLarge(limit=LONGEST_FIELD)
    ids = tuple(dict.fromkeys(one for one in written.replace(",", " ").split() if one.isprintable()))
    if len(ids) > MOST_IDS:
        raise TooLarge(limit=MOST_IDS)
    kinds: dict[str, str] = {}
    # Of several under one id: the subject, then the statement, then the entry.
    for one in sorted(
        named(case, own, ids), key=lambda one: ("entry", "statement", "subject").index(one.kind)
    ):
        kinds[one.id] = one.kind
    covers = (one for one in ids if kinds.get(one) in ("subject", "entry"))
    withholds = (one for one in ids if kinds.get(one) == "statement")
    unknown = tuple(one for one in ids if one not in kinds)
    return Picked(tuple(covers), tuple(withholds), unknown).beside(picked)


def again_picked(request: HttpRequest, case: Any, own: frozenset[str]) -> Picked:
    """What was picked, of a form that is shown once more; where that cannot be told, nothing."""
    try:
        return sorted_in(case, own, field(request, "ids"), ticked(request))
    except AigaqError:
        return Picked()


def asked_of(request: HttpRequest, case: Any, own: frozenset[str]) -> Asked:
    """A safeguard as it was filled in.

    Raises:
        UnknownId, TooLarge, BadValue, BadDate, MissingField: what is wrong with it.
    """
    picked = sorted_in(case, own, field(request, "ids"), ticked(request))
    for one in picked.unknown:
        raise UnknownId(value=one[:80])
    return Asked(
        covers=picked.covers,
        withholds=picked.withholds,
        wording=field(request, "wording"),
        names=_listed(request, "names"),
        alike=_number(request, "alike") if field(request, "alike") else None,
        reasons=field(request, "reasons"),
        consent=consent_of(request) if _says_consent(request) else None,
    )


def _says_consent(request: HttpRequest) -> bool:
    return any(field(request, name) for name in (PUBLIC, "uses", "until", "withdrawn"))


def consent_of(request: HttpRequest) -> Consent:
    """What somebody agreed to.

    Raises:
        BadDate: a day that is none. BadValue, TooLarge: as any field.
    """
    public = (PUBLIC,) if field(request, PUBLIC) else ()
    return Consent(
        uses=(*public, *_listed(request, "uses")),
        until=day_of(field(request, "until")),
        withdrawn=day_of(field(request, "withdrawn")),
    )


def intruder_of(request: HttpRequest) -> Intruder:
    """A try to find somebody.

    Raises:
        MissingField: whether somebody was found: silence is no "no". BadValue: no number of minutes.
    """
    found = field(request, "found", longest=10)
    if found not in ("yes", "no"):
        raise MissingField(key="found")
    return Intruder(
        by=field(request, "by"),
        minutes=_number(request, "minutes"),
        sources=_listed(request, "sources"),
        found=found == "yes",
    )


def _number(request: HttpRequest, name: str) -> int:
    written = field(request, name, longest=40)
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise BadValue(key=name, value=written[:12], due="0, 1, 2 …")
    return int(written)


def _listed(request: HttpRequest, name: str) -> tuple[str, ...]:
    lines = tuple(one.strip() for one in field(request, name, longest=LONGEST * MOST_NAMES).splitlines())
    return tuple(one for one in lines if one)


def filled(one: Safeguard) -> dict[str, str]:
    """The fields of a safeguard as they stand in its form, to be changed."""
    return {
        "wording": one.wording,
        "names": "\n".join(one.names),
        "alike": "" if one.alike is None else str(one.alike),
        "reasons": one.reasons,
    }


def filled_consent(one: Consent | None) -> dict[str, str]:
    """The fields of a consent as they stand in its form."""
    if one is None:
        return {}
    return {
        "public": "yes" if PUBLIC in one.uses else "",
        "uses": "\n".join(use for use in one.uses if use != PUBLIC),
        "until": one.until.isoformat() if one.until else "",
        "withdrawn": one.withdrawn.isoformat() if one.withdrawn else "",
    }
