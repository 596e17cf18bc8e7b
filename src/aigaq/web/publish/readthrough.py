"""The open draft to be read through before it is signed, part by part, and who has read all of it.

Invariant: what is shown is what the manifest binds; who has not been shown every part of it has not read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from aigaq.casework.case import Case
from aigaq.dossier.drafts import restored
from aigaq.dossier.index import Index
from aigaq.dossier.localizer import Tongue
from aigaq.dossier.read_through import Chapter, Line, chapters
from aigaq.errors import ChangedSince, NotCleared, NotFound
from aigaq.protection.clearing import digest_of
from aigaq.protection.overriding import without_overrides
from aigaq.records.vocab.messages import Language
from aigaq.web.models import CaseRow, EventRow, ReleaseRow
from aigaq.web.publish.drafting import is_up_to_date, open_draft
from aigaq.web.publish.queries import dossier_of
from aigaq.web.store.access import Viewer, require
from aigaq.web.store.log_things import about, detail_of

PER_PART = 400
"""Lines that are shown at once."""
READ = "edition.read"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a draft.

    Args:
        manifest: of the draft that was cleared.
        number: counted from 1, of `parts`.
    """

    release: ReleaseRow
    manifest: str
    number: int
    parts: int
    chapters: tuple[Chapter, ...]


def part(viewer: Viewer, case: CaseRow, number: int, language: Language) -> Part:
    """One part of the draft as it was cleared.

    Raises:
        NotFound, NotAllowed: no draft, no such part, or she does not code in the case. NotCleared: it is not cleared.
        ChangedSince: the case would show something else by now.
    """
    row = cleared_draft(viewer, case)
    listed = _parts(row.pk, row.manifest, language)
    if not 1 <= number <= len(listed):
        raise NotFound
    return Part(row, row.manifest, number, len(listed), listed[number - 1])


def cleared_draft(viewer: Viewer, case: CaseRow) -> ReleaseRow:
    """The open draft, where it is cleared and the case would still show the same.

    Raises:
        as `part`.
    """
    require(viewer, "code", case)
    row = open_draft(dossier_of(case))
    if not row.manifest:
        raise NotCleared
    if not is_up_to_date(row.dossier, row):
        raise ChangedSince
    return row


def parts_of(row: ReleaseRow) -> int:
    """In how many parts a draft is read; the same in each language."""
    return len(_parts(row.pk, row.manifest, "en"))


def mark(row: ReleaseRow, number: int, parts: int) -> str:
    """What the log says that somebody was shown."""
    return f"{row.pk}:{row.manifest}:{number}/{parts}"


def parts_read(viewer: Viewer, row: ReleaseRow) -> frozenset[int]:
    """The parts of a draft, as it was cleared last, that somebody was shown."""
    if not row.manifest:
        return frozenset()
    shown = EventRow.objects.filter(
        about("edition", str(row.pk)),
        case=row.dossier.case_id,
        action=READ,
        by=viewer.get_username(),
    )
    details = [detail_of(event) for event in shown]
    # An older row says `3/7`: which part of how many.
    return frozenset(
        int(str(detail["part"]).partition("/")[0]) for detail in details if detail["manifest"] == row.manifest
    )


def read_whole(viewer: Viewer, row: ReleaseRow) -> bool:
    """Whether somebody was shown every part of a draft as it was cleared last."""
    return bool(row.manifest) and parts_read(viewer, row) >= set(range(1, parts_of(row) + 1))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody has read a draft; `next` is the first part that she was not shown, 1 where there is none."""

    read: int
    parts: int
    next: int

    @property
    def whole(self) -> bool:
        """Whether she was shown all of it."""
        return self.read == self.parts


def progress(viewer: Viewer, row: ReleaseRow) -> Progress | None:
    """How far somebody has read the open draft; None where it is not cleared, or no longer what was."""
    if not row.manifest:
        return None
    try:
        parts = parts_of(row)
    except ChangedSince:
        return None
    read = parts_read(viewer, row) & set(range(1, parts + 1))
    return Progress(len(read), parts, min(set(range(1, parts + 1)) - read, default=1))


def next_unread(viewer: Viewer, case: CaseRow, after: int) -> int | None:
    """The next part that somebody was not shown: after this one first; None where she has read all."""
    row = cleared_draft(viewer, case)
    left = sorted(set(range(1, parts_of(row) + 1)) - parts_read(viewer, row))
    return next((one for one in left if one > after), left[0] if left else None)


@lru_cache(8)
def _parts(release: UUID, manifest: str, language: Language) -> tuple[tuple[Chapter, ...], ...]:
    """Worked out once for a manifest and language.

    Raises:
        ChangedSince: what is kept is not what was cleared.
    """
    row = ReleaseRow.objects.only("content", "asked").get(pk=release)
    draft = without_overrides(restored(row.content))
    if digest_of(draft) != manifest:
        raise ChangedSince
    records = draft.records
    index = Index(records, draft.texts, draft.slugs, Case(records), row.asked.get("rule") or None)
    return _cut(tuple(chapters(draft, index, Tongue(language, records))))


def _cut(whole: tuple[Chapter, ...]) -> tuple[tuple[Chapter, ...], ...]:
    """The chapters in parts of so many lines; one that is cut bears its head again."""
    lines: list[tuple[str, Line]] = [(one.head, line) for one in whole for line in one.lines]
    found: list[tuple[Chapter, ...]] = []
    for start in range(0, max(len(lines), 1), PER_PART):
        heads: dict[str, list[Line]] = {}
        for head, line in lines[start : start + PER_PART]:
            heads.setdefault(head, []).append(line)
        found.append(tuple(Chapter(head, tuple(some)) for head, some in heads.items()))
    return tuple(found)
