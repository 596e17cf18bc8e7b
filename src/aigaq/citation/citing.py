"""Citation in any style. Invariant: the same fields, language and day give the same text, to the letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from aigaq.citation import reference_files, styles
from aigaq.citation.citable import Citable
from aigaq.citation.cleaning import cleaned, in_order
from aigaq.citation.request import CitationRequest
from aigaq.errors import UnknownCode
from aigaq.records.vocab.messages import Language

_STYLES: Mapping[str, Callable[[CitationRequest], str]] = {
    "apa": styles.apa,
    "mla": styles.mla,
    "chicago": styles.chicago,
    "harvard": styles.harvard,
    "vancouver": styles.vancouver,
    "ieee": styles.ieee,
    "gost": styles.gost,
    "plain": styles.plain,
    "bibtex": reference_files.bibtex,
    "ris": reference_files.ris,
    "csl-json": reference_files.csl_json,
}
STYLES = tuple(_STYLES)
"""Styles for people, then file formats for programs."""


def cite(what: Citable, style: str, *, language: Language = "en", accessed: date | None = None) -> str:
    """Citation of an edition, or of one statement of it.

    Args:
        style: one of `STYLES`.
        language: of words that the citation adds ("revised", months); names and titles stay as they are.
        accessed: day of access, given by the reader; without it the citation has none.
    Returns:
        One line; for `bibtex`, `ris` and `csl-json` a file of one entry, without a line break at its end.
    Raises:
        UnknownCode: no such style. ReversedRange: accessed before it was published. Otherwise as `cleaned`.
    """
    write = _STYLES.get(style)
    if write is None:
        raise UnknownCode(key="style", value=style, known=", ".join(STYLES))
    return write(_request(what, language, accessed))


def cite_all(what: Citable, *, language: Language = "en") -> dict[str, str]:
    """All citations of an edition or statement, by style.

    The fields are cleaned only once; each text equals that of `cite`. Raises as `cite`.
    """
    request = _request(what, language, None)
    return {style: write(request) for style, write in _STYLES.items()}


def _request(what: Citable, language: Language, accessed: date | None) -> CitationRequest:
    fit = cleaned(what)
    in_order(fit.revised or fit.published, accessed)
    return CitationRequest(fit, language, accessed)
