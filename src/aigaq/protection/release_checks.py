"""Checks of a draft that need no search: safeguards applied, consent, attempts to find people, accusations, faces.

Invariant: what nobody did or looked at is refused, never taken for harmless: a safeguard that is not applied, a
picture at which nobody looked, a safeguard that nobody tried to break.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from aigaq.protection.lists import traits
from aigaq.records.cases import CaseRecords, Consent, Safeguard
from aigaq.records.releases import Attachment, BlockCode, Draft, Offer, Reason, Spot
from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.records.withholding import WITHHELD

_APPLY = (Offer("offer-apply"),)
_PUBLIC_USE = "public"
_ACCUSING = frozenset({"charge", "punished", "ordered", "decided", "commanded", "failed-to-prevent"})
_ACCUSED_ROLES = {"role-in-case": "defendant", "role-at": "agent"}
_SEEN = ("picture", "video", "paper")
_HEARD = ("sound", "video")


def not_applied(draft: Draft, safeguards: Sequence[Safeguard]) -> Iterator[Reason]:
    """A reason for each thing covered or withheld that the draft still tells."""
    records = draft.records
    wordings: dict[str, set[str]] = {}
    for safeguard in safeguards:
        for covered in safeguard.covers:
            wordings.setdefault(covered, set()).add(safeguard.wording)
    for key, allowed in wordings.items():
        subject = records.subjects.get(key)
        if subject is not None and (subject.named or subject.label not in allowed):
            yield Reason("not-applied", key, Spot("subject", key, "label"), offers=_APPLY)
    for entry in records.entries:
        if entry.id in wordings and entry.id not in records.subjects:
            yield Reason("not-applied", entry.id, Spot("entry", entry.id, "value"), offers=_APPLY)
    withheld = {one for safeguard in safeguards for one in safeguard.withholds}
    for statement in records.statements:
        if statement.id in withheld and statement.value != WITHHELD:
            yield Reason("not-applied", statement.id, Spot("statement", statement.id, "value"), offers=_APPLY)


def intruder_test_reasons(draft: Draft, safeguards: Iterable[Safeguard]) -> Iterator[Reason]:
    """A reason for each safeguard of people whom nobody tried to find, tried long enough to find, or whom a try found.

    Source: motivated-intruder test (UK Information Commissioner's Office, code of practice on anonymisation, 2012).
    """
    people = {key for key, one in draft.records.subjects.items() if one.kind in ("person", "voice", "group")}
    least = traits().minutes
    for safeguard in safeguards:
        if not people & set(safeguard.covers):
            continue
        attempt = safeguard.intruder
        about = safeguard.id
        if attempt is None or not attempt.sources:
            yield Reason("intruder-missing", about, offers=(Offer("offer-try", (about,)),))
        elif attempt.found:
            yield Reason("intruder-found", about, offers=(Offer("offer-tell-less", (about,)),))
        elif attempt.minutes < least:
            yield Reason("intruder-short", about, least=least, offers=(Offer("offer-try", (about,)),))


def consent_reasons(safeguards: Iterable[Safeguard], at: date | None) -> Iterator[Reason]:
    """A reason for each consent that does not cover a publication on that day."""
    for safeguard in safeguards:
        code = _lacking(safeguard.consent, at) if safeguard.consent is not None else None
        if code is not None:
            yield Reason(code, safeguard.id, offers=(Offer("offer-ask", (safeguard.id,)),))


def _lacking(consent: Consent, at: date | None) -> BlockCode | None:
    if consent.withdrawn is not None and (at is None or consent.withdrawn <= at):
        return "consent-withdrawn"
    if _PUBLIC_USE not in consent.uses:
        return "consent-scope"
    # Without a day of publication nobody can say that the consent has not run out.
    if consent.until is not None and (at is None or at > consent.until):
        return "consent-over"
    return None


def unconvicted_reasons(draft: Draft) -> Iterator[Reason]:
    """A reason for each named person of whom a crime is alleged without a conviction in the draft; the first place.

    Only an affirmed conviction of theirs clears them. A denial, or the role of a witness, accuses nobody.
    """
    records = draft.records
    named = {key for key, one in records.subjects.items() if one.kind == "person" and one.named}
    convicted = {
        statement.subject
        for statement in records.statements
        if statement.predicate == "verdict"
        and statement.polarity == "affirms"
        and statement.value.text == "convicted"
    }
    first: dict[str, Statement] = {}
    for person, statement in _accusations(records):
        if person in named - convicted:
            first.setdefault(person, statement)
    for person, statement in first.items():
        offers = (Offer("offer-cover", (person,)), Offer("offer-decide", (person,)))
        yield Reason("unconvicted", person, Spot("statement", statement.id, "value"), offers=offers)


def _accusations(records: CaseRecords) -> Iterator[tuple[str, Statement]]:
    """Everybody accused, with the accusing statement."""
    for statement in records.statements:
        if statement.polarity != "affirms":
            continue
        predicate = records.vocabulary.predicates.get(statement.predicate)
        blames = statement.predicate in _ACCUSING or (predicate is not None and predicate.responsibility)
        if blames or _ACCUSED_ROLES.get(statement.predicate) == statement.value.text:
            yield statement.subject, statement
        if statement.predicate == "agent" and isinstance(statement.value, Ref):
            yield statement.value.id, statement


def attachment_reasons(draft: Draft, protected: Collection[str]) -> Iterator[Reason]:
    """A reason for each face and voice of somebody protected, and each file that nobody looked at or that is original.

    Args:
        protected: ids of people under a safeguard or without a name in the draft.
    """
    for number, file in enumerate(draft.files, 1):
        spot = Spot("file", str(number), "bytes")
        # A person whom the draft does not know at all is kept back by more than a safeguard.
        people = (*(file.shows or ()), *(file.hears or ()))
        unknown = {one for one in people if one not in draft.records.subjects}
        yield from _shown_people(file, spot, {*protected, *unknown})
        if (file.kind in _SEEN and file.shows is None) or (file.kind in _HEARD and file.hears is None):
            yield Reason("not-looked-at", spot.id, spot, offers=(Offer("offer-look"),))
        if not file.remade:
            yield Reason("original-file", spot.id, spot, offers=(Offer("offer-remake"),))


def _shown_people(file: Attachment, spot: Spot, protected: Collection[str]) -> Iterator[Reason]:
    by_code: tuple[tuple[BlockCode, tuple[str, ...] | None, str], ...] = (
        ("face", file.shows, "offer-solid"),
        ("voice", file.hears, "offer-transcript"),
    )
    for code, people, offer in by_code:
        for person in people or ():
            if person in protected and person not in file.covered:
                yield Reason(code, person, spot, offers=(Offer(offer),))
