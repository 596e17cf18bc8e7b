"""Who speaks here: in a line, in several, or everywhere that a voice of a source speaks; and somebody new in a case.

Invariant: whom a label means is shown before it is saved where somebody bears it already.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from aigaq.casework.case import Case
from aigaq.errors import AigaqError, BadValue, MissingField, NotFound
from aigaq.records.subjects import Kind, Subject
from aigaq.records.vocab.messages import Language, say, sentence
from aigaq.web.coding.labels import (
    AUTHORITY,
    PEOPLE,
    VOICES,
    LabelChoice,
    LabelReader,
    as_kind,
    ids_and_labels,
    label_choices,
)
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import field
from aigaq.web.sources import speaking_actions
from aigaq.web.store import access, cases

_KINDS = (*PEOPLE, AUTHORITY, "voice", "place")


@dataclass(frozen=True, slots=True)
class Named:
    """Whom some fields name: by field the id, who is new, and what has to be chosen first."""

    ids: dict[str, str]
    new: tuple[Subject, ...]
    open: list[LabelChoice]


def named(request: HttpRequest, case: Case, fields: tuple[str, ...]) -> Named:
    """Whom the fields of a form name as voices; a label that somebody bears is open until it is chosen.

    Raises:
        BadValue, TooLarge: several bear it; it is no label.
    """
    labels = LabelReader(case.records.subjects, f"e{secrets.token_hex(4)}", request.POST.dict())
    ids = {
        name: labels.find(written, "voice", field=name)
        for name in fields
        if (written := field(request, name))
    }
    undecided = tuple(one for one in labels.known if one.field not in request.POST)
    language = language_of(get_language())
    return Named(ids, tuple(one.subject for one in labels.new), label_choices(undecided, case, language))


def words_in(request: HttpRequest, fields: tuple[str, ...]) -> set[str]:
    """What may name somebody in these fields."""
    return ids_and_labels(request.POST.get(name, "").strip() for name in fields)


@require_POST
def speaks(request: HttpRequest, key: str, source: str) -> HttpResponse:
    """Say who speaks in some lines of a source, or who its voice is."""
    row, bare = cases.bare(request.user, key)
    access.require(request.user, "code", row)
    if source not in bare.records.sources:
        raise NotFound
    line = field(request, "line", longest=7)
    voice = bare.records.sources[source].voice_at(int(line) if line.isdecimal() else 0)
    _, case = cases.naming(request.user, key, source, {voice, *words_in(request, ("speaker",))})
    language = language_of(get_language())
    context: dict[str, object] = {"row": row, "source": case.records.sources[source], "typed": request.POST}
    try:
        found = named(request, case, ("speaker",))
        if "speaker" not in found.ids:
            raise MissingField(key=say("who-speaks-here", language))
        if found.open:
            return render(request, "sources/speaks.html", {**context, "met": found.open})
        _save(request, row, case, source, voice, found)
    except AigaqError as error:
        context["problems"] = [sentence(error, language)]
        return render(request, "sources/speaks.html", context, status=400)
    messages.success(request, "speaker-saved")
    return redirect(f"{reverse('reader', args=[key, source])}?line={line}#L{line}")


def _save(request: HttpRequest, row: Any, case: Case, source: str, voice: str, found: Named) -> None:
    viewer: Any = request.user
    who, why = found.ids["speaker"], field(request, "reasons")
    now = timezone.now()
    if field(request, "scope") == "voice":
        subject = case.records.subjects.get(voice)
        if subject is None or subject.source != source:
            raise BadValue(key="scope", value=voice, due="a voice of this source alone")
        speaking_actions.say_voice(viewer, row, voice=voice, speaker=who, new=found.new, reasons=why, at=now)
        return
    first, last = field(request, "first", longest=7), field(request, "last", longest=7)
    lines = f"L{first}-{last}" if last and last != first else f"L{first}"
    speaking_actions.say_lines(
        viewer, row, source=source, lines=lines, speaker=who, new=found.new, reasons=why, at=now
    )


def add(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Add a person, body, group, voice or place that no form has named yet."""
    row, case = cases.naming(request.user, key, "", words_in(request, ("label",)))
    access.require(request.user, "code", row)
    if kind not in _KINDS:
        raise NotFound
    language = language_of(get_language())
    kinds = [(one, say(f"kind-one-{one}", language)) for one in _KINDS]
    context: dict[str, object] = {"row": row, "kind": kind, "kinds": kinds, "typed": request.POST}
    if request.method != "POST":
        return render(request, "people/new.html", context)
    try:
        found = _somebody(request, case, language)
        if isinstance(found, list):
            return render(request, "people/new.html", {**context, "met": found})
        if isinstance(found, Subject):
            speaking_actions.add_subject(request.user, row, found, at=timezone.now())  # type: ignore[arg-type]
            messages.success(request, "saved")
            return redirect("subject", key=key, subject=found.id)
    except AigaqError as error:
        context["problems"] = [sentence(error, language)]
        return render(request, "people/new.html", context, status=400)
    return redirect("subject", key=key, subject=found)


def _somebody(request: HttpRequest, case: Case, language: Language) -> Subject | str | list[LabelChoice]:
    """Somebody new, the id of the one who is there, or what has to be chosen first."""
    label, wanted = field(request, "label"), field(request, "kind")
    if not label:
        raise MissingField(key=say("label-of", language))
    if wanted not in _KINDS:
        raise BadValue(key="kind", value=wanted, due=", ".join(_KINDS))
    new: Kind = "place" if wanted == "place" else next((one for one in VOICES if one == wanted), "body")
    labels = LabelReader(case.records.subjects, f"e{secrets.token_hex(4)}", request.POST.dict())
    one = labels.find(label, new, field="label")
    undecided = tuple(each for each in labels.known if each.field not in request.POST)
    if undecided:
        return label_choices(undecided, case, language)
    made = next((each.subject for each in labels.new if each.subject.id == one), None)
    return one if made is None else as_kind(made, wanted) if wanted == AUTHORITY else made
