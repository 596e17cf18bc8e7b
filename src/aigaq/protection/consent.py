"""What was tried to find protected people, and what they agreed to.

Invariant: a safeguard without a try is not a try that found nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from aigaq.protection.lists import traits
from aigaq.records.cases import Consent, Safeguard
from aigaq.records.releases import BlockCode, Draft, Offer, Reason

_USE = "public"


def intruder_test_reasons(draft: Draft, safeguards: Iterable[Safeguard]) -> Iterator[Reason]:
    """A reason for each safeguard of people nobody tried to find, tried long enough, or failed to find."""
    people = {key for key, one in draft.records.subjects.items() if one.kind in ("person", "voice", "group")}
    for safeguard in safeguards:
        if not people & set(safeguard.covers):
            continue
        tried = safeguard.intruder
        if tried is None or not tried.sources:
            yield Reason("intruder-missing", safeguard.id, offers=(Offer("offer-try", (safeguard.id,)),))
        elif tried.found:
            yield Reason("intruder-found", safeguard.id, offers=(Offer("offer-tell-less", (safeguard.id,)),))
        elif tried.minutes < traits().minutes:
            least = traits().minutes
            yield Reason(
                "intruder-short", safeguard.id, least=least, offers=(Offer("offer-try", (safeguard.id,)),)
            )


def consent_reasons(safeguards: Iterable[Safeguard], at: date | None) -> Iterator[Reason]:
    """A reason for each consent that does not reach a publication on that day."""
    for safeguard in safeguards:
        code = _lacks(safeguard.consent, at) if safeguard.consent is not None else None
        if code is not None:
            yield Reason(code, safeguard.id, offers=(Offer("offer-ask", (safeguard.id,)),))


def _lacks(consent: Consent, at: date | None) -> BlockCode | None:
    if consent.withdrawn is not None and (at is None or consent.withdrawn <= at):
        return "consent-withdrawn"
    if _USE not in consent.uses:
        return "consent-scope"
    # Without a day nobody can say that a last day has not passed.
    if consent.until is not None and (at is None or at > consent.until):
        return "consent-over"
    return None
