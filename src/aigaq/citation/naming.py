"""What the three files for programs share: a key of plain letters, and what no field of theirs holds.

Invariant: a key is made of ASCII letters, digits and hyphens, and is the same for the same edition.
"""

from __future__ import annotations

import re

from aigaq.citation.asked import Asked
from aigaq.citation.citable import SHORT
from aigaq.citation.punctuation import capital, listed

_OTHER = re.compile(r"[^A-Za-z0-9]+")


def key_of(one: Asked) -> str:
    """Case, digest and, of one statement, its id: `aqsai-1a2b3c4d5e6f-c3-cause`."""
    what = one.what
    told = [what.key, what.digest[:SHORT], what.statement.id if what.statement else ""]
    plain = (_OTHER.sub("-", text).strip("-")[:80] for text in told)
    return listed(*plain, by="-")


def note(one: Asked) -> str:
    """The day of revision, the whole digest, that it is a draft, and the statement."""
    what = one.what
    revised = one.word("revised", date=what.revised.isoformat()) if what.revised else None
    draft = one.word("draft") if what.draft else None
    return listed(
        *(capital(text) for text in (draft, revised) if text), f"sha256:{what.digest}", one.part(), by="; "
    )
