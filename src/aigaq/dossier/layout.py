"""What stands around the pages about one thing, made once for all of them and filled in for each.

Invariant: a page in a ready frame is, to the byte, the page made whole (`tests/dossier/test_layout.py`): of the frame
only the path and the statement differ from page to page.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from aigaq.dossier.environment import written

WHOLE, PIECES = "base.html", "pieces.html"
"""What a page extends: the frame itself, or its own pieces alone."""
# Controls, which no word put into a page keeps (`setting.plain`): none of them can come from a case.
_TITLE, _MAIN, _STEM, _ABOUT = "\x01", "\x02", "\x03", "\x04"
_SUFFIX = ".html"


def frame(values: dict[str, Any], *, about: bool) -> str:
    """A frame with marks where the pages differ.

    Args:
        values: what every page of the language has.
        about: of pages about a statement, which their tools name.
    """
    around = {**values, "path": Markup(_STEM + _SUFFIX), "here": ""}
    around |= {"about": Markup(_ABOUT)} if about else {}
    return written("frame.html", {**around, "title": Markup(_TITLE), "main": Markup(_MAIN)}).decode()


def framed(around: str, template: str, values: dict[str, Any]) -> bytes:
    """A page from its template, in a frame that is ready."""
    pieces = written(template, {**values, "layout": PIECES, "cut": Markup(_TITLE)}).decode()
    title, _, main = pieces.partition(_TITLE)
    made = around.replace(_STEM, values["path"].removesuffix(_SUFFIX))
    if about := values.get("about"):
        made = made.replace(quote(_ABOUT), quote(about)).replace(_ABOUT, escape(about))
    return made.replace(_TITLE, title).replace(_MAIN, main).encode()
