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
from aigaq.records.coding.resolution import Known
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import raw_of
from aigaq.records.rules import CUSTODY, ORIGINS, THRESHOLDS, CountRule
from aigaq.records.vocab.codes import nearest
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.yamltext import Map, here


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
            folder.yaml(name).only(("decisions", "readings"))
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
    fields = node.mapping("rule")
    fields.only(_RULE_FIELDS)
    scope = fields.text("scope")
    readings = fields.text("readings") is None or fields.yes("readings")
    return CountRule(
        key=fields.id_word("key"),
        title=fields.text("title"),
        harm=vocabulary.code("harm", fields.text("harm") or "died"),
        scope=None if scope in (None, "any") else scope,
        place=fields.text("place"),
        place_role=vocabulary.code("place-role", fields.text("place-role") or "injury"),
        population=fields.text("population"),
        speakers=fields.texts("speakers"),
        origins=_one_of(fields, "origins", ORIGINS, _origins(fields)),
        threshold=_one_of(fields, "threshold", THRESHOLDS, "reported"),
        readings=readings,
        leave_out=tuple(vocabulary.code("death-class", word) for word in fields.texts("leave-out")),
        custody=_one_of(fields, "custody", CUSTODY, "any"),
    )


def _origins(fields: Map) -> str:
    """The `origins` value expressed by `evidence: any origin`; "any" if the key is absent."""
    written = fields.text("evidence")
    return "any" if written is None else written.removesuffix(" origin").strip()


def _one_of(fields: Map, key: str, known: tuple[Word, ...], default: str) -> Word:
    written = fields.text(key) or default
    match = next((word for word in known if word == written), None)
    if match is None:
        raise UnknownCode(**here(fields), key=key, value=written, known=nearest(written, known))
    return match


def read_answer(key: str, node: Map) -> Answer:
    """An answer that a case requires of the program."""
    fields = node.mapping("answer")
    fields.only(_ANSWER_FIELDS)
    expected = tuple(
        (name.text, raw_of(value)) for name, value in fields if name.text not in ("rule", "evidence")
    )
    return Answer(key, fields.text("rule") or key, fields.text("evidence"), expected)
