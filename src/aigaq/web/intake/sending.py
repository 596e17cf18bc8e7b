"""Send something to a team, and come back with the receipt; nobody signs in for it.

Invariant: the form is read with our own handler alone, set before anything else could read it; nothing that was sent
is shown again but to whoever sent it, and every code that opens nothing gets the same answer.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from aigaq.custody.parcels import Parcel
from aigaq.errors import (
    AigaqError,
    MissingField,
    NoRoom,
    NotFound,
    NothingSent,
    TooOften,
    UnknownCode,
    UnknownReceipt,
    Withdrawn,
)
from aigaq.records.serialize import Plain
from aigaq.records.vocab.messages import LANGUAGES, Language, say, sentence
from aigaq.web import doors
from aigaq.web.intake import actions as acting
from aigaq.web.intake import queries
from aigaq.web.intake.uploads import LAST, Sealed, read_form
from aigaq.web.layout import public
from aigaq.web.layout.fields import field
from aigaq.web.publish.queries import current_of, dossier_at
from aigaq.web.throttle import Limits, Throttle, sender_of

UNSURE = ("yes", "no", "unsure")
QUESTIONS = {"use": ("inquire", "ask", "publish"), "safe": UNSURE, "known": UNSURE, "back": UNSURE[:2]}
"""What is asked, and the answers; `use` has to be answered."""
LONGEST_MESSAGE, LONGEST_ABOUT = 20_000, 300
SENT, ASKED = Throttle(Limits(own=10)), Throttle()
"""Of one sender ten things in ten minutes; twenty tries a minute of a receipt."""


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, address: str, language: str) -> HttpResponse:
    """What to know before sending, and the form; or, once all of it is sealed, the receipt."""
    handler = Sealed()
    if request.method == "POST":
        # First of all: an error page that looks at the form must not have its files written to a disk.
        request.upload_handlers = [handler]
    words, dossier = _asked(address, language)
    if request.method != "POST":
        return _form(request, dossier, about=request.GET.get("about", "")[:LONGEST_ABOUT])
    try:
        code = _taken(request, dossier, handler, words)
    except (NotFound, Withdrawn):
        raise
    except AigaqError as error:
        # Who is turned away is turned away unread.
        known = request.POST if handler.read or not isinstance(error, TooOften) else QueryDict()
        return _again(request, dossier, error, words, known)
    title = current_of(dossier).title
    # Without the other languages: following one of them would lose the receipt.
    return public.shown(
        request, "intake/sent.html", dossier, title, code=code, site=doors.site_of(request), others=[]
    )


def _taken(request: HttpRequest, dossier: Any, handler: Sealed, language: Language) -> str:
    """The receipt for what a form brought."""
    sender = _counted(request, SENT)
    try:
        with acting.coming(dossier) as parcel:
            handler.parcel = parcel
            read_form(request)
            handler.read = True
            letter = _letter(request, parcel, language)
            if not SENT.take(dossier.address, sender, monotonic()):
                raise TooOften
            return acting.take_in(dossier, parcel, letter, at=timezone.now())
    finally:
        # An error page may look at the form once more: its files go nowhere then.
        handler.parcel = None


def _asked(address: str, language: str) -> tuple[Language, Any]:
    if language not in LANGUAGES:
        raise NotFound
    return public.speaking(language), dossier_at(address)


def _letter(request: HttpRequest, parcel: Parcel, language: Language) -> dict[str, Plain]:
    """What is sealed beside the files: the words and the answers.

    Raises:
        NothingSent: neither words nor files. MissingField: nobody says what may be done with it. UnknownCode: an answer
            that was not offered. TooLarge, BadValue: as `field`.
    """
    message = field(request, "message", longest=LONGEST_MESSAGE)
    if not message and not parcel.pieces:
        raise NothingSent
    answers: dict[str, Plain] = {name: _answer(request, name) for name in QUESTIONS}
    if not answers["use"]:
        raise MissingField(key=say("send-use", language))
    about = field(request, "about", longest=LONGEST_ABOUT)
    return {"language": language, "about": about, **answers, "message": message}


def _answer(request: HttpRequest, name: str) -> str:
    given = field(request, name)
    if given and given not in QUESTIONS[name]:
        raise UnknownCode(key=name, value="", known=", ".join(QUESTIONS[name]))
    return given


def _form(
    request: HttpRequest, dossier: Any, *, about: str, status: int = 200, **values: Any
) -> HttpResponse:
    asked = {
        name: [(one, f"send-{name}-{one}") for one in codes]
        for name, codes in QUESTIONS.items()
        if name != "use"
    }
    uses = [(one, f"send-use-{one}") for one in QUESTIONS["use"]]
    around = {
        "about": about,
        "asked": asked,
        "uses": uses,
        "longest": LONGEST_MESSAGE,
        "last": LAST,
        **values,
    }
    around["most"] = settings.INTAKE_MOST // 1_000_000
    title = current_of(dossier).title
    return public.shown(request, "intake/send.html", dossier, title, status=status, **around)


def _counted(request: HttpRequest, throttle: Throttle) -> str:
    """Who tries, as she is counted.

    Raises:
        TooOften: too much of her, or of all.
    """
    sender = sender_of(doors.sender(request))
    if not throttle.tried(sender, monotonic()):
        raise TooOften
    return sender


def _again(
    request: HttpRequest, dossier: Any, error: AigaqError, language: Language, known: QueryDict
) -> HttpResponse:
    """The form once more, with the words that came; files have to be chosen again."""
    status = 507 if isinstance(error, NoRoom) else 429 if isinstance(error, TooOften) else 400
    typed = {name: known.get(name, "")[:LONGEST_MESSAGE] for name in ("message", *QUESTIONS)}
    said = [sentence(error, language), say("send-nothing-kept", language)]
    about = known.get("about", "")[:LONGEST_ABOUT]
    return _form(request, dossier, about=about, status=status, problems=said, typed=typed)


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, address: str, language: str) -> HttpResponse:
    """What became of something that was sent, to whoever holds its receipt."""
    words, dossier = _asked(address, language)
    title, page = current_of(dossier).title, "intake/receipt.html"
    if request.method != "POST":
        return public.shown(request, page, dossier, title)
    try:
        _counted(request, ASKED)
        found = queries.received(dossier, field(request, "code", longest=200))
    except AigaqError as error:
        status = 404 if isinstance(error, UnknownReceipt) else 429 if isinstance(error, TooOften) else 400
        return public.shown(request, page, dossier, title, status=status, problems=[sentence(error, words)])
    told: dict[str, Any] = {"state": queries.told_as(found), "reply": found.reply, "on": found.on}
    return public.shown(request, page, dossier, title, **told)
