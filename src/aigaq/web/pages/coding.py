"""Coding from the reader: choose a form, fill it, see the statements it will write, save; or take an entry back."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from aigaq.bundle import locators
from aigaq.casework.case import Case
from aigaq.errors import AigaqError, CaseInvalid, MissingField, NotFound
from aigaq.records.documents import Document, Span, sentences_of, text_of
from aigaq.records.entries import Entry, Raw
from aigaq.records.forms import Form
from aigaq.records.messages import sentence
from aigaq.records.statements import Place
from aigaq.records.subjects import Kind, Subject
from aigaq.records.written import qualifier_types
from aigaq.web.actions import coding
from aigaq.web.pages.around import language_of
from aigaq.web.pages.forms import field
from aigaq.web.queries import cases

_WHO: dict[str, Kind] = {
    "person": "person",
    "group": "group",
    "event": "event",
    "thing": "thing",
    "any": "person",
}
_OPTIONS = ("how", "sure", "via", "through", "aspect", "under")


@dataclass(frozen=True, slots=True)
class Field:
    """One blank of a form as the page shows it."""

    name: str
    value: str
    takes: str
    choices: tuple[str, ...]
    needed: bool


def code(request: HttpRequest, key: str, source: str) -> HttpResponse:
    """The form for a line of a source: blank, previewed, or saved."""
    row, case = cases.case(request.user, key)
    document = case.documents.get(source)
    if source not in case.records.sources or document is None:
        raise NotFound
    asked = request.POST if request.method == "POST" else request.GET
    form = case.records.vocabulary.forms.get(asked.get("form", "killed"))
    if form is None:
        raise NotFound
    context = _blank(request, case, source, document, form)
    if request.method != "POST":
        return render(request, "aigaq/reader/code.html", {"row": row, **context})
    try:
        entry, added = _entry(request, case, source, form)
        if "save" in request.POST:
            coding.save(
                request.user,  # type: ignore[arg-type]
                row,
                entry,
                added=added,
                at=timezone.now(),
            )
            messages.success(request, "saved")
            return redirect(f"/c/{key}/source/{source}/?line={entry.place.line}#L{entry.place.line}")
        shown = coding.preview(request.user, row, entry, added=added)  # type: ignore[arg-type]
        known = (*case.records.subjects.values(), *shown.subjects)
        context |= {"preview": shown, "labels": {one.id: one.label for one in known}}
    except AigaqError as error:
        problems = error.problems if isinstance(error, CaseInvalid) else (error,)
        language = language_of(getattr(request, "LANGUAGE_CODE", "en"))
        context["problems"] = [sentence(one, language) for one in problems]
    return render(
        request,
        "aigaq/reader/code.html",
        {"row": row, **context},
        status=200 if "preview" in context else 400,
    )


def _blank(
    request: HttpRequest, case: Case, source: str, document: Document, form: Form
) -> dict[str, object]:
    asked = request.POST if request.method == "POST" else request.GET
    line = asked.get("line", "1")
    number = int(line) if line.isdecimal() and 0 < int(line) <= len(document.lines) else 1
    sentences = [
        {"number": one.number, "text": text_of(document, Span(one.span.start, one.span.end))}
        for one in sentences_of(document, number)
    ]
    vocabulary = case.records.vocabulary
    return {
        "case": case,
        "source": case.records.sources[source],
        "form": form,
        "forms": [(name, dict(one.labels)) for name, one in vocabulary.forms.items() if name == one.code],
        "line": number,
        "sentences": sentences,
        "first": asked.get("first", "1"),
        "last": asked.get("last", str(len(sentences))),
        "who": asked.get("who", ""),
        "entry_id": asked.get("entry") or f"e{secrets.token_hex(4)}",
        "fields": [
            _field(name, form, case, asked.get(f"slot-{name}", ""))
            for name, slot in form.slots.items()
            if name == slot.name
        ],
        "bases": list(vocabulary.lists["basis"].terms),
        "modalities": list(vocabulary.lists["modality"].terms),
        "how": asked.get("how", ""),
        "sure": asked.get("sure", ""),
        "via": asked.get("via", ""),
        "people": [one for one in case.records.subjects.values() if one.made_by is None],
    }


def _field(name: str, form: Form, case: Case, value: str) -> Field:
    slot = form.slots[name]
    takes, codes = "text", None
    if slot.template is not None:
        predicate = case.records.vocabulary.predicates[slot.template.predicate]
        takes, codes = predicate.takes, predicate.codes
    elif slot.qualifier is not None:
        takes, codes, _ = qualifier_types().get(slot.qualifier, ("text", None, False))
        codes = "recant-kind" if form.code == "recants" and slot.qualifier == "kind" else codes
    elif slot.into is not None:
        takes = "date" if name.endswith("when") else "text"
    choices = tuple(case.records.vocabulary.lists[codes].terms) if codes else ()
    return Field(
        name,
        value,
        "yes" if slot.made is not None and slot.template is None else takes,
        choices,
        name in form.needs,
    )


def _entry(request: HttpRequest, case: Case, source: str, form: Form) -> tuple[Entry, tuple[Subject, ...]]:
    """The entry that the filled form says, and whom it names for the first time."""
    added: list[Subject] = []
    who = _named(field(request, "who"), _WHO.get(form.who), case, added)
    if not who:
        raise MissingField(key=form.code)
    slots: list[tuple[str, Raw]] = []
    for name, slot in form.slots.items():
        written = field(request, f"slot-{name}") if name == slot.name else ""
        if written:
            takes = _field(name, form, case, written).takes
            kind: Kind | None = "place" if takes == "place" else None
            slots.append((name, _named(written, kind, case, added)))
    for name in _OPTIONS:
        if written := field(request, name):
            slots.append((name, _named(written, None, case, added)))
    place = _place(request)
    identity = field(request, "entry", longest=40)
    if not re.fullmatch(r"e[0-9a-f]{8}", identity):
        identity = f"e{secrets.token_hex(4)}"
    return Entry(identity, source, place, form.code, who, slots=tuple(slots)), tuple(added)


def _named(written: str, kind: Kind | None, case: Case, added: list[Subject]) -> str:
    """The id that a label means; somebody or somewhere new gets an id of chance, never one made of the name."""
    subjects = case.records.subjects
    if written in subjects or not written:
        return written
    same = [one for one in (*subjects.values(), *added) if one.label.casefold() == written.casefold()]
    if same:
        return same[0].id
    if kind is None:
        return written
    new = Subject(
        f"{kind[0]}{secrets.token_hex(3)}", kind, written, named=kind == "person" and written[:1].isupper()
    )
    added.append(new)
    return new.id


def _place(request: HttpRequest) -> Place:
    first, last = field(request, "first"), field(request, "last")
    line = field(request, "line")
    whole = f"L{line}.{first}-{last}" if last and last != first else f"L{line}.{first}"
    editor = " editor" if field(request, "editor") else ""
    _, place = locators.parse(f"{whole}{editor}")
    return place


@require_POST
def withdraw(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """Take an entry back, with reasons; it stays and counts no more."""
    row, case = cases.case(request.user, key)
    found = case.entry(entry)
    if found is None:
        raise NotFound
    coding.withdraw(request.user, row, entry, reasons=field(request, "reasons"), at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, "withdrawn")
    return redirect(f"/c/{key}/source/{found.source}/?line={found.place.line}")
