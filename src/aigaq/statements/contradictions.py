"""Contradictions between answers to one question: same subject, predicate, event and key, incompatible values.

Invariant: every side is shown with its statements, none is preferred. A voice that hedges its own words contradicts
nobody.
Source: the classes and results are those of the lists `contradiction-class` and `contradiction-result`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from aigaq.records.dates import when
from aigaq.records.dates.when import When
from aigaq.records.statements import Statement
from aigaq.records.values import Value
from aigaq.records.vocab.predicates import Predicate
from aigaq.statements.compare import AGREES, CONTRADICTS, TENSION, compare, falls_under
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.modality import FIRM, NOT_FACTUAL
from aigaq.statements.origins import is_document, is_official, origin_of, root_source
from aigaq.statements.trials import OF_A_TRIAL, by_trial


@dataclass(frozen=True, slots=True)
class Side:
    """One answer, in words, and the statements that give it."""

    value: str
    statements: tuple[str, ...]
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that cannot all be true.

    Args:
        id: the same for the same case, whatever the order of its files.
        kind: its class (list `contradiction-class`).
        result: `contradicts` or `tension`.
        rule: the rule that found it, as a code of the messages.
    """

    id: str
    subject: str
    predicate: str
    kind: str
    result: str
    sides: tuple[Side, ...]
    rule: str = "same-question"


Key = tuple[str, str, str | None, tuple[tuple[str, str], ...]]
"""A question: subject, predicate, event or trial, and the qualifiers that belong to it."""
Answer = tuple[Value, str, list[Statement]]
"""A value, `affirms` or `denies`, and the statements that say so."""


def same_key_contradictions(evidence: Evidence) -> Iterator[Contradiction]:
    """Contradictions between statements that answer the very same question."""
    for key, statements in by_comparison_key(evidence).items():
        first = statements[0]
        if any(one.value != first.value or one.polarity != first.polarity for one in statements):
            yield from _compared(key, statements, evidence)


def _compared(key: Key, statements: list[Statement], evidence: Evidence) -> Iterator[Contradiction]:
    """The contradiction between the answers to one question, if there is one."""
    subject, code, event, qualifiers = key
    predicate = evidence.vocabulary.predicates[code]
    answers = _answers(statements)
    clashing: set[int] = set()
    worst = TENSION
    for (i, a), (j, b) in combinations(enumerate(answers), 2):
        result = _against(a, b, predicate, evidence)
        if result is not None:
            clashing |= {i, j}
            worst = CONTRADICTS if result == CONTRADICTS else worst
    if clashing:
        name = "/".join([code, subject, *([event] if event else []), *(f"{k}={v}" for k, v in qualifiers)])
        sides = [answers[i] for i in sorted(clashing)]
        over_time = predicate.compare == "over-time" and _may_be_a_change(sides, evidence)
        kind = "over-time" if over_time else kind_of(sides, evidence)
        yield Contradiction(name, subject, code, kind, worst, as_sides(sides))


def by_comparison_key(evidence: Evidence) -> dict[Key, list[Statement]]:
    """Statements by the question they answer, for predicates with one true value and for those that somebody denies.

    Who cannot say, gives an opinion or speaks of what would have been answers nothing; nor do readings of ours.
    """
    groups: dict[Key, list[Statement]] = {}
    for code, statements in evidence.by_predicate.items():
        predicate = evidence.vocabulary.predicates[code]
        if predicate.functional:
            compared = statements
        elif any(one.polarity == "denies" for one in statements):
            denied = {evidence.canonical(one.subject) for one in statements if one.polarity == "denies"}
            compared = [one for one in statements if evidence.canonical(one.subject) in denied]
        else:
            continue
        answering = (one for one in compared if _is_answer(one))
        for key, statement in _keyed(answering, predicate, evidence):
            groups.setdefault(key, []).append(statement)
    return groups


def _is_answer(statement: Statement) -> bool:
    factual = statement.modality not in NOT_FACTUAL
    return factual and statement.polarity != "cannot-say" and statement.source != OURS


def _keyed(
    statements: Iterable[Statement], predicate: Predicate, evidence: Evidence
) -> Iterator[tuple[Key, Statement]]:
    """Each statement with its key; a statement that may be of several trials has several."""
    if predicate.code in OF_A_TRIAL:
        for subject, trial, of_trial in by_trial(statements, predicate, evidence):
            for statement in of_trial:
                yield (subject, predicate.code, trial, _qualifiers(statement, predicate, but="in")), statement
        return
    for statement in statements:
        subject = evidence.canonical(statement.subject)
        event = evidence.canonical(statement.event) if statement.event is not None else None
        # A person dies once: deaths are compared whatever event they are told with.
        if predicate.code == "died" or event == f"{subject}~death":
            event = None
        yield (subject, predicate.code, event, _qualifiers(statement, predicate)), statement


def _qualifiers(statement: Statement, predicate: Predicate, *, but: str = "") -> tuple[tuple[str, str], ...]:
    """The qualifiers that belong to the question. A practice is another question than a case of it."""
    practice = (("aspect", statement.aspect),) if statement.aspect == "practice" else ()
    keyed = (
        (name, value.text) for name, value in statement.qualifiers if name in predicate.key and name != but
    )
    return (*practice, *keyed)


def _answers(statements: list[Statement]) -> list[Answer]:
    """Statements grouped by what they answer, in an order that does not depend on the order of the files."""
    answers: dict[tuple[str, str], Answer] = {}
    for statement in sorted(statements, key=lambda one: one.id):
        key = (statement.polarity, statement.value.text)
        answers.setdefault(key, (statement.value, statement.polarity, []))[2].append(statement)
    return [answers[key] for key in sorted(answers)]


def _against(a: Answer, b: Answer, predicate: Predicate, evidence: Evidence) -> str | None:
    """`contradicts`, `tension`, or None where both can be true."""
    (value_a, polarity_a, said_a), (value_b, polarity_b, said_b) = a, b
    entries_a, entries_b = ({one.entry for one in said} - {None} for said in (said_a, said_b))
    if entries_a & entries_b or (polarity_a == polarity_b == "denies"):
        # One form may name two places or wounds: there were two, and neither speaks against the other.
        return None
    result = compare(value_a, value_b, predicate, evidence)
    if polarity_a == polarity_b:
        differs = result if predicate.functional and result in (CONTRADICTS, TENSION) else None
        if predicate.compare == "over-time":
            return _over_time(said_a, said_b, differs)
        # A tension within the words of one voice is no disagreement.
        return differs if differs != TENSION or len(_origins((a, b), evidence)) > 1 else None
    denied, affirmed = (a, b) if polarity_a == "denies" else (b, a)
    if result == AGREES or falls_under(affirmed[0], denied[0], evidence):
        firm = [any(one.modality in FIRM for one in statements) for statements in (said_a, said_b)]
        return CONTRADICTS if all(firm) else TENSION
    return None


def _over_time(before: list[Statement], after: list[Statement], differs: str | None) -> str | None:
    """The result for a value that may change, such as a rank: two at different times are a promotion.

    Where not every pair is dated it is a tension, shown and not judged.
    """
    if differs is None:
        return None
    days_before, days_after = ([one.qualifier("when") for one in said] for said in (before, after))
    dated = [(x, y) for x in days_before for y in days_after if isinstance(x, When) and isinstance(y, When)]
    if any(when.overlaps(x, y) for x, y in dated):
        return differs
    return TENSION if len(dated) < len(days_before) * len(days_after) else None


def _may_be_a_change(sides: list[Answer], evidence: Evidence) -> bool:
    """Whether days are given or one voice gives both values; what two voices say undated is a plain disagreement."""
    dated = any(one.qualifier("when") is not None for _, _, statements in sides for one in statements)
    return dated or len(_origins(sides, evidence)) == 1


def _origins(sides: Iterable[Answer], evidence: Evidence) -> set[str]:
    """Keys of the origins on all sides; a copy adds none where its original is on the same side."""
    keys: set[str] = set()
    for _, _, statements in sides:
        origins = [(origin_of(one, evidence), root_source(one.source, evidence)) for one in statements]
        originals = {root for origin, root in origins if not origin.copy_of}
        keys |= {origin.key for origin, _ in origins if origin.copy_of not in originals}
    return keys


def as_sides(answers: Iterable[Answer]) -> tuple[Side, ...]:
    """Answers as sides, each called by its value."""
    return tuple(
        Side(value.text, tuple(one.id for one in statements), polarity == "denies")
        for value, polarity, statements in answers
    )


def paired_sides(
    pairs: Sequence[tuple[Statement, Statement]], words: Callable[[Statement], str]
) -> tuple[Side, ...]:
    """Both halves of all pairs as sides, each statement once."""
    halves = ([first for first, _ in pairs], [second for _, second in pairs])
    return tuple(side for half in halves for side in sides_in_words(half, words))


def sides_in_words(statements: Iterable[Statement], words: Callable[[Statement], str]) -> tuple[Side, ...]:
    """Statements in the same words as one side, whatever the order they come in."""
    grouped: dict[tuple[str, bool], set[str]] = {}
    for statement in statements:
        grouped.setdefault((words(statement), statement.polarity == "denies"), set()).add(statement.id)
    return tuple(Side(text, tuple(sorted(grouped[text, no])), no) for text, no in sorted(grouped))


def words_of(statement: Statement) -> str:
    """Predicate and value of a statement, as a side shows them."""
    denial = "not " if statement.polarity == "denies" else ""
    return f"{denial}{statement.predicate}: {statement.value.text}"


def kind_of(answers: Iterable[Answer], evidence: Evidence) -> str:
    """The class of a contradiction: who stands against whom."""
    sides = [statements for _, _, statements in answers]
    papers = [
        all(one.predicate == "cause-certified" or is_document(one, evidence) for one in statements)
        for statements in sides
    ]
    if any(papers) and not all(papers):
        return "document-against-witness"
    official = [all(is_official(one, evidence) for one in statements) for statements in sides]
    if any(official) and not all(official):
        return "official-against-witness"
    sources = {root_source(one.source, evidence) for statements in sides for one in statements}
    return "inside-one-source" if len(sources) == 1 else "between-sources"
