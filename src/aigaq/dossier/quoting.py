"""Citations of an edition and its statements, and metadata for catalogues.

Invariant: made only from the edition and cleared labels; no address is given unless it is permanent.
"""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import urlencode

from aigaq.citation import Author, Citable, Cited, Person, cite_all
from aigaq.dossier import addresses
from aigaq.dossier.edition import Edition
from aigaq.dossier.view_models import FourQuestions
from aigaq.records.cases import CaseRecords
from aigaq.records.vocab.messages import Language

FILES = {"bibtex": "cite.bib", "ris": "cite.ris", "csl-json": "cite.json"}
MEDIA = {
    "bibtex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl-json": "application/vnd.citationstyles.csl+json",
}


def citable(records: CaseRecords, digest: str, edition: Edition, language: Language) -> Citable:
    """Citation fields of the edition."""
    return Citable(
        key=records.key,
        title=records.title,
        digest=digest,
        language=language,
        authors=edition.authors,
        publisher=edition.publisher,
        place=edition.place,
        published=edition.published,
        revised=edition.revised,
        revision=edition.revision,
        address=f"{edition.address}/{language}/index.html" if edition.address else None,
    )


def of_statement(whole: Citable, testimony: FourQuestions, edition: Edition, language: Language) -> Citable:
    """Citation fields of one statement of the edition, with its own address."""
    row = testimony.row
    part = Cited(
        id=row.id,
        places=tuple(each.at.text for each in row.where),
        said_by=row.by,
        through=testimony.tail,
        source=row.where[0].source or None if row.where else None,
    )
    address = f"{edition.address}/{language}/{addresses.statement(row.id)}" if edition.address else None
    return replace(whole, statement=part, address=address)


def styles(what: Citable, language: Language) -> list[tuple[str, str]]:
    """Every citation style with its line or file."""
    return list(cite_all(what, language=language).items())


def names(authors: tuple[Author, ...]) -> tuple[str, ...]:
    """Authors in the form used by catalogues."""
    return tuple(_listed(one) for one in authors)


def _listed(author: Author) -> str:
    if not isinstance(author, Person):
        return author.name
    return ", ".join(part for part in (author.family, author.given, author.suffix) if part)


def coins(what: Citable) -> str:
    """The edition as a ContextObject, which reference managers read from the page (OpenURL COinS)."""
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "report"),
        ("rft.title", what.title),
        *(("rft.creator", name) for name in names(what.authors)),
        ("rft.publisher", what.publisher),
        ("rft.date", what.published.isoformat() if what.published else None),
        ("rft.language", what.language),
        ("rft.identifier", what.address or f"sha256:{what.digest}"),
    ]
    return urlencode([(key, value) for key, value in fields if value])


def linked(what: Citable, languages: tuple[Language, ...]) -> bytes:
    """The edition as schema.org JSON-LD: a separate file, since a page holds no script."""
    report = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": what.title,
        "version": what.revision,
        "inLanguage": what.language,
        "datePublished": what.published.isoformat() if what.published else None,
        "dateModified": what.revised.isoformat() if what.revised else None,
        "author": [
            {"@type": "Person" if isinstance(author, Person) else "Organization", "name": name}
            for author, name in zip(what.authors, names(what.authors), strict=True)
        ],
        "publisher": {"@type": "Organization", "name": what.publisher} if what.publisher else None,
        "url": what.address,
        "identifier": f"sha256:{what.digest}",
        "isAccessibleForFree": True,
        "workTranslation": [f"../{code}/dossier.jsonld" for code in languages if code != what.language],
    }
    kept = {key: value for key, value in report.items() if value not in (None, [])}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode()
