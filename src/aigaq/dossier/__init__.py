"""Public edition of a case as pages that need no server: `render(cleared, edition)`.

Invariant: only cleared records are read; the same edition gives the same bytes.
"""

from __future__ import annotations

from aigaq.dossier.changes import changes, words_of
from aigaq.dossier.edition import Change, Edition, Page
from aigaq.dossier.site import render

__all__ = ["Change", "Edition", "Page", "changes", "render", "words_of"]
