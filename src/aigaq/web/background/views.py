"""Background work: ask for it, see how far it is, stop it, fetch what it made.

Invariant: each sees her own jobs alone, and a file made for one is given to no other.
"""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from aigaq.errors import NotFound, Stale
from aigaq.web.background import actions as doing
from aigaq.web.background import queries
from aigaq.web.headers import TABLE
from aigaq.web.layout.fields import field
from aigaq.web.layout.media_types import MEDIA, UNKNOWN
from aigaq.web.store import access


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The viewer's jobs, with what each of them has come to."""
    listed = queries.mine(request.user, at=timezone.now())
    shown = [(one, _clock_face(one.left)) for one in listed]
    context = {"listed": shown, "busy": any(one.under_way for one in listed)}
    return render(request, "background/jobs.html", context)


@require_POST
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for a job in a case."""
    row = access.case_row(request.user, key)
    doing.ask(request.user, field(request, "kind", longest=60), row, at=timezone.now())
    return redirect("jobs")


@require_POST
def cancel(request: HttpRequest, job: UUID) -> HttpResponse:
    """Stop a job."""
    doing.cancel(request.user, job, at=timezone.now())
    return redirect("jobs")


@require_POST
def again(request: HttpRequest, job: UUID) -> HttpResponse:
    """Try a job again."""
    doing.again(request.user, job, at=timezone.now())
    return redirect("jobs")


@require_safe
def fetch(request: HttpRequest, job: UUID) -> HttpResponse | FileResponse:
    """The file that a job made: to be saved, never to be shown."""
    try:
        path, name = queries.file_of(request.user, job, at=timezone.now())
    except Stale:
        # There it says so, and how to have it made again.
        return redirect("jobs")
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["Content-Security-Policy"] = f"{TABLE['Content-Security-Policy']}; sandbox"
    return response


@require_safe
def look(request: HttpRequest, job: UUID, path: str) -> HttpResponse:
    """One page of the draft whose pages a job made, as readers would see it."""
    try:
        packed, _ = queries.file_of(request.user, job, at=timezone.now())
    except Stale:
        return redirect("jobs")
    row = queries.own(request.user, job)
    if row.kind != "preview" or row.case is None:
        raise NotFound
    try:
        with zipfile.ZipFile(packed) as archive:
            data = archive.read(f"{row.case.key}/{path}")
    except KeyError as error:
        raise NotFound from error
    return HttpResponse(data, content_type=MEDIA.get(Path(path).suffix, UNKNOWN))


def _clock_face(seconds: int | None) -> str:
    """Hours, minutes and seconds, alike in every language."""
    return str(timedelta(seconds=seconds)) if seconds is not None else ""
