"""Translate a dossier, paragraph beside original; and read a translation.

Invariant: whatever is wrong with one paragraph, no word that was typed is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from aigaq.errors import AigaqError, NotAllowed, NotFound
from aigaq.records.vocab.messages import LANGUAGES, sentence
from aigaq.web.layout import public
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import field
from aigaq.web.layout.paging import Page, asked, cut
from aigaq.web.publish.queries import dossier_of
from aigaq.web.publish.translatable import ground_of
from aigaq.web.store.access import case_row
from aigaq.web.translate import actions as acting
from aigaq.web.translate import review
from aigaq.web.translate.actions import Written
from aigaq.web.translate.queries import STALE, STATES, Board, Piece, board, shown
from aigaq.web.translate.text_rules import LONGEST, LONGEST_CREDIT

PAGE, PUBLIC = "translate/translations.html", "translate/translation.html"
PER_FORM, PER_PAGE = 25, 50
_SIGNS = str.maketrans("", "", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of the form: what stands in its field, and what is wrong with that."""

    piece: Piece
    text: str
    problem: str = ""
    yours: bool = False


def start(request: HttpRequest, key: str) -> HttpResponse:
    """On to the language of the page; where the dossier is in that itself, to another one."""
    dossier = dossier_of(case_row(request.user, key))
    ground = ground_of(dossier) if dossier is not None else None
    ours, own = language_of(get_language()), ground.language if ground is not None else "en"
    return redirect("translate", key, ours if ours != own else next(one for one in LANGUAGES if one != own))


def translate(request: HttpRequest, key: str, to: str) -> HttpResponse:
    """The paragraphs in their order, some at a time, by state; what is written in them is kept."""
    found = board(request.user, key, to)
    if request.method != "POST":
        return render(request, PAGE, _around(request, found))
    try:
        told = _do(request, found)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        said = sentence(error, language_of(get_language()))
        return _again(request, found, {}, [said])
    if told:
        return _again(request, found, told, list(dict.fromkeys(told.values())))
    messages.success(request, "saved")
    return redirect(request.get_full_path())


def _around(request: HttpRequest, found: Board, **more: Any) -> dict[str, Any]:
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    listed = [one for one in found.pieces if not state or one.state == state]
    page = cut(listed, request, PER_FORM)
    me = request.user.get_username()
    counts = [(one, sum(each.state == one for each in found.pieces)) for one in STATES]
    return {
        "row": found.row,
        "board": found,
        "state": state,
        "counts": counts,
        "shown": page,
        "rows": [_row(one, me) for one in page.rows],
        "others": [one for one in LANGUAGES if one != found.to],
        "longest": LONGEST,
        "longest_credit": LONGEST_CREDIT,
        **more,
    }


def _row(piece: Piece, me: str, *, text: str | None = None, problem: str = "") -> Row:
    last = piece.last
    written = text if text is not None else last.text if last is not None else ""
    return Row(piece, written, problem, yours=last is not None and last.by == me)


def _do(request: HttpRequest, found: Board) -> dict[str, str]:
    """Keep what was written, then check what was pressed; by paragraph, what is wrong with it."""
    viewer: Any = request.user
    credit = request.POST.get("credit", "")
    # An empty field takes nothing back: what was written stays as it was.
    listed = [one for one in _written(request) if one.text.strip()]
    done = acting.save(viewer, found.row.key, found.to, listed, at=timezone.now(), credit=credit)
    if version := field(request, "check", longest=20):
        number = int(version) if version.isascii() and version.isdigit() else 0
        review.check(viewer, found.row.key, found.to, number, at=timezone.now())
    language = language_of(get_language())
    return {one.unit: sentence(error, language) for one, error in done.refused}


def _written(request: HttpRequest) -> list[Written]:
    """Every paragraph of the posted form."""
    return [
        Written(
            unit=request.POST.get(f"unit-{number}", "")[:400],
            text=request.POST.get(f"text-{number}", ""),
            original=request.POST.get(f"original-{number}") or None,
            before=_number(request.POST.get(f"before-{number}", "")),
            confirm=request.POST.get(f"unit-{number}") in request.POST.getlist("confirm"),
        )
        for number in range(1, PER_FORM + 1)
        if f"unit-{number}" in request.POST
    ]


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else None


def _again(request: HttpRequest, found: Board, told: dict[str, str], problems: list[str]) -> HttpResponse:
    """The same paragraphs once more, as they are now, with what was typed."""
    now = board(request.user, found.row.key, found.to)
    known, me = {one.paragraph.unit: one for one in now.pieces}, request.user.get_username()
    listed = _written(request)
    rows = [
        _row(known[one.unit], me, text=one.text[: LONGEST * 2], problem=told.get(one.unit, ""))
        for one in listed
        if one.unit in known
    ]
    lost = [one for one in listed if one.unit not in known and one.text.strip()]
    more = {"rows": rows, "lost": lost, "problems": problems, "credit": request.POST.get("credit", "")}
    return render(request, PAGE, _around(request, now, **more), status=400)


@require_safe
def translation(request: HttpRequest, address: str, language: str, to: str) -> HttpResponse:
    """A translation of the dossier, original beside it, a part at a time."""
    if language not in LANGUAGES:
        raise NotFound
    spoken = public.speaking(language)
    found = shown(address, to, page=asked(request), size=PER_PAGE)
    return public.shown(
        request,
        PUBLIC,
        found.dossier,
        found.ground.title,
        found=found,
        to=to,
        spoken=spoken,
        targets=[one for one in LANGUAGES if one != to],
        shown=Page(found.pieces, found.page, found.pages, found.page < found.pages),
        rows=[_read(one, spoken) for one in found.pieces],
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """One paragraph for readers; `text` is empty where there is nothing that they may be shown."""

    state: str
    language: str
    original: str
    text: str
    credit: str
    place: str
    line: str


def _read(one: Piece, language: str) -> _Read:
    last = one.last if one.state != STALE else None
    page, _, line = one.paragraph.page.partition("#")
    return _Read(
        state=one.state,
        language=one.paragraph.language,
        # A mark of direction in the words of a source could turn round how the lines beside it read.
        original=one.paragraph.words.translate(_SIGNS),
        text=last.text if last is not None else "",
        credit=last.credit if last is not None else "",
        place=f"{language}/{page}",
        line=line,
    )
