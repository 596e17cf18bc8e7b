"""What the next edition of a case would show, read for the gate of publication.

Invariant: names are looked for by every safeguard of the case, whoever asks; what is shown lies in no compartment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from secrets import SystemRandom
from typing import Any, cast
from uuid import UUID

from django.utils import timezone

from aigaq.casework.attachments import attachments
from aigaq.casework.case import Case
from aigaq.casework.clearing import texts_of
from aigaq.dossier.drafts import digest, next_draft, restored, stored
from aigaq.errors import ItemMissing, NotFound, Stale
from aigaq.protection import guarded_against
from aigaq.protection.naming import names_shown
from aigaq.protection.passages import WordRuns
from aigaq.records.releases import Draft, Guarded, Reason, Release, State
from aigaq.records.vocab.messages import Language
from aigaq.web.models import CaseRow, Compartment, DossierRow, ReleaseRow, TextRow
from aigaq.web.models.releases import DRAFT, OUT
from aigaq.web.publish.queries import place_of
from aigaq.web.store import cases
from aigaq.web.store.access import Viewer, held, may
from aigaq.web.store.withheld_fields import kept

_TRIES = 5
"""How often a case is read anew that moved while it was read."""
_MOST_REMEMBERED = 64
_up_to_date: dict[tuple[UUID, str, int], bool] = {}
_CREDITS = ("publisher", "place")


@dataclass(frozen=True, slots=True)
class Next:
    """What the next edition would show, the safeguards that it is held against, and every edition that was out.

    `version` is that of the case which all of it was read from; `files` are the pictures, by their names in it.
    """

    draft: Draft
    guarded: tuple[Guarded, ...]
    out: tuple[Release, ...]
    version: int
    files: Mapping[str, bytes]

    @property
    def text(self) -> str:
        """The draft as it is kept."""
        return stored(self.draft)

    @property
    def digest(self) -> str:
        """The digest of the draft as it is kept."""
        return digest(self.text)


def next_edition(
    case: CaseRow,
    dossier: DossierRow | None,
    *,
    number: int,
    language: str,
    asked: Mapping[str, Any],
    at: datetime,
    rng: Random,
) -> Next:
    """What edition `number` would show, read between two changes of the case.

    Args:
        asked: `ReleaseRow.asked`: what it says of itself is looked through, and signed, like all that it shows.
        lot: draws numbers for people without a name who have none from an earlier edition or the open draft.
    Raises:
        Stale: people wrote in the case all the while. ItemMissing, ExtraMissing ...: as `attachments`.
    """
    out = releases(dossier) if dossier is not None else ()
    for _ in range(_TRIES):
        case.refresh_from_db()
        version = case.version
        whole, shown = everything(case), cases.opened(case, frozenset())
        pictures, files = attachments(shown, _opens(case))
        found = next_draft(
            whole,
            shown,
            out,
            files=pictures,
            number=number,
            at=at.date(),
            rng=rng,
            language=language,
            kept=_kept(dossier),
        )
        found = replace(found, words={**found.words, **_credits(asked)})
        case.refresh_from_db()
        if case.version == version:
            names = _sealed(case, whole, found)
            known = guarded_against(found, whole.records, texts_of(whole), names=names)
            return Next(found, known, out, version, files)
    raise Stale


def is_up_to_date(dossier: DossierRow, draft: ReleaseRow) -> bool:
    """Whether a draft still is what would be drafted now; worked out once for each version of the case.

    A draft that is not may tell what was put into a compartment since: nobody is shown anything from it.

    Raises:
        As `next_edition`.
    """
    case: CaseRow = dossier.case
    case.refresh_from_db()
    key = (draft.pk, draft.digest, case.version)
    if key not in _up_to_date:
        if len(_up_to_date) > _MOST_REMEMBERED:
            _up_to_date.clear()
        now = next_edition(
            case,
            dossier,
            number=draft.number,
            language=draft.language,
            asked=draft.asked,
            at=timezone.now(),
            rng=SystemRandom(),
        )
        _up_to_date[key] = now.digest == draft.digest
    return _up_to_date[key]


def repeats_protected(case: CaseRow, dossier: DossierRow, texts: Iterable[str]) -> bool:
    """Whether words from outside repeat a passage of the case that the edition which is out keeps back."""
    current = next((one for one in releases(dossier) if one.state == "current"), None)
    if current is None:
        return False
    whole = everything(case)
    told = [one.label for one in current.draft.records.subjects.values()]
    guard = guarded_against(current.draft, whole.records, texts_of(whole))
    runs = [WordRuns(one.words, texts=one.texts, told=told, but=one.told) for one in guard]
    return any(each.found_in(text) for each in runs for text in texts)


def _credits(asked: Mapping[str, Any]) -> dict[str, str]:
    """The authors, publisher and place that an edition names, by where they stand."""
    told = {"authors": "\n".join(asked.get("authors", ())), **{one: asked.get(one, "") for one in _CREDITS}}
    return {f"credits/{one}": words for one, words in told.items() if words}


def _sealed(case: CaseRow, whole: Case, draft: Draft) -> set[str]:
    """The names of people behind a seal, and labels that are withheld: none may stand in an edition by oversight.

    A name that the edition shows of somebody is no hit.
    """
    hidden = (one for key, one in whole.records.subjects.items() if key not in draft.records.subjects)
    names = {one.label for one in hidden if one.named and one.kind in ("person", "voice")}
    names |= set(kept(case).by_words)
    return names - names_shown(draft.records)


def _opens(case: CaseRow) -> Callable[[str], bytes]:
    """Opens the pictures of a case as they came; the gate makes them anew before anything is shown."""

    def opened(source: str) -> bytes:
        found = TextRow.objects.filter(case=case, source=source).first()
        if found is None:
            raise ItemMissing(id=source)
        return bytes(found.data)

    return opened


def everything(case: CaseRow) -> Case:
    """The case behind every seal; for the gate alone, never for an answer."""
    names = frozenset(Compartment.objects.filter(case=case).values_list("name", flat=True))
    return cases.opened(case, names, safeguards=True)


def _kept(dossier: DossierRow | None) -> dict[str, int]:
    if dossier is None:
        return {}
    opened = ReleaseRow.objects.filter(dossier=dossier, state=DRAFT).values_list("kept", flat=True).first()
    return {**dossier.kept, **(opened or {})}


def releases(dossier: DossierRow) -> tuple[Release, ...]:
    """Every edition that was ever out, withdrawn ones too: they were seen."""
    found = ReleaseRow.objects.filter(dossier=dossier, state__in=OUT).order_by("number")
    return tuple(
        Release(
            id=str(row.pk),
            revision=row.number,
            language=cast(Language, row.language),
            manifest=row.manifest,
            state=cast(State, row.state),
            address=place_of(dossier, row.number),
            at=row.published_at.date() if row.published_at else row.drafted_at.date(),
            draft=restored(row.content),
        )
        for row in found
    )


def open_draft(dossier: DossierRow | None) -> ReleaseRow:
    """The draft that is being prepared.

    Raises:
        NotFound: there is none.
    """
    found = ReleaseRow.objects.filter(dossier=dossier, state=DRAFT).first() if dossier is not None else None
    if found is None:
        raise NotFound
    return found


def tellable(viewer: Viewer, case: CaseRow, found: Next, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons as a member may read them: about what she may not see, that there is one and no more."""
    seen = cases.opened(case, held(viewer, case), safeguards=may(viewer, "lead", case)).records
    known = {*seen.subjects, *(one.id for one in seen.safeguards), *found.draft.records.subjects}
    return tuple(
        one
        if one.about in known or not _guarded(one.about, found)
        else replace(one, about="–", cells=(), offers=())
        for one in reasons
    )


def _guarded(about: str, found: Next) -> bool:
    """Whether an id is one that only a safeguard knows."""
    return any(about == one.safeguard.id or about in one.safeguard.covers for one in found.guarded)
