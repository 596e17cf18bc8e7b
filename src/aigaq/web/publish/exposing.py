"""What is said after something was protected that an edition already shows. Invariant: it is said to a lead alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from aigaq.web.publish.exposed import exposed_or_none


def warn_of_editions(request: HttpRequest, row: Any) -> None:
    """Say that an edition which is out shows what is protected by now, where one does."""
    if exposed_or_none(request.user, row):
        messages.warning(request, "edition-exposes-some", extra_tags="ours")
