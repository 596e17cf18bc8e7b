"""Questions, decisions, readings, rules and answers from their files.

Invariant: judgements come in the order of their days, whatever their files are called; an id stands once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from aigaq.bundle import judgements, rulesfile
from aigaq.bundle.casefolder import CaseFolder
from aigaq.errors import DuplicateId
from aigaq.records.cases import Answer
from aigaq.records.coding.parse_values import Known
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.rules import CountRule
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.yamltext import only


def read_questions(
    folder: CaseFolder, sources: tuple[str, ...], vocabulary: Vocabulary
) -> tuple[Question, ...]:
    """`questions.yaml`."""
    return folder.items(
        "questions.yaml",
        "questions",
        lambda key, node: judgements.read_question(key, node, sources, vocabulary),
    )


def read_decisions(
    folder: CaseFolder, sources: tuple[str, ...], known: Known
) -> tuple[tuple[Decision, ...], tuple[Reading, ...]]:
    """Every file in `decisions/`."""
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
    """Every file in `rules/`, by the key of its rule."""
    rules: dict[str, CountRule] = {}
    for name in folder.matching("rules/*.yaml"):
        with folder.problems.caught(file=name, line=1):
            rule = rulesfile.read_rule(folder.yaml(name), vocabulary)
            folder.places.setdefault(("rules", rule.key), {"file": name, "line": 1})
            if rule.key in rules:
                raise DuplicateId(id=rule.key, value=rule.key)
            rules[rule.key] = rule
    return rules


def read_answers(folder: CaseFolder) -> tuple[Answer, ...]:
    """Every file in `answers/`."""
    answers = []
    for name in folder.matching("answers/*.yaml"):
        with folder.problems.caught(file=name, line=1):
            answers.append(rulesfile.read_answer(PurePosixPath(name).stem, folder.yaml(name)))
    return tuple(answers)
