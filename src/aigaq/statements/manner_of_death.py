"""Manner of death: what acts, weapons, causes, certificates and autopsies say of how a death came.

Invariant: that somebody died and how are two questions. A paper and a voice that differ both stay, neither is held to
be the true one, and words that no list holds are never taken to agree.
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
from aigaq.statements.origins import corroboration, origin_of

PAPERS = frozenset({"cause-certified", "autopsy"})
_OF_PERSON = ("cause-of-death", "cause-certified", "autopsy", "indirect-cause")
_OPEN = frozenset({"undetermined", "pending"})
_SURE = frozenset({"certain", "probable"})
_NO_FACT = frozenset({"opinion", "counterfactual"})
_TELLING = ("cause-certified", "autopsy", "cause-of-death", "indirect-cause", "weapon", "type", "victim-of")
"""By what a side is called, the most telling first."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What one statement says of how somebody died.

    Args:
        manner: list `manner`; None where the word says nothing of it.
        means: the class (list `death-class`) of the weapon or cause that it names, if it has one.
        unlisted: its words are in no list, so that nothing can be compared.
    """

    said: Statement
    manner: str | None
    means: str | None
    unlisted: bool


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Words for how somebody died that no list holds, beside other words on it: nobody compared them.

    Args:
        statements: who used the words, by id.
    """

    person: str
    predicate: str
    words: str
    statements: tuple[str, ...]


def manners(person: str, evidence: Evidence) -> tuple[Manner, ...]:
    """Everything that is told as a fact of how somebody died, by id of the statement."""
    statements = [one for predicate in _OF_PERSON for one in evidence.statements(person, predicate)]
    statements += list(_of_the_act(person, evidence))
    told = (one for one in statements if one.polarity == "affirms" and one.aspect == "single")
    facts = {one.id: one for one in told if one.modality not in _NO_FACT and one.source != OURS}
    return tuple(_manner(facts[name], evidence) for name in sorted(facts))


def death_events(person: str, evidence: Evidence) -> set[str]:
    """The events in which somebody died: their own death, one of several, a killing whose victim they are."""
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
    """Weapons and kinds of act; the act only where its own entry names nothing more telling."""
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
    """Whether an act is a killing of some kind, by its parents too."""
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
    """Words that no list holds; of an autopsy only such as are none of how it was made."""
    if not isinstance(statement.value, Words):
        return False
    if statement.predicate == "autopsy":
        return evidence.vocabulary.find("examination", statement.value.text) is None
    return statement.predicate != "type"


def manner_of(statement: Statement, evidence: Evidence) -> str | None:
    """The manner (list `manner`) that an act, weapon or cause tells of, or a wider one; None where it tells of none."""
    value = statement.value
    if isinstance(value, Code):
        return manner_of_code(value.list, value.code, evidence)
    if isinstance(value, Words):
        found = evidence.vocabulary.find("cause", value.text) if statement.predicate in _OF_PERSON else None
        return manner_of_code("cause", found, evidence) if found is not None else None
    if isinstance(value, Ref):
        acts = evidence.acts.get(value.id, frozenset())
        return "violent" if is_violent(acts, evidence) else None
    return None


def manner_of_code(list_name: str, code: str, evidence: Evidence) -> str | None:
    """The manner of a code of a list."""
    if list_name == "act" and evidence.vocabulary.fact("act", code, "violent") == "yes":
        return "violent"
    return evidence.vocabulary.fact(list_name, code, "manner")


def is_violent(acts: Iterable[str], evidence: Evidence) -> bool:
    """Whether one of the acts is an act of violence."""
    return any(manner_of_code("act", act, evidence) == "violent" for act in acts)


def class_of(statement: Statement, evidence: Evidence) -> str | None:
    """The class of death (list `death-class`) that a weapon or cause tells of, or a wider one."""
    value = statement.value
    if isinstance(value, Words) and statement.predicate in _OF_PERSON:
        code = evidence.vocabulary.find("cause", value.text)
        return evidence.vocabulary.fact("cause", code, "class") if code is not None else None
    return evidence.vocabulary.fact(value.list, value.code, "class") if isinstance(value, Code) else None


def manner_contradictions(evidence: Evidence) -> Iterator[Contradiction]:
    """Of each person, what act, weapon, cause, certificate and autopsy say of the manner, held against each other."""
    for person in _people(evidence):
        told = manners(person, evidence)
        clashing = [(a, b) for a, b in combinations(told, 2) if manners_clash(a, b)]
        if not all(_one_question(a.said, b.said, evidence) for a, b in clashing):
            yield _clash(person, clashing, evidence)
        unclear = [(a, b) for a in told for b in told if _stands_by_default(a, b)]
        if unclear:
            yield _by_default(person, unclear, evidence)


def _one_question(a: Statement, b: Statement, evidence: Evidence) -> bool:
    """Whether two answers are found by comparing the answers to one question."""
    events = {evidence.canonical(one.event) if one.event is not None else None for one in (a, b)}
    functional = evidence.vocabulary.predicates[a.predicate].functional
    return a.predicate == b.predicate and functional and len(events) == 1


def _people(evidence: Evidence) -> list[str]:
    """Everybody of whom somebody says how they died."""
    people = {
        evidence.canonical(statement.subject)
        for code in (*_OF_PERSON, "died")
        for statement in evidence.by_predicate.get(code, ())
    }
    victims = (one for one in evidence.by_predicate.get("victim-of", ()) if is_fatal(one, evidence))
    return sorted(people | {evidence.canonical(one.subject) for one in victims})


def manners_clash(a: Manner, b: Manner) -> bool:
    """Whether two words name manners that cannot both be true; what one entry says together is one account."""
    if a.manner is None or b.manner is None or {a.manner, b.manner} & _OPEN or a.manner == b.manner:
        return False
    return a.said.entry is None or a.said.entry != b.said.entry


def _stands_by_default(paper: Manner, word: Manner) -> bool:
    """Whether a certified cause that no list holds stands beside a violent word: by rule it is not the same."""
    apart = paper.said.entry is None or paper.said.entry != word.said.entry
    return paper.said.predicate == "cause-certified" and paper.unlisted and word.manner == "violent" and apart


def _clash(person: str, pairs: list[tuple[Manner, Manner]], evidence: Evidence) -> Contradiction:
    every = {one.said.id: one for pair in pairs for one in pair}
    answers = [*_on_paper(every.values()), *_in_words(every.values())]
    sure = any(
        a.said.modality in _SURE and b.said.modality in _SURE and _apart(a, b, evidence) for a, b in pairs
    )
    predicate = min((one.said.predicate for one in every.values()), key=_TELLING.index)
    result = CONTRADICTS if sure else TENSION
    kind = kind_of(answers, evidence)
    return Contradiction(f"manner/{person}", person, predicate, kind, result, as_sides(answers), "manner")


def _by_default(person: str, pairs: list[tuple[Manner, Manner]], evidence: Evidence) -> Contradiction:
    every = {one.said.id: one for pair in pairs for one in pair}
    answers = [*_on_paper(every.values()), *_in_words(every.values())]
    name, rule = f"manner/{person}/not-compared", "manner-by-default"
    kind = kind_of(answers, evidence)
    return Contradiction(name, person, "cause-certified", kind, TENSION, as_sides(answers), rule)


def _apart(a: Manner, b: Manner, evidence: Evidence) -> bool:
    """Whether two say it, or one says it of a paper: what one voice tells of both may be the one and the other."""
    papers = {a.said.predicate, b.said.predicate} & PAPERS
    return bool(papers) or origin_of(a.said, evidence).key != origin_of(b.said, evidence).key


def _on_paper(told: Iterable[Manner]) -> list[Answer]:
    """One side for each cause on a paper: the paper and whoever was shown it say one thing."""
    found: dict[str, Answer] = {}
    for manner in sorted(told, key=lambda manner: manner.said.id):
        if manner.said.predicate in PAPERS:
            found.setdefault(manner.said.value.text, (manner.said.value, "affirms", []))[2].append(
                manner.said
            )
    return [found[text] for text in sorted(found)]


def _in_words(told: Iterable[Manner]) -> list[Answer]:
    """One side for each manner that is told in words, called by its most telling word."""
    found: dict[str, list[Statement]] = {}
    for manner in sorted(told, key=lambda manner: (_TELLING.index(manner.said.predicate), manner.said.id)):
        if manner.said.predicate not in PAPERS:
            found.setdefault(manner.manner or "", []).append(manner.said)
    return [(found[name][0].value, "affirms", found[name]) for name in sorted(found)]


def not_compared(evidence: Evidence) -> tuple[NotCompared, ...]:
    """Words that no list holds, where somebody else, or the same in another place, says how the person died."""
    found: dict[tuple[str, str, str], list[Statement]] = {}
    for person in _people(evidence):
        told = manners(person, evidence)
        for manner in told:
            if manner.unlisted and any(_beside(manner, other) for other in told):
                key = (person, manner.said.predicate, manner.said.value.text)
                found.setdefault(key, []).append(manner.said)
    return tuple(
        NotCompared(person, predicate, words, tuple(one.id for one in statements))
        for (person, predicate, words), statements in sorted(found.items())
    )


def _beside(manner: Manner, other: Manner) -> bool:
    """Whether there is something that the words could have been held against."""
    speaks = other.manner is not None or (other.unlisted and not _same_words(manner, other))
    return speaks and (manner.said.entry is None or manner.said.entry != other.said.entry)


def _same_words(manner: Manner, other: Manner) -> bool:
    a, b = (manner.said.value.text.casefold().split() for manner in (manner, other))
    return a == b


def kind_in_doubt(person: str, evidence: Evidence) -> str | None:
    """`disputed` or `kind-unclear` where voices differ on how somebody died, or may differ; None where none does.

    A weapon of a class against a violent cause of none is a dispute too. Words in no list leave the kind unclear
    unless two independent voices bear out what the listed words say.
    """
    told = [one for one in manners(person, evidence) if one.said.modality in _SURE]
    for a, b in combinations(told, 2):
        if (manners_clash(a, b) or _means_clash(a, b)) and _apart(a, b, evidence):
            return "disputed"
    classed = [one.said for one in told if one.means is not None]
    listed = classed or [one.said for one in told if one.manner == "violent"]
    unlisted = [one for one in told if one.unlisted and any(_beside(one, other) for other in told)]
    voices = {origin_of(one, evidence).key for one in listed}
    others = [one for one in unlisted if origin_of(one.said, evidence).key not in voices]
    if others and listed and not corroboration(listed, evidence).corroborated:
        return "kind-unclear"
    return None


def _means_clash(a: Manner, b: Manner) -> bool:
    """A shot against blows: both violent, of which one names a class and the other a listed cause that has none."""
    if a.manner != "violent" or b.manner != "violent" or (a.means is None) == (b.means is None):
        return False
    bare = a if a.means is None else b
    listed = isinstance(bare.said.value, Code | Words) and bare.said.predicate in _OF_PERSON
    return listed and (a.said.entry is None or a.said.entry != b.said.entry)
