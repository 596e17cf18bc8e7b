"""Pages of a lead: the safeguards of a case, and the withheld fields of a record.

Invariants: whoever may not see a safeguard, or what it covers, gets the answer that she would get if it did not exist;
addresses hold ids alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypedDict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from aigaq.casework.case import Case
from aigaq.errors import AigaqError, BadValue, NotAllowed, NotFound, UnknownId
from aigaq.protection.lists import traits
from aigaq.records.values import Words
from aigaq.web.layout.fields import field, form_again
from aigaq.web.protect import actions, forms, queries, withholding_actions
from aigaq.web.protect.withholding_actions import FIELDS, WithheldField
from aigaq.web.publish.exposure import warn_of_editions
from aigaq.web.store import access, cases
from aigaq.web.store.access import CaseHandle

_SAFEGUARDS, _WITHHOLD = "protect/safeguards.html", "protect/withhold.html"
_FORMS = ("change", "try", "consent")
"""Forms that an address can open, each with the id of a safeguard."""


class SafeguardsPage(TypedDict, total=False):
    """Values of the page of safeguards.

    `listed` holds each safeguard with the fields of its form for consent and of that for an attempt; `do` is the form
    that is open, `target` the safeguard that it changes, `typed` what stands in it; `covers` and `withholds` are the
    records picked in it, and `offered` those that a search adds.
    """

    row: CaseHandle
    listed: list[tuple[queries.ListedSafeguard, Mapping[str, object], Mapping[str, object]]]
    do: str
    target: str
    least: int
    covers: list[queries.NamedRecord]
    withholds: list[queries.NamedRecord]
    typed: Mapping[str, object]
    offered: list[queries.NamedRecord]
    sought_for: bool


def safeguards(request: HttpRequest, key: str) -> HttpResponse:
    """The safeguards that the lead may see, and the forms to make, change and amend one."""
    row = access.case_row(request.user, key)
    access.require(request.user, "lead", row)
    if request.method != "POST":
        return _show_safeguards(request, row)
    do = request.POST.get("do", "")[:20]
    context = _safeguards_context(request, row, do, request.POST.get("safeguard", "")[:300])
    try:
        if do == "find":
            return render(request, _SAFEGUARDS, context | _search(request, row, context))
        submit = SUBMITS.get(do)
        if submit is None:
            raise BadValue(key="do", value="", due=", ".join(SUBMITS))
        submit(request, row)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        return form_again(request, _SAFEGUARDS, error, context)
    messages.success(request, "safeguard-saved", extra_tags="ours")
    warn_of_editions(request, row)
    return redirect("safeguards", key)


def _show_safeguards(request: HttpRequest, row: CaseHandle) -> HttpResponse:
    """The page, with one form open if the address names a safeguard or ids to protect."""
    do = next((name for name in _FORMS if name in request.GET), "")
    context = _safeguards_context(request, row, do, request.GET.get(do, "")[:300] if do else "")
    if do:
        safeguard = queries.safeguard_in_force(request.user, row, context["target"])
        if do == "change":
            picked = forms.Picked(safeguard.covers, safeguard.withholds)
            context |= _picked(request, row, picked) | {"typed": forms.safeguard_fields(safeguard)}
    elif request.GET.get("ids"):
        try:
            context |= _offer(request, row, context)
        except AigaqError as error:
            return form_again(request, _SAFEGUARDS, error, context | {"do": "protect"})
    return render(request, _SAFEGUARDS, context)


def _offer(request: HttpRequest, row: CaseHandle, context: SafeguardsPage) -> SafeguardsPage:
    """The form for the ids of the address; if a safeguard covers one of them already, the form that changes it."""
    picked = forms.pick(row, access.held(request.user, row), request.GET["ids"])
    unknown = {"ids": " ".join(picked.unknown)}
    for before in (listed.safeguard for listed, _, _ in context["listed"]):
        if not {*picked.covers}.isdisjoint(before.covers):
            more = picked.beside(forms.Picked(before.covers, before.withholds))
            typed = forms.safeguard_fields(before) | unknown
            return _picked(request, row, more) | {"typed": typed, "do": "change", "target": before.id}
    return _picked(request, row, picked) | {"typed": unknown, "do": "protect"}


def _safeguards_context(request: HttpRequest, row: CaseHandle, do: str, target: str) -> SafeguardsPage:
    """The listed safeguards, each with the fields of its two forms; and the ids picked in a posted form."""
    posted = request.method == "POST"
    own = access.held(request.user, row)
    listed: list[tuple[queries.ListedSafeguard, Mapping[str, object], Mapping[str, object]]] = []
    for one in queries.listed_safeguards(request.user, row):
        is_target = posted and target == one.safeguard.id
        consent = forms.consent_fields(one.safeguard.consent)
        listed.append(
            (
                one,
                request.POST if is_target and do == "consent" else consent,
                request.POST if is_target and do == "try" else {},
            )
        )
    return {
        "row": row,
        "listed": listed,
        "do": do,
        "target": target,
        "least": traits().minutes,
        **_picked(request, row, forms.picked_again(request, row, own) if posted else forms.Picked()),
    }


def _picked(request: HttpRequest, row: CaseHandle, picked: forms.Picked) -> SafeguardsPage:
    covers, withholds = picked.named(row, access.held(request.user, row))
    return {"covers": covers, "withholds": withholds}


def _search(request: HttpRequest, row: CaseHandle, context: SafeguardsPage) -> SafeguardsPage:
    """Records that contain the words searched for, to be ticked; fields typed and ticked before stay as they are."""
    picked = {one.id for one in (*context["covers"], *context["withholds"])}
    hits = queries.search_records(request.user, row, field(request, "sought", longest=200))
    return {
        "offered": [one for one in hits if one.id not in picked],
        "sought_for": True,
        "typed": request.POST,
    }


def _protect(request: HttpRequest, row: CaseHandle) -> None:
    draft = forms.safeguard_draft(request, row, access.held(request.user, row))
    before = field(request, "safeguard", longest=300) or None
    actions.protect(request.user, row, draft, instead_of=before, at=timezone.now())


def _record_attempt(request: HttpRequest, row: CaseHandle) -> None:
    safeguard = field(request, "safeguard", longest=300)
    actions.record_attempt(request.user, row, safeguard, forms.intruder_of(request), at=timezone.now())


def _record_consent(request: HttpRequest, row: CaseHandle) -> None:
    safeguard = field(request, "safeguard", longest=300)
    actions.record_consent(request.user, row, safeguard, forms.consent_of(request), at=timezone.now())


SUBMITS: dict[str, Callable[[HttpRequest, CaseHandle], None]] = {
    "protect": _protect,
    "try": _record_attempt,
    "consent": _record_consent,
}
"""By the value of the pressed button, the function that saves the form."""
_BACK = {"subject": "subject", "statement": "statement", "source": "reader"}
"""By kind of record, the page that shows it."""


def withhold(request: HttpRequest, key: str) -> HttpResponse:
    """The form for one record: fields that are withheld, fields that can be, and places that still hold the words."""
    if request.method == "POST":
        kind, record = field(request, "kind", longest=20), field(request, "record", longest=300)
    else:
        kind, record = request.GET.get("kind", "")[:20], request.GET.get("record", "")[:300]
    row, case = _case_of(request, key, kind, record)
    context = _withhold_context(request, row, case, kind, record)
    if request.method != "POST":
        return render(request, _WITHHOLD, context)
    try:
        _submit_withholding(request, row, kind, record)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        return form_again(request, _WITHHOLD, error, context)
    messages.success(request, "saved")
    warn_of_editions(request, row)
    return redirect(_BACK[kind], key, record)


def _case_of(request: HttpRequest, key: str, kind: str, record: str) -> tuple[CaseHandle, Case]:
    """The part of the case around a record; an unknown record is not found."""
    part = {"subject": cases.about, "statement": cases.telling, "source": cases.of_source}.get(kind)
    row, case = part(request.user, key, record) if part else cases.bare(request.user, key)
    # Checked before the record: somebody who is no lead must not learn which records exist.
    access.require(request.user, "lead", row)
    known = {
        "subject": case.records.subjects.keys(),
        "source": case.records.sources.keys(),
        "statement": {one.id for one in case.records.statements},
    }
    if record not in known.get(kind, ()):
        raise NotFound
    return row, case


def _withhold_context(
    request: HttpRequest, row: CaseHandle, case: Case, kind: str, record: str
) -> dict[str, object]:
    words = _words(case, kind, record)
    return {
        "row": row,
        "case": case,
        "kind": kind,
        "record": record,
        "back": _BACK[kind],
        "words": words,
        "fields": FIELDS[kind],
        "rooms": sorted(access.held(request.user, row)),
        "listed": queries.withholdings(request.user, row, kind, record),
        "standing": queries.remaining_hits(request.user, case.records.key, words) if words else [],
    }


def _words(case: Case, kind: str, record: str) -> str:
    """The words of the record to search for; a code or a date has no words of its own."""
    if kind == "subject":
        return case.records.subjects[record].label
    if kind == "source":
        return case.records.sources[record].title or case.records.sources[record].what
    try:
        value = case.statement(record).value
    except UnknownId as error:
        raise NotFound from error
    return value.text if isinstance(value, Words) else ""


def _submit_withholding(request: HttpRequest, row: CaseHandle, kind: str, record: str) -> None:
    lead, at = request.user, timezone.now()
    target = WithheldField(
        kind, record, field(request, "field", longest=20), field(request, "compartment", longest=80)
    )
    reasons = field(request, "reasons")
    if field(request, "do") == "disclose":
        withholding_actions.disclose(lead, row, target, reasons=reasons, at=at)
    else:
        wording = field(request, "wording")
        withholding_actions.withhold(lead, row, target, wording=wording, reasons=reasons, at=at)
