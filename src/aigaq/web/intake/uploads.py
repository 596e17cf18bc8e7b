"""How the files of a form are sealed while they come. Invariant: none is kept in memory or on a disk as it is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware

from aigaq.custody.parcels import MANY, Parcel
from aigaq.errors import NotFromHere, TooManyParts, UploadIncomplete

LAST = "whole"
"""The last field of the form: where it is missing, what came before was cut short."""


class Sealed(FileUploadHandler):
    """Seals each file of the field `files` into a parcel; without one, and of any other field, nothing is read."""

    parcel: Parcel | None = None
    read = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        if self.parcel is None or self.field_name != "files":
            raise SkipFile
        self.parcel.begin(str(self.file_name), str(self.content_type or ""))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Some of it came; nothing is handed on."""
        assert self.parcel is not None
        self.parcel.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        """It is whole."""
        assert self.parcel is not None
        self.parcel.end()


def read_form(request: HttpRequest) -> None:
    """Read the form to its end, its files through the handler, and see that it came from our own page.

    The token can be looked at only after the files: it stands in the same body.

    Raises:
        TooManyParts: more fields, files or words than a form has. UploadIncomplete: it is cut short, or no form.
        NotFromHere: without the token of our page. NoRoom, EmptyFile: as the parcel says.
    """
    try:
        whole = LAST in request.POST
    except (TooManyFieldsSent, TooManyFilesSent, RequestDataTooBig) as error:
        raise TooManyParts(limit=MANY) from error
    except (MultiPartParserError, UnreadablePostError) as error:
        raise UploadIncomplete from error
    if not whole:
        raise UploadIncomplete
    if CsrfViewMiddleware(_nothing).process_view(request, _nothing, (), {}) is not None:
        raise NotFromHere


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
