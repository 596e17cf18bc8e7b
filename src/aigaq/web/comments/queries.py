"""Comments: those that readers are shown, and those that wait for the team.

Invariant: a reader is shown what somebody of the team let through, and what it answers was let through too. What
names somebody protected is there for nobody of the team but a lead who may know that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from aigaq.errors import NotFound
from aigaq.web.models import CaseRow, CommentRow, DossierRow
from aigaq.web.models.contributions import HELD, SHOWN
from aigaq.web.models.releases import CURRENT
from aigaq.web.publish.queries import current_of, dossier_of
from aigaq.web.store.access import Viewer, require
from aigaq.web.store.comments import known_to
from aigaq.web.store.protected_names import Protected
from aigaq.web.store.published_facts import Told, told_by

DEEPEST = 4
"""Steps by which an answer is set in; what lies deeper stands at the last, and says whom it answers."""
MOST_HELD = 500
"""Comments of one dossier that may wait for the team; while there are so many no further one is taken."""


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as a reader is shown it: the day, and no hour; `answers` is whom it answers."""

    id: str
    depth: int
    name: str
    text: str
    language: str
    on: date
    answers: Said | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A comment as the team sees it: with what it names now, and what it is about."""

    row: CommentRow
    names: Protected
    about: tuple[str, str] | None
    parent: CommentRow | None


def told_of(dossier: DossierRow, about: str) -> Told | None:
    """What the current edition tells, where a statement of it is named; None where the whole is: it is not read then.

    Raises:
        NotFound: the statement is not in it.
    """
    if not about:
        return None
    told = told_by(current_of(dossier))
    if about not in told.statements:
        raise NotFound
    return told


def thread(dossier: DossierRow, about: str) -> list[Said]:
    """The comments on the dossier or one statement, each after what it answers, older ones first."""
    rows = CommentRow.objects.filter(dossier=dossier, about=about, state=SHOWN)
    answers: dict[UUID | None, list[CommentRow]] = {}
    for row in rows:
        answers.setdefault(row.parent_id, []).append(row)
    listed: list[Said] = []
    # No recursion: readers may answer each other a thousand times over.
    waiting: list[tuple[CommentRow, Said | None]] = [(row, None) for row in reversed(answers.get(None, []))]
    while waiting:
        row, parent = waiting.pop()
        one = _said(row, parent)
        listed.append(one)
        waiting += [(answer, one) for answer in reversed(answers.get(row.pk, []))]
    return listed


def _said(row: CommentRow, parent: Said | None) -> Said:
    depth = 0 if parent is None else min(DEEPEST, parent.depth + 1)
    return Said(str(row.pk), depth, row.name, row.text, row.language, row.at.date(), parent)


def answered(dossier: DossierRow, about: str, to: str) -> Said | None:
    """The shown comment of that id, in the same thread; None where there is none."""
    return next((one for one in thread(dossier, about) if one.id == to), None)


def elsewhere(dossier: DossierRow) -> list[tuple[str, str, str, int]]:
    """The statements of the edition that have comments: id, whom it is about, predicate, how many are shown."""
    rows = CommentRow.objects.filter(dossier=dossier, state=SHOWN).exclude(about="")
    listed = list(rows.values_list("pk", "parent_id", "about"))
    if not listed:
        return []
    told, above = told_by(current_of(dossier)), {pk: parent for pk, parent, _ in listed}
    found = Counter(about for pk, _, about in listed if _stands(pk, above))
    return [(one, *told.statements[one], found[one]) for one in sorted(found) if one in told.statements]


def _stands(pk: UUID | None, found: Mapping[UUID, UUID | None]) -> bool:
    while pk is not None and pk in found:
        pk = found[pk]
    return pk is None


def full(dossier: DossierRow) -> bool:
    """Whether as many comments wait as may."""
    return CommentRow.objects.filter(dossier=dossier, state=HELD).count() >= MOST_HELD


def waiting(viewer: Viewer, case: CaseRow) -> list[Waiting]:
    """The comments that wait, the oldest first, as far as the viewer may know of them.

    Raises:
        NotFound, NotAllowed: her role does not let her decide in the case.
    """
    return list(_seen(viewer, case, HELD))


def standing(viewer: Viewer, case: CaseRow) -> list[Waiting]:
    """The comments that readers are shown, the newest first; those first that name somebody protected by now.

    Raises:
        NotFound, NotAllowed: as `waiting`.
    """
    found = list(_seen(viewer, case, SHOWN))
    found.reverse()
    return sorted(found, key=lambda one: not one.names.sure)


def _seen(viewer: Viewer, case: CaseRow, state: str) -> Iterator[Waiting]:
    require(viewer, "decide", case)
    dossier = dossier_of(case)
    if dossier is None:
        return
    rows = list(CommentRow.objects.filter(dossier=dossier, state=state).select_related("parent"))
    told = _told(dossier)
    for row, names in known_to(viewer, case, rows, shown=state == SHOWN):
        yield Waiting(row, names, told.get(row.about), row.parent)


def _told(dossier: DossierRow) -> Mapping[str, tuple[str, str]]:
    rows = CommentRow.objects.filter(dossier=dossier).exclude(about="")
    return told_by(current_of(dossier)).statements if rows.exists() and _is_out(dossier) else {}


def _is_out(dossier: DossierRow) -> bool:
    return dossier.releases.filter(state=CURRENT).exists()
