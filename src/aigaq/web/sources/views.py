"""Pages about sources: the list, the reader, a new source, the text of a detached coding, its charset, its speakers.

Invariant: what was typed and is wrong comes back; what does not bind is listed by its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from aigaq.casework.case import Case
from aigaq.errors import AigaqError, BadValue, MissingField, NotFound
from aigaq.records.charset_names import OFFERED
from aigaq.records.documents import is_content
from aigaq.records.sources import Source
from aigaq.records.vocab.messages import say, sentence
from aigaq.web.coding.suggestions import voice_labels
from aigaq.web.layout import expired_forms
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import field, form_again
from aigaq.web.layout.paging import page_of
from aigaq.web.protect.queries import withholding_context
from aigaq.web.sources import actions
from aigaq.web.sources.forms import SpeakerFields, new_text, speaker_fields, words_in
from aigaq.web.sources.reader import reader_context
from aigaq.web.store import access, cases, lists
from aigaq.web.store.access import CaseHandle
from aigaq.web.store.case_heads import documents


@dataclass(frozen=True, slots=True)
class SourceProgress:
    """A source of the list, with its lines of content and how many of them are coded."""

    source: Source
    lines: int
    coded: int


def sources(request: HttpRequest, key: str) -> HttpResponse:
    """Every source with how far it is coded."""
    row, case = cases.bare(request.user, key)
    shown = page_of(sorted(case.records.sources), request)
    coded = lists.coded_lines(request.user, row, shown.rows)
    texts = documents(row, {source: case.records.sources[source] for source in shown.rows})
    listed = []
    for source_key in shown.rows:
        source, document = case.records.sources[source_key], texts.get(source_key)
        numbers = range(1, len(document.lines) + 1) if document else ()
        lines = {number for number in numbers if document and is_content(document, number)}
        listed.append(SourceProgress(source, len(lines), len(coded.get(source_key, set()) & lines)))
    context = {
        "row": row,
        "case": case,
        "listed": listed,
        "shown": shown,
        "may_code": access.may(request.user, "code", row),
    }
    return render(request, "sources/sources.html", context)


def read(request: HttpRequest, key: str, source: str) -> HttpResponse:
    """The reader of a source, with the statements of the chosen line."""
    row, case = cases.of_source(request.user, key, source)
    record, document = case.records.sources.get(source), case.documents.get(source)
    if record is None:
        raise NotFound
    line = request.GET.get("line", "")
    chosen = int(line) if line.isdecimal() and len(line) < 8 else None
    may_code = access.may(request.user, "code", row)
    context = {
        "row": row,
        "case": case,
        "may_code": document is not None and may_code,
        "may_bind": document is None and record.media is None and may_code,
        **reader_context(case, source, chosen, language_of(get_language())),
        **withholding_context(request.user, row, "source", source),
    }
    return render(request, "sources/reader.html", context)


def new_source(request: HttpRequest, key: str) -> HttpResponse:
    """Paste a text or bring a file; its bytes are sealed before they are read."""
    row, case = cases.bare(request.user, key)
    access.require(request.user, "code", row)
    page = "sources/new_source.html"
    context: dict[str, object] = {"row": row, "case": case, "speakers": voice_labels(case)}
    context["charsets"] = OFFERED
    if request.method != "POST":
        return render(request, page, context)
    names = ("speaks", "asks")
    try:
        _, named_case = cases.naming(request.user, key, "", words_in(request, names))
        fields = speaker_fields(request, named_case, names)
        if fields.undecided:
            return render(request, page, context | {"met": fields.undecided, "typed": request.POST})
        source = _add_source(request, row, fields)
    except AigaqError as error:
        return form_again(request, page, error, context)
    if fields.ids.get("speaks") not in (None, source.rest, *(turn.role for turn in source.turns)):
        messages.info(request, "voices-by-the-text")
    return redirect("reader", key=key, source=source.key)


def _add_source(request: HttpRequest, row: CaseHandle, fields: SpeakerFields) -> Source:
    speaks, asks = fields.ids.get("speaks"), fields.ids.get("asks")
    name, data = new_text(request)
    return actions.add_source(
        request.user,
        row,
        key=field(request, "key"),
        what=field(request, "what"),
        name=name,
        data=data,
        at=timezone.now(),
        official="official" in request.POST,
        document="document" in request.POST,
        charset=field(request, "charset") or None,
        speakers=actions.NamedSpeakers(speaks, asks, fields.new, language_of(get_language())),
    )


def bind(request: HttpRequest, key: str, source: str) -> HttpResponse:
    """Bring the text of a source whose coding is detached, and see which places it binds."""
    if request.method == "POST" and not request.user.is_authenticated:
        return expired_forms.words_kept(request)
    row, case = cases.of_source(request.user, key, source)
    access.require(request.user, "code", row)
    record = case.records.sources.get(source)
    if record is None or source in case.documents:
        raise NotFound
    page, language = "sources/bind.html", language_of(get_language())
    context: dict[str, object] = {"row": row, "case": case, "source": record}
    if request.method != "POST":
        return render(request, page, context)
    try:
        upload = request.FILES.get("file")
        if upload is None:
            raise MissingField(key="file")
        name, data, now = upload.name or "text.txt", upload.read(), timezone.now()
        brought = actions.bring_text(request.user, row, case, source=source, name=name, data=data, at=now)
    except AigaqError as error:
        return render(request, page, context | {"problems": [sentence(error, language)]}, status=400)
    if not brought.kept:
        return render(request, page, context | {"brought": brought}, status=400)
    messages.success(request, say("bind-bound", language, count=len(brought.binding.bound)))
    return redirect("reader", key=key, source=source)


@require_POST
def read_as(request: HttpRequest, key: str, source: str) -> HttpResponse:
    """Read the file of a source in another charset from now on."""
    row, _ = cases.bare(request.user, key)
    language = language_of(get_language())
    try:
        charset, reasons, now = field(request, "charset"), field(request, "reasons"), timezone.now()
        actions.read_as(request.user, row, source=source, charset=charset, reasons=reasons, at=now)
    except AigaqError as error:
        if error.code in ("not-found", "not-allowed"):
            raise
        messages.error(request, sentence(error, language))
    else:
        messages.success(request, say("charset-kept", language, charset=charset))
    return redirect("reader", key=key, source=source)


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
    page, language = "sources/speaks.html", language_of(get_language())
    context: dict[str, object] = {"row": row, "source": case.records.sources[source], "typed": request.POST}
    try:
        fields = speaker_fields(request, case, ("speaker",))
        if "speaker" not in fields.ids:
            raise MissingField(key=say("who-speaks-here", language))
        if fields.undecided:
            return render(request, page, context | {"met": fields.undecided})
        _save_speaker(request, row, case, source, voice, fields)
    except AigaqError as error:
        return render(request, page, context | {"problems": [sentence(error, language)]}, status=400)
    messages.success(request, "speaker-saved")
    return redirect(f"{reverse('reader', args=[key, source])}?line={line}#L{line}")


def _save_speaker(
    request: HttpRequest, row: CaseHandle, case: Case, source: str, voice: str, fields: SpeakerFields
) -> None:
    viewer, speaker, new, now = request.user, fields.ids["speaker"], fields.new, timezone.now()
    reasons = field(request, "reasons")
    if field(request, "scope") == "voice":
        subject = case.records.subjects.get(voice)
        if subject is None or subject.source != source:
            raise BadValue(key="scope", value=voice, due="a voice of this source alone")
        actions.say_voice(viewer, row, voice=voice, speaker=speaker, new=new, reasons=reasons, at=now)
        return
    first, last = field(request, "first", longest=7), field(request, "last", longest=7)
    lines = f"L{first}-{last}" if last and last != first else f"L{first}"
    actions.say_lines(
        viewer, row, source=source, lines=lines, speaker=speaker, new=new, reasons=reasons, at=now
    )
