"""A new source: a pasted text or a file. Invariant: what was typed and is wrong comes back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from aigaq.errors import AigaqError, MissingField, TooLarge
from aigaq.records.charset_names import OFFERED
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import again, field
from aigaq.web.sources import speaking, voices
from aigaq.web.sources.actions import Whose, add_source
from aigaq.web.store import access, cases

_VOICES = ("speaks", "asks")


PASTED = 2_000_000
"""Letters of a pasted text; longer ones come as a file."""


def new_source(request: HttpRequest, key: str) -> HttpResponse:
    """Paste a text or bring a file; its bytes are sealed before they are read."""
    row, case = cases.bare(request.user, key)
    access.require(request.user, "code", row)
    context = {"row": row, "case": case, "speakers": voices.offered(case), "charsets": OFFERED}
    if request.method != "POST":
        return render(request, "sources/new_source.html", context)
    try:
        _, naming = cases.naming(request.user, key, "", speaking.words_in(request, _VOICES))
        found = speaking.named(request, naming, _VOICES)
        if found.open:
            return render(
                request,
                "sources/new_source.html",
                {**context, "met": found.open, "typed": request.POST},
            )
        name, data = _bytes(request)
        source = add_source(
            request.user,  # type: ignore[arg-type]
            row,
            key=field(request, "key"),
            what=field(request, "what"),
            name=name,
            data=data,
            at=timezone.now(),
            official="official" in request.POST,
            document="document" in request.POST,
            whose=Whose(
                found.ids.get("speaks"), found.ids.get("asks"), found.new, language_of(get_language())
            ),
            charset=field(request, "charset") or None,
        )
    except AigaqError as error:
        return again(request, "sources/new_source.html", error, context)
    if found.ids.get("speaks") not in (None, source.rest, *(turn.role for turn in source.turns)):
        messages.info(request, "voices-by-the-text")
    return redirect("reader", key=key, source=source.key)


def _bytes(request: HttpRequest) -> tuple[str, bytes]:
    upload = request.FILES.get("file")
    if upload is not None:
        return upload.name or "file", upload.read()
    pasted = request.POST.get("text", "")
    if len(pasted) > PASTED:
        raise TooLarge(limit=PASTED, what="pasted")
    if not pasted.strip():
        raise MissingField(key="text")
    return "text.txt", pasted.replace("\r\n", "\n").encode()
