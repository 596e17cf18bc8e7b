"""Fields of posted forms. Invariant: no text is trusted; a wrong one raises an error with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from aigaq.errors import AigaqError, BadDate, HiddenLetters, NotAllowed, TooLarge
from aigaq.records.hidden import hides
from aigaq.records.vocab.messages import sentence
from aigaq.web.layout.context import language_of

LONGEST = 2_000
"""Letters in one field; a source's text has its own limit."""


def day_of(text: str | None) -> date | None:
    """Day of a field; None if the field is empty.

    Raises:
        BadDate: the text is no day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadDate(value=text[:40]) from error


def field(request: HttpRequest, name: str, *, longest: int = LONGEST) -> str:
    """Text of a field, without the white space around it.

    Raises:
        TooLarge: longer than a field may be. HiddenLetters: control characters, which could command a terminal or
            reverse a line.
    """
    text = request.POST.get(name, "").strip()
    if len(text) > longest:
        raise TooLarge(limit=longest)
    if hides(text.replace("\r", "")):
        raise HiddenLetters(key=name)
    return text


def form_again(
    request: HttpRequest, template: str, error: AigaqError, context: Mapping[str, object]
) -> HttpResponse:
    """The form again, with the typed words and the error."""
    problem = sentence(error, language_of(get_language()))
    status = 403 if isinstance(error, NotAllowed) else 400
    return render(request, template, {**context, "problems": [problem], "typed": request.POST}, status=status)
