"""Send something to a team and come back with the receipt; and the page on which leads answer.

Invariant: anybody may send, without an account, and the form is read by our own upload handler alone, set before
anything else could read it. Only the holder of a receipt sees the reply, and every wrong code gets the same answer.
The server shows no word of an upload, since it cannot open it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from aigaq.casework.case import Case
from aigaq.errors import (
    AigaqError,
    BadValue,
    MissingField,
    NoRoom,
    NotAllowed,
    NotFound,
    TooOften,
    UnknownReceipt,
    Withdrawn,
)
from aigaq.records.vocab.messages import LANGUAGES, Language, say, sentence
from aigaq.web import network
from aigaq.web.intake import actions, queries
from aigaq.web.intake.forms import (
    LAST,
    LONGEST_ABOUT,
    LONGEST_MESSAGE,
    QUESTIONS,
    SealingHandler,
    letter_of,
    read_form,
)
from aigaq.web.layout import public
from aigaq.web.layout.fields import field, form_again
from aigaq.web.publish.queries import DossierHandle, current_of, dossier_at
from aigaq.web.store import access
from aigaq.web.store.access import CaseHandle
from aigaq.web.store.cases import bare
from aigaq.web.throttle import Limits, Throttle, sender_of

PAGE, SEND, SENT_PAGE, RECEIPT = (f"intake/{name}.html" for name in ("intake", "send", "sent", "receipt"))
SENT, ASKED = Throttle(Limits(accepted_each=10)), Throttle()
"""Limits for one sender: ten uploads in ten minutes, and twenty tries of a receipt a minute."""
_CHUNK = 1_000_000
"""Bytes of a sealed file that are read at a time."""


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, address: str, language: str) -> HttpResponse:
    """Advice before sending, and the form; or, once everything is sealed, the receipt."""
    handler = SealingHandler()
    if request.method == "POST":
        # Before anything else: even an error page that looks at the form must not make Django write its files to disk.
        request.upload_handlers = [handler]
    page_language, dossier = _addressed(address, language)
    if request.method != "POST":
        return _form(request, dossier, about=request.GET.get("about", "")[:LONGEST_ABOUT])
    try:
        code = _receipt_for(request, dossier, handler, page_language)
    except (NotFound, Withdrawn):
        raise
    except AigaqError as error:
        # A sender who tries too often is refused unread: the form is not read for the sake of its words.
        readable = handler.has_read or not isinstance(error, TooOften)
        return _form_again(request, dossier, error, page_language, request.POST if readable else QueryDict())
    title = current_of(dossier).title
    # Without links to the other languages: following one would lose the receipt.
    return public.public_page(
        request, SENT_PAGE, dossier, title, code=code, site=network.site_of(request), others=[]
    )


def _addressed(address: str, language: str) -> tuple[Language, DossierHandle]:
    if language not in LANGUAGES:
        raise NotFound
    return public.activate(language), dossier_at(address)


def _receipt_for(
    request: HttpRequest, dossier: DossierHandle, handler: SealingHandler, language: Language
) -> str:
    """Seal the upload and take it in; its receipt."""
    sender = _counted_sender(request, SENT)
    try:
        with actions.new_parcel(dossier) as parcel:
            handler.parcel = parcel
            read_form(request)
            handler.has_read = True
            letter = letter_of(request, parcel, language)
            if not SENT.accept(dossier.address, sender, monotonic()):
                raise TooOften
            return actions.take_in(dossier, parcel, letter, at=timezone.now())
    finally:
        # An error page may read the form once more: its files must go nowhere then.
        handler.parcel = None


def _counted_sender(request: HttpRequest, throttle: Throttle) -> str:
    """The sender as the throttle counts them.

    Raises:
        TooOften: too many tries of this sender, or of all together.
    """
    sender = sender_of(network.sender(request))
    if not throttle.may_try(sender, monotonic()):
        raise TooOften
    return sender


def _form(
    request: HttpRequest,
    dossier: DossierHandle,
    *,
    about: str,
    status: int = 200,
    typed: dict[str, str] | None = None,
    problems: tuple[str, ...] = (),
) -> HttpResponse:
    choices = {
        name: [(answer, f"send-{name}-{answer}") for answer in answers] for name, answers in QUESTIONS.items()
    }
    return public.public_page(
        request,
        SEND,
        dossier,
        current_of(dossier).title,
        status=status,
        about=about,
        uses=choices.pop("use"),
        choices=choices,
        longest=LONGEST_MESSAGE,
        last=LAST,
        most=settings.INTAKE_MOST // 1_000_000,
        typed=typed or {},
        problems=problems,
    )


def _form_again(
    request: HttpRequest, dossier: DossierHandle, error: AigaqError, language: Language, posted: QueryDict
) -> HttpResponse:
    """The form with the words that came and what was wrong; the files have to be chosen again."""
    status = 507 if isinstance(error, NoRoom) else 429 if isinstance(error, TooOften) else 400
    return _form(
        request,
        dossier,
        about=posted.get("about", "")[:LONGEST_ABOUT],
        status=status,
        typed={name: posted.get(name, "")[:LONGEST_MESSAGE] for name in ("message", *QUESTIONS)},
        problems=(sentence(error, language), say("send-nothing-kept", language)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, address: str, language: str) -> HttpResponse:
    """State of an upload and the team's reply, for the holder of its receipt."""
    page_language, dossier = _addressed(address, language)
    title = current_of(dossier).title
    if request.method != "POST":
        return public.public_page(request, RECEIPT, dossier, title)
    try:
        _counted_sender(request, ASKED)
        state = queries.receipt(dossier, field(request, "code", longest=200))
    except AigaqError as error:
        status = 404 if isinstance(error, UnknownReceipt) else 429 if isinstance(error, TooOften) else 400
        problems = [sentence(error, page_language)]
        return public.public_page(request, RECEIPT, dossier, title, status=status, problems=problems)
    return public.public_page(
        request, RECEIPT, dossier, title, state=state.state, reply=state.reply, on=state.on
    )


@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: HttpRequest, key: str) -> HttpResponse:
    """Uploads of a case and the key they are sealed to; a lead sets the key and replies."""
    row, case = bare(request.user, key)
    access.require(request.user, "lead", row)
    if request.method != "POST":
        return render(request, PAGE, _uploads_values(request, row, case))
    try:
        _save_lead_form(request, row)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        return form_again(request, PAGE, error, _uploads_values(request, row, case))
    messages.success(request, "saved")
    return redirect("intake", key=key)


def _uploads_values(request: HttpRequest, row: CaseHandle, case: Case) -> dict[str, object]:
    listed = [(upload, upload.size // 1_000_000) for upload in queries.uploads(request.user, row)]
    return {"row": row, "case": case, "listed": listed, "dossier": queries.intake_of(request.user, row)}


def _save_lead_form(request: HttpRequest, row: CaseHandle) -> None:
    """Do what the pressed button says: set the key, or reply to an upload."""
    do = field(request, "do", longest=20)
    if do == "key":
        public_key = field(request, "recipient", longest=200)
        actions.set_recipient(request.user, row, public_key, at=timezone.now())
    elif do in ("opened", "declined"):
        reply = field(request, "reply", longest=actions.LONGEST_REPLY)
        upload, declined = _upload_id(request), do == "declined"
        actions.decide(request.user, row, upload, declined=declined, reply=reply, at=timezone.now())
    else:
        raise BadValue(key="do", value="", due="key, opened, declined")


def _upload_id(request: HttpRequest) -> UUID:
    written = field(request, "upload", longest=40)
    if not written:
        raise MissingField(key="upload")
    try:
        return UUID(written)
    except ValueError as error:
        raise NotFound from error


@require_POST
def fetch(request: HttpRequest, key: str, upload: UUID) -> StreamingHttpResponse:
    """Download of the sealed files of one upload, to be opened where the secret key is."""
    row = access.case_row(request.user, key)
    files = queries.sealed_files(request.user, row, upload)
    actions.note_fetched(request.user, row, upload, at=timezone.now())
    response = StreamingHttpResponse(_zip_chunks(f"{upload}", files), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{upload}.zip"'
    return response


class _Outgoing:
    """Write-only file for `ZipFile` that holds the bytes until they are sent on."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """Do nothing: no bytes wait elsewhere."""

    def take(self) -> bytes:
        data, self._waiting = bytes(self._waiting), bytearray()
        return data


def _zip_chunks(name: str, files: list[Path]) -> Iterator[bytes]:
    """The bytes of an archive while it is made; no copy of it is kept."""
    outgoing = _Outgoing()
    with zipfile.ZipFile(cast("Any", outgoing), "w", zipfile.ZIP_STORED) as archive:
        for path in files:
            # Without a time in the archive: the day of an upload is told, the time of each file is not.
            entry = zipfile.ZipInfo(f"{name}/{path.name}")
            with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                while data := source.read(_CHUNK):
                    target.write(data)
                    yield outgoing.take()
    yield outgoing.take()
