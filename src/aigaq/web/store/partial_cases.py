"""Partial case for one page: statements about a subject, about subjects these name, and later corrections.

Invariant: a partial case holds nothing that its viewer may not see: hidden rows are dropped before they become
records, and withheld fields are masked as they become records. `docs/explanation/large-cases.md` lists its limits:
dates and contradictions are followed through what its statements name, not through the rest of the case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from aigaq.casework.case import Case
from aigaq.records.cases import CaseRecords, Pins
from aigaq.records.dates.relative import Relative
from aigaq.records.entries import Entry
from aigaq.records.labels import label_key
from aigaq.records.serialize import from_plain
from aigaq.records.statements import Statement
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.statements.evidence import as_statement
from aigaq.web.models import CaseRow, EntryRow, PinsRow, PointRow, StatementRow, SubjectRow
from aigaq.web.store.case_heads import CaseHead, case_head, documents
from aigaq.web.store.references import pointed_at
from aigaq.web.store.rows import having, keyed
from aigaq.web.store.visible import pins_in_use, without_hidden_ties
from aigaq.web.store.withheld_fields import masked, relabelled_as

MOST = 3_000
"""Most rows of one database query: a page cannot show an event with a hundred thousand dead."""
_ROUNDS = 6
LATER = ("recants", "corrects")
_PARTS = 400
"""Most parts of an event that are read for the dates of the whole."""
_LONGEST = 300
_DATING = ("when", "died", "released-on", "before", "part-of", "example-of", "recorded-when", "type")
_PRACTICES = ("certificate-condition", "cause-certified")


def about(row: CaseRow, held: frozenset[str], subject: str) -> Case:
    """The case around one subject: statements about it and about subjects these name, datings, later corrections."""
    builder = CaseBuilder(row, held)
    names = _around(builder, {subject})
    builder.of_no_person(_PRACTICES)
    return builder.case(whose=names)


def telling(row: CaseRow, held: frozenset[str], statement: str) -> Case:
    """The case around one statement: statements on the same subject, its premises, and statements that rest on it."""
    builder = CaseBuilder(row, held)
    own = builder.take("key", [builder.main_of(statement)])
    builder.pointing_at({f"#{one.id}" for one in own})
    builder.take("key", [name for one in own for name in one.premises])
    names = _around(builder, {one.subject.removeprefix("#") for one in own} | {one.subject for one in own})
    return builder.case(whose=names)


def of_source(row: CaseRow, held: frozenset[str], source: str) -> Case:
    """The case as one source tells it, with later retractions and corrections."""
    builder = CaseBuilder(row, held)
    builder.take("source", [source], most=20 * MOST)
    return builder.case(text_of=source)


def at_line(row: CaseRow, held: frozenset[str], source: str, line: int, words: Iterable[str]) -> Case:
    """Statements coded from one line of a source, its text, and the subjects that `words` name by id or label."""
    builder = CaseBuilder(row, held)
    builder.line(source, line)
    return builder.case(also=_named(builder, words), text_of=source)


def naming(row: CaseRow, held: frozenset[str], source: str, words: Iterable[str]) -> Case:
    """The case without statements, with the text of a source and the subjects that `words` name by id or label."""
    builder = CaseBuilder(row, held)
    return builder.case(also=_named(builder, words), text_of=source)


def _named(builder: CaseBuilder, words: Iterable[str]) -> set[str]:
    typed = {word for word in words if 0 < len(word) <= _LONGEST}
    kinds = ("person", "group", "body", "event", "place", "thing", "voice")
    return typed | builder.labelled({label_key(word)[:200] for word in typed}, kinds)


def bare(row: CaseRow, held: frozenset[str]) -> Case:
    """The case without statements: its sources, decisions, questions and rules."""
    return CaseBuilder(row, held).case()


class CaseBuilder:
    """A partial case under construction; `found` holds its statements with their positions in the order of the case."""

    def __init__(self, row: CaseRow, held: frozenset[str]) -> None:
        self.row, self.held = row, held
        self.head: CaseHead = case_head(row, held)
        self.hidden = self.head.hidden
        self.found: dict[str, tuple[int, Statement]] = {}

    def told(self) -> list[Statement]:
        """Statements gathered so far."""
        return [one for _, one in self.found.values()]

    def take(
        self, column: str, values: Iterable[str], *, only: Collection[str] | None = None, most: int = MOST
    ) -> list[Statement]:
        """Add statements by the value of a column. Returns the ones that are new here.

        Args:
            only: predicates to keep; all if None.
        """
        new = []
        fields = ("key", "predicate", "seq", "body")
        for key, predicate, seq, body in self._open(StatementRow, column, values, *fields, most=most):
            if key not in self.found and (only is None or predicate in only):
                record = masked(from_plain(Statement, body), self.hidden)
                self.found[key] = (seq, record)
                new.append(record)
        return new

    def line(self, source: str, line: int) -> None:
        """Add the statements coded from one line of a source."""
        fields = ("key", "seq", "body")
        for key, seq, body in self._open(
            StatementRow, "source", [source], *fields, most=MOST, beside={"line": [line]}
        ):
            self.found[key] = (seq, masked(from_plain(Statement, body), self.hidden))

    def pointing_at(
        self, targets: Iterable[str], *, only: Collection[str] | None = None, most: int = MOST
    ) -> list[Statement]:
        """Add statements that point at one of these targets. Returns the ones that are new here."""
        aims = set(targets)
        # With hidden rows, no limit here: they would crowd out visible ones. `take` limits to what may be seen.
        first = most if self.head.whole else None
        keys = {key for (key,) in having(PointRow, self.row, "target", aims, "statement", most=first)}
        # A withheld value points at nothing; the other values of the same statement still do.
        masks = self.hidden.keys("statement")
        bodies = keyed(StatementRow, self.row, keys & masks, "key", "body")
        told = {key: masked(from_plain(Statement, body), self.hidden) for key, body in bodies}
        keys -= {key for key, one in told.items() if not aims & set(pointed_at(one))}
        return self.take("key", keys, only=only, most=most)

    def dead_in(self, event: str) -> set[str]:
        """People who died in an event, by canonical id; at most `MOST` rows are read."""
        fields = ("predicate", "subject")
        rows = self._open(StatementRow, "event", [event], *fields, most=MOST)
        return {self.head.clusters.canonical(subject) for predicate, subject in rows if predicate == "died"}

    def events_of(self, names: Collection[str]) -> set[str]:
        """Ids of the events that entries about these subjects made."""
        entries = [key for (key,) in self._open(EntryRow, "who", names, "key", most=MOST)]
        return {key for (key,) in self._open(SubjectRow, "made_by", entries, "key", most=MOST)}

    def main_of(self, statement: str) -> str:
        """Id of an entry's main statement; any other id comes back unchanged."""
        made = next(iter(self._open(EntryRow, "key", [statement], "made")), None)
        return str(made[0][0]) if made and made[0] else statement

    def of_no_person(self, predicates: Collection[str]) -> None:
        """Add statements with these predicates about groups, practices and other subjects that are no persons."""
        said = self._open(StatementRow, "predicate", predicates, "subject", most=20 * MOST)
        subjects = {subject for (subject,) in said} - {one.subject for one in self.told()}
        kinds = self._open(SubjectRow, "key", subjects, "key", "kind")
        self.take("subject", [key for key, kind in kinds if kind != "person"], only=predicates)

    def labelled(self, labels: Collection[str], kinds: Collection[str]) -> set[str]:
        """Ids of subjects of some kinds that the viewer sees under one of these labels (labels folded as in lists)."""
        by_label = self._open(SubjectRow, "folded", labels, "key", "label", most=MOST, beside={"kind": kinds})
        relabelled = relabelled_as(self.row, self.hidden, labels)
        by_told = self._open(SubjectRow, "key", relabelled, "key", "kind")
        # A withheld label finds nobody.
        found = {key for key, label in by_label if self.hidden.label(key, label) == label}
        return found | {key for key, kind in by_told if kind in kinds}

    def _open(
        self,
        kind: Any,
        column: str,
        values: Iterable[str],
        *columns: str,
        most: int | None = None,
        beside: Mapping[str, Collection[Any]] | None = None,
    ) -> list[tuple[Any, ...]]:
        """Columns of the rows that the viewer may see."""
        return having(
            kind, self.row, column, values, *columns, most=most, seals=self.head.open, beside=beside
        )

    def readings_naming(self, names: Collection[str]) -> list[Statement]:
        """Our readings, as statements, that are about one of these names, place it in an event or point at it."""
        readings = [as_statement(reading) for reading in self.head.readings]
        return [reading for reading in readings if not named_by([reading]).isdisjoint(names)]

    def _what_became(self) -> None:
        """Add statements that retract, correct or reaffirm those gathered, and the statements about these in turn."""
        for _ in range(_ROUNDS):
            entries = {one.entry for one in self.told() if one.entry}
            made = [names for (names,) in keyed(EntryRow, self.row, entries, "made")]
            self.take("key", {names[0] for names in made if names} - self.found.keys())
            if not self.pointing_at({f"#{name}" for name in self.found}, only=LATER):
                return

    def case(
        self, *, whose: Collection[str] = (), also: Collection[str] = (), text_of: str | None = None
    ) -> Case:
        """The partial case of all that was gathered.

        Args:
            whose: subjects whose blanks are wanted too.
            also: subjects to include even without a statement about them.
            text_of: a source whose text to include even without a statement from it.
        """
        if self.found:
            self._what_became()
        statements = tuple(one for _, one in sorted(self.found.values(), key=lambda found: found[0]))
        wanted = {*whose, *also, *named_by(self.readings_naming(whose))}
        if text_of is not None:
            wanted |= self._speakers({text_of})
        subjects = self._subjects(statements, wanted)
        told_in = {one.source for one in statements} | {text_of}
        used = {key: one for key, one in self.head.with_copies.items() if key in told_in}
        case, _ = Case(self._records(statements, subjects, used.keys(), whose)).bind_all(
            documents(self.row, used)
        )
        return case

    def _records(
        self,
        statements: tuple[Statement, ...],
        subjects: dict[str, Subject],
        used: Collection[str],
        whose: Collection[str],
    ) -> CaseRecords:
        keys = {one.entry for one in statements} | {one.made_by for one in subjects.values()}
        entries = self._entries({key for key in keys if key}, whose)
        return CaseRecords(
            key=self.row.key,
            title=self.row.title,
            anchor=self.row.anchor if self.row.anchor in subjects else None,
            coder=self.row.coder,
            second_coder=self.row.second_coder,
            vocabulary=self.head.vocabulary,
            subjects=subjects,
            sources=self.head.with_copies,
            entries=tuple(entry for entry, _, _ in entries),
            statements=statements,
            decisions=self.head.decisions,
            readings=self.head.readings,
            questions=self.head.questions,
            rules=self.head.rules,
            pins=pins_in_use(
                {key: from_plain(Pins, body) for key, body in keyed(PinsRow, self.row, used, "key", "body")},
                (*statements, *self.head.readings, *self.head.questions),
            ),
            unfilled={entry.id: unfilled for entry, _, unfilled in entries if unfilled},
            made_for={entry.id: made for entry, made, _ in entries},
            added_words=self.head.added_words,
        )

    def _entries(
        self, keys: Collection[str], whose: Collection[str]
    ) -> list[tuple[Entry, tuple[str, ...], tuple[str, ...]]]:
        fields = ("key", "seq", "body", "made", "unfilled")
        rows = self._open(EntryRow, "key", keys, *fields, most=MOST)
        rows += self._open(EntryRow, "who", whose, *fields, most=MOST)
        once = {row[0]: row for row in rows}
        return [
            (masked(from_plain(Entry, body), self.hidden), tuple(made), tuple(unfilled))
            for _, _, body, made, unfilled in sorted(once.values(), key=lambda row: int(row[1]))
        ]

    def _subjects(self, statements: tuple[Statement, ...], whose: set[str]) -> dict[str, Subject]:
        """Subjects named by statements, decisions and sources, with the subjects that these stand for or lie in."""
        wanted = whose | named_by(statements) | self._voices(statements)
        wanted |= {name for one in tuple(wanted) for name in self.head.clusters.together(one)}
        wanted |= {self.row.anchor} if self.row.anchor else set()
        found: dict[str, Subject] = {}
        asked: set[str] = set()
        while wanted := wanted - asked:
            asked |= wanted
            rows = self._open(SubjectRow, "key", wanted, "key", "body")
            new = {key: masked(from_plain(Subject, body), self.hidden) for key, body in rows}
            found |= new
            wanted = {name for one in new.values() for name in (one.stands_for, one.within) if name}
            wanted |= self._speakers(new.keys())
        found = {one.id: one for one in BUILT_IN} | found
        return {key: without_hidden_ties(one, found.keys()) for key, one in found.items()}

    def _speakers(self, names: Collection[str]) -> set[str]:
        """Ids of the people who speak in some sources, or as some voices, by decisions on them."""
        return {
            decision.targets[0]
            for decision in self.head.decisions
            if decision.kind == "speaks" and any(name in names for name in decision.targets[1:])
        }

    def _voices(self, statements: Iterable[Statement]) -> set[str]:
        """Voices of the statements, and of the sources that they come from."""
        found: set[str] = set()
        for one in statements:
            found.update(voice for link in one.chain for voice in (link.voice, link.through) if voice)
        for key in {one.source for one in statements} & self.head.sources.keys():
            found |= self.head.sources[key].voices
        return found


def named_by(statements: Iterable[Statement]) -> set[str]:
    """Subjects, events and values that statements name; for a relative date also the event it depends on."""
    found: set[str] = set()
    for one in statements:
        found.update((one.subject, *((one.event,) if one.event else ())))
        for name in pointed_at(one):
            found |= {name, name.removeprefix("#")} if name.startswith("#") else {name}
        if isinstance(one.value, Relative):
            found.add(f"{one.value.anchor}.event")
    return found


def _around(builder: CaseBuilder, subjects: set[str]) -> set[str]:
    """Add statements about some subjects and about what these name. Returns all ids of the subjects."""
    names = _named_as_one(builder, subjects)
    own = names | builder.events_of(names)
    builder.take("subject", own)
    builder.take("event", own)
    builder.pointing_at(own)
    told = builder.told()
    _members(builder, own)
    told += builder.pointing_at(_statements_named(told))
    told += builder.take("key", {name.removeprefix("#") for name in _statements_named(told)})
    _follow(builder, told, done=own)
    return names


def _named_as_one(builder: CaseBuilder, subjects: set[str]) -> set[str]:
    """All ids of subjects; for a person also the events that are that person's own death."""
    together = builder.head.clusters.together
    names, size = {name for one in subjects for name in together(one)}, 0
    while size != (size := len(names)):
        builder.take("subject", names, only=("died",))
        builder.take("event", names, only=("died",))
        dead: dict[str, set[str]] = {}
        for one in builder.told():
            if one.predicate == "died" and one.event is not None:
                dead.setdefault(one.event, set()).add(builder.head.clusters.canonical(one.subject))
        for event, who in dead.items():
            # An event with several dead is nobody's own death.
            if len(who) == 1 and (event in names or who & names) and len(builder.dead_in(event)) == 1:
                names |= {event, *together(next(iter(who)))}
    return names


def _members(builder: CaseBuilder, groups: set[str]) -> None:
    """Add the members of groups, and the statements about them."""
    told = builder.pointing_at(groups, only=("member-of",))
    for group in builder.head.by_property:
        if group.id in groups and group.all_with is not None:
            predicate, values = group.all_with
            told += [one for one in builder.take("predicate", [predicate]) if one.value.text in values]
    builder.take("subject", {one.subject for one in told})


def _follow(builder: CaseBuilder, told: list[Statement], *, done: set[str]) -> None:
    """Add statements about everything these statements name, then step by step those that date it."""
    wanted = (named_by(told) | _by_property(builder, told) | _by_readings(builder, done)) - done
    told = builder.take("subject", wanted)
    told += builder.pointing_at(wanted, only=_DATING, most=_PARTS)
    done |= wanted
    for _ in range(_ROUNDS):
        wanted = named_by(told) - done
        if not wanted:
            return
        done |= wanted
        told = builder.take("subject", wanted, only=_DATING)
        told += builder.take("entry", wanted, only=_DATING)


def _by_property(builder: CaseBuilder, told: list[Statement]) -> set[str]:
    """Groups that these statements put somebody into, by the property that defines the group."""
    return {
        group.id
        for group in builder.head.by_property
        for one in told
        if group.all_with is not None
        and one.predicate == group.all_with[0]
        and one.value.text in group.all_with[1]
    }


def _by_readings(builder: CaseBuilder, names: set[str]) -> set[str]:
    """Names in our readings about these subjects."""
    readings = [as_statement(reading) for reading in builder.head.readings]
    near = named_by([one for one in readings if one.subject in names or one.event in names])
    return named_by([one for one in readings if one.subject in near | names])


def _statements_named(told: Iterable[Statement]) -> set[str]:
    """Statements that these statements are about or point at, as `#id`."""
    return {name for one in told for name in (one.subject, *pointed_at(one)) if name.startswith("#")}
