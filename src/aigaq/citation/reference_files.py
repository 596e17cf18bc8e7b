"""Citations as files of one entry, for programs that keep references: BibTeX, RIS and CSL-JSON.

Invariant: a key has only ASCII letters, digits and hyphens, and is the same for the same edition. BibTeX: braces are
balanced, and no letter of a field acts as a command; letters stay as they are (UTF-8). RIS: one line per field, so that
no field can pose as another. CSL-JSON 1.0.2: only fields of that schema; other data is in `note` and, for programs, in
`custom`.
"""

from __future__ import annotations

import json
import re
from datetime import date

from aigaq.citation.citable import SHORT, Author, Body
from aigaq.citation.punctuation import capital, listed
from aigaq.citation.request import CitationRequest

_ESCAPED = str.maketrans(
    {
        **{letter: f"\\{letter}" for letter in "{}$&#_%"},
        "\\": "\\textbackslash{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Macros of BibTeX, which a style turns into words."""
_SPLITS = re.compile(r",|\band\b", re.IGNORECASE)
BABEL_NAMES = {"en": "english", "ru": "russian", "kk": "kazakh"}


def bibtex(request: CitationRequest) -> str:
    """BibTeX, for LaTeX with either processor (BibTeX or Biber): an entry of the type `misc`, which both know."""
    what, day = request.what, request.what.published
    fields = {
        "author": _braced(" and ".join(map(_bibtex_author, what.authors))),
        # Double braces: a style may not write the title in small letters.
        "title": f"{{{{{escaped(what.title)}}}}}",
        "howpublished": _braced(escaped(what.publisher or "")),
        "address": _braced(escaped(what.place or "")),
        # The older processor reads year and month, the newer one date.
        "year": _braced(f"{day.year:04}" if day else ""),
        "month": _MONTHS[day.month - 1] if day else "",
        "date": _braced(day.isoformat() if day else ""),
        "version": _braced(escaped(what.revision or "")),
        "url": _braced(what.address or ""),
        "urldate": _braced(request.accessed.isoformat() if request.accessed else ""),
        "langid": _braced(BABEL_NAMES.get(what.language or "", "")),
        "note": _braced(escaped(note(request))),
    }
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items() if value)
    return f"@misc{{{key_of(request)},\n{lines}\n}}"


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def escaped(text: str) -> str:
    """Text in which every letter that acts as a command is escaped."""
    return text.translate(_ESCAPED)


def _bibtex_author(author: Author) -> str:
    """Author: the family name in braces, which protect an "and" or comma; the given name without, for its initials."""
    if isinstance(author, Body):
        return f"{{{escaped(author.name)}}}"
    family, given_name = f"{{{escaped(author.family)}}}", escaped(author.given or "")
    if _SPLITS.search(given_name):
        given_name = f"{{{given_name}}}"
    parts = (family, f"{{{escaped(author.suffix)}}}" if author.suffix else "", given_name)
    return ", ".join(part for part in parts if part)


def ris(request: CitationRequest) -> str:
    """RIS, for reference managers: a web page if there is an address, else an unpublished work."""
    what = request.what
    fields = (
        ("TY", "UNPB" if what.draft else "ELEC"),
        ("ID", key_of(request)),
        *(("AU", _ris_author(author)) for author in what.authors),
        ("TI", what.title),
        ("PB", what.publisher),
        ("CY", what.place),
        ("PY", f"{what.published.year:04}" if what.published else None),
        ("DA", _ris_day(what.published)),
        ("ET", what.revision),
        ("Y2", _ris_day(request.accessed)),
        ("UR", what.address),
        ("LA", what.language),
        ("N1", note(request)),
    )
    return "\r\n".join([*(f"{tag}  - {value}" for tag, value in fields if value), "ER  - "])


def _ris_author(author: Author) -> str:
    """An author as `family, given`. RIS cannot escape a comma, so one within a name becomes a dash."""
    if isinstance(author, Body):
        return _whole(author.name)
    return ", ".join(_whole(name) for name in (author.family, author.given, author.suffix) if name)


def _whole(name: str) -> str:
    return " – ".join(part.strip() for part in name.split(",") if part.strip())


def _ris_day(when: date | None) -> str | None:
    return f"{when.year:04}/{when:%m/%d}" if when else None


_MARKUP = str.maketrans({"<": "‹", ">": "›"})
"""Replacements for signs that processors read as markup (`<i>`), for the format cannot escape them."""


def csl_json(request: CitationRequest) -> str:
    """CSL-JSON, from which other programs make any of some ten thousand styles: a list with one item."""
    what = request.what
    item: dict[str, object] = {
        "id": key_of(request),
        "type": "manuscript" if what.draft else "webpage",
        "title": what.title.translate(_MARKUP),
        "author": [_csl_author(author) for author in what.authors],
        "publisher": what.publisher,
        "publisher-place": what.place,
        "issued": _csl_day(what.published),
        "accessed": _csl_day(request.accessed),
        "version": what.revision,
        "URL": what.address,
        "language": what.language,
        "note": note(request),
        "custom": _csl_custom(request),
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2)


def _csl_author(author: Author) -> dict[str, str]:
    if isinstance(author, Body):
        return {"literal": author.name}
    fields = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return {name: value for name, value in fields.items() if value}


def _csl_day(when: date | None) -> dict[str, object] | None:
    return {"date-parts": [[when.year, when.month, when.day]]} if when else None


def _csl_custom(request: CitationRequest) -> dict[str, str]:
    what = request.what
    fields = {
        "revised": what.revised.isoformat() if what.revised else None,
        "sha256": what.digest,
        "statement": what.statement.id if what.statement else None,
    }
    return {name: value for name, value in fields.items() if value}


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
