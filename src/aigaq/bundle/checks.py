"""Consistency checks across the parts of a case.

Invariant: a case that passes can be counted without surprises.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aigaq.bundle.assembly import check_claim
from aigaq.bundle.problems import Problems
from aigaq.errors import BadValue, Cycle, DatesContradict, PlaceNotInSource, UnknownId
from aigaq.records.cases import CaseRecords
from aigaq.records.coding.resolution import DATED, DATED_KINDS
from aigaq.records.dates.anchoring import Link, solve
from aigaq.records.dates.relative import Relative
from aigaq.records.decisions import Decision
from aigaq.records.statements import Passage, Statement
from aigaq.records.values import Ref

_DATING = frozenset({"when", "died", "released-on", "recorded-when"})
Places = dict[tuple[str, str], dict[str, str | int]]
"""File and line of a judgement or rule, by section and id."""


def check_case(records: CaseRecords, problems: Problems, places: Places) -> None:
    """Collect inconsistencies between the parts of a case."""
    _check_sources(records, problems)
    _check_places(records, problems)
    for entry in records.entries:
        with problems.caught():
            check_claim(entry, records.vocabulary, records.subjects)
    _check_judgements(records, problems, places)
    _check_rules(records, problems, places)
    _check_statements(records, problems)


def _check_sources(records: CaseRecords, problems: Problems) -> None:
    above = {key: source.derived_from for key, source in records.sources.items()}
    for key, origin in above.items():
        file = f"sources/{key}/source.yaml"
        if origin is not None and origin not in records.sources:
            problems.add(UnknownId(file=file, line=1, id=key, value=origin))
    for ring in rings({key: (origin,) if origin else () for key, origin in above.items()}):
        problems.add(Cycle(file=f"sources/{ring[0]}/source.yaml", line=1, id=ring[0], value=", ".join(ring)))
    for subject in records.subjects.values():
        if subject.source is not None and subject.source not in records.sources:
            problems.add(UnknownId(file="cast.yaml", line=1, id=subject.id, value=subject.source))
    for key, source in records.sources.items():
        for voice in {turn.role for turn in source.turns} - {"heading", "furniture", "citation"}:
            if voice not in records.subjects:
                problems.add(UnknownId(file=f"sources/{key}/source.yaml", line=1, id=key, value=voice))
        for person in source.media.people if source.media is not None else ():
            if person not in records.subjects:
                problems.add(UnknownId(file=f"sources/{key}/source.yaml", line=1, id=key, value=person))


def _check_places(records: CaseRecords, problems: Problems) -> None:
    for entry in records.entries:
        source = records.sources.get(entry.source)
        if source is None or source.lines is None or entry.place.line <= source.lines:
            continue
        value = entry.place.written
        problems.add(PlaceNotInSource(file=entry.file, line=entry.line, id=entry.id, value=value))


def _check_judgements(records: CaseRecords, problems: Problems, places: Places) -> None:
    known = {*records.subjects, *records.made_for, *(statement.id for statement in records.statements)}
    known |= {decision.id for decision in records.decisions} | {reading.id for reading in records.readings}
    named = [("decisions", one.id, one.targets) for one in records.decisions]
    reads = {("decisions", one.id) for one in records.decisions if one.kind == "read-as"}
    named += [("safeguards", one.id, (*one.covers, *one.withholds)) for one in records.safeguards]
    _check_replaced(records, problems, places)
    for question in records.questions:
        about = (question.about,) if question.about else ()
        named.append(("questions", question.id, (*question.answers, *about)))
    for section, id, targets in named:
        # A safeguard covers the records of a source one by one; the key of a source would cover nothing.
        meant = known | records.sources.keys() if section == "decisions" else known
        if (section, id) in reads:
            meant = set(records.sources)
        for target in targets:
            if target.removeprefix("#") not in meant:
                problems.add(UnknownId(**places.get((section, id), {}), id=id, value=target))
    _check_whom(records, problems, places, known)
    for question in records.questions:
        _check_passages(question.passages, records, problems, _at(places, "questions", question.id))
    for reading in records.readings:
        _check_passages(reading.passages, records, problems, _at(places, "readings", reading.id))


def _check_replaced(records: CaseRecords, problems: Problems, places: Places) -> None:
    """Refuse safeguards that replace each other in a ring: none of them would be in force."""
    before: set[str] = set()
    for safeguard in records.safeguards:
        if safeguard.replaces is not None and safeguard.replaces not in before:
            problems.add(UnknownId(**_at(places, "safeguards", safeguard.id), value=safeguard.replaces))
        before.add(safeguard.id)


def _check_whom(records: CaseRecords, problems: Problems, places: Places, known: set[str]) -> None:
    """Refuse an accept, include or exclude whose target is no harmed person: the count would ignore it silently."""
    said = {one.id: one for one in records.statements}
    for decision in records.decisions:
        if decision.kind not in ("accept", "exclude", "include"):
            continue
        due = "a person, or an entry that says this harm of one"
        for target in decision.targets:
            if target.removeprefix("#") in known and not _is_harmed(target, decision, records, said):
                where = _at(places, "decisions", decision.id)
                problems.add(BadValue(**where, key=decision.kind, value=target, due=due))


def _is_harmed(target: str, decision: Decision, records: CaseRecords, said: Mapping[str, Statement]) -> bool:
    """Whether a target is a person who can be counted, or an entry or statement that reports harm to one."""
    subject = records.subjects.get(target)
    if subject is None:
        statement = said.get(records.made_for.get(target, (target.removeprefix("#"),))[0])
        if statement is None or statement.predicate != ("died" if decision.harm == "died" else "victim-of"):
            return False
        subject = records.subjects.get(statement.subject)
    # A group may be left out or included, but has no state that could be accepted.
    kinds = ("person",) if decision.kind == "accept" else ("person", "group")
    return subject is not None and subject.kind in kinds


def _at(places: Places, section: str, id: str) -> dict[str, str | int]:
    return {**places.get((section, id), {}), "id": id}


def _check_passages(
    passages: Iterable[Passage], records: CaseRecords, problems: Problems, where: dict[str, str | int]
) -> None:
    for passage in passages:
        source = records.sources.get(passage.source)
        if source is None:
            problems.add(UnknownId(**where, value=passage.source))
        elif source.lines is not None and passage.line > source.lines:
            problems.add(PlaceNotInSource(**where, value=passage.place.written))


def _check_rules(records: CaseRecords, problems: Problems, places: Places) -> None:
    for rule in records.rules.values():
        for target in (rule.scope, rule.place, rule.population, *rule.speakers):
            if target is not None and target not in records.subjects:
                problems.add(UnknownId(**_at(places, "rules", rule.key), value=target))
    for answer in records.answers:
        if answer.rule not in records.rules:
            problems.add(
                UnknownId(file=f"answers/{answer.key}.yaml", line=1, id=answer.key, value=answer.rule)
            )


def _check_statements(records: CaseRecords, problems: Problems) -> None:
    by_id = {statement.id: statement for statement in records.statements}
    where = {entry.id: (entry.file, entry.line) for entry in records.entries}

    def place(statement: Statement) -> dict[str, str | int]:
        file, line = where.get(statement.entry or "", ("", 0))
        return {"file": file, "line": line, "id": statement.entry or statement.id}

    for ring in rings({one.id: one.premises for one in records.statements}):
        problems.add(Cycle(**place(by_id[ring[0]]), value=", ".join(ring)))
    for ring in rings(_edges(records.statements, "part-of")):
        first = next(s for s in records.statements if s.subject == ring[0] and s.predicate == "part-of")
        problems.add(Cycle(**place(first), value=", ".join(ring)))
    for statement in records.statements:
        voices = [link.voice for link in statement.chain]
        if len(set(voices)) != len(voices):
            problems.add(Cycle(**place(statement), value=", ".join(voices)))
        if isinstance(statement.value, Ref) and statement.value.id == statement.subject:
            problems.add(
                BadValue(**place(statement), key=statement.predicate, value=statement.subject, due="another")
            )
    _check_relative_dates(records, by_id, problems, place)
    _check_anchors(records, by_id, problems, place)


def _check_anchors(
    records: CaseRecords, by_id: Mapping[str, Statement], problems: Problems, place: object
) -> None:
    """Refuse a date anchored to an entry that dates nothing: it would silently stay undated."""
    assert callable(place)
    for statement in records.statements:
        value = statement.value
        if not isinstance(value, Relative) or value.anchor not in records.made_for:
            continue
        main = by_id.get(records.made_for[value.anchor][0])
        about = records.subjects.get(main.subject) if main is not None else None
        dates = f"{value.anchor}.event" in records.subjects or main is None or main.predicate in _DATING
        beside = records.subjects.get(value.anchor)
        if dates or any(one is not None and one.kind in DATED_KINDS for one in (about, beside)):
            continue
        problems.add(BadValue(**place(statement), key=statement.predicate, value=value.text, due=DATED))


def _check_relative_dates(
    records: CaseRecords, by_id: Mapping[str, Statement], problems: Problems, place: object
) -> None:
    assert callable(place)
    by_origin: dict[str, list[Link]] = {}
    for statement in records.statements:
        value = statement.value
        if isinstance(value, Relative) and statement.predicate == "when" and statement.polarity == "affirms":
            if value.anchor == statement.subject:
                problems.add(Cycle(**place(statement), value=statement.subject))
                continue
            by_origin.setdefault(statement.origin, []).append(Link(statement.subject, value, statement.id))
    for links in by_origin.values():
        for clash in solve(links).clashes:
            first = by_id[clash.by[0]]
            problems.add(DatesContradict(**place(first), value=", ".join(clash.by)))


def _edges(statements: Iterable[Statement], predicate: str) -> dict[str, tuple[str, ...]]:
    edges: dict[str, tuple[str, ...]] = {}
    for statement in statements:
        if (
            statement.predicate == predicate
            and isinstance(statement.value, Ref)
            and statement.polarity == "affirms"
        ):
            edges[statement.subject] = (*edges.get(statement.subject, ()), statement.value.id)
    return edges


def rings(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Cycles in a graph, each once. Iterative, since a chain may be longer than the recursion limit."""
    state: dict[str, int] = {}
    rings: list[tuple[str, ...]] = []
    for start in edges:
        if start in state:
            continue
        path: list[str] = [start]
        walks = [iter(edges[start])]
        state[start] = 1
        while walks:
            following = next(walks[-1], None)
            if following is None:
                state[path.pop()] = 2
                walks.pop()
            elif state.get(following) == 1:
                rings.append(tuple(path[path.index(following) :]))
            elif following in edges and following not in state:
                state[following] = 1
                path.append(following)
                walks.append(iter(edges[following]))
    return rings
