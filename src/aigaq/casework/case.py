"""A case that answers questions: the records joined with every core. `aigaq.open(folder)` returns one.

Invariant: every answer is computed on request from the records alone; nothing here keeps a second truth.
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
from aigaq.counting.kept_judgements import KeptJudgements
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
from aigaq.statements.support import Relations
from aigaq.statements.whatif import changed

_KEPT = 8
"""Number of cached answers by day or rule: asking for every day of a century must not fill the memory."""
_MOST_RULES = 4
"""Number of rules of which the judgements are kept for the next version of a case."""
_MOST_WATCHED = 20_000
"""Number of statements above which no judgement is kept from one count to the next: the notes on what each rests on
take about 3 KB a person, and are made in the time of a tenth of the count."""


class Case:
    """One case. All methods only read; a changed case is another `Case`."""

    def __init__(
        self,
        records: CaseRecords,
        documents: Mapping[str, Document] | None = None,
        *,
        edition: Callable[[str | None, Language], Citable] | None = None,
    ) -> None:
        """A case made from records.

        Args:
            edition: for records of a published edition, the function that cites it or one of its statements.
        """
        self.records = records
        self._edition = edition
        self.documents = dict(documents or {})
        # No `lru_cache` on methods: it would keep a reference to the case, which would then never be freed.
        self._gathered: Recent[tuple[bool, date | None], Evidence] = Recent(_KEPT)
        self._solved: Recent[tuple[bool, date | None], Solution] = Recent(_KEPT)
        self._compared: Recent[date | None, tuple[Contradiction, ...]] = Recent(_KEPT)
        self._counted: Recent[tuple[CountRule, date | None], Ladder] = Recent(_KEPT)
        self._broken_down: Recent[tuple[CountRule, str, date | None], tuple[Table, ...]] = Recent(_KEPT)
        self._solved_before: Recent[bool, Solution] = Recent(2)
        self._judged_before: Recent[CountRule, KeptJudgements] | None = None

    def grown(self, records: CaseRecords) -> Case:
        """The case with more entries in its records.

        Dates and judgements of people that these do not touch are not worked out again.
        """
        grown = Case(records, self.documents, edition=self._edition)
        grown._solved_before = self._solved_before
        if len(records.statements) <= _MOST_WATCHED:
            grown._judged_before = (
                self._judged_before if self._judged_before is not None else Recent(_MOST_RULES)
            )
        return grown

    def evidence(self, *, readings: bool = True, as_of: date | None = None) -> Evidence:
        """The statements in force on a day, indexed."""
        # Without readings both answers are equal, as are dates and everything computed from them: cache them once.
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
        """The dates of all events, solved from all relative and absolute dates together."""
        readings = readings and bool(self.records.readings)
        solution = self._solved.get((readings, as_of))
        if solution is None:
            evidence = self.evidence(readings=readings, as_of=as_of)
            earlier = self._solved_before.get(readings)
            solution = self._solved.keep((readings, as_of), solve_dates(evidence, earlier=earlier))
            if as_of is None:
                self._solved_before.keep(readings, solution)
        return solution

    def rule(self, key: str | None = None) -> CountRule:
        """A rule of the case. Without a key: its only rule, else `deaths`, which exists even without rules.

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
        """The count ladder by a rule of the case.

        Args:
            evidence: reported, corroborated or confirmed; default: the rule's own threshold.
            as_of: count with the state of the case on that day.
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
        """The count ladder by any rule, even one that is not part of the case."""
        return self._counted.once((rule, as_of), lambda: self._count(rule, as_of))

    def _count(self, rule: CountRule, as_of: date | None) -> Ladder:
        before = self._judged_before if as_of is None else None
        return counting.ladder(
            self.evidence(readings=rule.readings, as_of=as_of),
            rule,
            solution=self.dates(readings=rule.readings, as_of=as_of),
            decisions=self.records.decisions,
            anchor=self.records.anchor,
            as_of=as_of,
            kept=before.once(rule, KeptJudgements) if before is not None else None,
        )

    def breakdown(self, rule: CountRule, *, role: str, as_of: date | None = None) -> tuple[Table, ...]:
        """The documented people of a count by place, day, sex and age.

        Args:
            role: the role of the place (list `place-role`).
        """
        return self._broken_down.once((rule, role, as_of), lambda: self._break_down(rule, role, as_of))

    def _break_down(self, rule: CountRule, role: str, as_of: date | None) -> tuple[Table, ...]:
        evidence = self.evidence(readings=rule.readings, as_of=as_of)
        return breakdown(self.count(rule, as_of=as_of), evidence, role=role)

    def total(self, of: Iterable[str], *, rule: str | None = None) -> int | LabelledSum | Refused:
        """The sum of groups or of claimed figures; or a refusal to add what may overlap.

        Args:
            of: ids of groups; or ids of claimed totals or of their entries. A sum of claims is a claim.
        Raises:
            UnknownId: nothing has that id. BadValue: groups mixed with claims.
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
        """The claimed total with this id, or made by the entry with this id."""
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
        """All contradictions and tensions between statements; our readings take no part."""
        return self._compared.once(as_of, lambda: self._compare(as_of))

    def _compare(self, as_of: date | None) -> tuple[Contradiction, ...]:
        evidence = self.evidence(readings=False, as_of=as_of)
        solution = self.dates(readings=False, as_of=as_of)
        found = [*contradictions(evidence, solution=solution), *self._claimed_below(evidence, as_of)]
        return tuple(sorted(found, key=lambda one: one.id))

    def _claimed_below(self, evidence: Evidence, as_of: date | None) -> Iterable[Contradiction]:
        """For each harm, a contradiction if claimed figures allow fewer people than are documented."""
        harms = {one.qualifier("harm") for one in evidence.by_predicate.get("claimed-total", ())}
        for harm in sorted(one.code for one in harms if isinstance(one, Code)):
            found = self.count(CountRule(f"claimed {harm}", harm=harm, readings=False), as_of=as_of)
            yield from claimed_below(found, evidence)

    def answered(self) -> tuple[tuple[Question, tuple[Statement, ...]], ...]:
        """The answered questions, each with the statements that answer it."""
        return answered_questions(self.records, self.evidence())

    def not_compared(self) -> tuple[Question, ...]:
        """Questions about words for a manner of death that no list holds, if other statements about it exist."""
        return in_no_list(self.evidence(readings=False))

    @cached_property
    def against(self) -> Mapping[str, list[Contradiction]]:
        """By statement, the contradictions in which it takes part."""
        return by_statement(self.contradictions())

    def against_any(self, statements: Iterable[str]) -> list[Contradiction]:
        """Contradictions in which any of the statements takes part, each once."""
        by_id = {one.id: one for said in statements for one in self.against.get(said, ())}
        return [by_id[name] for name in sorted(by_id)]

    @cached_property
    def relations(self) -> Relations:
        """Ties between statements: what says the same, what rests on what, what lost its support."""
        return Relations(self.evidence(), self.records.decisions)

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
        """Unanswered and open questions, and facts that nobody stated."""
        return self._questions

    def timeline(self, *, on: str | None = None) -> tuple[Dated, ...]:
        """Every dated event once, earliest first; then those with only a relative date.

        Args:
            on: EDTF; keep only events that may have happened on that day, or within that month, year or span.
        Raises:
            BadDate: `on` is not a date.
        """
        return possible_on(self._timeline, on) if on else self._timeline

    @cached_property
    def _timeline(self) -> tuple[Dated, ...]:
        return timeline(self.evidence(), self.dates())

    def grid(self) -> tuple[Row, ...]:
        """Responsibility grid: people and the acts they are said to answer for, denials, and outcomes."""
        return self._grid

    def proceedings(self) -> tuple[Row, ...]:
        """People whom a court heard or judged although nobody states a role of theirs in an act."""
        return self._proceedings

    @cached_property
    def _proceedings(self) -> tuple[Row, ...]:
        return proceedings(self.evidence())

    @cached_property
    def _grid(self) -> tuple[Row, ...]:
        return grid(self.evidence())

    def statement(self, statement: str) -> Statement:
        """The statement with this id; an entry's id means its main statement.

        Raises:
            UnknownId: no such statement.
        """
        main = self.records.made_for.get(statement, (statement,))[0]
        found = self.evidence().by_id.get(main)
        if found is None:
            raise UnknownId(value=statement)
        return found

    def words(self, passage: Passage) -> str | None:
        """The words of a passage, if its text is available."""
        document = self.documents.get(passage.source)
        if document is None or passage.start is None or passage.end is None:
            return None
        return text_of(document, Span(passage.start, passage.end))

    def citable(self, statement: str | None = None, language: Language = "en") -> Citable:
        """The fields of a citation: of this case as a draft, or of one statement of it, with the safeguards applied.

        If the records are those of a published edition, the edition is cited instead.

        Args:
            language: of the cited pages of an edition.
        Raises:
            UnknownId: no such statement, or it is protected. SafeguardLeak: a covered name would be shown.
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
        """The citation of this case as a draft, or of one statement of it.

        Args:
            style: one of `aigaq.citation.STYLES`.
            accessed: the day on which the reader saw it; left out of the citation if None.
        Raises:
            UnknownCode: no such style. UnknownId, SafeguardLeak: as `citable`. TooLarge, MissingField: of the title.
        """
        return cite(self.citable(statement, language), style, language=language, accessed=accessed)

    def what_if(self, changes: Mapping[str, str]) -> Case:
        """The case with other values in some entries; nothing is saved.

        Args:
            changes: by id of a plain entry, its new value.
        Raises:
            UnknownId: no such entry. BadValue, BadDate ...: a value that its predicate does not take.
        """
        return Case(changed(self.records, changes), self.documents)

    def bind(self, source: str, document: Document) -> tuple[Case, binding.Binding]:
        """The case bound to a file of one source, and the binding."""
        case, found = self.bind_all({source: document})
        return case, found[source]

    def bind_all(self, documents: Mapping[str, Document]) -> tuple[Case, dict[str, binding.Binding]]:
        """The case bound to files of several sources, and the binding of each."""
        found = binding.bindings(self.records, documents)
        return Case(binding.with_bindings(self.records, found), {**self.documents, **documents}), found

    def entry(self, entry: str) -> Entry | None:
        """The coding entry with this id; None if there is none."""
        return self._entries.get(entry)
