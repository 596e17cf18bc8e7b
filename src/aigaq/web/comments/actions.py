"""Keep what a reader says until somebody of the team has read it; let it through, remove it, make a lead of it.

Invariant: nothing is shown that nobody let through, nothing that names somebody protected ever is, and whoever writes
is answered in the same words whatever she wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aigaq.errors import (
    CommentsClosed,
    NamesSomebody,
    NotFound,
    NothingToAnswer,
    RepeatsProtected,
    Stale,
    TooOften,
)
from aigaq.records.remarks import remark, signature
from aigaq.web.comments.queries import answered, full, told_of
from aigaq.web.comments.questions import add_question
from aigaq.web.models import Account, CaseRow, CommentRow, DossierRow
from aigaq.web.models.contributions import HELD, REMOVED, SHOWN
from aigaq.web.publish.drafting import repeats_protected
from aigaq.web.publish.queries import dossier_at
from aigaq.web.store.access import held, require
from aigaq.web.store.change import append, change
from aigaq.web.store.comments import known_to, uuid_of
from aigaq.web.store.reasons import reason

NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Remark:
    """What was typed: about which statement (none: the whole), in answer to which comment."""

    text: str
    name: str = ""
    about: str = ""
    to: str = ""
    language: str = "en"

    def checked(self) -> Remark:
        """As it is kept.

        Raises:
            MissingField, TooLarge, ReversedText, TooManyMarks, TooManyLinks: what it must not be.
        """
        return Remark(remark(self.text), signature(self.name), self.about, self.to, self.language)


def hold(address: str, said: Remark, *, at: datetime) -> None:
    """Keep a comment for the team to read.

    Whom it names is not asked here but when the team looks: so the time of the answer tells nothing of that.

    Args:
        said: as `checked` made it.
    Raises:
        NotFound, Withdrawn: no such dossier or statement is out. CommentsClosed. NothingToAnswer: what it answers is
        not shown there. TooOften: as many wait as may.
    """
    with change():
        dossier = dossier_at(address)
        parent = answerable(dossier, said)
        if full(dossier):
            raise TooOften
        row = CommentRow.objects.create(
            dossier=dossier,
            about=said.about,
            parent_id=parent,
            name=said.name,
            text=said.text,
            language=said.language,
            at=at,
        )
        append(dossier.case, "comment.held", by=NOBODY, about=str(row.pk), at=at)


def answerable(dossier: DossierRow, said: Remark) -> UUID | None:
    """The comment that is answered; None where the dossier or statement itself is.

    Raises:
        NotFound, CommentsClosed, NothingToAnswer: as `hold`.
    """
    told_of(dossier, said.about)
    if not dossier.comments:
        raise CommentsClosed
    if not said.to:
        return None
    found = answered(dossier, said.about, said.to)
    if found is None:
        raise NothingToAnswer
    return UUID(found.id)


def let_through(viewer: Account, case: CaseRow, comment: str, *, at: datetime) -> None:
    """Show a comment to readers.

    Raises:
        NotFound, NotAllowed: her role does not let her decide, or she may not know of the comment. Stale: somebody
        decided meanwhile. NamesSomebody: it names somebody protected. RepeatsProtected: it repeats words kept back.
    """
    with change():
        row, sure, _ = _open(viewer, case, comment, HELD)
        if sure:
            raise NamesSomebody
        if repeats_protected(case, row.dossier, (row.text, row.name)):
            raise RepeatsProtected
        _decide(viewer, case, row, SHOWN, at=at)


def remove(viewer: Account, case: CaseRow, comment: str, *, reasons: str, at: datetime) -> None:
    """Show a comment to nobody, or to nobody any more; what answers it goes with it.

    Raises:
        NotFound, NotAllowed, Stale: as `let_through`. MissingField, BadValue: no reason, or one too long.
    """
    with change():
        why = reason(reasons)
        row, _, _ = _open(viewer, case, comment, HELD, SHOWN)
        _decide(viewer, case, row, REMOVED, at=at, why=why)


def make_lead(
    viewer: Account, case: CaseRow, comment: str, *, ask: str, said: str, compartment: str = "", at: datetime
) -> str:
    """Make a question of the case of what a comment tells, and take the comment out of the queue; the question's id.

    It is a reader's word that nobody checked: no statement is made of it, and nothing rests on it.

    Args:
        ask: what is to be found out; the words of the comment stand below it.
        said: says above those words, in the language of the case, that a reader said so and nobody checked it.
        compartment: what the question is put into beside the compartments of whom the comment names.
    Raises:
        NotFound, NotAllowed, Stale: as `let_through`. MissingField, BadValue: as `add_question`. UnknownId: a
        compartment that she does not hold.
    """
    with change():
        row, _, needs = _open(viewer, case, comment, HELD)
        rooms = needs | ({compartment} if compartment else frozenset())
        words = f"{ask.strip()}\n{said}\n{_quoted(row)}" if ask.strip() else ""
        row.lead = add_question(viewer, case, words, compartments=rooms, at=at)
        _decide(viewer, case, row, REMOVED, at=at, why="lead")
    return row.lead


def open_to_comments(viewer: Account, case: CaseRow, *, taken: bool, at: datetime) -> None:
    """Take comments on a dossier, or none any more; those that are shown stay.

    Raises:
        NotFound, NotAllowed: she does not lead the case, or it has no dossier.
    """
    with change():
        require(viewer, "lead", case)
        dossier = DossierRow.objects.filter(case=case).first()
        if dossier is None:
            raise NotFound
        dossier.comments = taken
        dossier.save(update_fields=["comments"])
        done = "comment.opened" if taken else "comment.closed"
        append(case, done, by=viewer.get_username(), about=case.key, at=at)


def _quoted(row: CommentRow) -> str:
    """The words of a comment, one line each so that nothing of them reads as ours."""
    return "\n".join(f"> {line}" for line in row.text.split("\n"))


def _open(
    viewer: Account, case: CaseRow, comment: str, *states: str
) -> tuple[CommentRow, bool, frozenset[str]]:
    """A comment that she may decide on, whether it names somebody protected, and whose compartments it touches."""
    require(viewer, "decide", case)
    key = uuid_of(comment)
    row = CommentRow.objects.filter(dossier__case=case, pk=key).first() if key is not None else None
    if row is None:
        raise NotFound
    shown = row.state == SHOWN
    known = next(iter(known_to(viewer, case, [row], shown=shown)), None)
    if known is None:
        raise NotFound
    if row.state not in states:
        raise Stale
    _, names = known
    row.tells, row.needs = names.sure, sorted(names.needs)
    return row, names.sure, names.needs & held(viewer, case)


def _decide(
    viewer: Account, case: CaseRow, row: CommentRow, state: str, *, at: datetime, why: str = ""
) -> None:
    row.state, row.decided_by, row.decided_at, row.decided_why = state, viewer.get_username(), at, why
    row.save(update_fields=["state", "tells", "needs", "lead", "decided_by", "decided_at", "decided_why"])
    append(case, f"comment.{'led' if row.lead else state}", by=row.decided_by, about=str(row.pk), at=at)
