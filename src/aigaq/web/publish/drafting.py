"""The next edition of a case: all that it would show, and all that it is held against before it is cleared.

Invariant: names are searched by every safeguard of the case, whoever asks; records in a compartment are never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from secrets import SystemRandom
from typing import cast
from uuid import UUID

from django.utils import timezone

from aigaq.casework.attachments import attachments
from aigaq.casework.case import Case
from aigaq.casework.clearing import texts_of
from aigaq.dossier.changes import changes
from aigaq.dossier.drafts import digest, next_draft, restored, stored
from aigaq.dossier.edition import Change
from aigaq.errors import AigaqError, ItemMissing, NotFound, Stale
from aigaq.protection import guarded_against
from aigaq.protection.naming import names_shown
from aigaq.protection.passages import WordRuns
from aigaq.records.cases import CaseRecords
from aigaq.records.releases import Attachment, Draft, Guarded, Reason, Release, State
from aigaq.records.vocab.messages import Language
from aigaq.web.models import CaseRow, Compartment, DossierRow, ReleaseRow, TextRow
from aigaq.web.models.releases import CURRENT, DRAFT, OUT, SUPERSEDED
from aigaq.web.publish.queries import Imprint, dossier_of, public_address
from aigaq.web.store import whole_cases
from aigaq.web.store.access import Viewer, held, may, require
from aigaq.web.store.withheld_fields import kept

LISTED_DIFFERENCES = 50
_TRIES = 5
"""Readings of a case that changes each time while it is read."""
_MOST_REMEMBERED = 64
_up_to_date: dict[tuple[UUID, str, CaseState], bool] = {}


@dataclass(frozen=True, slots=True)
class CaseState:
    """State of a case and its editions; `editions` holds key and state of each, since withdrawing moves no version."""

    version: int
    editions: frozenset[tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class CaseReading:
    """All that an edition is made from, read between two changes of the case.

    Args:
        state: of the case when it was read.
        whole: the case behind every compartment: for the gate alone, never for an answer.
        shown: the case as it is outside every compartment.
        earlier: every edition that was ever out; withdrawn ones too, for they were seen.
        files: bytes of the attachments, by their names in the edition.
    """

    state: CaseState
    whole: Case
    shown: Case
    earlier: tuple[Release, ...]
    attachments: tuple[Attachment, ...]
    files: Mapping[str, bytes]


class CaseReader:
    """Reads a case for its next edition, once for as long as neither the case nor its editions change.

    To read means to open the case twice and to make every picture anew, so one request, job or command has one reader
    for all that it asks of the next edition.

    Invariant: a reading is used again only while the case is in the state that it was read in.
    """

    def __init__(self, case: CaseRow) -> None:
        self.case, self.dossier = case, dossier_of(case)
        self._reading: CaseReading | None = None

    def read(self) -> CaseReading:
        """The reading of the case as it is now.

        Raises:
            Stale: the case changed during every try. ItemMissing, ExtraMissing ...: as `attachments`.
        """
        for _ in range(_TRIES):
            state = self.state()
            if self._reading is not None and self._reading.state == state:
                return self._reading
            shown = whole_cases.opened(self.case, frozenset())
            listed, files = attachments(shown, self._original_bytes)
            earlier = releases(self.dossier) if self.dossier is not None else ()
            reading = CaseReading(state, everything(self.case), shown, earlier, listed, files)
            if self.state() == state:
                self._reading = reading
                return reading
        raise Stale

    def state(self) -> CaseState:
        """The state of the case now."""
        self.case.refresh_from_db()
        out = ReleaseRow.objects.filter(dossier__case=self.case, state__in=OUT).order_by()
        return CaseState(self.case.version, frozenset(out.values_list("pk", "state")))

    def _original_bytes(self, source: str) -> bytes:
        """A picture as it came; `attachments` makes it anew before anything of it is shown."""
        row = TextRow.objects.filter(case=self.case, source=source).first()
        if row is None:
            raise ItemMissing(id=source)
        return bytes(row.data)


def everything(case: CaseRow) -> Case:
    """The case behind every compartment: for the gate alone, never for an answer."""
    names = frozenset(Compartment.objects.filter(case=case).values_list("name", flat=True))
    return whole_cases.opened(case, names, safeguards=True)


def releases(dossier: DossierRow) -> tuple[Release, ...]:
    """Every edition that was ever out, oldest first; withdrawn ones too, for they were seen."""
    rows = ReleaseRow.objects.filter(dossier=dossier, state__in=OUT).order_by("number")
    return tuple(
        Release(
            id=str(row.pk),
            revision=row.number,
            language=cast(Language, row.language),
            manifest=row.manifest,
            state=cast(State, row.state),
            address=public_address(dossier, row.number),
            at=row.published_at.date() if row.published_at else row.drafted_at.date(),
            draft=restored(row.content),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class NextEdition:
    """The draft of the next edition, and what it is cleared against.

    Args:
        guarded: the safeguards of the case, with every name and passage that must not be shown.
        earlier: every edition that was ever out.
        state: of the case that all of it was read from.
        files: bytes of the pictures, by their names in the edition.
    """

    draft: Draft
    guarded: tuple[Guarded, ...]
    earlier: tuple[Release, ...]
    state: CaseState
    files: Mapping[str, bytes]

    @property
    def text(self) -> str:
        """The draft as text, to be kept."""
        return stored(self.draft)

    @property
    def digest(self) -> str:
        """SHA-256 of the text."""
        return digest(self.text)


def next_edition(
    reader: CaseReader, *, number: int, imprint: Imprint, at: datetime, rng: Random
) -> NextEdition:
    """Draft edition `number` from the case as it is now.

    Args:
        imprint: searched for protected names, and signed, like everything else that is shown.
        rng: draws numbers for people without a name who have none from an earlier edition or the open draft;
            `random.SystemRandom()`, a seeded one in tests alone.
    Raises:
        Stale, ItemMissing, ExtraMissing ...: as `CaseReader.read`.
    """
    for _ in range(_TRIES):
        reading = reader.read()
        draft = next_draft(
            reading.whole,
            reading.shown,
            reading.earlier,
            files=reading.attachments,
            number=number,
            at=at.date(),
            rng=rng,
            language=imprint.language,
            kept=_kept_numbers(reader.dossier),
        )
        draft = replace(draft, words={**draft.words, **imprint.words()})
        whole = reading.whole
        hidden = _hidden_names(reader.case, whole, draft)
        guarded = guarded_against(draft, whole.records, texts_of(whole), names=hidden)
        if reader.state() == reading.state:
            return NextEdition(draft, guarded, reading.earlier, reading.state, reading.files)
    raise Stale


def _hidden_names(case: CaseRow, whole: Case, draft: Draft) -> set[str]:
    """Names of people in compartments, and withheld labels, but for names that the edition shows of somebody."""
    names = unshown_names(whole.records, draft) | set(kept(case).by_words)
    return names - names_shown(draft.records)


def unshown_names(records: CaseRecords, draft: Draft) -> set[str]:
    """Names of the people of a case whom a draft does not show."""
    unshown = (person for key, person in records.subjects.items() if key not in draft.records.subjects)
    return {person.label for person in unshown if person.named and person.kind in ("person", "voice")}


def _kept_numbers(dossier: DossierRow | None) -> dict[str, int]:
    """Numbers of people without a name, from earlier editions and from the open draft."""
    if dossier is None:
        return {}
    drafted = ReleaseRow.objects.filter(dossier=dossier, state=DRAFT).values_list("kept", flat=True).first()
    return {**dossier.kept, **(drafted or {})}


def redrafted(reader: CaseReader, row: ReleaseRow, *, at: datetime, rng: Random) -> NextEdition:
    """An open draft as it would be drafted now; `is_up_to_date` knows then whether it is the same.

    Raises:
        As `next_edition`.
    """
    edition = next_edition(reader, number=row.number, imprint=Imprint.of(row), at=at, rng=rng)
    if len(_up_to_date) > _MOST_REMEMBERED:
        _up_to_date.clear()
    _up_to_date[row.pk, row.digest, edition.state] = edition.digest == row.digest
    return edition


def is_up_to_date(draft: ReleaseRow, reader: CaseReader | None = None) -> bool:
    """Whether a draft still is what would be drafted now; worked out once for each state of the case.

    A draft that is not may tell what was put into a compartment since: nobody is shown anything from it.

    Raises:
        As `next_edition`.
    """
    reader = reader or CaseReader(draft.dossier.case)
    known = _up_to_date.get((draft.pk, draft.digest, reader.state()))
    if known is not None:
        return known
    now = redrafted(reader, draft, at=timezone.now(), rng=SystemRandom())
    return now.digest == draft.digest


def open_draft(dossier: DossierRow | None) -> ReleaseRow:
    """The draft that is being prepared.

    Raises:
        NotFound: there is none.
    """
    row = ReleaseRow.objects.filter(dossier=dossier, state=DRAFT).first() if dossier is not None else None
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True, slots=True)
class DraftFigures:
    """Numbers of the open draft, and its differences from the edition before.

    Args:
        differences: the first `LISTED_DIFFERENCES`; `more` counts the others.
    """

    people: int
    statements: int
    sources: int
    differences: tuple[Change, ...]
    more: int


def draft_figures(viewer: Viewer, case: CaseRow, reader: CaseReader | None = None) -> DraftFigures | None:
    """Figures of the open draft; None where there is none, or none that is up to date.

    Raises:
        NotFound, NotAllowed: the viewer does not code in the case.
    """
    require(viewer, "code", case)
    rows = ReleaseRow.objects.filter(dossier__case=case)
    draft = rows.filter(state=DRAFT).select_related("dossier__case").first()
    try:
        if draft is None or not is_up_to_date(draft, reader):
            return None
    except AigaqError:
        # Nothing can be drafted now: the page says why when the viewer asks for a draft.
        return None
    now = restored(draft.content).records
    before = rows.filter(state__in=(CURRENT, SUPERSEDED)).first()
    day = draft.drafted_at.date()
    differences = changes(restored(before.content).records, now, revision="", at=day) if before else ()
    return DraftFigures(
        people=sum(subject.kind == "person" for subject in now.subjects.values()),
        statements=len(now.statements),
        sources=len(now.sources),
        differences=differences[:LISTED_DIFFERENCES],
        more=max(0, len(differences) - LISTED_DIFFERENCES),
    )


def reasons_for(
    viewer: Viewer, case: CaseRow, edition: NextEdition, reasons: Iterable[Reason]
) -> tuple[Reason, ...]:
    """Blocking reasons, redacted for a member: one about a record that the member may not see only says it exists."""
    seen = whole_cases.opened(case, held(viewer, case), safeguards=may(viewer, "lead", case)).records
    known = {*seen.subjects, *(one.id for one in seen.safeguards), *edition.draft.records.subjects}
    safeguards = [guarded.safeguard for guarded in edition.guarded]
    secret = {id for safeguard in safeguards for id in (safeguard.id, *safeguard.covers)} - known
    return tuple(
        replace(reason, about="–", cells=(), offers=()) if reason.about in secret else reason
        for reason in reasons
    )


def repeats_protected(case: CaseRow, dossier: DossierRow, texts: Iterable[str]) -> bool:
    """Whether texts from outside repeat a passage of the case that the current edition keeps back."""
    current = next((release for release in releases(dossier) if release.state == "current"), None)
    if current is None:
        return False
    whole = everything(case)
    labels = [subject.label for subject in current.draft.records.subjects.values()]
    runs = [
        WordRuns(guarded.words, texts=guarded.texts, told=labels, but=guarded.told)
        for guarded in guarded_against(current.draft, whole.records, texts_of(whole))
    ]
    return any(protected.found_in(text) for protected in runs for text in texts)
