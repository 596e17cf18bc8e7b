"""Comments on a dossier: the threads that readers see, and the queue of the team.

Invariant: readers see a comment only where a member let it through, and every comment above it too. A comment that
names somebody protected is listed for nobody but a lead who may know of that protection.
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
from aigaq.web.store.protected_names import Protected, PublishedFacts, known_comments, published_facts

DEEPEST = 4
"""Largest indent of an answer; a deeper one keeps this indent and names the comment that it answers."""
MOST_HELD = 500
"""Comments of one dossier that may wait for the team; no further one is accepted above this number."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as readers see it.

    Args:
        on: the day; the hour is never shown, since it could point to whoever wrote.
        answers: the comment that this one answers.
    """

    id: str
    depth: int
    name: str
    text: str
    language: str
    on: date
    answers: Comment | None


@dataclass(frozen=True, slots=True)
class QueuedComment:
    """A comment as the team sees it.

    Args:
        names: whether it names somebody who is protected today.
        about: id of the statement that it is about; empty for the whole dossier.
        statement: label of the person and predicate of that statement, where the current edition has it.
        answers: the text that it answers, and its language.
    """

    id: str
    name: str
    text: str
    language: str
    on: date
    decided_by: str
    names: Protected
    about: str
    statement: tuple[str, str] | None
    answers: tuple[str, str] | None


def facts_around(dossier: DossierRow, about: str) -> PublishedFacts | None:
    """The facts of the current edition, to show a statement by; None without reading it for the whole dossier.

    Args:
        about: id of a statement; empty for the whole dossier.
    Raises:
        NotFound: the edition has no such statement.
    """
    if not about:
        return None
    facts = published_facts(current_of(dossier))
    if about not in facts.statements:
        raise NotFound
    return facts


def thread(dossier: DossierRow, about: str) -> list[Comment]:
    """The comments on the dossier or on one statement: each after the comment that it answers, oldest first."""
    rows = CommentRow.objects.filter(dossier=dossier, about=about, state=SHOWN)
    answers: dict[UUID | None, list[CommentRow]] = {}
    for row in rows:
        answers.setdefault(row.parent_id, []).append(row)
    listed: list[Comment] = []
    # A stack instead of recursion: a chain of a thousand answers would pass Python's limit.
    stack: list[tuple[CommentRow, Comment | None]] = [(row, None) for row in reversed(answers.get(None, []))]
    while stack:
        row, parent = stack.pop()
        depth = 0 if parent is None else min(DEEPEST, parent.depth + 1)
        comment = Comment(str(row.pk), depth, row.name, row.text, row.language, row.at.date(), parent)
        listed.append(comment)
        stack += [(answer, comment) for answer in reversed(answers.get(row.pk, []))]
    return listed


def answered_comment(dossier: DossierRow, about: str, to: str) -> Comment | None:
    """The shown comment with the id `to` in the thread about that; None where there is none."""
    return next((comment for comment in thread(dossier, about) if comment.id == to), None)


def commented_statements(dossier: DossierRow) -> list[tuple[str, str, str, int]]:
    """Statements of the edition that have comments: id, label of the person, predicate, number of shown comments."""
    rows = CommentRow.objects.filter(dossier=dossier, state=SHOWN).exclude(about="")
    listed = list(rows.values_list("pk", "parent_id", "about"))
    if not listed:
        return []
    statements = published_facts(current_of(dossier)).statements
    parents = {pk: parent for pk, parent, _ in listed}
    counts = Counter(about for pk, _, about in listed if _reaches_top(pk, parents))
    return [(id, *statements[id], counts[id]) for id in sorted(counts) if id in statements]


def _reaches_top(pk: UUID | None, parents: Mapping[UUID, UUID | None]) -> bool:
    """Whether every comment above this one is shown; below a removed one, a comment is not counted."""
    while pk is not None and pk in parents:
        pk = parents[pk]
    return pk is None


def queue_is_full(dossier: DossierRow) -> bool:
    """Whether no further comment is accepted for now."""
    return CommentRow.objects.filter(dossier=dossier, state=HELD).count() >= MOST_HELD


def held_comments(viewer: Viewer, case: CaseRow) -> list[QueuedComment]:
    """The comments that wait for a decision, the oldest first, as far as the viewer may know of them.

    Raises:
        NotFound, NotAllowed: the viewer's role does not decide in the case.
    """
    return list(_known_comments(viewer, case, HELD))


def shown_comments(viewer: Viewer, case: CaseRow) -> list[QueuedComment]:
    """The comments that readers see: those first that name somebody protected by now, then the newest first.

    Raises:
        NotFound, NotAllowed: as `held_comments`.
    """
    newest_first = reversed(list(_known_comments(viewer, case, SHOWN)))
    return sorted(newest_first, key=lambda comment: not comment.names.sure)


def _known_comments(viewer: Viewer, case: CaseRow, state: str) -> Iterator[QueuedComment]:
    require(viewer, "decide", case)
    dossier = dossier_of(case)
    if dossier is None:
        return
    rows = list(CommentRow.objects.filter(dossier=dossier, state=state).select_related("parent"))
    # The edition is large: it is read only where a comment is about one of its statements.
    about_statements = CommentRow.objects.filter(dossier=dossier).exclude(about="").exists()
    edition = dossier.releases.filter(state=CURRENT).only("pk").first() if about_statements else None
    statements = published_facts(edition).statements if edition is not None else {}
    for row, names in known_comments(viewer, case, rows, shown=state == SHOWN):
        parent = row.parent
        yield QueuedComment(
            id=str(row.pk),
            name=row.name,
            text=row.text,
            language=row.language,
            on=row.at.date(),
            decided_by=row.decided_by,
            names=names,
            about=row.about,
            statement=statements.get(row.about),
            answers=(parent.text, parent.language) if parent is not None else None,
        )
