"""A case that can be asked: the records joined with every core. `aigaq.open(folder)` returns one.

Invariant: an answer is computed when it is asked, from the records alone; nothing here keeps a second truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from aigaq.accountability.grid import Row, grid, proceedings
from aigaq.accountability.timeline import Dated, possible_on, timeline
from aigaq.bundle import binding
from aigaq.casework.citing import draft_of
from aigaq.casework.lookup import by_statement, by_subject
from aigaq.casework.recent import Recent
from aigaq.citation import Citable, cite
from aigaq.counting import groups as counted_groups
from aigaq.counting import ladder as counting
from aigaq.counting.breakdown import Table, breakdown
from aigaq.counting.claimed import claimed_below
from aigaq.errors import BadValue, UnknownCode, UnknownId
from aigaq.records.cases import CaseRecords
from aigaq.records.clusters import Clusters
from aigaq.records.dates.anchoring import Solution
from aigaq.records.decisions import Question
from aigaq.records.documents import Document, Span, text_of
from aigaq.records.entries import Entry
from aigaq.records.ladder import Ladder, Refused
from aigaq.records.rules import THRESHOLDS, CountRule
from aigaq.records.statements import Passage, Statement
from aigaq.records.values import Code
from aigaq.records.vocab.messages import Language
from aigaq.statements.computed import LabelledSum, labelled_sum
from aigaq.statements.contradictions import Contradiction
from aigaq.statements.dating import solve_dates
from aigaq.statements.evidence import Evidence, gather
from aigaq.statements.findings import contradictions
from aigaq.statements.questions import answered_questions, in_no_list, open_questions
from aigaq.statements.whatif import changed

_KEPT = 8
"""Answers by day or rule that a case keeps: who asks for every day of a century must not fill the memory."""


class Case:
    """One case. All methods only read; a changed case is another `Case`."""

    def __init__(
        self,
        records: CaseRecords,
        documents: Mapping[str, Document] | None = None,
        *,
        edition: Callable[[str | None, Language], Citable] | None = None,
    ) -> None:
        """A case of some records.

        Args:
            edition: where they are what an edition shows, how it or one statement of it is cited.
        """
        self.records = records
        self._edition = edition
        self.documents = dict(documents or {})
        # No `lru_cache` of bound methods: it would hold the case, which then is never freed when the last user lets go.
        self._gathered: Recent[tuple[bool, date | None], Evidence] = Recent(_KEPT)
        self._solved: Recent[tuple[bool, date | None], Solution] = Recent(_KEPT)
        self._compared: Recent[date | None, tuple[Contradiction, ...]] = Recent(_KEPT)
        self._counted: Recent[tuple[CountRule, date | None], Ladder] = Recent(_KEPT)
        self._broken_down: Recent[tuple[CountRule, str, date | None], tuple[Table, ...]] = Recent(_KEPT)

    def evidence(self, *, readings: bool = True, as_of: date | None = None) -> Evidence:
        """The statements that count as of a day, indexed."""
        # Without a reading both answers are one; so are the dates, and all that is drawn from the two.
        readings = readings and bool(self.records.readings)
        return self._gathered.once((readings, as_of), lambda: self._gather(readings, as_of))

    def _gather(self, readings: bool, as_of: date | None) -> Evidence:
        taken = [one for one in self.records.decisions if as_of is None or one.at <= as_of]
        return gather(
            self.records.statements,
            subjects=self.records.subjects,
            sources=self.records.sources,
            vocabulary=self.records.vocabulary,
            entries=self.records.made_for,
            readings=self.records.readings if readings else (),
            clusters=Clusters(taken),
            decisions=taken,
            as_of=as_of,
        )

    def dates(self, *, readings: bool = True, as_of: date | None = None) -> Solution:
        """The dates of all events, from all relative and absolute dates together."""
        readings = readings and bool(self.records.readings)
        return self._solved.once(
            (readings, as_of), lambda: solve_dates(self.evidence(readings=readings, as_of=as_of))
        )

    def rule(self, key: str | None = None) -> CountRule:
        """A rule of the case; without a key its only rule, or the one called `deaths`; a case without rules has that.

        Raises:
            UnknownId: no such rule.
        """
        rules = self.records.rules
        if key is None:
            key = next(iter(rules)) if len(rules) == 1 else "deaths"
            return rules.get(key, CountRule("deaths"))
        if key == "deaths" and not rules:
            return CountRule("deaths")
        if key not in rules:
            raise UnknownId(file="rules", value=key)
        return rules[key]

    def ladder(
        self, rule: str | None = None, *, evidence: str | None = None, as_of: date | None = None
    ) -> Ladder:
        """Count by a rule.

        Args:
            evidence: reported, corroborated or confirmed; the rule's own threshold where left out.
            as_of: as the case stood on that day.
        Raises:
            UnknownId: no such rule. UnknownCode: no such threshold.
        """
        asked = self.rule(rule)
        if evidence is not None:
            found = next((one for one in THRESHOLDS if one == evidence), None)
            if found is None:
                raise UnknownCode(key="evidence", value=evidence, known=", ".join(THRESHOLDS))
            asked = replace(asked, threshold=found)
        return self.count(asked, as_of=as_of)

    def count(self, rule: CountRule, *, as_of: date | None = None) -> Ladder:
        """Count by a rule that need not be one of the case: what it would give."""
        return self._counted.once((rule, as_of), lambda: self._count(rule, as_of))

    def _count(self, rule: CountRule, as_of: date | None) -> Ladder:
        return counting.ladder(
            self.evidence(readings=rule.readings, as_of=as_of),
            rule,
            solution=self.dates(readings=rule.readings, as_of=as_of),
            decisions=self.records.decisions,
            anchor=self.records.anchor,
            as_of=as_of,
        )

    def breakdown(self, rule: CountRule, *, role: str, as_of: date | None = None) -> tuple[Table, ...]:
        """The documented of a count by place, day, sex and age.

        Args:
            role: which place (list `place-role`).
        """
        return self._broken_down.once((rule, role, as_of), lambda: self._break_down(rule, role, as_of))

    def _break_down(self, rule: CountRule, role: str, as_of: date | None) -> tuple[Table, ...]:
        evidence = self.evidence(readings=rule.readings, as_of=as_of)
        return breakdown(self.count(rule, as_of=as_of), evidence, role=role)

    def total(self, of: Iterable[str], *, rule: str | None = None) -> int | LabelledSum | Refused:
        """The sum of groups, or of figures that somebody claims; or the refusal to add what may overlap.

        Args:
            of: ids of groups; or of claimed totals, or of the entries that make them. A sum of claims is a claim.
        Raises:
            UnknownId: nothing of that id. BadValue: groups and claims together.
        """
        evidence, listed = self.evidence(), tuple(dict.fromkeys(of))
        groups = [one for one in listed if one in self.records.subjects]
        claims = [self._claim(one) for one in listed if one not in self.records.subjects]
        if groups and claims:
            raise BadValue(
                key="total", value=groups[0], due="ids of groups alone, or of claimed figures alone"
            )
        if claims:
            return labelled_sum(dict.fromkeys(claims), evidence)
        return counted_groups.total(counted_groups.group_of(one, listed, evidence) for one in listed)

    def _claim(self, written: str) -> Statement:
        """The claimed total that an id of a statement, or of the entry that makes one, means."""
        said = self.evidence().by_id
        made = [
            one
            for one in said.values()
            if written in (one.id, one.entry) and one.predicate == "claimed-total"
        ]
        if not made:
            raise UnknownId(value=written)
        return made[0]

    def contradictions(self, *, as_of: date | None = None) -> tuple[Contradiction, ...]:
        """Everything that cannot all hold, and every tension; our readings take no part."""
        return self._compared.once(as_of, lambda: self._compare(as_of))

    def _compare(self, as_of: date | None) -> tuple[Contradiction, ...]:
        evidence = self.evidence(readings=False, as_of=as_of)
        solution = self.dates(readings=False, as_of=as_of)
        found = [*contradictions(evidence, solution=solution), *self._claimed_below(evidence, as_of)]
        return tuple(sorted(found, key=lambda one: one.id))

    def _claimed_below(self, evidence: Evidence, as_of: date | None) -> Iterable[Contradiction]:
        """By each harm of which somebody gives a figure, those that allow fewer than are documented."""
        harms = {one.qualifier("harm") for one in evidence.by_predicate.get("claimed-total", ())}
        for harm in sorted(one.code for one in harms if isinstance(one, Code)):
            found = self.count(CountRule(f"claimed {harm}", harm=harm, readings=False), as_of=as_of)
            yield from claimed_below(found, evidence)

    def answered(self) -> tuple[tuple[Question, tuple[Statement, ...]], ...]:
        """The questions that were answered, each with the words that answer it."""
        return answered_questions(self.records, self.evidence())

    def not_compared(self) -> tuple[Question, ...]:
        """Words for how somebody died that no list holds, where something else is said of it."""
        return in_no_list(self.evidence(readings=False))

    @cached_property
    def against(self) -> Mapping[str, list[Contradiction]]:
        """By statement, the contradictions that it takes part in."""
        return by_statement(self.contradictions())

    @cached_property
    def touching(self) -> Mapping[str, list[Statement]]:
        """By subject, the statements that touch it."""
        return by_subject(self.evidence(), self._entries)

    @cached_property
    def _entries(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self.records.entries}

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        return open_questions(self.records, self.evidence(), self.dates())

    @cached_property
    def questions_about(self) -> Mapping[str, list[Question]]:
        """By subject, the questions about it."""
        found: dict[str, list[Question]] = {}
        for one in self._questions:
            if one.about is not None:
                found.setdefault(one.about, []).append(one)
        return found

    def questions(self) -> tuple[Question, ...]:
        """What was asked and not answered, what is open, and what nobody stated."""
        return self._questions

    def timeline(self, *, on: str | None = None) -> tuple[Dated, ...]:
        """Every dated event once, earliest first; then those that stay relative.

        Args:
            on: EDTF; then only what may have been on that day, or within that month, year or span.
        Raises:
            BadDate: no date.
        """
        return possible_on(self._timeline, on) if on else self._timeline

    @cached_property
    def _timeline(self) -> tuple[Dated, ...]:
        return timeline(self.evidence(), self.dates())

    def grid(self) -> tuple[Row, ...]:
        """Who is said to answer for what, who denies it, what came of it."""
        return self._grid

    def proceedings(self) -> tuple[Row, ...]:
        """Whom a court heard or judged, and of whom no role in an act is said."""
        return self._proceedings

    @cached_property
    def _proceedings(self) -> tuple[Row, ...]:
        return proceedings(self.evidence())

    @cached_property
    def _grid(self) -> tuple[Row, ...]:
        return grid(self.evidence())

    def statement(self, statement: str) -> Statement:
        """One statement; an entry's id means its main statement.

        Raises:
            UnknownId: no such statement.
        """
        main = self.records.made_for.get(statement, (statement,))[0]
        found = self.evidence().by_id.get(main)
        if found is None:
            raise UnknownId(value=statement)
        return found

    def words(self, passage: Passage) -> str | None:
        """The words of a passage, where its text is at hand."""
        document = self.documents.get(passage.source)
        if document is None or passage.start is None or passage.end is None:
            return None
        return text_of(document, Span(passage.start, passage.end))

    def citable(self, statement: str | None = None, language: Language = "en") -> Citable:
        """What a citation is made of: this case as a draft, or one statement of it, with the safeguards applied.

        Of an edition that is out it is that edition, or one statement of it.

        Args:
            language: of the pages of an edition that are cited.
        Raises:
            UnknownId: no such statement, or one under a safeguard. SafeguardLeak: a covered name would be told.
        """
        if self._edition is not None:
            return self._edition(statement, language)
        return draft_of(self.records, statement)

    def cite(
        self,
        style: str = "plain",
        *,
        statement: str | None = None,
        accessed: date | None = None,
        language: Language = "en",
    ) -> str:
        """How to cite this case as a draft, or one statement of it.

        Args:
            style: one of `aigaq.citation.STYLES`.
            accessed: the day on which the reader saw it; without it the line says none.
        Raises:
            UnknownCode: no such style. UnknownId, SafeguardLeak: as `citable`. TooLarge, MissingField: of the title.
        """
        return cite(self.citable(statement, language), style, language=language, accessed=accessed)

    def what_if(self, changes: Mapping[str, str]) -> Case:
        """The case as it would be with other values; nothing is kept.

        Args:
            changes: by id of a plain entry, the value it would have.
        Raises:
            UnknownId: no such entry. BadValue, BadDate ...: a value that its predicate does not take.
        """
        return Case(changed(self.records, changes), self.documents)

    def bind(self, source: str, document: Document) -> tuple[Case, binding.Binding]:
        """The case bound to a file of one source, and what bound."""
        case, found = self.bind_all({source: document})
        return case, found[source]

    def bind_all(self, documents: Mapping[str, Document]) -> tuple[Case, dict[str, binding.Binding]]:
        """The case bound to files of some sources, by source, and what bound."""
        found = binding.bindings(self.records, documents)
        return Case(binding.with_bindings(self.records, found), {**self.documents, **documents}), found

    def entry(self, entry: str) -> Entry | None:
        """The entry of a coding, or None."""
        return self._entries.get(entry)
