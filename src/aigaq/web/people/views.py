"""People, events, places and things: the lists, one of them, a new one; one statement; decisions on people."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from aigaq.casework.case import Case
from aigaq.casework.portraits import about_view, said_view, statement_view
from aigaq.casework.views import contradiction_views
from aigaq.errors import AigaqError, BadValue, MissingField, NotFound, UnknownId
from aigaq.records.subjects import KINDS, Kind, Subject
from aigaq.records.vocab.messages import Language, say, sentence
from aigaq.statements.origins import voice_kind
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
from aigaq.web.layout import paging
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import field
from aigaq.web.people import actions, history
from aigaq.web.protect.queries import withholding_context
from aigaq.web.store import access, cases, compartments, lists
from aigaq.web.store.access import CaseHandle

_NEW_KINDS = (*PEOPLE, AUTHORITY, "voice", "place")


@dataclass(frozen=True, slots=True)
class WhoSees:
    """The compartments that it takes to see a subject, and the names of the members who hold them all."""

    compartments: list[str]
    members: list[str]


def subjects(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The subjects of one kind, by label."""
    if kind not in KINDS:
        raise NotFound
    page = paging.page_number(request)
    row, listed, more = lists.subjects(request.user, key, kind, page=page, size=paging.PER_PAGE)
    shown = paging.Page(listed, page, None, more)
    addable = kind not in ("event", "thing") and access.may(request.user, "code", row)
    context = {"row": row, "kind": kind, "shown": shown, "addable": addable}
    return render(request, "people/list.html", context)


def subject(request: HttpRequest, key: str, subject: str) -> HttpResponse:
    """A subject: every value with its voices, contradictions, roles over time, and what nobody stated."""
    row, case = cases.about(request.user, key, subject)
    if subject not in case.records.subjects:
        raise NotFound
    evidence = case.evidence()
    same = evidence.canonical(subject).removesuffix("~death")
    touching = case.touching.get(same, ())
    keys = sorted({place.source for statement in touching for place in statement.passages})
    context = {
        "row": row,
        "case": case,
        "about": about_view(case, subject),
        "contradictions": contradiction_views(
            case, case.against_any(one.id for one in touching), language_of(get_language())
        ),
        "voices": {key: voice_kind(said, evidence) for key, said in evidence.by_id.items()},
        "decisions": [decision for decision in case.records.decisions if subject in decision.targets],
        "sources": [case.records.sources[key] for key in keys if key in case.records.sources],
        "sight": _who_sees(request, row, subject),
        **withholding_context(request.user, row, "subject", subject),
        "may_decide": access.may(request.user, "decide", row),
    }
    return render(request, "people/subject.html", context)


def _who_sees(request: HttpRequest, row: CaseHandle, subject: str) -> WhoSees | None:
    """For a lead, who sees a subject."""
    if not access.may(request.user, "lead", row):
        return None
    needed = compartments.needed(row, [f"subject:{subject}"])
    holders = [member for member in access.members(request.user, row) if needed <= set(member.compartments)]
    return WhoSees(sorted(needed), [member.username for member in holders])


def new_subject(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Add a person, body, group, voice or place that no form has named yet."""
    written = request.POST.get("label", "").strip()
    row, case = cases.naming(request.user, key, "", ids_and_labels([written]))
    access.require(request.user, "code", row)
    if kind not in _NEW_KINDS:
        raise NotFound
    page, language = "people/new.html", language_of(get_language())
    kinds = [(code, say(f"kind-one-{code}", language)) for code in _NEW_KINDS]
    context: dict[str, object] = {"row": row, "kind": kind, "kinds": kinds, "typed": request.POST}
    if request.method != "POST":
        return render(request, page, context)
    try:
        posted = _posted_subject(request, case, language)
        if isinstance(posted, list):
            return render(request, page, context | {"met": posted})
        if isinstance(posted, Subject):
            posted = actions.add_subject(request.user, row, posted, at=timezone.now()).id
            messages.success(request, "saved")
    except AigaqError as error:
        return render(request, page, context | {"problems": [sentence(error, language)]}, status=400)
    return redirect("subject", key=key, subject=posted)


def _posted_subject(
    request: HttpRequest, case: Case, language: Language
) -> Subject | str | list[LabelChoice]:
    """A new subject; the id of the one who is meant; or the choice that has to be made first."""
    label, wanted = field(request, "label"), field(request, "kind")
    if not label:
        raise MissingField(key=say("label-of", language))
    if wanted not in _NEW_KINDS:
        raise BadValue(key="kind", value=wanted, due=", ".join(_NEW_KINDS))
    kind: Kind = "place" if wanted == "place" else next((kind for kind in VOICES if kind == wanted), "body")
    labels = LabelReader(case.records.subjects, f"e{secrets.token_hex(4)}", request.POST.dict())
    key = labels.find(label, kind, field="label")
    if labels.undecided:
        return label_choices(labels.undecided, case, language)
    new = next((new.subject for new in labels.new if new.subject.id == key), None)
    if new is None:
        return key
    return as_kind(new, wanted) if wanted == AUTHORITY else new


@require_POST
def decide(request: HttpRequest, key: str, subject: str) -> HttpResponse:
    """Accept, exclude or join a person, with reasons."""
    row, case = cases.about(request.user, key, subject)
    if subject not in case.records.subjects:
        raise NotFound
    others = field(request, "others").replace(",", " ").split()
    actions.decide(
        request.user,
        row,
        kind=field(request, "kind"),
        targets=(subject, *others),
        value=field(request, "value") or None,
        reasons=field(request, "reasons"),
        at=timezone.now(),
    )
    messages.success(request, "saved")
    return redirect("subject", key=key, subject=subject)


def statement(request: HttpRequest, key: str, statement: str) -> HttpResponse:
    """The four questions about one statement."""
    row, case = cases.telling(request.user, key, statement)
    try:
        view = statement_view(case, statement)
    except UnknownId as error:
        raise NotFound from error
    record = case.statement(statement)
    context = {
        "row": row,
        "case": case,
        "view": view,
        "contradictions": contradiction_views(
            case, case.against_any([record.id]), language_of(get_language())
        ),
        "statement": record,
        "said": said_view(case, record),
        "voice": voice_kind(record, case.evidence()),
        "history": history.history(case, record),
        "resting": history.dependents(case, record),
        **withholding_context(request.user, row, "statement", record.id),
        "may_code": access.may(request.user, "code", row),
    }
    return render(request, "people/statement.html", context)
