"""Translate a dossier, paragraph beside paragraph; and read a translation.

Invariant: whatever is wrong with one paragraph, no word that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
from aigaq.web.layout.paging import Page, page_number, page_of
from aigaq.web.publish.queries import dossier_of
from aigaq.web.store.access import case_row
from aigaq.web.translate import actions
from aigaq.web.translate.actions import NewTranslation
from aigaq.web.translate.queries import (
    STALE,
    STATES,
    Board,
    Piece,
    board,
    public_translation,
    translatable_edition,
)
from aigaq.web.translate.text_rules import LONGEST, LONGEST_CREDIT

PAGE, PUBLIC = "translate/translations.html", "translate/translation.html"
PER_FORM, PER_PAGE = 25, 50
"""Paragraphs of the team's form, and of a page for readers."""
_DIRECTION_MARKS = str.maketrans(
    "", "", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One paragraph of the form.

    Args:
        text: the words in its field.
        problem: the sentence that says why it was refused.
        yours: the viewer wrote the newest version, and so cannot check it.
    """

    piece: Piece
    text: str
    problem: str = ""
    yours: bool = False


def start(request: HttpRequest, key: str) -> HttpResponse:
    """Redirect to the translation into the viewer's language; into another one where the dossier is written in it."""
    dossier = dossier_of(case_row(request.user, key))
    edition = translatable_edition(dossier) if dossier is not None else None
    original = edition.language if edition is not None else "en"
    to = language_of(get_language())
    return redirect(
        "translate", key, to if to != original else next(one for one in LANGUAGES if one != original)
    )


def translate(request: HttpRequest, key: str, to: str) -> HttpResponse:
    """Form with the paragraphs in their order, a page at a time, filtered by state."""
    seen = board(request.user, key, to)
    if request.method != "POST":
        return render(request, PAGE, _values(request, seen))
    try:
        problems = _save_and_check(request, seen)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        return _form_again(request, seen, {}, [sentence(error, language_of(get_language()))])
    if problems:
        return _form_again(request, seen, problems, list(dict.fromkeys(problems.values())))
    messages.success(request, "saved")
    return redirect(request.get_full_path())


def _values(request: HttpRequest, seen: Board) -> dict[str, object]:
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    page = page_of([piece for piece in seen.pieces if not state or piece.state == state], request, PER_FORM)
    me = request.user.get_username()
    return {
        "row": seen.row,
        "board": seen,
        "state": state,
        "counts": [(name, sum(piece.state == name for piece in seen.pieces)) for name in STATES],
        "shown": page,
        "rows": [
            _form_row(piece, me, piece.last.text if piece.last is not None else "") for piece in page.rows
        ],
        "others": [language for language in LANGUAGES if language != seen.to],
        "longest": LONGEST,
        "longest_credit": LONGEST_CREDIT,
    }


def _form_row(piece: Piece, me: str, text: str, problem: str = "") -> FormRow:
    return FormRow(piece, text, problem, yours=piece.last is not None and piece.last.by == me)


def _save_and_check(request: HttpRequest, seen: Board) -> dict[str, str]:
    """Save the form, then check the version whose button was pressed; by unit, the sentence of each refusal."""
    credit = request.POST.get("credit", "")
    # An empty field deletes nothing: the translation stays as it was.
    filled = [new for new in _posted(request) if new.text.strip()]
    outcome = actions.save(request.user, seen.row.key, seen.to, filled, at=timezone.now(), credit=credit)
    if written := field(request, "check", longest=20):
        version = int(written) if written.isascii() and written.isdigit() else 0
        actions.check(request.user, seen.row.key, seen.to, version, at=timezone.now())
    language = language_of(get_language())
    return {new.unit: sentence(error, language) for new, error in outcome.refused}


def _posted(request: HttpRequest) -> list[NewTranslation]:
    """Every paragraph of the posted form."""
    return [
        NewTranslation(
            unit=request.POST.get(f"unit-{number}", "")[:400],
            text=request.POST.get(f"text-{number}", ""),
            original=request.POST.get(f"original-{number}") or None,
            before=_version(request.POST.get(f"before-{number}", "")),
            confirm=request.POST.get(f"unit-{number}") in request.POST.getlist("confirm"),
        )
        for number in range(1, PER_FORM + 1)
        if f"unit-{number}" in request.POST
    ]


def _version(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else None


def _form_again(
    request: HttpRequest, seen: Board, problems: Mapping[str, str], sentences: list[str]
) -> HttpResponse:
    """The same paragraphs as they are now, with the words that were typed.

    Args:
        problems: by unit, the sentence beside its field.
        sentences: those on top of the page.
    """
    now = board(request.user, seen.row.key, seen.to)
    pieces, me = {piece.paragraph.unit: piece for piece in now.pieces}, request.user.get_username()
    posted = _posted(request)
    values = {
        **_values(request, now),
        "rows": [
            _form_row(pieces[new.unit], me, new.text[: LONGEST * 2], problems.get(new.unit, ""))
            for new in posted
            if new.unit in pieces
        ],
        "lost": [new for new in posted if new.unit not in pieces and new.text.strip()],
        "problems": sentences,
        "credit": request.POST.get("credit", ""),
    }
    return render(request, PAGE, values, status=400)


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """One paragraph for readers; `text` is empty where they may see no translation."""

    state: str
    language: str
    original: str
    text: str
    credit: str
    place: str
    line: str


@require_safe
def translation(request: HttpRequest, address: str, language: str, to: str) -> HttpResponse:
    """Page of a translation of the dossier, each paragraph beside its original."""
    if language not in LANGUAGES:
        raise NotFound
    page_language = public.activate(language)
    translated = public_translation(address, to, page=page_number(request), size=PER_PAGE)
    page, pages = translated.page, translated.pages
    return public.public_page(
        request,
        PUBLIC,
        translated.dossier,
        translated.edition.title,
        translated=translated,
        to=to,
        spoken=page_language,
        targets=[target for target in LANGUAGES if target != to],
        shown=Page(translated.pieces, page, pages, page < pages),
        rows=[_reader_row(piece, page_language) for piece in translated.pieces],
    )


def _reader_row(piece: Piece, language: str) -> ReaderRow:
    last = piece.last if piece.state != STALE else None
    page, _, line = piece.paragraph.page.partition("#")
    return ReaderRow(
        state=piece.state,
        language=piece.paragraph.language,
        # A mark of direction in the words of a source could change how the lines beside it read.
        original=piece.paragraph.words.translate(_DIRECTION_MARKS),
        text=last.text if last is not None else "",
        credit=last.credit if last is not None else "",
        place=f"{language}/{page}",
        line=line,
    )
