"""Where statements cannot all hold: same subject, predicate, event and key, values that exclude each other.

Invariant: every side is shown with its statements; none is preferred. A hedge of the same voice is no alarm.
Source: the classes and results are those of the lists `contradiction-class` and `contradiction-result`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aigaq.records.dates import when
from aigaq.records.dates.when import When
from aigaq.records.statements import Statement
from aigaq.records.values import Value
from aigaq.records.vocab.predicates import Predicate
from aigaq.statements.compare import AGREES, CONTRADICTS, TENSION, compare, falls_under
from aigaq.statements.comparison_key import Key, by_comparison_key
from aigaq.statements.evidence import Evidence
from aigaq.statements.origins import is_document, is_official, origin_of, root_source


@dataclass(frozen=True, slots=True)
class Side:
    """One answer, in words, and the statements that give it."""

    value: str
    statements: tuple[str, ...]
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that cannot all hold.

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


def same_key_contradictions(evidence: Evidence) -> Iterator[Contradiction]:
    """Contradictions between statements that answer the very same question."""
    for key, group in by_comparison_key(evidence).items():
        if len(group) > 1 and _differ(group):
            yield from _judged(key, group, evidence)


def _differ(group: list[Statement]) -> bool:
    first = group[0]
    return any(one.value != first.value or one.polarity != first.polarity for one in group)


def _judged(key: Key, group: list[Statement], evidence: Evidence) -> Iterator[Contradiction]:
    subject, code, event, qualifiers = key
    predicate = evidence.vocabulary.predicates[code]
    answers = list(_answers(group))
    clashing: set[int] = set()
    worst = TENSION
    for i, a in enumerate(answers):
        for j in range(i + 1, len(answers)):
            found = _against(a, answers[j], predicate, evidence)
            if found is not None:
                clashing |= {i, j}
                worst = CONTRADICTS if found == CONTRADICTS else worst
    if clashing:
        name = "/".join([code, subject, *([event] if event else []), *(f"{k}={v}" for k, v in qualifiers)])
        sides = [answers[i] for i in sorted(clashing)]
        over_time = predicate.compare == "over-time" and _may_be_a_change(sides, evidence)
        kind = "over-time" if over_time else kind_of(sides, evidence)
        yield Contradiction(name, subject, code, kind, worst, as_sides(sides))


Answer = tuple[Value, str, list[Statement]]


def _answers(group: list[Statement]) -> Iterable[Answer]:
    """Statements that give the same answer together; order does not matter to what is found."""
    found: dict[tuple[str, str], Answer] = {}
    for one in sorted(group, key=lambda statement: statement.id):
        found.setdefault((one.polarity, one.value.text), (one.value, one.polarity, []))[2].append(one)
    return [found[key] for key in sorted(found)]


def _against(a: Answer, b: Answer, predicate: Predicate, evidence: Evidence) -> str | None:
    """`contradicts`, `tension`, or None where the two can both hold."""
    if _same_entry(a, b) or (a[1] == b[1] == "denies"):
        return None
    result = compare(a[0], b[0], predicate, evidence)
    if a[1] == b[1]:
        found = result if predicate.functional and result in (CONTRADICTS, TENSION) else None
        if predicate.compare == "over-time":
            return _over_time(a, b, found)
        return found if found != TENSION or len(_origins((a, b), evidence)) > 1 else None
    denied, affirmed = (a, b) if a[1] == "denies" else (b, a)
    if result == AGREES or falls_under(affirmed[0], denied[0], evidence):
        return CONTRADICTS if _any_sure(denied) and _any_sure(affirmed) else TENSION
    return None


def _same_entry(a: Answer, b: Answer) -> bool:
    """One form may name two places or wounds: that is more than one, not one against the other."""
    return bool({one.entry for one in a[2] if one.entry is not None} & {one.entry for one in b[2]})


def _origins(answers: Iterable[Answer], evidence: Evidence) -> set[str]:
    """Whose answers they are; a copy that names no voice of its own adds none to what it repeats.

    What one voice leaves open ("a shop, near a school") is no tension.
    """
    found: set[str] = set()
    for _, _, statements in answers:
        origins = [origin_of(one, evidence) for one in statements]
        first_told = {
            root_source(statement.source, evidence)
            for statement, by in zip(statements, origins, strict=True)
            if not by.copy_of
        }
        found |= {by.key for by in origins if by.copy_of not in first_told}
    return found


def _may_be_a_change(sides: list[Answer], evidence: Evidence) -> bool:
    """Whether days are given, or one voice gives both: what two say and neither dates is plain disagreement."""
    dated = any(one.qualifier("when") is not None for _, _, statements in sides for one in statements)
    return dated or len(_origins(sides, evidence)) == 1


def _over_time(a: Answer, b: Answer, found: str | None) -> str | None:
    """Two ranks at different times are a promotion; undated they are a tension, shown and not judged."""
    if found is None:
        return None
    before, then = ([one.qualifier("when") for one in answer[2]] for answer in (a, b))
    dated = [(x, y) for x in before for y in then if isinstance(x, When) and isinstance(y, When)]
    if any(when.overlaps(x, y) for x, y in dated):
        return found
    return TENSION if len(dated) < len(before) * len(then) else None


def _any_sure(answer: Answer) -> bool:
    return any(one.modality in ("certain", "probable") for one in answer[2])


def as_sides(answers: Iterable[Answer]) -> tuple[Side, ...]:
    """Answers as sides."""
    return tuple(
        Side(value.text, tuple(one.id for one in statements), polarity == "denies")
        for value, polarity, statements in answers
    )


def kind_of(answers: Iterable[Answer], evidence: Evidence) -> str:
    """The class: who stands against whom."""
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
