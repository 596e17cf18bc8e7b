"""Keep a reader's comment until a member has read it; then show it, remove it, or make a question of it.

Invariant: no comment is shown that a member did not let through, nor one that names somebody protected; and whoever
writes gets the same answer, whatever was written.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aigaq.errors import (
    BadValue,
    CommentsClosed,
    MissingField,
    NamesSomebody,
    NotFound,
    NothingToAnswer,
    RepeatsProtected,
    Stale,
    TooOften,
    UnknownId,
)
from aigaq.records.decisions import Question
from aigaq.records.remarks import remark, signature
from aigaq.records.serialize import to_plain
from aigaq.web.comments.queries import answered_comment, facts_around, queue_is_full
from aigaq.web.models import CaseRow, CommentRow, DossierRow, QuestionRow
from aigaq.web.models.contributions import HELD, REMOVED, SHOWN
from aigaq.web.publish.drafting import repeats_protected
from aigaq.web.publish.queries import dossier_at, dossier_of
from aigaq.web.store.access import Viewer, held, require
from aigaq.web.store.change import append, change, log
from aigaq.web.store.insert import fresh, keep
from aigaq.web.store.log import reason
from aigaq.web.store.protected_names import known_comments, uuid_of

NOBODY = "-"
"""Stands in the log for a reader: nobody signs in to comment."""
LONGEST_QUESTION = 12_000
"""Letters of a question, with the words of the comment below it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as it was typed.

    Args:
        about: id of a statement; empty for the whole dossier.
        to: id of the comment that it answers; empty for none.
    """

    text: str
    name: str = ""
    about: str = ""
    to: str = ""
    language: str = "en"

    def checked(self) -> Remark:
        """The comment as it is kept.

        Raises:
            MissingField, TooLarge, ReversedText, TooManyMarks, TooManyLinks: its text or name is not accepted.
        """
        return Remark(remark(self.text), signature(self.name), self.about, self.to, self.language)


def hold(address: str, comment: Remark, *, at: datetime) -> None:
    """Keep a comment for the team to read.

    Protected names are not looked for here but when the team opens the queue: otherwise the time of the answer would
    tell whether a name is protected.

    Args:
        comment: as `Remark.checked` returns it.
    Raises:
        NotFound, Withdrawn: no such dossier or statement is published. CommentsClosed. NothingToAnswer: the comment
        that it answers is not shown there. TooOften: the queue is full.
    """
    with change():
        dossier = dossier_at(address)
        parent = parent_of(dossier, comment)
        if queue_is_full(dossier):
            raise TooOften
        row = CommentRow.objects.create(
            dossier=dossier,
            about=comment.about,
            parent_id=parent,
            name=comment.name,
            text=comment.text,
            language=comment.language,
            at=at,
        )
        append(dossier.case, "comment.held", by=NOBODY, about=str(row.pk), at=at)


def parent_of(dossier: DossierRow, comment: Remark) -> UUID | None:
    """The id of the comment that is answered; None where the dossier or a statement itself is commented on.

    Raises:
        NotFound, CommentsClosed, NothingToAnswer: as `hold`.
    """
    facts_around(dossier, comment.about)
    if not dossier.comments:
        raise CommentsClosed
    if not comment.to:
        return None
    parent = answered_comment(dossier, comment.about, comment.to)
    if parent is None:
        raise NothingToAnswer
    return UUID(parent.id)


def let_through(viewer: Viewer, case: CaseRow, comment: str, *, at: datetime) -> None:
    """Show a comment to readers.

    Args:
        comment: its id.
    Raises:
        NotFound, NotAllowed: the viewer's role does not decide, or the viewer may not know of the comment. Stale: a
        member decided meanwhile. NamesSomebody: it names somebody protected. RepeatsProtected: it repeats words that
        the edition keeps back.
    """
    with change():
        row, names_protected, _ = _decidable(viewer, case, comment, HELD)
        if names_protected:
            raise NamesSomebody
        if repeats_protected(case, row.dossier, (row.text, row.name)):
            raise RepeatsProtected
        _save_decision(viewer, case, row, SHOWN, at=at)


def remove(viewer: Viewer, case: CaseRow, comment: str, *, reasons: str, at: datetime) -> None:
    """Hide a comment from readers for good, and with it every answer below it.

    Raises:
        NotFound, NotAllowed, Stale: as `let_through`. MissingField, BadValue: no reason, or one too long.
    """
    with change():
        why = reason(reasons)
        row, _, _ = _decidable(viewer, case, comment, HELD, SHOWN)
        _save_decision(viewer, case, row, REMOVED, at=at, why=why)


def make_lead(
    viewer: Viewer, case: CaseRow, comment: str, *, ask: str, said: str, compartment: str = "", at: datetime
) -> str:
    """Make a question of the case from a comment, and take the comment out of the queue; the id of the question.

    The comment is a reader's word that nobody checked: no statement is made of it, and nothing rests on it.

    Args:
        ask: what is to be found out; the words of the comment stand below it.
        said: a line above those words, in the language of the case: a reader wrote this, and nobody checked it.
        compartment: one more compartment for the question, beside those of the people whom the comment names.
    Raises:
        NotFound, NotAllowed, Stale: as `let_through`. MissingField, BadValue: `ask` is empty or too long.
        UnknownId: a compartment that the viewer does not hold.
    """
    with change():
        row, _, needs = _decidable(viewer, case, comment, HELD)
        compartments = needs | ({compartment} if compartment else frozenset())
        # Each line is quoted, so that no line of the reader passes for one of ours.
        quoted = "\n".join(f"> {line}" for line in row.text.split("\n"))
        words = f"{ask.strip()}\n{said}\n{quoted}" if ask.strip() else ""
        row.lead = _add_question(viewer, case, words, compartments=compartments, at=at)
        _save_decision(viewer, case, row, REMOVED, at=at, why="lead")
    return row.lead


def _add_question(
    viewer: Viewer, case: CaseRow, words: str, *, compartments: Collection[str], at: datetime
) -> str:
    """Save a question of the case within the caller's transaction; its id. A question is a lead and no evidence."""
    case.refresh_from_db()
    if not words:
        raise MissingField(key="ask")
    if len(words) > LONGEST_QUESTION:
        raise BadValue(key="ask", value="…", due=f"1–{LONGEST_QUESTION}")
    for compartment in set(compartments) - held(viewer, case):
        raise UnknownId(value=compartment)
    question, by = Question(fresh("q", at), words, "not-asked"), viewer.get_username()
    keep(QuestionRow, case, (question,), by=by, at=at, compartments=compartments)
    log(case, "question.added", by=by, about=question.id, at=at, content=to_plain(question))
    return question.id


def open_to_comments(viewer: Viewer, case: CaseRow, *, taken: bool, at: datetime) -> None:
    """Accept comments on a dossier, or accept none any more; comments that readers see stay.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case, or it has no dossier.
    """
    with change():
        require(viewer, "lead", case)
        dossier = dossier_of(case)
        if dossier is None:
            raise NotFound
        dossier.comments = taken
        dossier.save(update_fields=["comments"])
        action = "comment.opened" if taken else "comment.closed"
        append(case, action, by=viewer.get_username(), about=case.key, at=at)


def _decidable(
    viewer: Viewer, case: CaseRow, comment: str, *states: str
) -> tuple[CommentRow, bool, frozenset[str]]:
    """A comment that the viewer may decide on.

    Returns:
        The row; whether it names somebody protected; the viewer's compartments of the people whom it names.
    """
    require(viewer, "decide", case)
    key = uuid_of(comment)
    row = CommentRow.objects.filter(dossier__case=case, pk=key).first() if key is not None else None
    if row is None:
        raise NotFound
    known = next(iter(known_comments(viewer, case, [row], shown=row.state == SHOWN)), None)
    if known is None:
        raise NotFound
    if row.state not in states:
        raise Stale
    _, names = known
    row.tells, row.needs = names.sure, sorted(names.needs)
    return row, names.sure, names.needs & held(viewer, case)


def _save_decision(
    viewer: Viewer, case: CaseRow, row: CommentRow, state: str, *, at: datetime, why: str = ""
) -> None:
    row.state, row.decided_by, row.decided_at, row.decided_why = state, viewer.get_username(), at, why
    row.save(update_fields=["state", "tells", "needs", "lead", "decided_by", "decided_at", "decided_why"])
    append(case, f"comment.{'led' if row.lead else state}", by=row.decided_by, about=str(row.pk), at=at)
