"""Statements, contradictions, people and events as values for a page.

Invariant: every value leads to its statement, every statement to its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aigaq.bundle import locators
from aigaq.dossier import addresses
from aigaq.dossier.grouping import heard
from aigaq.dossier.index import Index
from aigaq.dossier.localizer import Tongue
from aigaq.dossier.view_models import Clash, Decided, Link, Row, Side, Standing, Where
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
"""Codes of ISO 15924 that readers meet here, in words."""


@dataclass(frozen=True, slots=True)
class Views:
    """One case in one language."""

    index: Index
    tongue: Tongue

    def subject(self, id: str) -> Link:
        """Whom or what an id means, with the way to its page."""
        bare = id.removeprefix("#").removesuffix("~death")
        if id.startswith("#"):
            return self.said(bare)
        found = self.index.records.subjects.get(bare)
        to = addresses.subject(found.kind, self.index.word(bare)) if found is not None else None
        return Link(self.tongue.who(bare), to)

    def said(self, id: str) -> Link:
        """A statement named in another one: what it is about, and what of it."""
        one = self.index.evidence.by_id.get(id)
        if one is None:
            return Link(id)
        about = self.tongue.w("statement") if one.subject.startswith("#") else self.tongue.who(one.subject)
        return Link(f"{about}: {self.tongue.predicate(one.predicate)}", addresses.statement(id))

    def source(self, key: str) -> Link:
        """A source, by its title or what it is."""
        found = self.index.records.sources.get(key)
        return Link(
            (found.title or found.what) if found else key,
            addresses.source(self.index.word(key)) if found else None,
        )

    def where(self, one: Passage) -> Where:
        """A place, with its words where the text is on board."""
        text = self.index.texts.get(one.source)
        words = None if text is None or one.start is None else text[one.start : one.end]
        source = self.index.records.sources.get(one.source)
        key = self.index.word(one.source)
        told = f"{key} {locators.write(one.place)}"
        to = addresses.line(key, one.line) if text is not None else addresses.source(key)
        known = source is not None
        what = (source.title or source.what) if source else ""
        return Where(Link(told, to if known else None), words, what, source.language if source else None)

    def row(self, one: Statement) -> Row:
        """One statement in short."""
        tongue, status = self.tongue, self.index.evidence.status_of(one.id)
        how = [tongue.label("basis", one.basis)]
        how += [tongue.label("modality", one.modality)] if one.modality != "certain" else []
        how += [tongue.label("condition", each) for each in one.conditions]
        return Row(
            id=one.id,
            to=addresses.statement(one.id),
            what=tongue.predicate(one.predicate),
            of=self.subject(one.subject),
            value=self.value(one),
            denies=one.polarity == "denies",
            cannot_say=one.polarity == "cannot-say",
            qualified=tuple(self._qualified(name, value) for name, value in one.qualifiers),
            voice=self.index.voice(one),
            by=tuple(tongue.who(link.voice) for link in one.chain),
            how=tuple(how),
            became=None if status.state == "asserted" else tongue.label("said-status", status.state),
            copy=is_copy(one.source, self.index.evidence),
            disputed=one.id in self.index.case.against,
            where=tuple(self.where(place) for place in one.passages),
        )

    def value(self, one: Statement) -> Link:
        """What a statement says, leading on where it names somebody."""
        if isinstance(one.value, Ref):
            return self.subject(one.value.id)
        return Link(self.tongue.value(one.value))

    def _qualified(self, name: str, value: Value) -> tuple[str, str]:
        said = self.tongue.value(value)
        if name != "script":
            return self.tongue.label("slot", name), said
        return self.tongue.w("dossier-script"), self.tongue.w(_SCRIPTS[said]) if said in _SCRIPTS else said

    def clash(self, one: Contradiction) -> Clash:
        """A contradiction with everybody on each of its sides."""
        tongue = self.tongue
        return Clash(
            id=one.id,
            to=addresses.contradiction(self.index.words(one.id)),
            about=self.subject(one.subject),
            what=tongue.predicate(one.predicate),
            kind=tongue.label("contradiction-class", one.kind),
            result=tongue.label("contradiction-result", one.result),
            result_code=one.result,
            sides=tuple(self._side(one.predicate, side) for side in one.sides),
        )

    def _side(self, predicate: str, side: Told) -> Side:
        every = self.index.evidence.by_id
        value = f"not {side.value}" if side.denies and not side.value.startswith("not ") else side.value
        rows = tuple(self.row(every[said]) for said in side.statements if said in every)
        return Side(self.tongue.side(predicate, value), heard(rows), rows)

    def standing(self, person: str) -> Standing | None:
        """How the count takes somebody; None where the count does not speak of them."""
        found, label = self.index.standing.get(person), self.tongue.label
        if found is None:
            return None
        if isinstance(found, Excluded):
            return Standing("out", None, None, label("excluded", found.reason))
        reason = label("unresolved", found.reason) if found.reason else None
        state, kind = label("state", found.state), label("death-class", found.kind)
        return Standing("open" if reason else "in", state, kind, reason)

    def decided(self, decisions: Iterable[Decision]) -> tuple[Decided, ...]:
        """Our decisions; who took them stays in the house."""
        tongue = self.tongue
        return tuple(
            Decided(
                tongue.day(one.at),
                tongue.w(one.kind) + (f" ({self._decided_as(one)})" if one.value else ""),
                one.reasons,
            )
            for one in decisions
        )

    def _decided_as(self, one: Decision) -> str:
        return self.tongue.label("excluded" if one.kind == "exclude" else "state", one.value or "")
