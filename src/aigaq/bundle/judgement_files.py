"""Read questions, decisions, readings, rules and answers from their files.

Invariant: judgements are ordered by their days, whatever their file names; each id occurs once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TypeVar

from aigaq.bundle import judgements
from aigaq.bundle.casefolder import CaseFolder
from aigaq.errors import DuplicateId, UnknownCode
from aigaq.records.cases import Answer
from aigaq.records.coding.parse_values import Known
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import raw_of
from aigaq.records.rules import CUSTODY, ORIGINS, THRESHOLDS, CountRule
from aigaq.records.vocab.codes import nearest
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.yamltext import Map, here, id_word, mapping, need, only, text_of, texts_of, yes_of


def read_questions(
    folder: CaseFolder, sources: tuple[str, ...], vocabulary: Vocabulary
) -> tuple[Question, ...]:
    """The questions of `questions.yaml`."""
    return folder.items(
        "questions.yaml",
        "questions",
        lambda key, node: judgements.read_question(key, node, sources, vocabulary),
    )


def read_decisions(
    folder: CaseFolder, sources: tuple[str, ...], known: Known
) -> tuple[tuple[Decision, ...], tuple[Reading, ...]]:
    """The decisions and readings of every file in `decisions/`."""
    decisions: list[Decision] = []
    readings: list[Reading] = []
    for name in folder.matching("decisions/*.yaml"):
        with folder.problems.caught(file=name):
            only(folder.yaml(name), ("decisions", "readings"))
            decisions += folder.items(
                name, "decisions", lambda key, node: judgements.read_decision(key, node, known.vocabulary)
            )
            readings += folder.items(
                name, "readings", lambda key, node: judgements.read_reading(key, node, sources, known)
            )
    _check_once(decisions, "decisions", folder)
    _check_once(readings, "readings", folder)
    decisions.sort(key=lambda decision: (decision.at, decision.id))
    readings.sort(key=lambda decision: (decision.at, decision.id))
    return tuple(decisions), tuple(readings)


def _check_once(judged: Iterable[Decision | Reading], section: str, folder: CaseFolder) -> None:
    seen: set[str] = set()
    for judgement in judged:
        if judgement.id in seen:
            place = folder.places[(section, judgement.id)]
            folder.problems.add(DuplicateId(**place, id=judgement.id, value=judgement.id))
        seen.add(judgement.id)


def read_rules(folder: CaseFolder, vocabulary: Vocabulary) -> dict[str, CountRule]:
    """The rules of every file in `rules/`, by key."""
    rules: dict[str, CountRule] = {}
    for name in folder.matching("rules/*.yaml"):
        with folder.problems.caught(file=name, line=1):
            rule = read_rule(folder.yaml(name), vocabulary)
            folder.places.setdefault(("rules", rule.key), {"file": name, "line": 1})
            if rule.key in rules:
                raise DuplicateId(id=rule.key, value=rule.key)
            rules[rule.key] = rule
    return rules


def read_answers(folder: CaseFolder) -> tuple[Answer, ...]:
    """The answers of every file in `answers/`."""
    answers = []
    for name in folder.matching("answers/*.yaml"):
        with folder.problems.caught(file=name, line=1):
            answers.append(read_answer(PurePosixPath(name).stem, folder.yaml(name)))
    return tuple(answers)


# rules/*.yaml and answers/*.yaml: count rules and expected answers. A rule names everything it leaves out.

Word = TypeVar("Word", bound=str)

_RULE_FIELDS = [
    "key",
    "title",
    "harm",
    "scope",
    "place",
    "place-role",
    "population",
    "speakers",
    "evidence",
    "origins",
    "threshold",
    "readings",
    "leave-out",
    "custody",
    "confirmed-by",
]
_ANSWER_FIELDS = [
    "rule",
    "evidence",
    "claimed",
    "documented",
    "refuses",
    "contradictions",
    "not",
    "questions",
]


def read_rule(node: Map, vocabulary: Vocabulary) -> CountRule:
    """The count rule of one file."""
    fields = mapping(need(node, "rule"), key="rule")
    only(fields, _RULE_FIELDS)
    scope = text_of(fields, "scope")
    readings = text_of(fields, "readings") is None or yes_of(fields, "readings")
    return CountRule(
        key=id_word(need(fields, "key"), key="key"),
        title=text_of(fields, "title"),
        harm=vocabulary.code("harm", text_of(fields, "harm") or "died"),
        scope=None if scope in (None, "any") else scope,
        place=text_of(fields, "place"),
        place_role=vocabulary.code("place-role", text_of(fields, "place-role") or "injury"),
        population=text_of(fields, "population"),
        speakers=texts_of(fields, "speakers"),
        origins=_one_of(fields, "origins", ORIGINS, _origins(fields)),
        threshold=_one_of(fields, "threshold", THRESHOLDS, "reported"),
        readings=readings,
        leave_out=tuple(vocabulary.code("death-class", word) for word in texts_of(fields, "leave-out")),
        custody=_one_of(fields, "custody", CUSTODY, "any"),
    )


def _origins(fields: Map) -> str:
    """The `origins` value expressed by `evidence: any origin`; "any" if the key is absent."""
    written = text_of(fields, "evidence")
    return "any" if written is None else written.removesuffix(" origin").strip()


def _one_of(fields: Map, key: str, known: tuple[Word, ...], default: str) -> Word:
    written = text_of(fields, key) or default
    match = next((word for word in known if word == written), None)
    if match is None:
        raise UnknownCode(**here(fields), key=key, value=written, known=nearest(written, known))
    return match


def read_answer(key: str, node: Map) -> Answer:
    """An answer that a case requires of the program."""
    fields = mapping(need(node, "answer"), key="answer")
    only(fields, _ANSWER_FIELDS)
    expected = tuple(
        (name.text, raw_of(value)) for name, value in fields if name.text not in ("rule", "evidence")
    )
    return Answer(key, text_of(fields, "rule") or key, text_of(fields, "evidence"), expected)
