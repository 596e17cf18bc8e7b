"""Changes from one edition to the next, with reasons and earlier values.

Invariant: nothing is told of a record taken back, neither its existence nor its content; words of an earlier edition
are shown only if they were cleared for this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from aigaq.dossier.edition import Change, Edition
from aigaq.dossier.view_models import Link
from aigaq.dossier.views import Views
from aigaq.records.cases import CaseRecords
from aigaq.records.decisions import Decision, in_force
from aigaq.records.statements import Statement
from aigaq.records.withholding import WITHHELD


def changes(earlier: CaseRecords, now: CaseRecords, *, revision: str, at: date) -> tuple[Change, ...]:
    """Differences between an edition and the one before.

    Args:
        earlier, now: both as they were cleared.
        revision, at: of the later edition.
    """
    before = {one.id: one for one in earlier.statements}
    why = _reasons(in_force(now.decisions))
    listed = [
        change
        for statement in now.statements
        for change in _change(before.get(statement.id), statement, Change("added", revision, at), why)
    ]
    known = {one.id for one in earlier.decisions}
    listed += [
        Change("decided", revision, at, why=decision.reasons, decision=decision)
        for decision in in_force(now.decisions)
        if decision.id not in known
    ]
    gone = before.keys() - {one.id for one in now.statements}
    # A single change, whatever was taken back and however much, so that it reveals nothing.
    hidden = any(one.value == WITHHELD != before[one.id].value for one in now.statements if one.id in before)
    return (*listed, *([Change("gone", revision, at)] if gone or hidden else []))


def _reasons(decisions: Iterable[Decision]) -> dict[str, str]:
    return {target.removeprefix("#"): one.reasons for one in decisions for target in one.targets}


def _change(
    before: Statement | None, statement: Statement, blank: Change, why: Mapping[str, str]
) -> Iterator[Change]:
    changed = replace(blank, after=statement, why=why.get(statement.id) or why.get(statement.entry or ""))
    if before is None:
        yield changed
    elif statement.value != WITHHELD and (before.value, before.polarity) != (
        statement.value,
        statement.polarity,
    ):
        yield replace(changed, kind="changed", before=before)


def words_of(changes: Iterable[Change]) -> dict[str, str]:
    """Words of earlier editions that the changes show again, for `Draft.words`: they must be cleared too."""
    return {
        f"was/{change.revision}/{change.before.id}": change.before.value.text
        for change in changes
        if change.before is not None
    }


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change as shown on a page."""

    id: str
    at: date
    day: str
    revision: str
    kind: str
    about: Link | None = None
    before: str | None = None
    after: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeViews:
    """Views of changes in one language.

    Args:
        cleared: words of earlier editions that were cleared for this one.
    """

    views: Views
    edition: Edition
    cleared: frozenset[str]

    def all(self) -> list[ChangeView]:
        """Every change, newest first; for a first edition, the note that it was published."""
        listed = [view for one in self.edition.changes if (view := self._told(one)) is not None]
        return listed or [self.first()]

    def first(self) -> ChangeView:
        """The note that the edition was published."""
        return self._blank("published", self.edition.revision, self.edition.published, "")

    def by_subject(self) -> dict[str, list[ChangeView]]:
        """By canonical id of a subject, the changes that concern it, its death or its events."""
        index, by_id = self.views.index, self._by_id()
        if not by_id:
            return {}
        # A change may concern a person through two statements; it is shown once, in its order.
        by_subject: dict[str, dict[int, ChangeView]] = {}
        for subject, said in index.case.touching.items():
            for id in (subject, *(one.id for one in said)):
                by_subject.setdefault(subject, {}).update(by_id.get(id, {}))
        for id in by_id.keys() & index.records.subjects.keys():
            by_subject.setdefault(index.evidence.canonical(id), {}).update(by_id[id])
        return {subject: [rows[at] for at in sorted(rows)] for subject, rows in by_subject.items() if rows}

    def _by_id(self) -> dict[str, dict[int, ChangeView]]:
        """By id of a statement or subject, its changes with their positions in the edition."""
        by_id: dict[str, dict[int, ChangeView]] = {}
        for at, change in enumerate(self.edition.changes):
            if change.kind != "gone" and (view := self._told(change)) is not None:
                for id in self._whom(change):
                    by_id.setdefault(id, {})[at] = view
        return by_id

    def _whom(self, change: Change) -> Iterator[str]:
        """Ids of the visible statements or subjects that a change is about."""
        if change.after is not None:
            yield change.after.id
        index = self.views.index
        for target in change.decision.targets if change.decision is not None else ():
            bare = target.removeprefix("#")
            made = index.records.made_for.get(bare, (bare,))
            shown = [one for one in made if one in index.evidence.by_id]
            if shown:
                yield from shown
            elif bare in index.records.subjects:
                yield index.evidence.canonical(bare)

    def _told(self, change: Change) -> ChangeView | None:
        if change.decision is not None:
            return self._decided(change, change.decision)
        blank = self._blank(change.kind, change.revision, change.at, change.after.id if change.after else "")
        if change.after is None:
            return blank
        now = self.views.index.evidence.by_id.get(change.after.id)
        if now is None or WITHHELD in (now.value, change.after.value):
            return None
        localizer, was = self.views.localizer, change.before
        known = was is not None and was.value.text in self.cleared
        why = (
            change.why
            if change.why in {each.reasons for each in self.views.index.records.decisions}
            else None
        )
        return replace(
            blank,
            about=self.views.said(now.id),
            before=localizer.value(was.value) if was is not None and known else None,
            # A later value is shown by its own change.
            after=localizer.value(change.after.value) if change.after.value == now.value else None,
            why=why,
        )

    def _decided(self, change: Change, decision: Decision) -> ChangeView | None:
        """View of a decision; None unless it belongs to this edition and is about something visible."""
        about = next(self._whom(change), None)
        if about is None or decision not in self.views.index.records.decisions:
            return None
        blank = self._blank("decided", change.revision, change.at, decision.id)
        statement = self.views.index.evidence.by_id.get(about)
        taken = statement is not None and decision.kind == "withdraw"
        (what,) = self.views.decided([decision])
        return replace(
            blank,
            about=self.views.said(about) if statement is not None else self.views.subject(about),
            before=self.views.localizer.value(statement.value) if statement is not None and taken else None,
            after=what.what,
            why=decision.reasons,
        )

    def _blank(self, kind: str, revision: str, at: date, statement: str) -> ChangeView:
        localizer, case = self.views.localizer, self.views.index.records.key
        identity = f"{case}/{localizer.language}/{revision}/{kind}/{statement}"
        return ChangeView(f"urn:uuid:{uuid5(NAMESPACE_URL, identity)}", at, localizer.day(at), revision, kind)
