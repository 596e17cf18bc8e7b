"""The Publish page, and the open draft part by part.

Invariant: a reason that blocks an edition is shown once, to the lead who cleared it, and stored nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from secrets import SystemRandom
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from aigaq.casework.case import Case
from aigaq.casework.clearviews import offer_of, place_of, sentence_of
from aigaq.errors import AigaqError, BadValue, NotAllowed, NotFound
from aigaq.protection import Cleared
from aigaq.records.releases import SIGNERS, Offer, Reason, Spot
from aigaq.records.vocab.messages import Language, say
from aigaq.web.background import actions as background_actions
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import field, form_again
from aigaq.web.publish import actions
from aigaq.web.publish.drafting import CaseReader, draft_figures
from aigaq.web.publish.exposure import exposed_or_none
from aigaq.web.publish.queries import Imprint, desk
from aigaq.web.publish.read_through import draft_part, next_unread, reading_progress
from aigaq.web.store import access, cases
from aigaq.web.store.access import CaseHandle

PAGE = "publish/publish.html"
READ_PAGE = "publish/read.html"
_JOBS = ("publish", "preview")


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted Publish page: who posted it, about which case, and the reader of that case for this request."""

    request: HttpRequest
    row: CaseHandle
    case: Case
    reader: CaseReader


def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Editions of a case; every step of an edition is a button of this page."""
    row, case = cases.bare(request.user, key)
    posted = Posted(request, row, case, CaseReader(row))
    if request.method != "POST":
        return render(request, PAGE, _values(posted))
    try:
        step = STEPS.get(field(request, "do"))
        if step is None:
            raise BadValue(key="do", value="", due=", ".join(STEPS))
        blocked = step(posted)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        return form_again(request, PAGE, error, _values(posted))
    if blocked is not None:
        # Shown at once and not after a redirect, which would have to store the reasons.
        return render(request, PAGE, {**_values(posted), "blocked": blocked})
    messages.success(request, "saved")
    return redirect("jobs") if request.POST["do"] in _JOBS else redirect("publish", key)


def _values(page: Posted) -> dict[str, object]:
    viewer, row = page.request.user, page.row
    editions = desk(viewer, row)
    return {
        "row": row,
        "case": page.case,
        "desk": editions,
        "shown": draft_figures(viewer, row, page.reader),
        "own": editions.own,
        "exposed": exposed_or_none(viewer, row, page.reader),
        "reading": reading_progress(viewer, row),
        "signed_by_me": viewer.get_username() in editions.signed,
        "ready": len(editions.signed) >= SIGNERS,
        "signers": SIGNERS,
        "address": settings.ADDRESS,
        "leads": access.may(viewer, "lead", row),
        "decides": access.may(viewer, "decide", row),
        "rules": list(page.case.records.rules.values()),
    }


def read(request: HttpRequest, key: str, part: int) -> HttpResponse:
    """One part of the open draft; its button logs that the viewer has read it."""
    row = access.case_row(request.user, key)
    if request.method == "POST":
        manifest = field(request, "manifest", longest=64)
        actions.note_read(request.user, row, [part], manifest=manifest, at=timezone.now())
        unread = next_unread(request.user, row, part)
        return redirect("read-draft", key, unread) if unread else redirect("publish", key)
    shown = draft_part(request.user, row, part, language_of(get_language()))
    return render(request, READ_PAGE, {"row": row, "case_key": key, "shown": shown})


def _draft(posted: Posted) -> None:
    request = posted.request
    authors = (line.strip() for line in field(request, "authors").splitlines())
    imprint = Imprint(
        language=language_of(get_language()),
        authors=tuple(author for author in authors if author),
        publisher=field(request, "publisher", longest=300),
        place=field(request, "place", longest=300),
        rule=field(request, "rule", longest=300),
        paper=bool(request.POST.get("paper")),
    )
    actions.draft(request.user, posted.row, imprint, at=timezone.now(), rng=SystemRandom())


def _clear(posted: Posted) -> list[BlockingReason] | None:
    """Clear the draft; the reasons that block it, where there are any."""
    viewer, row = posted.request.user, posted.row
    _, answer = actions.clear(viewer, row, at=timezone.now(), rng=SystemRandom(), reader=posted.reader)
    if isinstance(answer, Cleared):
        return None
    language = language_of(get_language())
    return [_blocking(posted.case, reason, language) for reason in answer.reasons]


def _sign(posted: Posted) -> None:
    manifest = field(posted.request, "manifest", longest=64)
    actions.sign(posted.request.user, posted.row, manifest=manifest, at=timezone.now(), rng=SystemRandom())


def _job(posted: Posted) -> None:
    kind = field(posted.request, "do", longest=20)
    background_actions.ask(posted.request.user, kind, posted.row, at=timezone.now())


def _drop(posted: Posted) -> None:
    actions.drop(posted.request.user, posted.row, at=timezone.now())


def _withdraw(posted: Posted) -> None:
    written = field(posted.request, "number", longest=6)
    if written and not (written.isascii() and written.isdigit()):
        raise BadValue(key="number", value=written, due="1–")
    number, why = int(written) if written else None, field(posted.request, "reasons")
    actions.withdraw(posted.request.user, posted.row, number=number, reasons=why, at=timezone.now())


STEPS: dict[str, Callable[[Posted], list[BlockingReason] | None]] = {
    "draft": _draft,
    "clear": _clear,
    "sign": _sign,
    **dict.fromkeys(_JOBS, _job),
    "drop": _drop,
    "withdraw": _withdraw,
}


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """Place in a draft; `href` is its page, None where it has none. An address holds ids, never a word of the case."""

    kind: str
    id: str
    part: str
    at: str | None
    href: str | None


@dataclass(frozen=True, slots=True)
class IdentifierView:
    """Kind of a quasi-identifier, with the places where it stands."""

    label: str
    places: tuple[PlaceLink, ...]


@dataclass(frozen=True, slots=True)
class OfferView:
    """Remedy for a reason; `href` opens the form of a safeguard in which it can be done."""

    sentence: str
    href: str | None


@dataclass(frozen=True, slots=True)
class BlockingReason:
    """Reason that blocks an edition, with a link for each place and each remedy that has a page."""

    sentence: str
    about: str
    place: PlaceLink | None
    cells: tuple[IdentifierView, ...]
    offers: tuple[OfferView, ...]


_TELL_LESS = frozenset(
    f"offer-{word}"
    for word in (
        *("together", "cover", "reword", "other-words", "withhold", "say-alike"),
        *("place", "home", "sex", "age", "job", "kin", "date", "injury", "mark"),
    )
)
"""Remedies that withhold something: done in a new safeguard."""
_FORMS = {"offer-try": "try", "offer-tell-less": "change", "offer-ask": "consent"}
"""Remedies done in a form of a safeguard that exists, by the query that opens it."""
_ABOUT_PEOPLE = frozenset({"too-few-alike", "adds-up", "not-weighed"})
"""Reasons about a person: the new safeguard covers that person too."""


def _blocking(case: Case, reason: Reason, language: Language) -> BlockingReason:
    person = [reason.about] if reason.code in _ABOUT_PEOPLE and reason.about != "–" else []
    return BlockingReason(
        sentence=sentence_of(reason, language),
        about=reason.about,
        place=_place(case, reason.spot) if reason.spot is not None else None,
        cells=tuple(
            IdentifierView(
                say(f"cell-{identifier.kind}", language),
                tuple(_place(case, spot) for spot in identifier.spots),
            )
            for identifier in reason.cells
        ),
        offers=tuple(
            OfferView(offer_of(offer, language), _offer_href(case, offer, person)) for offer in reason.offers
        ),
    )


def _place(case: Case, spot: Spot) -> PlaceLink:
    href = None
    # Where the id itself would tell, a number stands instead (`no. 3`), which is no address.
    if spot.id and not any(letter.isspace() or letter == "/" for letter in spot.id):
        if spot.kind in ("statement", "subject"):
            href = reverse(spot.kind, args=(case.records.key, spot.id))
        elif spot.kind in ("text", "source"):
            line = f"?line={spot.line}#L{spot.line}" if spot.line else ""
            href = reverse("reader", args=(case.records.key, spot.id)) + line
    return PlaceLink(spot.kind, spot.id, spot.part, place_of(spot, case), href)


def _offer_href(case: Case, offer: Offer, person: list[str]) -> str | None:
    page = reverse("safeguards", args=(case.records.key,))
    ids = list(dict.fromkeys([*person, *offer.ids]))
    if not ids:
        return None
    if offer.code in _TELL_LESS:
        return f"{page}?ids={quote(','.join(ids))}#form"
    if offer.code in _FORMS:
        anchor = "form" if offer.code == "offer-tell-less" else quote(ids[0])
        return f"{page}?{_FORMS[offer.code]}={quote(ids[0])}#{anchor}"
    return None
