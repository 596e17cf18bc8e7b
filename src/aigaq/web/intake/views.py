"""What people sent to the team: what came, the key it is sealed to, an answer to who comes back.

Invariant: for leads alone; the server shows no word of what was sent, since it cannot.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from aigaq.errors import AigaqError, BadValue, MissingField, NotAllowed, NotFound
from aigaq.web.intake import actions as acting
from aigaq.web.intake import queries
from aigaq.web.layout.fields import again, field
from aigaq.web.store import access
from aigaq.web.store.cases import bare

PAGE = "intake/intake.html"
_PIECE = 1_000_000


@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: HttpRequest, key: str) -> HttpResponse:
    """All that came, and the key it is sealed to; a lead names it and answers."""
    row, case = bare(request.user, key)
    access.require(request.user, "lead", row)
    if request.method != "POST":
        return render(request, PAGE, _around(request, row, case))
    try:
        _do(request, row)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        return again(request, PAGE, error, _around(request, row, case))
    messages.success(request, "saved")
    return redirect("intake", key=key)


def _around(request: HttpRequest, row: Any, case: Any) -> dict[str, object]:
    listed = [(one, one.size // 1_000_000) for one in queries.uploads(request.user, row)]
    return {"row": row, "case": case, "listed": listed, "dossier": queries.intake_of(request.user, row)}


def _do(request: HttpRequest, row: Any) -> None:
    lead: Any = request.user
    doing = field(request, "do", longest=20)
    if doing == "key":
        acting.set_recipient(lead, row, field(request, "recipient", longest=200), at=timezone.now())
    elif doing in ("opened", "declined"):
        reply = field(request, "reply", longest=acting.LONGEST_REPLY)
        one, declined = _asked_for(request), doing == "declined"
        acting.decide(lead, row, one, declined=declined, reply=reply, at=timezone.now())
    else:
        raise BadValue(key="do", value="", due="key, opened, declined")


def _asked_for(request: HttpRequest) -> UUID:
    named = field(request, "upload", longest=40)
    if not named:
        raise MissingField(key="upload")
    try:
        return UUID(named)
    except ValueError as error:
        raise NotFound from error


@require_POST
def fetch(request: HttpRequest, key: str, upload: UUID) -> StreamingHttpResponse:
    """The sealed files of one, to be opened where its secret key is."""
    viewer: Any = request.user
    row = access.case_row(viewer, key)
    files = queries.sealed_files(queries.upload(viewer, row, upload))
    acting.fetched(viewer, row, upload, at=timezone.now())
    response = StreamingHttpResponse(_zipped(f"{upload}", files), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{upload}.zip"'
    return response


class _Outgoing:
    """What the archive writes, until it is sent on."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def taken(self) -> bytes:
        data, self._waiting = bytes(self._waiting), bytearray()
        return data


def _zipped(name: str, files: list[Any]) -> Iterator[bytes]:
    """An archive while it is made: nothing of it is kept."""
    outgoing: Any = _Outgoing()
    with zipfile.ZipFile(outgoing, "w", zipfile.ZIP_STORED) as archive:
        for path in files:
            # Without a day: when something came is told by day alone, and not by each file.
            entry = zipfile.ZipInfo(f"{name}/{path.name}")
            with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                while data := source.read(_PIECE):
                    target.write(data)
                    yield outgoing.taken()
    yield outgoing.taken()
