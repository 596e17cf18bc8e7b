"""The addresses of the bare views. Invariant: one row or one file a request, by Django's own means."""

from __future__ import annotations

from uuid import UUID

from benchmarks.bare import word
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from aigaq.web.models import CaseRow, Compartment


def put_in(request: HttpRequest) -> HttpResponse:
    """Put in one row and say so once it is durable."""
    with transaction.atomic():
        Compartment.objects.create(case_id=_case(), name=word())
    return HttpResponse("kept")


def _case() -> UUID:
    return CaseRow.objects.values_list("pk", flat=True).get(key="crowd")


def give(request: HttpRequest, name: str) -> HttpResponse:
    """A file of an edition, as it lies on the disk."""
    return HttpResponse((settings.HOME / "public" / name).read_bytes())


urlpatterns = [path("bare/", put_in), path("file/<path:name>", give)]
