"""The part of a large case that one answer is made of: what is said of somebody, of those beside them, and since.

Invariant: a slice holds nothing that its viewer may not see. What it leaves out is told in
`docs/explanation/large-cases.md`: dates and contradictions are followed along what the statements in it name, not
through the rest of the case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from aigaq.casework.case import Case
from aigaq.records.cases import CaseRecords
from aigaq.records.relative import Relative
from aigaq.records.statements import Statement
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.statements.evidence import as_statement
from aigaq.web.models import CaseRow, EntryRow, PinsRow, PointRow, StatementRow, SubjectRow
from aigaq.web.queries.seals import holds
from aigaq.web.queries.shelf import Shelf, documents, shelf
from aigaq.web.queries.touching import pointed_at
from aigaq.web.queries.visible import resting, untied
from aigaq.web.queries.withheld import labelled, masked, withheld

MOST = 3_000
"""Statements that one question to the database may add: an event with a hundred thousand dead is no page."""
_PARTS = 400
"""Events told to be part of one, from which on its days are not looked for in theirs."""
_ROUNDS = 6
_LONGEST = 300
_DATING = ("when", "died", "released-on", "before", "part-of", "example-of", "recorded-when", "type")
_LATER = ("recants", "corrects")
_PRACTICES = ("certificate-condition", "cause-certified")


def about(row: CaseRow, held: frozenset[str], subject: str) -> Case:
    """The case around one subject: what is said of it, of what that names, what dates it, and what became of it."""
    part = _Part(row, held)
    names = part.around({subject})
    part.take(_practices(row))
    return part.case(whose=names)


def telling(row: CaseRow, held: frozenset[str], statement: str) -> Case:
    """The case around one statement: what is said of the same, what it rests on and what rests on it."""
    part = _Part(row, held)
    own = part.take(Q(key__in=[part.main_of(statement)]))
    part.pointing_at({f"#{one.id}" for one in own})
    part.take(Q(key__in=[name for one in own for name in one.premises]))
    names = part.around({one.subject.removeprefix("#") for one in own} | {one.subject for one in own})
    return part.case(whose=names)


def of_source(row: CaseRow, held: frozenset[str], source: str) -> Case:
    """The case as one source tells it, with what became of its words."""
    part = _Part(row, held)
    part.take(Q(source=source), most=20 * MOST)
    return part.case(whose=set())


def at_line(row: CaseRow, held: frozenset[str], source: str, line: int, words: Iterable[str]) -> Case:
    """The case as one line of a source tells it, and whom some words name, by id or by label."""
    part = _Part(row, held)
    part.take(Q(source=source, line=line))
    typed = {word for word in words if 0 < len(word) <= _LONGEST}
    folded = {word.casefold()[:200] for word in typed}
    # By the label as it is told: by a label that is withheld nobody is found.
    told = Q(key__in=typed) | labelled(row, part.hidden, folded)
    named = SubjectRow.objects.filter(part.may & told, case=row)
    return part.case(whose=set(), also=set(named.values_list("key", flat=True)[:MOST]), text_of=source)


def bare(row: CaseRow, held: frozenset[str]) -> Case:
    """The case without a statement: its sources, decisions, questions and rules."""
    return _Part(row, held).case(whose=set())


def _practices(row: CaseRow) -> Q:
    """What certificates say of no single person."""
    others = SubjectRow.objects.filter(case=row).exclude(kind="person").values("key")
    return Q(predicate__in=_PRACTICES) & Q(subject__in=others)


class _Part:
    """Gathers statements of a case, and then all that they need beside them."""

    def __init__(self, row: CaseRow, held: frozenset[str]) -> None:
        self.row, self.may, self.held = row, holds(row, held), held
        self.hidden = withheld(row, held)
        self.shelf: Shelf = shelf(row, held)
        self.found: dict[str, tuple[int, Statement]] = {}

    def take(self, asked: Q, *, most: int = MOST) -> list[Statement]:
        """The statements asked for that were not there yet."""
        # In no order: asked for in that of the case, SQLite would read the whole case to find them (as measured).
        rows = StatementRow.objects.filter(self.may & asked, case=self.row).order_by()
        new = []
        for row in rows.only("key", "seq", "body")[:most]:
            if row.key not in self.found:
                record = masked(row.to_record(), self.hidden)
                self.found[row.key] = (row.seq, record)
                new.append(record)
        return new

    def pointing_at(
        self, targets: Iterable[str], asked: Q | None = None, *, most: int = MOST
    ) -> list[Statement]:
        """The statements that point at something."""
        aims = set(targets)
        points = PointRow.objects.filter(case=self.row, target__in=aims)
        masks = self.hidden.keys("statement")
        keys = Q(key__in=points.exclude(statement__in=masks).values("statement"))
        # A value that is withheld points at nothing; what else the same statement names still does.
        rows = StatementRow.objects.filter(case=self.row, key__in=masks) if masks else ()
        told = [masked(one.to_record(), self.hidden) for one in rows]
        keys |= Q(key__in=[one.id for one in told if aims & set(pointed_at(one))])
        return self.take(keys & (asked or Q()), most=most)

    def around(self, subjects: set[str]) -> set[str]:
        """Take what is said of some subjects and of what that names; the ids that they go by."""
        names = self._named_as_one(subjects)
        events = self._events_of(names)
        own = names | events
        self.take(Q(subject__in=own) | Q(event__in=own))
        self.pointing_at(own)
        told = [one for _, one in self.found.values()]
        self._members(own)
        told += self.pointing_at(_statements_named(told))
        told += self.take(Q(key__in={name.removeprefix("#") for name in _statements_named(told)}))
        self._follow(told, done=own)
        return names

    def _named_as_one(self, subjects: set[str]) -> set[str]:
        """Subjects under all their ids; with a person, the events that are that person's own death."""
        names, size = {name for one in subjects for name in self.shelf.clusters.together(one)}, 0
        while size != (size := len(names)):
            died = self.take(Q(predicate="died") & (Q(subject__in=names) | Q(event__in=names)), most=200)
            dead: dict[str, set[str]] = {}
            for one in (*died, *(told for _, told in self.found.values())):
                if one.predicate == "died" and one.event is not None:
                    dead.setdefault(one.event, set()).add(self.shelf.clusters.one(one.subject))
            for event, who in dead.items():
                if len(who) == 1 and (event in names or who & names) and self._is_death(event):
                    names |= {event, *self.shelf.clusters.together(next(iter(who)))}
        return names

    def _is_death(self, event: str) -> bool:
        """Whether all that died in an event is one person: the event of a massacre is nobody's own death."""
        rows = StatementRow.objects.filter(self.may, case=self.row, predicate="died", event=event)
        dead = {
            self.shelf.clusters.one(one) for one in rows.values_list("subject", flat=True).distinct()[:50]
        }
        return len(dead) == 1

    def _events_of(self, names: set[str]) -> set[str]:
        """What the entries about these made: their events."""
        entries = EntryRow.objects.filter(self.may, case=self.row, who__in=names).values("key")
        made = SubjectRow.objects.filter(self.may, case=self.row, made_by__in=entries)
        return set(made.values_list("key", flat=True)[:MOST])

    def main_of(self, statement: str) -> str:
        """The main statement of an entry, where an entry is meant."""
        made = (
            EntryRow.objects.filter(self.may, case=self.row, key=statement)
            .values_list("made", flat=True)
            .first()
        )
        return made[0] if made else statement

    def _members(self, groups: set[str]) -> None:
        """Of groups, who belongs to them, and what is said of those."""
        told = self.pointing_at(groups, Q(predicate="member-of"))
        for group in self.shelf.by_property:
            if group.id in groups and group.all_with is not None:
                predicate, values = group.all_with
                told += [one for one in self.take(Q(predicate=predicate)) if one.value.text in values]
        self.take(Q(subject__in={one.subject for one in told}))

    def _follow(self, told: list[Statement], *, done: set[str]) -> None:
        """What is said of all that these statements name; then what dates that, as far as it leads."""
        wanted = (_named_by(told) | self._by_property(told) | self._by_readings(done)) - done
        told = self.take(Q(subject__in=wanted))
        told += self.pointing_at(wanted, Q(predicate__in=_DATING), most=_PARTS)
        done |= wanted
        for _ in range(_ROUNDS):
            wanted = _named_by(told) - done
            if not wanted:
                return
            done |= wanted
            told = self.take(Q(predicate__in=_DATING) & (Q(subject__in=wanted) | Q(entry__in=wanted)))

    def _by_property(self, told: list[Statement]) -> set[str]:
        """The groups that somebody belongs to by what is said of them."""
        return {
            group.id
            for group in self.shelf.by_property
            for one in told
            if group.all_with is not None
            and one.predicate == group.all_with[0]
            and one.value.text in group.all_with[1]
        }

    def _by_readings(self, names: set[str]) -> set[str]:
        """What our readings of some subjects name."""
        own = [as_statement(one) for one in self.shelf.readings]
        near = [one for one in own if one.subject in names or one.event in names]
        return _named_by([one for one in own if one.subject in _named_by(near) | names])

    def what_became(self) -> None:
        """The words that take back, correct or reaffirm what was found, and those on them."""
        for _ in range(_ROUNDS):
            entries = {one.entry for _, one in self.found.values() if one.entry}
            made = EntryRow.objects.filter(case=self.row, key__in=entries).values_list("made", flat=True)
            mains = {names[0] for names in made if names}
            self.take(Q(key__in=mains - self.found.keys()))
            ids = {f"#{name}" for name in self.found}
            if not self.pointing_at(ids, Q(predicate__in=_LATER)):
                return

    def case(self, *, whose: set[str], also: Collection[str] = (), text_of: str | None = None) -> Case:
        """The case of what was found.

        Args:
            whose: subjects whose blanks are asked for too.
            also: subjects that are wanted whether anything is said of them or not.
            text_of: a source whose text is wanted whether anything is said there or not.
        """
        if self.found:
            self.what_became()
        statements = tuple(one for _, one in sorted(self.found.values(), key=lambda found: found[0]))
        subjects = self._subjects(statements, whose | set(also))
        keys = {one.entry for one in statements} | {one.made_by for one in subjects.values()}
        asked = Q(key__in=[key for key in keys if key]) | Q(who__in=whose)
        entries = list(EntryRow.objects.filter(self.may & asked, case=self.row).order_by()[:MOST])
        entries.sort(key=lambda one: one.seq)
        told_in = {one.source for one in statements} | {text_of}
        used = {key: one for key, one in self.shelf.sources.items() if key in told_in}
        records = CaseRecords(
            key=self.row.key,
            title=self.row.title,
            anchor=self.row.anchor if self.row.anchor in subjects else None,
            coder=self.row.coder,
            second_coder=self.row.second_coder,
            vocabulary=self.shelf.vocabulary,
            subjects=subjects,
            sources=self.shelf.sources,
            entries=tuple(masked(one.to_record(), self.hidden) for one in entries),
            statements=statements,
            decisions=self.shelf.decisions,
            readings=self.shelf.readings,
            questions=self.shelf.questions,
            rules=self.shelf.rules,
            pins={
                one.key: resting(one.to_record(), one.key, statements)
                for one in PinsRow.objects.filter(case=self.row, key__in=list(used))
            },
            unfilled={one.key: tuple(one.unfilled) for one in entries if one.unfilled},
            made_for={one.key: tuple(one.made) for one in entries},
            added_words=self.shelf.added_words,
        )
        case = Case(records)
        for key, document in documents(self.row, used).items():
            case, _ = case.bind(key, document)
        return case

    def _subjects(self, statements: tuple[Statement, ...], whose: set[str]) -> dict[str, Subject]:
        """Everybody and everything that the statements, decisions and sources name, and who or what those are in."""
        wanted = whose | _named_by(statements)
        wanted |= {
            voice for one in statements for link in one.chain for voice in (link.voice, link.through) if voice
        }
        for key in {one.source for one in statements}:
            source = self.shelf.sources.get(key)
            if source is not None:
                wanted |= {source.rest, *source.tail, *(turn.role for turn in source.turns)}
        wanted |= {name for one in tuple(wanted) for name in self.shelf.clusters.together(one)}
        wanted |= {self.row.anchor} if self.row.anchor else set()
        found: dict[str, Subject] = {}
        asked: set[str] = set()
        while wanted := wanted - asked:
            asked |= wanted
            rows = SubjectRow.objects.filter(self.may, case=self.row, key__in=wanted).order_by()
            new = {row.key: masked(row.to_record(), self.hidden) for row in rows}
            found |= new
            wanted = {name for one in new.values() for name in (one.stands_for, one.within) if name}
        found = {one.id: one for one in BUILT_IN} | found
        return {key: untied(one, found.keys()) for key, one in found.items()}


def _statements_named(told: Iterable[Statement]) -> set[str]:
    """The statements that statements are about or point at, each with `#` before it."""
    return {name for one in told for name in (one.subject, *pointed_at(one)) if name.startswith("#")}


def _named_by(statements: Iterable[Statement]) -> set[str]:
    """The subjects, events and values that statements name; of a date told by another, what it hangs on."""
    found: set[str] = set()
    for one in statements:
        found.update((one.subject, *((one.event,) if one.event else ())))
        for name in pointed_at(one):
            found |= {name, name.removeprefix("#")} if name.startswith("#") else {name}
        if isinstance(one.value, Relative):
            found.add(f"{one.value.anchor}.event")
    return found
