"""The edition of a case that stands, read and cited from the terminal as its own pages cite it.

Invariant: what is cited is what was published, word for word of its pages; nothing of the case as it is now.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from aigaq.casework.case import Case
from aigaq.citation import Citable
from aigaq.citation.authors import author
from aigaq.citation.cleaning import cleaned
from aigaq.dossier import Edition, quoting
from aigaq.dossier.drafts import restored
from aigaq.dossier.index import Index
from aigaq.dossier.localizer import Tongue
from aigaq.dossier.portraits import testimony
from aigaq.dossier.views import Views
from aigaq.errors import NotFound
from aigaq.protection.overriding import without_overrides
from aigaq.records.releases import Draft
from aigaq.records.vocab.messages import Language
from aigaq.web.models import CaseRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, OUT, WITHDRAWN
from aigaq.web.publish.queries import place_of


def public(key: str) -> Case:
    """What the public sees of a case: the edition that stands.

    Raises:
        NotFound: no such case, nothing of it is out, or what was is taken back: one answer for all of them.
    """
    case = CaseRow.objects.filter(key=key).first()
    found = edition_case(case) if case is not None else None
    if found is None:
        raise NotFound
    return found


def edition_case(case: CaseRow) -> Case | None:
    """The edition of a case that stands, as a case; None where none is out."""
    row = ReleaseRow.objects.filter(dossier__case=case, state=CURRENT).select_related("dossier").first()
    if row is None:
        return None
    draft = without_overrides(restored(row.content))
    return Case(draft.records, edition=partial(_citable, row, draft))


def _citable(row: ReleaseRow, draft: Draft, statement: str | None, language: Language) -> Citable:
    edition = _edition(row)
    whole = cleaned(quoting.citable(draft.records, row.manifest, edition, language))
    if statement is None:
        return whole
    case = Case(draft.records)
    index = Index(draft.records, draft.texts, draft.slugs, case, row.asked.get("rule") or None)
    told = testimony(case.statement(statement), Views(index, Tongue(language, draft.records)))
    return quoting.of_statement(whole, told, edition, language)


def _edition(row: ReleaseRow) -> Edition:
    """What of an edition is cited."""
    told, day = row.asked, _day(row)
    first = min((_day(one) for one in _before(row)), default=day)
    return Edition(
        revision=str(row.number),
        published=first,
        revised=day if first != day else None,
        address=place_of(row.dossier, row.number) or None,
        authors=tuple(author(one) for one in told.get("authors", ())),
        publisher=told.get("publisher") or None,
        place=told.get("place") or None,
    )


def _before(row: ReleaseRow) -> list[ReleaseRow]:
    """The editions that could be read when this one was published."""
    earlier = ReleaseRow.objects.filter(dossier=row.dossier, state__in=OUT, number__lt=row.number)
    return [
        one
        for one in earlier.defer("content", "kept")
        if one.state != WITHDRAWN
        or (
            one.withdrawn_at is not None
            and row.published_at is not None
            and one.withdrawn_at > row.published_at
        )
    ]


def _day(row: ReleaseRow) -> date:
    return (row.published_at or row.drafted_at).date()
