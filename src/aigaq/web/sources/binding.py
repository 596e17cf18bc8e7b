"""Bring the text of a source whose coding is detached. Invariant: what does not bind is listed by its place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from aigaq.errors import AigaqError, MissingField, NotFound
from aigaq.records.vocab.messages import say, sentence
from aigaq.web.layout import expired_forms
from aigaq.web.layout.context import language_of
from aigaq.web.sources.binding_actions import bring_text
from aigaq.web.store import access, cases

_PAGE = "sources/bind.html"


def bind(request: HttpRequest, key: str, source: str) -> HttpResponse:
    """The page to bring a file, and what bound."""
    if request.method == "POST" and not request.user.is_authenticated:
        return expired_forms.words_kept(request)
    row, case = cases.of_source(request.user, key, source)
    access.require(request.user, "code", row)
    known = case.records.sources.get(source)
    if known is None or source in case.documents:
        raise NotFound
    context: dict[str, object] = {"row": row, "case": case, "source": known}
    if request.method != "POST":
        return render(request, _PAGE, context)
    language = language_of(get_language())
    try:
        upload = request.FILES.get("file")
        if upload is None:
            raise MissingField(key="file")
        name, data = upload.name or "text.txt", upload.read()
        found = bring_text(request.user, row, case, source=source, name=name, data=data, at=timezone.now())  # type: ignore[arg-type]
    except AigaqError as error:
        return render(request, _PAGE, context | {"problems": [sentence(error, language)]}, status=400)
    if not found.kept:
        return render(request, _PAGE, context | {"found": found}, status=400)
    messages.success(request, say("bind-bound", language, count=len(found.binding.bound)))
    return redirect("reader", key=key, source=source)
