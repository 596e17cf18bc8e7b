"""Coding from the reader: choose a form, fill it, look at the statements that it will write, save; withdraw an entry.

Invariant: what is saved is what was shown. If anything changed meanwhile, both are shown and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from aigaq.errors import AigaqError, NotFound, Stale
from aigaq.records.statements import Statement
from aigaq.web.coding import actions, form_page, queries
from aigaq.web.coding.forms import OPTIONS, CodingRequest, ParsedForm, entry_id, parse
from aigaq.web.coding.labels import ids_and_labels
from aigaq.web.coding.suggestions import selection
from aigaq.web.layout import expired_forms
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import LONGEST, field
from aigaq.web.store import access, cases

_PAGE = "coding/code.html"
_CARRIED = ("form", "line", "start", "end", "first", "last", "editor", "bracket", "who", "speaker")


def code(request: HttpRequest, key: str, source: str) -> HttpResponse:
    """The form for some words of a source: empty, previewed, changed again, or saved."""
    posted = request.method == "POST"
    if posted and not request.user.is_authenticated:
        return expired_forms.words_kept(request)
    if not posted or "change" in request.POST:
        return _form(_coding_request(request, key, source))
    # What others coded from the line is read only where something is shown again: most often the form is just saved.
    coding = _coding_request(request, key, source, with_line=False)
    identity = entry_id(coding.typed.get("entry", ""))
    try:
        if "open" in request.POST:
            return _open(coding)
        parsed = parse(coding, identity)
        if "save" in request.POST and not _changed_meanwhile(coding, parsed):
            return _save(coding, parsed)
        return _preview(_coding_request(request, key, source), parsed)
    except Stale:
        return _beside_other(_coding_request(request, key, source), identity)
    except AigaqError as error:
        return _form(_coding_request(request, key, source), error)


def _coding_request(request: HttpRequest, key: str, source: str, *, with_line: bool = True) -> CodingRequest:
    """The request, for whoever may code.

    Args:
        with_line: the case is read with what is coded from the line, not only with the subjects that the words name.
    Raises:
        NotFound: no such case, source or form, or no text. NotAllowed: may not code here.
    """
    sent = request.POST if request.method == "POST" else request.GET
    written = [value for name in sent for value in sent.getlist(name)]
    words = ids_and_labels(part.strip() for value in written for part in (value, *re.split(r"[\n;]", value)))
    if with_line:
        line = sent.get("line", "1")
        number = int(line) if line.isdecimal() and len(line) < 8 else 1
        row, case = cases.at_line(request.user, key, source, number, words)
    else:
        row, case = cases.naming(request.user, key, source, words)
    access.require(request.user, "code", row)
    document = case.documents.get(source)
    form = case.records.vocabulary.forms.get(sent.get("form", "killed"))
    if source not in case.records.sources or document is None or form is None:
        raise NotFound
    names = {*_CARRIED, *OPTIONS, "entry", "seen"}
    names |= {name for name in sent if name.startswith(("slot-", *form_page.PREVIEW_CHOICES))}
    typed = {name: sent.get(name, "")[: LONGEST + 1] for name in sorted(names) if name in sent}
    typed["under"] = ",".join(sent.getlist("under"))
    return CodingRequest(request, row, case, source, document, form, typed, language_of(get_language()))


def _open(coding: CodingRequest) -> HttpResponse:
    """From a selection in the reader to the form; the quoted words are not put into an address."""
    request = coding.request
    start, end = field(request, "start", longest=12), field(request, "end", longest=12)
    chosen = selection(coding.document, start, end, request.POST.get("quote", ""))
    place: dict[str, object] = {"form": coding.form.code, "line": coding.typed.get("line", "1")}
    if chosen is not None:
        place |= {"line": chosen.line, "first": chosen.first, "last": chosen.last}
        place |= {"start": chosen.span.start, "end": chosen.span.end}
    address = reverse("code", args=[coding.row.key, coding.source])
    return redirect(f"{address}?{urlencode(place)}")


def _form(coding: CodingRequest, error: AigaqError | None = None) -> HttpResponse:
    """The form to be filled, with the words that were typed and what is wrong with them."""
    context = form_page.form_context(coding, error)
    return render(coding.request, _PAGE, context, status=400 if error else 200)


def _preview(
    coding: CodingRequest, parsed: ParsedForm, others: Sequence[Statement] | None = None
) -> HttpResponse:
    """The statements that the form will write, the words to be read, and what others wrote here meanwhile.

    Args:
        others: statements of others that stand in the way; None: those of the line, where anything changed.
    """
    preview = actions.preview(coding.request.user, coding.row, parsed.entry, added=parsed.added)
    changed = others is not None or _changed_meanwhile(coding, parsed)
    if others is None:
        here = form_page.coded_here(coding) if changed else []
        others = [statement for statement in here if statement.entry != parsed.entry.id]
    context = form_page.preview_context(coding, parsed, preview.statements, preview.subjects)
    context |= {"moved": changed, "theirs": form_page.statement_lines(coding, others)}
    return render(coding.request, _PAGE, context, status=409 if "save" in coding.request.POST else 200)


def _save(coding: CodingRequest, parsed: ParsedForm) -> HttpResponse:
    request = coding.request
    actions.save(request.user, coding.row, parsed.entry, added=parsed.added, at=timezone.now())
    messages.success(request, "saved")
    return _to_line(coding.row.key, coding.source, parsed.entry.place.line)


def _to_line(key: str, source: str, line: int) -> HttpResponse:
    return redirect(f"{reverse('reader', args=[key, source])}?line={line}#L{line}")


def _changed_meanwhile(coding: CodingRequest, parsed: ParsedForm) -> bool:
    """Whether the form means something else than when it was shown, or others wrote about its line since."""
    shown, seen = field(coding.request, "shown"), field(coding.request, "seen")
    if shown and shown != parsed.digest:
        return True
    return bool(seen) and seen != queries.line_digest(
        coding.request.user, coding.row, coding.source, coding.line, but=parsed.entry.id
    )


def _beside_other(coding: CodingRequest, identity: str) -> HttpResponse:
    """The form beside another entry that was saved under its id; ours gets a new id."""
    fresh = entry_id("")
    coding = replace(coding, typed={**coding.typed, "entry": fresh})
    others = [statement for statement in form_page.coded_here(coding) if statement.entry == identity]
    parsed = parse(coding, fresh)
    if not others:
        # An entry that the viewer cannot see does not stand in her way, and nothing tells her of it.
        return _save(coding, parsed)
    return _preview(coding, parsed, others)


@require_POST
def withdraw(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """Withdraw an entry, with reasons; it stays and counts no more. A withdrawn entry stays as it is."""
    if not request.user.is_authenticated:
        return expired_forms.words_kept(request)
    row, case = cases.telling(request.user, key, entry)
    record = case.entry(entry)
    if record is None:
        raise NotFound
    made = case.records.made_for.get(entry, ())
    if made and all(case.evidence().status_of(statement).state == "withdrawn" for statement in made):
        messages.info(request, "already-withdrawn")
    else:
        actions.withdraw(request.user, row, entry, reasons=field(request, "reasons"), at=timezone.now())
        messages.success(request, "withdrawn")
    return _to_line(key, record.source, record.place.line)
