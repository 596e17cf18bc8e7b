"""The forms about a safeguard. Invariant: an address holds ids alone, so words that name somebody come by POST."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from aigaq.errors import AigaqError, BadValue, MissingField, TooLarge, UnknownId
from aigaq.records.cases import Consent, Intruder, Safeguard
from aigaq.web.layout.fields import LONGEST as LONGEST_FIELD
from aigaq.web.layout.fields import day_of, field
from aigaq.web.protect.actions import LONGEST, MOST_IDS, MOST_NAMES, SafeguardDraft
from aigaq.web.protect.queries import NamedRecord, named_records
from aigaq.web.store.access import CaseHandle

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Picked:
    """Ids picked for a safeguard: those to cover, those whose value to withhold, and words that are no id here."""

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

    def named(self, case: CaseHandle, own: frozenset[str]) -> tuple[list[NamedRecord], list[NamedRecord]]:
        """The records to cover and those to withhold, by label.

        An id without a record stays in the list: a safeguard that is changed must not cover less by oversight.
        """
        records = named_records(case, own, (*self.covers, *self.withholds))
        # If an id stands for several records: the subject is covered, the statement is withheld.
        to_cover = {one.id: one for one in reversed(records)}
        to_withhold = {one.id: one for one in records}
        return (
            [to_cover.get(id, NamedRecord(id, "entry", id)) for id in self.covers],
            [to_withhold.get(id, NamedRecord(id, "entry", id)) for id in self.withholds],
        )


def ticked(request: HttpRequest) -> Picked:
    """The ids that are ticked in a posted form.

    Raises:
        TooLarge: more than a form holds. BadValue: control characters.
    """
    return Picked(_ticked(request, "covers"), _ticked(request, "withholds"))


def _ticked(request: HttpRequest, name: str) -> tuple[str, ...]:
    ids = tuple(id for id in dict.fromkeys(request.POST.getlist(name)) if id)
    if len(ids) > MOST_IDS:
        raise TooLarge(limit=MOST_IDS)
    if any(len(id) > LONGEST or not id.isprintable() for id in ids):
        raise BadValue(key=name, value="", due="id")
    return ids


def pick(case: CaseHandle, own: frozenset[str], written: str, picked: Picked = Picked()) -> Picked:
    """Ids as a reason on the Publish page writes them, added to those that are picked.

    Subjects and whole entries are covered; of a statement the value is withheld.

    Raises:
        TooLarge: more than a form holds.
    """
    if len(written) > LONGEST_FIELD:
        raise TooLarge(limit=LONGEST_FIELD)
    ids = tuple(dict.fromkeys(one for one in written.replace(",", " ").split() if one.isprintable()))
    if len(ids) > MOST_IDS:
        raise TooLarge(limit=MOST_IDS)
    kinds: dict[str, str] = {}
    # If an id stands for several records, a subject goes before a statement, and that before an entry.
    order = ("entry", "statement", "subject")
    for record in sorted(named_records(case, own, ids), key=lambda record: order.index(record.kind)):
        kinds[record.id] = record.kind
    covers = tuple(id for id in ids if kinds.get(id) in ("subject", "entry"))
    withholds = tuple(id for id in ids if kinds.get(id) == "statement")
    unknown = tuple(id for id in ids if id not in kinds)
    return Picked(covers, withholds, unknown).beside(picked)


def picked_again(request: HttpRequest, case: CaseHandle, own: frozenset[str]) -> Picked:
    """The ids picked in a form that is shown once more; none if they cannot be read."""
    try:
        return pick(case, own, field(request, "ids"), ticked(request))
    except AigaqError:
        return Picked()


def safeguard_draft(request: HttpRequest, case: CaseHandle, own: frozenset[str]) -> SafeguardDraft:
    """The safeguard that was filled in.

    Raises:
        UnknownId, TooLarge, BadValue, BadDate, MissingField: what is wrong with it.
    """
    picked = pick(case, own, field(request, "ids"), ticked(request))
    if picked.unknown:
        raise UnknownId(value=picked.unknown[0][:80])
    names_use = any(field(request, name) for name in (PUBLIC, "uses", "until", "withdrawn"))
    return SafeguardDraft(
        covers=picked.covers,
        withholds=picked.withholds,
        wording=field(request, "wording"),
        names=_listed(request, "names"),
        alike=_number(request, "alike") if field(request, "alike") else None,
        reasons=field(request, "reasons"),
        consent=consent_of(request) if names_use else None,
    )


def consent_of(request: HttpRequest) -> Consent:
    """The consent that was filled in.

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
    """The attempt to find somebody that was filled in.

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


def safeguard_fields(safeguard: Safeguard) -> dict[str, str]:
    """The fields of the form, filled from a safeguard that is to be changed."""
    return {
        "wording": safeguard.wording,
        "names": "\n".join(safeguard.names),
        "alike": "" if safeguard.alike is None else str(safeguard.alike),
        "reasons": safeguard.reasons,
    }


def consent_fields(consent: Consent | None) -> dict[str, str]:
    """The fields of the form, filled from a consent."""
    if consent is None:
        return {}
    return {
        "public": "yes" if PUBLIC in consent.uses else "",
        "uses": "\n".join(use for use in consent.uses if use != PUBLIC),
        "until": consent.until.isoformat() if consent.until else "",
        "withdrawn": consent.withdrawn.isoformat() if consent.withdrawn else "",
    }
