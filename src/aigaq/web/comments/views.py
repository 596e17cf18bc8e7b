"""Comments on a dossier: the page and the form of readers, and the queue of the team.

Invariant: reading sets no cookie and counts nobody; whoever writes gets the same answer, whatever was written; a
comment of which a member may not know is in no list and no count of that member.
"""

from __future__ import annotations

from time import monotonic
from typing import TypedDict
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from aigaq.dossier import addresses
from aigaq.errors import AigaqError, NotAllowed, NotFound, Stale, TooLarge, TooOften, Withdrawn
from aigaq.records.remarks import LONGEST, bared
from aigaq.records.vocab.messages import LANGUAGES, Language, say, sentence
from aigaq.web import network
from aigaq.web.comments import actions, queries
from aigaq.web.comments.actions import Remark
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import field, form_again
from aigaq.web.layout.paging import page_of
from aigaq.web.layout.public import activate, public_page
from aigaq.web.publish.queries import current_of, dossier_at, dossier_of
from aigaq.web.store import access, cases
from aigaq.web.store.access import CaseHandle
from aigaq.web.store.protected_names import PublishedFacts
from aigaq.web.throttle import Throttle, sender_of

READ, WRITE, QUEUE = "comments/comments.html", "comments/comment.html", "comments/queue.html"
LARGEST = 256 * 1024
"""Bytes of a form; a larger one is refused unread. The longest comment takes a tenth of it."""
_LONGEST_ID = 300
throttle = Throttle()


@require_safe
def read(request: HttpRequest, address: str, language: str) -> HttpResponse:
    """Page of the comments on a dossier or on one statement."""
    page_language = _page_language(language)
    dossier = dossier_at(address)
    edition, about = current_of(dossier), _parameter(request, "about")
    facts = queries.facts_around(dossier, about)
    page = page_of(queries.thread(dossier, about), request)
    return public_page(
        request,
        READ,
        dossier,
        edition.title,
        **_subject(facts, about, page_language),
        comments=page.rows,
        shown=page,
        elsewhere=[] if about else queries.commented_statements(dossier),
        sent="sent" in request.GET,
    )


def _page_language(language: str) -> Language:
    """The language that the address names, made the language of the answer.

    Raises:
        NotFound: Aigaq does not speak it.
    """
    if language not in LANGUAGES:
        raise NotFound
    return activate(language)


class _Subject(TypedDict):
    about: str
    statement: tuple[str, str] | None
    place: str
    query: str
    anonymous: str


def _subject(facts: PublishedFacts | None, about: str, language: Language) -> _Subject:
    """Template values that say what the comments are about."""
    return {
        "about": about,
        "statement": facts.statements[about] if facts is not None else None,
        "place": f"{language}/{addresses.statement(about)}" if about else "",
        "query": urlencode({"about": about}) if about else "",
        "anonymous": say("comment-anonymous", language),
    }


@csrf_exempt
def write(request: HttpRequest, address: str, language: str) -> HttpResponse:
    """Form for a comment; from a sender who tries too often, or too large, it is refused before it is read."""
    page_language = _page_language(language)
    if request.method != "POST":
        return _form(request, address, page_language)
    sender = sender_of(network.sender(request))
    if not throttle.may_try(sender, monotonic()):
        return _refused_unread(page_language, TooOften(), 429)
    length = request.META.get("CONTENT_LENGTH") or "x"
    if not length.isdigit() or int(length) > LARGEST:
        return _refused_unread(page_language, TooLarge(limit=LONGEST), 413)
    return _posted(request, address, page_language, sender)


def _refused_unread(language: Language, error: AigaqError, status: int) -> HttpResponse:
    """One sentence; neither the form nor the database is read for it."""
    page = render_to_string(
        "layout/turned_away.html", {"lang": language, "problems": [sentence(error, language)]}
    )
    return HttpResponse(page, status=status)


# The token is looked at only here: to find it, Django reads the whole form.
@csrf_protect
def _posted(request: HttpRequest, address: str, language: Language, sender: str) -> HttpResponse:
    comment = Remark(
        request.POST.get("text", ""),
        request.POST.get("name", ""),
        request.POST.get("about", "")[:_LONGEST_ID],
        request.POST.get("to", "")[:_LONGEST_ID],
        language,
    )
    try:
        checked = comment.checked()
        actions.parent_of(dossier_at(address), checked)
        if not throttle.accept(address, sender, monotonic()):
            raise TooOften
        actions.hold(address, checked, at=timezone.now())
    except (NotFound, Withdrawn):
        raise
    except AigaqError as error:
        return _form(request, address, language, comment, error)
    query = {"sent": "1"} | ({"about": comment.about} if comment.about else {})
    return HttpResponseRedirect(f"{reverse('comments', args=(address, language))}?{urlencode(query)}")


@csrf_protect
def _form(
    request: HttpRequest,
    address: str,
    language: Language,
    posted: Remark | None = None,
    error: AigaqError | None = None,
) -> HttpResponse:
    """The form: empty, or with the words that were typed and the error in them."""
    typed = posted or Remark("", about=_parameter(request, "about"), to=_parameter(request, "to"))
    dossier = dossier_at(address)
    facts = queries.facts_around(dossier, typed.about)
    answered = queries.answered_comment(dossier, typed.about, typed.to) if typed.to else None
    if posted is None and typed.to and answered is None:
        raise NotFound
    return public_page(
        request,
        WRITE,
        dossier,
        current_of(dossier).title,
        status=429 if isinstance(error, TooOften) else 400 if error else 200,
        **_subject(facts, typed.about, language),
        answers=answered,
        to=typed.to,
        typed={"text": bared(typed.text), "name": bared(typed.name)},
        longest=LONGEST,
        problems=[sentence(error, language)] if error else [],
    )


def _parameter(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "")[:_LONGEST_ID]


def queue(request: HttpRequest, key: str) -> HttpResponse:
    """Queue of the comments that wait, and the list of those that are shown, for members who decide."""
    row, _ = cases.bare(request.user, key)
    access.require(request.user, "decide", row)
    if request.method != "POST":
        return render(request, QUEUE, _queue_values(request, row))
    try:
        _decide(request, row)
    except AigaqError as error:
        if isinstance(error, (NotFound, Stale)) or type(error) is NotAllowed:
            raise
        return form_again(request, QUEUE, error, _queue_values(request, row))
    messages.success(request, "saved")
    return redirect("comment-queue", key)


def _queue_values(request: HttpRequest, row: CaseHandle) -> dict[str, object]:
    shown_comments = queries.shown_comments(request.user, row)
    of_shown = request.GET.get("list") == "shown"
    page = page_of(shown_comments if of_shown else queries.held_comments(request.user, row), request)
    # On either list, comments that name somebody protected by now come first: they must be removed soon.
    urgent = [comment for comment in shown_comments if comment.names.sure]
    return {
        "row": row,
        "dossier": dossier_of(row),
        "of_shown": of_shown,
        "waiting": [] if of_shown else page.rows,
        "shown": page,
        "standing": page.rows if of_shown else urgent,
        "how_many": len(shown_comments),
        "rooms": sorted(access.held(request.user, row)),
        "leads": access.may(request.user, "lead", row),
        "anonymous": say("comment-anonymous", language_of(get_language())),
    }


def _decide(request: HttpRequest, row: CaseHandle) -> None:
    """Do what the pressed button says: show, remove, lead, open or close."""
    viewer, at = request.user, timezone.now()
    do, comment = field(request, "do", longest=20), field(request, "comment", longest=40)
    if do == "show":
        actions.let_through(viewer, row, comment, at=at)
    elif do == "remove":
        actions.remove(viewer, row, comment, reasons=field(request, "reasons"), at=at)
    elif do == "lead":
        compartment = field(request, "compartment", longest=80)
        ask, said = field(request, "ask"), say("queue-lead-said", language_of(get_language()))
        actions.make_lead(viewer, row, comment, ask=ask, said=said, compartment=compartment, at=at)
    elif do in ("open", "close"):
        actions.open_to_comments(viewer, row, taken=do == "open", at=at)
    else:
        raise NotFound
