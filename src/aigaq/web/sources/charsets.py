"""The charset of a text: how it was found, its doubt in words, and the way to choose another.

Invariant: what reading warned of stands on the page of the text, not in JSON alone.
"""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from aigaq.errors import AigaqError
from aigaq.reading.turns import GUESSES
from aigaq.records.charset_names import OFFERED
from aigaq.records.documents import Document
from aigaq.records.reading_warnings import charset_in_words, warnings_in_words
from aigaq.records.vocab.messages import say, sentence
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import field
from aigaq.web.sources.charset_actions import read_as
from aigaq.web.store import cases

_DOUBT = frozenset({"charset-uncertain", "charset-mixed", "charset-differs"})


def told(document: Document | None) -> dict[str, object]:
    """What the page of a text says of its letters."""
    if document is None:
        return {}
    language = language_of(get_language())
    choices = [one for one in document.charset.choices if one not in OFFERED]
    return {
        # That voices are a guess is said beside them.
        "warnings": warnings_in_words(
            replace(document, warnings=tuple(one for one in document.warnings if one not in GUESSES)),
            language,
        ),
        "charset_line": charset_in_words(document, language),
        "charsets": (*OFFERED, *choices),
        "doubtful": not _DOUBT.isdisjoint(document.warnings),
    }


@require_POST
def choose(request: HttpRequest, key: str, source: str) -> HttpResponse:
    """Read the file of a source in another charset from now on."""
    row, _ = cases.bare(request.user, key)
    language = language_of(get_language())
    try:
        charset = field(request, "charset")
        read_as(
            request.user,  # type: ignore[arg-type]
            row,
            source=source,
            charset=charset,
            reasons=field(request, "reasons"),
            at=timezone.now(),
        )
    except AigaqError as error:
        if error.code in ("not-found", "not-allowed"):
            raise
        messages.error(request, sentence(error, language))
    else:
        messages.success(request, say("charset-kept", language, charset=charset))
    return redirect("reader", key=key, source=source)
