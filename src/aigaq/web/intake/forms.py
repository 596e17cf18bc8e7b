"""The form by which anybody sends something to a team: its questions, and its files sealed while they come.

Invariant: no file of the form is ever kept unsealed, in memory or on a disk.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware

from aigaq.custody.parcels import MANY, Parcel
from aigaq.errors import MissingField, NotFromHere, NothingSent, TooManyParts, UnknownCode, UploadIncomplete
from aigaq.records.serialize import Plain
from aigaq.records.vocab.messages import Language, say
from aigaq.web.layout.fields import field

LAST = "whole"
"""Name of the last field of the form: where it is missing, the form was cut short."""
_UNSURE = ("yes", "no", "unsure")
QUESTIONS = {"use": ("inquire", "ask", "publish"), "safe": _UNSURE, "known": _UNSURE, "back": ("yes", "no")}
"""Questions of the form, with the answers to choose from. Only `use` must be answered."""
LONGEST_MESSAGE, LONGEST_ABOUT = 20_000, 300


class SealingHandler(FileUploadHandler):
    """Upload handler that seals each file of the field `files` into a parcel.

    Without a parcel, and in any other field, files are skipped unread.
    """

    parcel: Parcel | None = None
    has_read = False
    """Whether the form was read to its end."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a sealed file, or skip this one."""
        super().new_file(*args, **kwargs)
        if self.parcel is None or self.field_name != "files":
            raise SkipFile
        self.parcel.begin(str(self.file_name), str(self.content_type or ""))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal some bytes; returns None, so that no other handler gets them."""
        assert self.parcel is not None
        self.parcel.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        """Finish the sealed file."""
        assert self.parcel is not None
        self.parcel.end()


def read_form(request: HttpRequest) -> None:
    """Read the form to its end, its files through the handler, and check that it came from our own page.

    The token can be checked only after the files: it stands in the same body.

    Raises:
        TooManyParts: more fields, files or words than the form has. UploadIncomplete: cut short, or no form at all.
        NotFromHere: without the token of our page. NoRoom, EmptyFile: as `Parcel`.
    """
    try:
        complete = LAST in request.POST
    except (TooManyFieldsSent, TooManyFilesSent, RequestDataTooBig) as error:
        raise TooManyParts(limit=MANY) from error
    except (MultiPartParserError, UnreadablePostError) as error:
        raise UploadIncomplete from error
    if not complete:
        raise UploadIncomplete
    if CsrfViewMiddleware(_empty_answer).process_view(request, _empty_answer, (), {}) is not None:
        raise NotFromHere


def _empty_answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def letter_of(request: HttpRequest, parcel: Parcel, language: Language) -> dict[str, Plain]:
    """The message and the answers of the form; they are sealed beside the files.

    Raises:
        NothingSent: neither a message nor files. MissingField: `use` is not answered. UnknownCode: an answer that was
        not offered. TooLarge, HiddenLetters: as `field`.
    """
    message = field(request, "message", longest=LONGEST_MESSAGE)
    if not message and not parcel.pieces:
        raise NothingSent
    answers: dict[str, Plain] = {}
    for name, choices in QUESTIONS.items():
        answer = answers[name] = field(request, name)
        if answer and answer not in choices:
            raise UnknownCode(key=name, value="", known=", ".join(choices))
    if not answers["use"]:
        raise MissingField(key=say("send-use", language))
    about = field(request, "about", longest=LONGEST_ABOUT)
    return {"language": language, "about": about, **answers, "message": message}
