"""Coding from the reader: choose a form, fill it, see the statements it will write, save; or take an entry back.

Invariant: what is saved is what was shown; if anything moved meanwhile, both are shown again and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from aigaq.bundle.doubts import far_off
from aigaq.casework.case import Case
from aigaq.errors import AigaqError, NotFound, Stale
from aigaq.records.statements import Statement
from aigaq.records.vocab.messages import say
from aigaq.web.coding import actions
from aigaq.web.coding.form_notes import met_ones, new_ones, problems
from aigaq.web.coding.form_request import Asked, coded_here, listed, seen, theirs, told
from aigaq.web.coding.form_view import CHOSEN, around
from aigaq.web.coding.labels import ADDRESSED
from aigaq.web.coding.parse import OPTIONS, Filled, entry_id, read
from aigaq.web.coding.selection import selection
from aigaq.web.layout import expired_forms
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import LONGEST, field
from aigaq.web.store import access, cases

_PAGE = "coding/code.html"
_Reader = Callable[[HttpRequest, str, str], tuple[Any, Case]]
_CARRIED = ("form", "line", "start", "end", "first", "last", "editor", "bracket", "who", "speaker")


def code(request: HttpRequest, key: str, source: str) -> HttpResponse:
    """The form for some words of a source: blank, previewed, changed again, or saved."""
    if request.method == "POST" and not request.user.is_authenticated:
        return expired_forms.words_kept(request)
    if request.method != "POST" or "change" in request.POST:
        return _blank(_asked(request, key, source))
    # Whoever only saves need not read what stands beside: it is read where something is to be shown again.
    asked = _asked(request, key, source, _naming)
    if "open" in request.POST:
        return _opened(asked)
    identity = entry_id(asked.typed.get("entry", ""))
    try:
        filled = read(request, asked.case, source, asked.form, identity=identity)
        if "save" in request.POST and not _moved(asked, filled):
            return _saved(asked, filled)
        return _shown(_beside(asked), filled)
    except Stale:
        return _stale(asked, identity)
    except AigaqError as error:
        return _blank(_beside(asked), error)


def _asked(request: HttpRequest, key: str, source: str, read_case: _Reader | None = None) -> Asked:
    sent = request.POST if request.method == "POST" else request.GET
    row, case = (read_case or _at)(request, key, source)
    access.require(request.user, "code", row)
    document = case.documents.get(source)
    if source not in case.records.sources or document is None:
        raise NotFound
    form = case.records.vocabulary.forms.get(sent.get("form", "killed"))
    if form is None:
        raise NotFound
    names = {*_CARRIED, *OPTIONS, "entry", "seen"}
    names |= {name for name in sent if name.startswith(("slot-", *CHOSEN))}
    typed = {name: sent.get(name, "")[: LONGEST + 1] for name in sorted(names) if name in sent}
    typed["under"] = ",".join(sent.getlist("under"))
    return Asked(request, row, case, source, document, form, typed, language_of(get_language()))


LONGEST_NAME = 1000
"""Letters of the longest words that are read as somebody's label."""


def _at(request: HttpRequest, key: str, source: str) -> tuple[Any, Case]:
    """The case as far as the form needs it: what is coded from its line, and whom the words in it may mean."""
    sent = request.POST if request.method == "POST" else request.GET
    line = sent.get("line", "1")
    number = int(line) if line.isdecimal() and len(line) < 8 else 1
    return cases.at_line(request.user, key, source, number, _words(request))


def _naming(request: HttpRequest, key: str, source: str) -> tuple[Any, Case]:
    """The case as far as it takes to read the form: whom the words in it may mean."""
    return cases.naming(request.user, key, source, _words(request))


def _beside(asked: Asked) -> Asked:
    """The same, with what stands beside the form."""
    row, case = _at(asked.request, asked.row.key, asked.source)
    return replace(asked, row=row, case=case)


def _words(request: HttpRequest) -> set[str]:
    """What may name somebody in the form."""
    sent = request.POST if request.method == "POST" else request.GET
    written = [value for name in sent for value in sent.getlist(name)]
    words = {part.strip() for one in written for part in (one, *re.split(r"[\n;]", one))}
    # Each place of a word is tried to its end: of a long note that takes minutes, and nobody is called so.
    named = [found for word in words if len(word) <= LONGEST_NAME for found in ADDRESSED.finditer(word)]
    return words | {found["id"] for found in named} | {found["label"] for found in named}


def _opened(asked: Asked) -> HttpResponse:
    """From a selection in the reader to the form; the words that were quoted are not put into an address."""
    try:
        chosen = selection(
            asked.document,
            field(asked.request, "start", longest=12),
            field(asked.request, "end", longest=12),
            asked.request.POST.get("quote", ""),
        )
    except AigaqError as error:
        return _blank(_beside(asked), error)
    place: dict[str, object] = {"form": asked.form.code, "line": asked.typed.get("line", "1")}
    if chosen is not None:
        place |= {"line": chosen.line, "first": chosen.first, "last": chosen.last}
        place |= {"start": chosen.span.start, "end": chosen.span.end}
    address = reverse("code", args=[asked.row.key, asked.source])
    return redirect(f"{address}?{urlencode(place)}")


def _blank(asked: Asked, error: AigaqError | None = None) -> HttpResponse:
    """The form to be filled, with the words that were typed and what is wrong with them."""
    context = around(asked)
    if error is not None:
        context["problems"] = problems(error, asked)
    return render(asked.request, _PAGE, context, status=400 if error else 200)


def _shown(asked: Asked, filled: Filled, others: list[dict[str, object]] | None = None) -> HttpResponse:
    """The statements that the form will write, its words to be read, and what others wrote here meanwhile."""
    made = actions.preview(asked.request.user, asked.row, filled.entry, added=filled.added)  # type: ignore[arg-type]
    records = asked.case.records
    labels = {one.id: one.label for one in (*records.subjects.values(), *made.subjects)}
    moved = others is not None or _moved(asked, filled)
    context = around(replace(asked, typed={**asked.typed, "entry": filled.entry.id})) | {
        "preview": [told(one, labels, asked) for one in made.statements],
        "new": new_ones(filled.new, asked),
        "doubts": _doubts(asked, made.statements),
        "met": met_ones(filled.met, asked.case, asked.language),
        "shown": filled.digest,
        "moved": moved,
        "theirs": others if others is not None else theirs(asked, filled.entry.id) if moved else [],
    }
    return render(asked.request, _PAGE, context, status=409 if "save" in asked.request.POST else 200)


def _doubts(asked: Asked, made: Sequence[Statement]) -> list[str]:
    """What of the new statements is asked about, once for each date."""
    found = {str(one.parameters["value"]): one for one in far_off(asked.case.records, made)}
    return [say(one.code, asked.language, **one.parameters) for one in found.values()]


def _saved(asked: Asked, filled: Filled) -> HttpResponse:
    actions.save(
        asked.request.user,  # type: ignore[arg-type]  # a viewer without an account was turned away above
        asked.row,
        filled.entry,
        added=filled.added,
        at=timezone.now(),
    )
    messages.success(asked.request, "saved")
    line = filled.entry.place.line
    return redirect(f"{reverse('reader', args=[asked.row.key, asked.source])}?line={line}#L{line}")


def _moved(asked: Asked, filled: Filled) -> bool:
    """Whether the form means something else than when it was shown, or others wrote about its line since."""
    shown, before = field(asked.request, "shown"), field(asked.request, "seen")
    if shown and shown != filled.digest:
        return True
    return bool(before) and before != seen(asked, filled.entry.id)


def _stale(asked: Asked, identity: str) -> HttpResponse:
    """Another entry was saved from this very form: it is shown beside ours, which gets an id of its own."""
    fresh = entry_id("")
    again = replace(_beside(asked), typed={**asked.typed, "entry": fresh})
    others = [one for one in coded_here(again) if one.entry == identity]
    filled = read(again.request, again.case, again.source, again.form, identity=fresh)
    if not others:
        # What the viewer cannot see does not stand in her way, and nothing tells her of it.
        return _saved(again, filled)
    return _shown(again, filled, listed(again, others))


@require_POST
def withdraw(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """Take an entry back, with reasons; it stays and counts no more. What is taken back already stays as it is."""
    if not request.user.is_authenticated:
        return expired_forms.words_kept(request)
    row, case = cases.telling(request.user, key, entry)
    found = case.entry(entry)
    if found is None:
        raise NotFound
    made = case.records.made_for.get(entry, ())
    if made and all(case.evidence().status_of(one).state == "withdrawn" for one in made):
        messages.info(request, "already-withdrawn")
    else:
        reasons = field(request, "reasons")
        actions.withdraw(request.user, row, entry, reasons=reasons, at=timezone.now())
        messages.success(request, "withdrawn")
    return redirect(f"{reverse('reader', args=[key, found.source])}?line={found.place.line}")
