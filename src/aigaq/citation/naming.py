"""Parts shared by the three file formats: a key in plain letters, and a note for data without a field.

Invariant: a key has only ASCII letters, digits and hyphens, and is the same for the same edition.
"""

from __future__ import annotations

import re

from aigaq.citation.citable import SHORT
from aigaq.citation.punctuation import capital, listed
from aigaq.citation.request import CitationRequest

_OTHER = re.compile(r"[^A-Za-z0-9]+")


def key_of(request: CitationRequest) -> str:
    """Key of case, digest and, for a statement, its id: `aqsai-1a2b3c4d5e6f-c3-cause`."""
    what = request.what
    parts = [what.key, what.digest[:SHORT], what.statement.id if what.statement else ""]
    plain = (_OTHER.sub("-", text).strip("-")[:80] for text in parts)
    return listed(*plain, by="-")


def note(request: CitationRequest) -> str:
    """Note with the day of revision, the whole digest, the state of a draft, and the statement."""
    what = request.what
    revised = request.word("revised", date=what.revised.isoformat()) if what.revised else None
    draft = request.word("draft") if what.draft else None
    return listed(
        *(capital(text) for text in (draft, revised) if text),
        f"sha256:{what.digest}",
        request.part(),
        by="; ",
    )
