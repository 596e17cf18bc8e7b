"""Statements, contradictions, people and events as view models.

Invariant: every value links to its statement, every statement to its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aigaq.casework.localizer import Localizer
from aigaq.dossier import addresses
from aigaq.dossier.index import Index
from aigaq.dossier.view_models import (
    CountStatus,
    DecisionView,
    Link,
    LinkedContradiction,
    LinkedSide,
    PlaceView,
    SameStatement,
    StatementView,
    VoiceGroup,
)
from aigaq.records.decisions import Decision
from aigaq.records.ladder import Excluded
from aigaq.records.statements import Passage, Statement
from aigaq.records.values import Ref, Value
from aigaq.statements.contradictions import Contradiction
from aigaq.statements.contradictions import Side as Told
from aigaq.statements.origins import is_copy

_SCRIPTS = {
    "Cyrl": "dossier-script-cyrillic",
    "Latn": "dossier-script-latin",
    "Arab": "dossier-script-arabic",
}
"""Names of the scripts (ISO 15924) that readers meet here."""


@dataclass(frozen=True, slots=True)
class Views:
    """View models of one case in one language."""

    index: Index
    localizer: Localizer

    def subject(self, id: str) -> Link:
        """A subject or statement by its id, linked to its page."""
        bare = id.removeprefix("#").removesuffix("~death")
        if id.startswith("#"):
            return self.said(bare)
        subject = self.index.records.subjects.get(bare)
        to = addresses.subject(subject.kind, self.index.word(bare)) if subject is not None else None
        return Link(self.localizer.who(bare), to)

    def said(self, id: str) -> Link:
        """A statement mentioned in another one: its subject and predicate."""
        statement = self.index.evidence.by_id.get(id)
        if statement is None:
            return Link(id)
        about = (
            self.localizer.w("statement")
            if statement.subject.startswith("#")
            else self.localizer.who(statement.subject)
        )
        return Link(f"{about}: {self.localizer.predicate(statement.predicate)}", addresses.statement(id))

    def source(self, key: str) -> Link:
        """A source, by its title or description."""
        source = self.index.records.sources.get(key)
        return Link(
            (source.title or source.what) if source else key,
            addresses.source(self.index.word(key)) if source else None,
        )

    def where(self, passage: Passage) -> PlaceView:
        """A place, with its words if the text is on board."""
        text = self.index.texts.get(passage.source)
        words = None if text is None or passage.start is None else text[passage.start : passage.end]
        source = self.index.records.sources.get(passage.source)
        key = self.index.word(passage.source)
        locator = f"{key} {passage.place.written}"
        to = addresses.line(key, passage.line) if text is not None else addresses.source(key)
        known = source is not None
        what = (source.title or source.what) if source else ""
        return PlaceView(
            Link(locator, to if known else None), words, what, source.language if source else None
        )

    def row(self, statement: Statement) -> StatementView:
        """One statement in brief."""
        localizer, status = self.localizer, self.index.evidence.status_of(statement.id)
        how = [localizer.label("basis", statement.basis)]
        how += [localizer.label("modality", statement.modality)] if statement.modality != "certain" else []
        how += [localizer.label("condition", each) for each in statement.conditions]
        return StatementView(
            id=statement.id,
            to=addresses.statement(statement.id),
            what=localizer.predicate(statement.predicate),
            of=self.subject(statement.subject),
            value=self.value(statement),
            denies=statement.polarity == "denies",
            cannot_say=statement.polarity == "cannot-say",
            qualified=tuple(self._qualified(name, value) for name, value in statement.qualifiers),
            voice=self.index.voice(statement),
            by=tuple(localizer.who(link.voice) for link in statement.chain),
            how=tuple(how),
            became=None if status.state == "asserted" else localizer.label("said-status", status.state),
            copy=is_copy(statement.source, self.index.evidence),
            disputed=statement.id in self.index.case.against,
            where=tuple(self.where(place) for place in statement.passages),
        )

    def value(self, statement: Statement) -> Link:
        """The value of a statement, linked to the subject it names."""
        if isinstance(statement.value, Ref):
            return self.subject(statement.value.id)
        return Link(self.localizer.value(statement.value))

    def _qualified(self, name: str, value: Value) -> tuple[str, str]:
        said = self.localizer.value(value)
        if name != "script":
            return self.localizer.label("slot", name), said
        return self.localizer.w("dossier-script"), self.localizer.w(
            _SCRIPTS[said]
        ) if said in _SCRIPTS else said

    def clash(self, contradiction: Contradiction) -> LinkedContradiction:
        """A contradiction with all voices on each of its sides."""
        localizer = self.localizer
        return LinkedContradiction(
            id=contradiction.id,
            to=addresses.contradiction(self.index.words(contradiction.id)),
            about=self.subject(contradiction.subject),
            what=localizer.predicate(contradiction.predicate),
            kind=localizer.label("contradiction-class", contradiction.kind),
            result=localizer.label("contradiction-result", contradiction.result),
            result_code=contradiction.result,
            sides=tuple(self._side(contradiction.predicate, side) for side in contradiction.sides),
        )

    def _side(self, predicate: str, side: Told) -> LinkedSide:
        every = self.index.evidence.by_id
        rows = tuple(self.row(every[said]) for said in side.statements if said in every)
        return LinkedSide(self.localizer.side(predicate, side.value, denies=side.denies), heard(rows), rows)

    def standing(self, person: str) -> CountStatus | None:
        """A person's status in the count; None if the count does not cover the person."""
        counted, label = self.index.standing.get(person), self.localizer.label
        if counted is None:
            return None
        if isinstance(counted, Excluded):
            return CountStatus("out", None, None, label("excluded", counted.reason))
        reason = label("unresolved", counted.reason) if counted.reason else None
        state, kind = label("state", counted.state), label("death-class", counted.kind)
        return CountStatus("open" if reason else "in", state, kind, reason)

    def decided(self, decisions: Iterable[Decision]) -> tuple[DecisionView, ...]:
        """Our decisions; their authors are not published."""
        localizer = self.localizer
        return tuple(
            DecisionView(
                localizer.day(decision.at),
                localizer.w(decision.kind) + (f" ({self._decided_as(decision)})" if decision.value else ""),
                decision.reasons,
            )
            for decision in decisions
        )

    def _decided_as(self, decision: Decision) -> str:
        return self.localizer.label(
            "excluded" if decision.kind == "exclude" else "state", decision.value or ""
        )


# Rows that say the same are shown once with every voice; no voice and no statement is lost.


def heard(rows: Iterable[StatementView]) -> tuple[VoiceGroup, ...]:
    """Rows grouped by voice and basis, each group once."""
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[StatementView]] = {}
    for row in rows:
        groups.setdefault((row.voice, row.by, row.how), []).append(row)
    return tuple(VoiceGroup(*key, tuple(each)) for key, each in groups.items())


def said(rows: Iterable[StatementView], label: str) -> tuple[SameStatement, ...]:
    """Assertions made by the rows: first those about the page's own subject, then about its events and others.

    Args:
        label: of the subject whose page it is.
    """
    by_content: dict[tuple[object, ...], list[StatementView]] = {}
    for row in rows:
        key = row.of, row.what, row.value, row.denies, row.cannot_say, row.qualified
        by_content.setdefault(key, []).append(row)
    groups = [SameStatement(each[0], heard(each)) for each in by_content.values()]
    return tuple(sorted(groups, key=lambda said: said.row.of.text != label))
