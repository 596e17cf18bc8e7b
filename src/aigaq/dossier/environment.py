"""Template environment, and the data shared by all pages.

Invariant: every word put into a page is escaped, and holds no mark that hides other words or changes their direction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from aigaq.dossier import addresses
from aigaq.records.vocab.messages import LANGUAGE_NAMES, Language

POLICY = (
    "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-src 'none'; connect-src 'none'"
)
"""As on the server's pages, but without any script. `frame-ancestors` works only as a header sent by a server."""
_STYLE_NAMES = {
    **{"apa": "APA", "mla": "MLA", "chicago": "Chicago", "harvard": "Harvard", "vancouver": "Vancouver"},
    **{"ieee": "IEEE", "gost": "ГОСТ Р 7.0.5", "bibtex": "BibTeX", "ris": "RIS"},
    "csl-json": "CSL-JSON",
}
_INDENTATION = re.compile(r"^[ \t]{2,}(?=\S)", re.MULTILINE)
# Control characters, and marks that change text direction: a name must not rewrite the line around it.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
FOLDER = Path(__file__).parent / "templates"
SHEETS = Path(__file__).parent / "sheets"
"""The style sheet of the pages, alone in a folder so that a server can also use it for its own pages."""


@dataclass(frozen=True, slots=True)
class Site:
    """Edition data on every page of one language; days are in words except `published` and `edition_day`."""

    title: str
    revision: str
    day: str
    edition_day: date
    published: date
    digest: str
    address: str | None
    publisher: str | None
    authors: tuple[str, ...]
    languages: tuple[Language, ...]
    paper: bool
    tools: str | None
    checkpoint: str | None
    coins: str


def plain(value: Any) -> Any:
    """A word without control characters and direction marks, as it may appear in a page."""
    if isinstance(value, str) and not isinstance(value, Markup) and _HIDDEN.search(value):
        return _HIDDEN.sub("", value)
    return value


class _Thin(Extension):
    """Reduces indentation to one blank when a template is read: readers load thousands of pages and never see it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template with at most one blank before the first word of a line."""
        return _INDENTATION.sub(" ", source)


@cache
def templates() -> Environment:
    """The template environment, created once."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=plain,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[_Thin],
        keep_trailing_newline=True,
    )
    made.globals.update(policy=POLICY, names=LANGUAGE_NAMES)
    made.filters.update(name=addresses.name, part=addresses.part, style_name=_style_name)
    return made


def _style_name(style: str) -> str:
    return _STYLE_NAMES[style]


def written(template: str, values: dict[str, Any]) -> bytes:
    """A page rendered from its template."""
    return templates().get_template(template).render(values).encode()
