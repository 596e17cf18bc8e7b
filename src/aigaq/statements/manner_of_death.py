"""Manner of death (list `manner`), by acts, weapons, causes, certificates and autopsies.

Invariant: whether and how somebody died are two questions. Where a paper and a voice differ both stay and neither is
taken for true. Words that no list holds are never taken to agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref, Value, Words
from aigaq.statements.compare import CONTRADICTS, TENSION
from aigaq.statements.contradictions import Answer, Contradiction, as_sides, kind_of
from aigaq.statements.event_statements import statements_of_events
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.modality import FIRM, NOT_FACTUAL
from aigaq.statements.origins import corroboration, origin_of

PAPERS = frozenset({"cause-certified", "autopsy"})
_OF_PERSON = ("cause-of-death", "cause-certified", "autopsy", "indirect-cause")
_OPEN = frozenset({"undetermined", "pending"})
_TELLING = ("cause-certified", "autopsy", "cause-of-death", "indirect-cause", "weapon", "type", "victim-of")
"""Predicates that may name a side, the most telling first."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Manner of death by one statement.

    Args:
        manner: list `manner`; None where the statement does not tell it.
        means: the class (list `death-class`) of its weapon or cause, if it has one.
        unlisted: its words are in no list and cannot be compared.
    """

    statement: Statement
    manner: str | None
    means: str | None
    unlisted: bool


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Words for a manner of death that no list holds, and so nobody compared with the other words on it.

    Args:
        statements: ids of the statements with these words.
    """

    person: str
    predicate: str
    words: str
    statements: tuple[str, ...]


def manners(person: str, evidence: Evidence) -> tuple[Manner, ...]:
    """Every factual statement on how a person died, in the order of the ids."""
    statements = [one for predicate in _OF_PERSON for one in evidence.statements(person, predicate)]
    statements += list(_of_the_act(person, evidence))
    affirmed = (one for one in statements if one.polarity == "affirms" and one.aspect == "single")
    facts = {one.id: one for one in affirmed if one.modality not in NOT_FACTUAL and one.source != OURS}
    return tuple(_manner(facts[name], evidence) for name in sorted(facts))


def death_events(person: str, evidence: Evidence) -> set[str]:
    """The events of a person's death: their own, one with several dead, a killing whose victim they are."""
    events = {
        evidence.canonical(one.event) for one in evidence.statements(person, "died") if one.event is not None
    }
    for statement in evidence.statements(person, "victim-of"):
        if (
            isinstance(statement.value, Ref)
            and statement.polarity == "affirms"
            and is_fatal(statement, evidence)
        ):
            events.add(evidence.canonical(statement.value.id))
    return events | {f"{evidence.canonical(person)}~death"}


def _of_the_act(person: str, evidence: Evidence) -> Iterator[Statement]:
    """Weapons and fatal acts; an act only where its own entry names no weapon with a manner."""
    events = death_events(person, evidence)
    weapons, _ = statements_of_events(events, "weapon", evidence)
    yield from weapons
    telling = (one for one in weapons if manner_of(one, evidence) is not None)
    named = {(one.entry, one.source) for one in telling if one.entry is not None}
    acts = [one for event in sorted(events) for one in evidence.statements(event, "type")]
    acts += [one for one in evidence.statements(person, "victim-of") if isinstance(one.value, Code)]
    for statement in acts:
        if (statement.entry, statement.source) not in named and is_fatal(statement, evidence):
            yield statement


def is_fatal(statement: Statement, evidence: Evidence) -> bool:
    """Whether a statement names a killing of some kind (list `act`, with parents)."""
    terms = evidence.vocabulary.lists["act"]
    acts = acts_in(statement.value, evidence)
    return any(term.code == "killing" for act in acts for term in terms.chain(act))


def acts_in(value: Value, evidence: Evidence) -> frozenset[str]:
    """Kinds of act that a value names: its own code, or those of the event it refers to."""
    if isinstance(value, Code):
        return frozenset({value.code})
    return evidence.acts.get(value.id, frozenset()) if isinstance(value, Ref) else frozenset()


def _manner(statement: Statement, evidence: Evidence) -> Manner:
    manner = manner_of(statement, evidence)
    return Manner(
        statement, manner, class_of(statement, evidence), manner is None and _is_unlisted(statement, evidence)
    )


def _is_unlisted(statement: Statement, evidence: Evidence) -> bool:
    """Whether the words are in no list. Of an autopsy, words for how it was made are left out."""
    if not isinstance(statement.value, Words):
        return False
    if statement.predicate == "autopsy":
        return evidence.vocabulary.find("examination", statement.value.text) is None
    return statement.predicate != "type"


def manner_of(statement: Statement, evidence: Evidence) -> str | None:
    """The manner (list `manner`) of an act, weapon or cause, or of its parents; None where there is none."""
    value = statement.value
    if isinstance(value, Code):
        return manner_of_code(value.list, value.code, evidence)
    if isinstance(value, Words):
        code = evidence.vocabulary.find("cause", value.text) if statement.predicate in _OF_PERSON else None
        return manner_of_code("cause", code, evidence) if code is not None else None
    if isinstance(value, Ref):
        acts = evidence.acts.get(value.id, frozenset())
        return "violent" if is_violent(acts, evidence) else None
    return None


def manner_of_code(list_name: str, code: str, evidence: Evidence) -> str | None:
    """The manner of a code of a list; None where it has none."""
    if list_name == "act" and evidence.vocabulary.fact("act", code, "violent") == "yes":
        return "violent"
    return evidence.vocabulary.fact(list_name, code, "manner")


def is_violent(acts: Iterable[str], evidence: Evidence) -> bool:
    """Whether one of the acts is an act of violence."""
    return any(manner_of_code("act", act, evidence) == "violent" for act in acts)


def class_of(statement: Statement, evidence: Evidence) -> str | None:
    """The class of death (list `death-class`) of a weapon or cause, or of its parents; None where there is none."""
    value = statement.value
    if isinstance(value, Words) and statement.predicate in _OF_PERSON:
        code = evidence.vocabulary.find("cause", value.text)
        return evidence.vocabulary.fact("cause", code, "class") if code is not None else None
    return evidence.vocabulary.fact(value.list, value.code, "class") if isinstance(value, Code) else None


def manner_contradictions(evidence: Evidence) -> Iterator[Contradiction]:
    """Contradictions on the manner of death, for each person."""
    for person in _people(evidence):
        told_manners = manners(person, evidence)
        clashing = [(a, b) for a, b in combinations(told_manners, 2) if manners_clash(a, b)]
        if not all(_one_question(a.statement, b.statement, evidence) for a, b in clashing):
            yield _clash(person, clashing, evidence)
        unclear = [(a, b) for a in told_manners for b in told_manners if _stands_by_default(a, b)]
        if unclear:
            yield _by_default(person, unclear, evidence)


def _one_question(a: Statement, b: Statement, evidence: Evidence) -> bool:
    """Whether two statements answer one question, so that comparing values finds them already."""
    events = {evidence.canonical(one.event) if one.event is not None else None for one in (a, b)}
    functional = evidence.vocabulary.predicates[a.predicate].functional
    return a.predicate == b.predicate and functional and len(events) == 1


def _people(evidence: Evidence) -> list[str]:
    """Everybody whose manner of death somebody tells."""
    people = {
        evidence.canonical(statement.subject)
        for code in (*_OF_PERSON, "died")
        for statement in evidence.by_predicate.get(code, ())
    }
    victims = (one for one in evidence.by_predicate.get("victim-of", ()) if is_fatal(one, evidence))
    return sorted(people | {evidence.canonical(one.subject) for one in victims})


def manners_clash(a: Manner, b: Manner) -> bool:
    """Whether two statements name different manners. What one entry says together is one account."""
    if a.manner is None or b.manner is None or {a.manner, b.manner} & _OPEN or a.manner == b.manner:
        return False
    return a.statement.entry is None or a.statement.entry != b.statement.entry


def _stands_by_default(paper: Manner, word: Manner) -> bool:
    """Whether a certified cause that no list holds stands against a violent manner: by rule they differ."""
    apart = paper.statement.entry is None or paper.statement.entry != word.statement.entry
    return (
        paper.statement.predicate == "cause-certified"
        and paper.unlisted
        and word.manner == "violent"
        and apart
    )


def _clash(person: str, pairs: list[tuple[Manner, Manner]], evidence: Evidence) -> Contradiction:
    every = {one.statement.id: one for pair in pairs for one in pair}
    answers = [*_on_paper(every.values()), *_in_words(every.values())]
    sure = any(
        a.statement.modality in FIRM and b.statement.modality in FIRM and _apart(a, b, evidence)
        for a, b in pairs
    )
    predicate = min((one.statement.predicate for one in every.values()), key=_TELLING.index)
    result = CONTRADICTS if sure else TENSION
    kind = kind_of(answers, evidence)
    return Contradiction(f"manner/{person}", person, predicate, kind, result, as_sides(answers), "manner")


def _by_default(person: str, pairs: list[tuple[Manner, Manner]], evidence: Evidence) -> Contradiction:
    every = {one.statement.id: one for pair in pairs for one in pair}
    answers = [*_on_paper(every.values()), *_in_words(every.values())]
    name, rule = f"manner/{person}/not-compared", "manner-by-default"
    kind = kind_of(answers, evidence)
    return Contradiction(name, person, "cause-certified", kind, TENSION, as_sides(answers), rule)


def _apart(a: Manner, b: Manner, evidence: Evidence) -> bool:
    """Whether two voices differ, or a voice and a paper. One voice may tell of both manners without contradiction."""
    papers = {a.statement.predicate, b.statement.predicate} & PAPERS
    return bool(papers) or origin_of(a.statement, evidence).key != origin_of(b.statement, evidence).key


def _on_paper(told_manners: Iterable[Manner]) -> list[Answer]:
    """One side for each cause on paper; the paper and those who were shown it are one side."""
    answers: dict[str, Answer] = {}
    for manner in sorted(told_manners, key=lambda manner: manner.statement.id):
        if manner.statement.predicate in PAPERS:
            answers.setdefault(manner.statement.value.text, (manner.statement.value, "affirms", []))[
                2
            ].append(manner.statement)
    return [answers[text] for text in sorted(answers)]


def _in_words(told_manners: Iterable[Manner]) -> list[Answer]:
    """One side for each manner told in words, named by its most telling statement."""
    by_manner: dict[str, list[Statement]] = {}
    for manner in sorted(
        told_manners, key=lambda manner: (_TELLING.index(manner.statement.predicate), manner.statement.id)
    ):
        if manner.statement.predicate not in PAPERS:
            by_manner.setdefault(manner.manner or "", []).append(manner.statement)
    return [(by_manner[name][0].value, "affirms", by_manner[name]) for name in sorted(by_manner)]


def not_compared(evidence: Evidence) -> tuple[NotCompared, ...]:
    """Words that no list holds, where another statement tells how the person died."""
    unlisted: dict[tuple[str, str, str], list[Statement]] = {}
    for person in _people(evidence):
        told_manners = manners(person, evidence)
        for manner in told_manners:
            if manner.unlisted and any(_beside(manner, other) for other in told_manners):
                key = (person, manner.statement.predicate, manner.statement.value.text)
                unlisted.setdefault(key, []).append(manner.statement)
    return tuple(
        NotCompared(person, predicate, words, tuple(one.id for one in statements))
        for (person, predicate, words), statements in sorted(unlisted.items())
    )


def _beside(manner: Manner, other: Manner) -> bool:
    """Whether another statement tells the manner, so that unlisted words should be compared with it."""
    speaks = other.manner is not None or (other.unlisted and not _same_words(manner, other))
    return speaks and (manner.statement.entry is None or manner.statement.entry != other.statement.entry)


def _same_words(manner: Manner, other: Manner) -> bool:
    a, b = (manner.statement.value.text.casefold().split() for manner in (manner, other))
    return a == b


def kind_in_doubt(person: str, evidence: Evidence) -> str | None:
    """`disputed` or `kind-unclear` where voices differ on how somebody died, or may differ; None where none does.

    A weapon of a class against a violent cause of none is a dispute too. Words in no list leave the kind unclear
    unless two independent voices bear out what the listed words say.
    """
    sure_manners = [one for one in manners(person, evidence) if one.statement.modality in FIRM]
    for a, b in combinations(sure_manners, 2):
        if (manners_clash(a, b) or _means_clash(a, b)) and _apart(a, b, evidence):
            return "disputed"
    classed = [one.statement for one in sure_manners if one.means is not None]
    listed = classed or [one.statement for one in sure_manners if one.manner == "violent"]
    unlisted = [
        one for one in sure_manners if one.unlisted and any(_beside(one, other) for other in sure_manners)
    ]
    voices = {origin_of(one, evidence).key for one in listed}
    others = [one for one in unlisted if origin_of(one.statement, evidence).key not in voices]
    if others and listed and not corroboration(listed, evidence).corroborated:
        return "kind-unclear"
    return None


def _means_clash(a: Manner, b: Manner) -> bool:
    """Whether two violent means differ: one has a class, the other is a listed cause without one (a shot, blows)."""
    if a.manner != "violent" or b.manner != "violent" or (a.means is None) == (b.means is None):
        return False
    bare = a if a.means is None else b
    listed = isinstance(bare.statement.value, Code | Words) and bare.statement.predicate in _OF_PERSON
    return listed and (a.statement.entry is None or a.statement.entry != b.statement.entry)
