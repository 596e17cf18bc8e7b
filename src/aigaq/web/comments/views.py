"""Comments around a dossier: what readers are shown, and the form they write in.

Invariant: reading sets no cookie and counts nobody; whoever writes gets the same answer whatever she wrote.
"""

from __future__ import annotations

from time import monotonic
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from aigaq.dossier import addresses
from aigaq.errors import AigaqError, NotFound, TooLarge, TooOften, Withdrawn
from aigaq.records.remarks import LONGEST, bared
from aigaq.records.vocab.messages import LANGUAGES, Language, say, sentence
from aigaq.web import doors
from aigaq.web.comments import actions as acting
from aigaq.web.comments import queries as asked
from aigaq.web.comments.actions import Remark
from aigaq.web.layout.paging import cut
from aigaq.web.layout.public import shown, speaking
from aigaq.web.publish.queries import current_of, dossier_at
from aigaq.web.store.published_facts import Told
from aigaq.web.throttle import Throttle, sender_of

READ, WRITE = "comments/comments.html", "comments/comment.html"
LARGEST = 256 * 1024
"""Bytes of a form: what is larger is not even read. The longest comment is a tenth of it."""
_LONGEST_ID = 300
throttle = Throttle()


@require_safe
def read(request: HttpRequest, address: str, language: str) -> HttpResponse:
    """The comments on a dossier or one statement, and the way to write one."""
    spoken = _spoken(language)
    dossier = dossier_at(address)
    edition, about = current_of(dossier), _asked(request, "about")
    told = asked.told_of(dossier, about)
    page = cut(asked.thread(dossier, about), request)
    return shown(
        request,
        READ,
        dossier,
        edition.title,
        **_subject(told, about, spoken),
        comments=page.rows,
        shown=page,
        elsewhere=[] if about else asked.elsewhere(dossier),
        sent="sent" in request.GET,
    )


def _spoken(language: str) -> Language:
    """The language of the address; an address in no language of ours is none."""
    if language not in LANGUAGES:
        raise NotFound
    return speaking(language)


def _subject(told: Told | None, about: str, spoken: Language) -> dict[str, Any]:
    """What comments are about, for the pages that say so."""
    return {
        "about": about,
        "statement": told.statements[about] if told is not None else None,
        "place": f"{spoken}/{addresses.statement(about)}" if about else "",
        "query": urlencode({"about": about}) if about else "",
        "anonymous": say("comment-anonymous", spoken),
    }


@csrf_exempt
def write(request: HttpRequest, address: str, language: str) -> HttpResponse:
    """The form for a comment. What comes too often or is too large is turned away before it is read."""
    spoken = _spoken(language)
    if request.method != "POST":
        return _form(request, address, spoken)
    sender = sender_of(doors.sender(request))
    if not throttle.tried(sender, monotonic()):
        return _turned_away(spoken, TooOften(), 429)
    if not (request.META.get("CONTENT_LENGTH") or "x").isdigit():
        return _turned_away(spoken, TooLarge(limit=LONGEST), 413)
    if int(request.META["CONTENT_LENGTH"]) > LARGEST:
        return _turned_away(spoken, TooLarge(limit=LONGEST), 413)
    return _posted(request, address, spoken, sender)


def _turned_away(spoken: Language, error: AigaqError, status: int) -> HttpResponse:
    """One sentence, without a look at anything that was sent or kept."""
    page = render_to_string(
        "layout/turned_away.html", {"lang": spoken, "problems": [sentence(error, spoken)]}
    )
    return HttpResponse(page, status=status)


# Only here is the token looked at: to find it Django reads the whole form.
@csrf_protect
def _posted(request: HttpRequest, address: str, spoken: Language, sender: str) -> HttpResponse:
    said = Remark(
        request.POST.get("text", ""),
        request.POST.get("name", ""),
        request.POST.get("about", "")[:_LONGEST_ID],
        request.POST.get("to", "")[:_LONGEST_ID],
        spoken,
    )
    try:
        checked = said.checked()
        dossier = dossier_at(address)
        acting.answerable(dossier, checked)
        if not throttle.take(address, sender, monotonic()):
            raise TooOften
        acting.hold(address, checked, at=timezone.now())
    except (NotFound, Withdrawn):
        raise
    except AigaqError as error:
        return _form(request, address, spoken, said, error)
    to = {"sent": "1"} | ({"about": said.about} if said.about else {})
    return HttpResponseRedirect(f"{reverse('comments', args=(address, spoken))}?{urlencode(to)}")


@csrf_protect
def _form(
    request: HttpRequest, address: str, spoken: Language, said: Remark | None = None, error: Any = None
) -> HttpResponse:
    """The form, empty or with what was typed and what was wrong with it."""
    typed = said or Remark("", about=_asked(request, "about"), to=_asked(request, "to"))
    dossier = dossier_at(address)
    told = asked.told_of(dossier, typed.about)
    answers = asked.answered(dossier, typed.about, typed.to) if typed.to else None
    if said is None and typed.to and answers is None:
        raise NotFound
    title, status = current_of(dossier).title, 429 if isinstance(error, TooOften) else 400 if error else 200
    around = {
        **_subject(told, typed.about, spoken),
        "answers": answers,
        "to": typed.to,
        "typed": {"text": bared(typed.text), "name": bared(typed.name)},
        "longest": LONGEST,
        "problems": [sentence(error, spoken)] if error else [],
    }
    return shown(request, WRITE, dossier, title, status=status, **around)


def _asked(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "")[:_LONGEST_ID]
