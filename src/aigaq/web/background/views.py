"""Background jobs: ask for one, see how far it is, stop it, fetch its file.

Invariant: people see their own jobs alone, and a file goes only to the account that asked for it.
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
from aigaq.web.background import actions, queries
from aigaq.web.headers import HEADERS
from aigaq.web.layout.fields import field
from aigaq.web.layout.media_types import MEDIA, UNKNOWN
from aigaq.web.store import access


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The jobs of the viewer, with progress and results."""
    listed = queries.jobs_of(request.user, at=timezone.now())
    # Hours, minutes and seconds with colons read alike in every language.
    timed = [(job, "" if job.left is None else str(timedelta(seconds=job.left))) for job in listed]
    context = {"listed": timed, "busy": any(job.under_way for job in listed)}
    return render(request, "background/jobs.html", context)


@require_POST
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for a job in a case."""
    row = access.case_row(request.user, key)
    actions.ask(request.user, field(request, "kind", longest=60), row, at=timezone.now())
    return redirect("jobs")


@require_POST
def cancel(request: HttpRequest, job: UUID) -> HttpResponse:
    """Stop a job."""
    actions.cancel(request.user, job, at=timezone.now())
    return redirect("jobs")


@require_POST
def again(request: HttpRequest, job: UUID) -> HttpResponse:
    """Try a job again."""
    actions.again(request.user, job, at=timezone.now())
    return redirect("jobs")


@require_safe
def fetch(request: HttpRequest, job: UUID) -> HttpResponse | FileResponse:
    """The file that a job made, as a download: a browser must not show it."""
    try:
        path, name = queries.file_of(request.user, job, at=timezone.now())
    except Stale:
        # That page says so, and offers to make the file again.
        return redirect("jobs")
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["Content-Security-Policy"] = f"{HEADERS['Content-Security-Policy']}; sandbox"
    return response


@require_safe
def preview_page(request: HttpRequest, job: UUID, path: str) -> HttpResponse:
    """One page of a previewed draft, as readers would see it."""
    try:
        packed, _ = queries.file_of(request.user, job, at=timezone.now())
    except Stale:
        return redirect("jobs")
    row = queries.own_job(request.user, job)
    if row.kind != "preview" or row.case is None:
        raise NotFound
    try:
        with zipfile.ZipFile(packed) as archive:
            data = archive.read(f"{row.case.key}/{path}")
    except KeyError as error:
        raise NotFound from error
    return HttpResponse(data, content_type=MEDIA.get(Path(path).suffix, UNKNOWN))
