"""Check the answers that a case states for itself in `answers/*.yaml`. See docs/reference/bundle.md.

Invariant: a failed answer is reported by name with the expected and the actual value; nothing is adjusted to fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aigaq.casework.case import Case
from aigaq.errors import AigaqError, AnswerDiffers
from aigaq.records import quantities
from aigaq.records.cases import Answer
from aigaq.records.entries import Raw, RawMap, as_list, as_words
from aigaq.records.ladder import ClaimedTotal, Ladder
from aigaq.statements.contradictions import Contradiction
from aigaq.statements.origins import voice_of
from aigaq.statements.status import COUNTED_STATES

_STATES = ("confirmed", "corroborated", "reported", "disputed", "pending")
Difference = tuple[str, str, str]
"""Name of the answer, expected value, actual value."""


def check_answers(case: Case) -> tuple[AnswerDiffers, ...]:
    """All answers of the case that the program does not reproduce."""
    return tuple(
        AnswerDiffers(file=f"answers/{answer.key}.yaml", id=answer.rule, key=key, due=due, value=came)
        for answer in case.records.answers
        for key, due, came in differences(case, answer)
    )


def differences(case: Case, answer: Answer) -> Iterator[Difference]:
    """Differences between one file of answers and the program."""
    ladder = case.ladder(answer.rule, evidence=answer.evidence)
    for part, expected in answer.expected:
        if part == "claimed":
            yield from _claimed(as_list(expected), ladder, case)
        elif part == "documented":
            yield from _documented(expected, ladder)
        elif part == "refuses":
            yield from _refuses(expected, ladder)
        elif part == "questions":
            yield from _questions(as_list(expected), case)
        else:
            yield from _contradictions(part, as_list(expected), case)


def _claimed(expected: Iterable[Raw], ladder: Ladder, case: Case) -> Iterator[Difference]:
    standing = [one for one in ladder.claimed_totals if one.status in COUNTED_STATES]
    for row in expected:
        by = _word(row, "by")
        n = _word(row, "n")
        if by is None or n is None:
            yield "claimed", "{by: who, n: how many}", as_words(row)
        elif not any(_is_claim(one, by, n, case) for one in standing):
            claims = [f"{one.claimant}: {_range(one.low, one.high)}" for one in standing]
            yield "claimed", f"{by}: {n}", _listed(claims)


def _is_claim(claim: ClaimedTotal, by: str, n: str, case: Case) -> bool:
    statement = case.evidence().by_id[claim.statement]
    claimants = {claim.claimant, statement.origin, voice_of(statement.origin, case.evidence())}
    try:
        due = quantities.parse(n)
    except AigaqError:
        return False
    return by in claimants and (claim.low, claim.high) == (due.low, due.high)


def _documented(expected: Raw, ladder: Ladder) -> Iterator[Difference]:
    people = (*ladder.individuals, *ladder.unresolved)
    came: dict[str, Iterable[str]] = {
        "individuals": (one.id for one in ladder.individuals),
        "unresolved": (one.id for one in ladder.unresolved),
        "undated": (one.id for one in ladder.individuals if one.when is None),
        "groups": (one.id for one in ladder.groups),
        "excluded": (f"{one.id}: {one.reason}" for one in ladder.excluded),
        **{state: [one.id for one in people if one.state == state] for state in _STATES},
    }
    bounds = {"min": str(ladder.documented_min), "max": _number(ladder.documented_max)}
    for key, due in _pairs(expected):
        if key in bounds:
            if as_words(due) != bounds[key]:
                yield f"documented {key}", as_words(due), bounds[key]
        elif key in came:
            wanted = sorted(as_words(item) for item in as_list(due))
            came_for = sorted(came[key])
            if wanted != came_for:
                yield f"documented {key}", _listed(wanted), _listed(came_for)
        else:
            yield f"documented {key}", ", ".join([*came, *bounds]), key


def _refuses(expected: Raw, ladder: Ladder) -> Iterator[Difference]:
    refused: Mapping[str, bool] = {"estimate": True, "sum": ladder.sum_of_groups is not None}
    for key, due in _pairs(expected):
        if not refused.get(key, False):
            yield f"refuses {key}", as_words(due), "no refusal" if key in refused else ", ".join(refused)


def _questions(expected: Iterable[Raw], case: Case) -> Iterator[Difference]:
    open_ = {question.id for question in case.questions()}
    for line in expected:
        if as_words(line) not in open_:
            yield "questions", as_words(line), "not open"


def _contradictions(part: str, expected: Iterable[Raw], case: Case) -> Iterator[Difference]:
    """Pairs that must contradict each other, or for `not` must not, and do otherwise."""
    contradictions = [_names(one, case) for one in case.contradictions()]
    for pair in expected:
        words = [as_words(item) for item in as_list(pair)]
        if len(words) != 2:
            yield part, "[one, other]", as_words(pair)
            continue
        there = any(_parts(words[0], words[1], sides) for sides in contradictions)
        if there != (part == "contradictions"):
            yield part, " / ".join(words), "found" if there else "not found"


def _names(contradiction: Contradiction, case: Case) -> list[set[str]]:
    """All names of each side: its statements, their entries and subjects, and the subject of the contradiction."""
    every = case.evidence(readings=False).by_id
    sides = []
    for side in contradiction.sides:
        said = [every[statement] for statement in side.statements if statement in every]
        entries = {statement.entry for statement in said if statement.entry}
        subjects = {statement.subject.removeprefix("#") for statement in said}
        sides.append({contradiction.subject.removeprefix("#"), *side.statements, *entries, *subjects})
    return sides


def _parts(a: str, b: str, sides: list[set[str]]) -> bool:
    """Whether `a` and `b` are on different sides."""
    return any(a in one and b in other for one in sides for other in sides if one is not other)


def _pairs(raw: Raw) -> tuple[tuple[str, Raw], ...]:
    return raw.entries if isinstance(raw, RawMap) else ((as_words(raw), raw),)


def _word(row: Raw, key: str) -> str | None:
    value = row.get(key) if isinstance(row, RawMap) else None
    return None if value is None else as_words(value)


def _number(bound: int | None) -> str:
    return "open" if bound is None else str(bound)


def _range(low: int | None, high: int | None) -> str:
    return _number(low) if low == high else f"{_number(low)} to {_number(high)}"


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items) or "nobody"
