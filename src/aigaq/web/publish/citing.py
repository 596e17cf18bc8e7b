"""How an edition is cited: on its own pages, and from the terminal.

Invariant: the terminal cites the words that were published, never those of the case as it is now.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from aigaq.casework.case import Case
from aigaq.casework.localizer import Localizer
from aigaq.citation import Citable
from aigaq.citation.authors import author
from aigaq.citation.cleaning import cleaned
from aigaq.dossier import Edition, quoting
from aigaq.dossier.drafts import history, restored
from aigaq.dossier.index import Index
from aigaq.dossier.portraits import four_questions
from aigaq.dossier.views import Views
from aigaq.errors import NotFound
from aigaq.protection.overriding import without_overrides
from aigaq.records.releases import Draft
from aigaq.records.vocab.messages import Language
from aigaq.web.models import CaseRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, OUT, WITHDRAWN
from aigaq.web.publish.drafting import NextEdition
from aigaq.web.publish.queries import Imprint, public_address
from aigaq.web.store.log import log_state


def edition_to_publish(row: ReleaseRow, edition: NextEdition, at: datetime) -> Edition:
    """Number, days, authors and changes, as they stand on every page of an edition that is published at that time.

    Raises:
        BadValue, MissingField, TooLarge ...: a title, author or publisher that cannot be cited.
    """
    imprint, today = Imprint.of(row), at.date()
    readable = [release.at for release in edition.earlier if release.state != "withdrawn"]
    dated = _dated_edition(row, today, readable)
    published = replace(
        dated,
        changes=history(edition.earlier, edition.draft.records, number=row.number, at=today),
        rule=imprint.rule or None,
        paper=imprint.paper,
        tools=public_address(row.dossier) if dated.address else None,
        checkpoint=log_state(dated.address, at=today) if dated.address else None,
    )
    # Cited once before it is kept, so that a name that cannot be cited is refused at the draft.
    cleaned(quoting.citable(edition.draft.records, row.manifest or row.digest, published, "en"))
    return published


def public_case(key: str) -> Case:
    """The current edition of a case, as a case.

    Raises:
        NotFound: no such case, nothing of it is published, or it was withdrawn; the answer is the same for all.
    """
    row = CaseRow.objects.filter(key=key).first()
    case = edition_case(row) if row is not None else None
    if case is None:
        raise NotFound
    return case


def edition_case(case: CaseRow) -> Case | None:
    """The current edition of a case, as a case; None where none is published."""
    row = ReleaseRow.objects.filter(dossier__case=case, state=CURRENT).select_related("dossier").first()
    if row is None:
        return None
    draft = without_overrides(restored(row.content))
    return Case(draft.records, edition=partial(_citable, row, draft))


def _citable(row: ReleaseRow, draft: Draft, statement: str | None, language: Language) -> Citable:
    """The edition, or one statement of it, to be cited."""
    edition = _dated_edition(row, _day(row), [_day(earlier) for earlier in _readable_before(row)])
    whole = cleaned(quoting.citable(draft.records, row.manifest, edition, language))
    if statement is None:
        return whole
    case = Case(draft.records)
    index = Index(draft.records, draft.texts, draft.slugs, case, Imprint.of(row).rule or None)
    view = four_questions(case.statement(statement), Views(index, Localizer(language, draft.records)))
    return quoting.of_statement(whole, view, edition, language)


def _dated_edition(row: ReleaseRow, day: date, earlier: Collection[date]) -> Edition:
    """Number, days, address and authors of an edition.

    Args:
        day: on which it is published; `earlier` are those of the editions before that readers can open.
    """
    imprint, first = Imprint.of(row), min(earlier, default=day)
    # A first draft has no dossier yet, and so no address.
    address = public_address(row.dossier, row.number) if row.dossier_id else ""
    return Edition(
        revision=str(row.number),
        published=first,
        revised=day if first != day else None,
        address=address or None,
        authors=tuple(author(name) for name in imprint.authors),
        publisher=imprint.publisher or None,
        place=imprint.place or None,
    )


def _readable_before(row: ReleaseRow) -> list[ReleaseRow]:
    """The earlier editions that were not withdrawn yet when this one was published."""
    earlier = ReleaseRow.objects.filter(dossier=row.dossier, state__in=OUT, number__lt=row.number)
    return [
        edition
        for edition in earlier.defer("content", "kept")
        if edition.state != WITHDRAWN
        or (
            edition.withdrawn_at is not None
            and row.published_at is not None
            and edition.withdrawn_at > row.published_at
        )
    ]


def _day(row: ReleaseRow) -> date:
    return (row.published_at or row.drafted_at).date()
