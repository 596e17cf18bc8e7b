"""The open draft as a text, part by part, and who has read all of it: nobody signs what they were not shown.

Invariant: the parts are those of the draft that was cleared; whoever was not shown every part has not read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from aigaq.casework.case import Case
from aigaq.casework.localizer import Localizer
from aigaq.dossier.drafts import restored
from aigaq.dossier.index import Index
from aigaq.dossier.read_through import Chapter, Line, chapters
from aigaq.errors import ChangedSince, NotCleared, NotFound
from aigaq.protection.clearing import digest_of
from aigaq.protection.overriding import without_overrides
from aigaq.records.vocab.messages import Language
from aigaq.web.models import CaseRow, EventRow, ReleaseRow
from aigaq.web.models.releases import DRAFT
from aigaq.web.publish.drafting import is_up_to_date, open_draft
from aigaq.web.publish.queries import EditionView, Imprint, dossier_of
from aigaq.web.store.access import Viewer, require
from aigaq.web.store.log import about, detail_of

LINES_PER_PART = 400
READ = "edition.read"
"""Action of the log: somebody was shown one part."""


@dataclass(frozen=True, slots=True)
class DraftPart:
    """One part of a draft.

    Args:
        manifest: of the draft as it was cleared.
        number: of the part, counted from 1, of `parts`.
    """

    release: EditionView
    manifest: str
    number: int
    parts: int
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """Number of parts that a member has read; `next` is the first unread one, 1 where all are read."""

    read: int
    parts: int
    next: int

    @property
    def whole(self) -> bool:
        """Whether all parts are read."""
        return self.read == self.parts


def draft_part(viewer: Viewer, case: CaseRow, number: int, language: Language) -> DraftPart:
    """One part of the open draft as it was cleared.

    Raises:
        NotFound, NotAllowed, NotCleared, ChangedSince: as `cleared_draft`; NotFound too where there is no such part.
    """
    row = cleared_draft(viewer, case)
    parts = _parts(row.pk, row.manifest, language)
    if not 1 <= number <= len(parts):
        raise NotFound
    return DraftPart(EditionView.of(row), row.manifest, number, len(parts), parts[number - 1])


def cleared_draft(viewer: Viewer, case: CaseRow) -> ReleaseRow:
    """The open draft, where it is cleared and still up to date.

    Raises:
        NotFound, NotAllowed: no draft, or the viewer does not code in the case. NotCleared. ChangedSince: the case
        would show something else by now.
    """
    require(viewer, "code", case)
    row = open_draft(dossier_of(case))
    if not row.manifest:
        raise NotCleared
    if not is_up_to_date(row):
        raise ChangedSince
    return row


def part_count(row: ReleaseRow) -> int:
    """Number of parts of a draft; the same in each language.

    Raises:
        ChangedSince: its stored text is not what was cleared.
    """
    return len(_parts(row.pk, row.manifest, "en"))


def parts_read(viewer: Viewer, row: ReleaseRow) -> frozenset[int]:
    """The parts of a draft, as it was cleared last, that the viewer was shown."""
    if not row.manifest:
        return frozenset()
    events = EventRow.objects.filter(
        about("edition", str(row.pk)),
        case=row.dossier.case_id,
        action=READ,
        by=viewer.get_username(),
    )
    details = [detail_of(event) for event in events]
    # An older row says `3/7`: which part of how many.
    return frozenset(
        int(str(detail["part"]).partition("/")[0]) for detail in details if detail["manifest"] == row.manifest
    )


def _unread(viewer: Viewer, row: ReleaseRow) -> list[int]:
    """The parts that the viewer was not shown, in order."""
    return sorted(set(range(1, part_count(row) + 1)) - parts_read(viewer, row))


def has_read_all(viewer: Viewer, row: ReleaseRow) -> bool:
    """Whether the viewer was shown every part of a draft as it was cleared last."""
    return bool(row.manifest) and not _unread(viewer, row)


def reading_progress(viewer: Viewer, case: CaseRow) -> ReadingProgress | None:
    """How far the viewer has read the open draft; None where there is none, or none that is cleared."""
    row = ReleaseRow.objects.filter(dossier__case=case, state=DRAFT).defer("content").first()
    if row is None or not row.manifest:
        return None
    try:
        unread, parts = _unread(viewer, row), part_count(row)
    except ChangedSince:
        return None
    return ReadingProgress(parts - len(unread), parts, unread[0] if unread else 1)


def next_unread(viewer: Viewer, case: CaseRow, after: int) -> int | None:
    """The next unread part: first one after this part, else the first of all; None where all are read.

    Raises:
        As `cleared_draft`.
    """
    unread = _unread(viewer, cleared_draft(viewer, case))
    return next((number for number in unread if number > after), unread[0] if unread else None)


@lru_cache(8)
def _parts(release: UUID, manifest: str, language: Language) -> tuple[tuple[Chapter, ...], ...]:
    """The chapters of a draft, cut into parts.

    Raises:
        ChangedSince: its stored text is not what was cleared.
    """
    row = ReleaseRow.objects.only("content", "asked", "language").get(pk=release)
    draft = without_overrides(restored(row.content))
    if digest_of(draft) != manifest:
        raise ChangedSince
    records = draft.records
    index = Index(records, draft.texts, draft.slugs, Case(records), Imprint.of(row).rule or None)
    return _cut(tuple(chapters(draft, index, Localizer(language, records))))


def _cut(whole: tuple[Chapter, ...]) -> tuple[tuple[Chapter, ...], ...]:
    """Chapters in parts of `LINES_PER_PART` lines; a chapter that is cut has its head on each part."""
    lines: list[tuple[str, Line]] = [(chapter.head, line) for chapter in whole for line in chapter.lines]
    parts: list[tuple[Chapter, ...]] = []
    # A draft without a line is one empty part.
    for start in range(0, max(len(lines), 1), LINES_PER_PART):
        by_head: dict[str, list[Line]] = {}
        for head, line in lines[start : start + LINES_PER_PART]:
            by_head.setdefault(head, []).append(line)
        parts.append(tuple(Chapter(head, tuple(listed)) for head, listed in by_head.items()))
    return tuple(parts)
