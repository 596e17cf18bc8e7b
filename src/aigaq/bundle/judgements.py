"""Read our own words: questions, decisions, readings, rules and expected answers.

Invariant: each decision and reading is signed, dated and has its reasons; they are ordered by their days, whatever
their file names, and each id occurs once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TypeVar

from aigaq.bundle.casefolder import CaseFolder
from aigaq.errors import BadValue, DuplicateId, MissingField, UnknownCode, UnknownId
from aigaq.records.cases import Answer
from aigaq.records.charset_names import OFFERED, codec
from aigaq.records.coding.resolution import Known, subject_of, value_of
from aigaq.records.decisions import DECISION_KINDS, Decision, Question, Reading
from aigaq.records.entries import raw_of
from aigaq.records.rules import CUSTODY, ORIGINS, THRESHOLDS, CountRule
from aigaq.records.statements import parse_passage
from aigaq.records.vocab.codes import nearest
from aigaq.records.vocab.predicates import Predicate
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.voice_decisions import lines_of
from aigaq.records.yamltext import List, Map, Node, Text, here, word

_SIGNED = ("by", "at", "reasons", "rule", "harm")


def read_decision(key: Text, node: Map, vocabulary: Vocabulary) -> Decision:
    """A decision from `d1: {accept: marat, as: confirmed, reasons: ..., by: dina, at: 2031-06-02}`."""
    kind = next((kind for kind in DECISION_KINDS if node.get(kind) is not None), None)
    if kind is None:
        raise MissingField(**here(key), key=" / ".join(DECISION_KINDS))
    node.only((kind, "as", *_SIGNED))
    harm = vocabulary.code("harm", node.text("harm") or "died")
    if kind == "speaks":
        _check_speaks(node)
    return Decision(
        id=key.text,
        kind=kind,
        targets=node.words(kind),
        by=node.word("by"),
        at=node.day("at"),
        reasons=node.word("reasons"),
        value=_decided(kind, node, vocabulary),
        harm=harm,
        rule=node.text("rule"),
    )


def _check_speaks(node: Map) -> None:
    """Check `speaks`: a speaker and voices that are the same person, or a speaker, a source and `as` its lines."""
    lines, due = node.text("as"), "[who speaks, the voice that it is]"
    with_lines = lines is not None and bool(list(lines_of(lines)))
    if len(node.words("speaks")) < 2:
        due = "[who speaks, the source]" if with_lines else due
        raise BadValue(**here(node.need("speaks")), key="speaks", value="", due=due)


def _decided(kind: str, node: Map, vocabulary: Vocabulary) -> str | None:
    """The value of `as`: a state for accept, a listed reason for exclude, a charset for read-as, else free text."""
    written = node.text("as")
    if kind == "accept":
        return vocabulary.code("state", written or "confirmed")
    if kind == "exclude":
        return vocabulary.code("excluded", written or "decision")
    if kind == "read-as":
        charset = codec(node.word("as"))
        if charset is None:
            raise node.bad("as", ", ".join(OFFERED[:6]))
        return charset
    return written


def read_reading(key: Text, node: Map, sources: tuple[str, ...], known: Known) -> Reading:
    """A reading from `r1: {says: [subject, predicate, value], because: [...], by: ..., at: ...}`."""
    node.only(("says", "because", "from", "sure", "event", "by", "at"))
    subject, denies, predicate, value = _says(node.need("says"), known)
    premises = [one for name in node.texts("because") for one in known.statements_of(name)]
    if not premises:
        raise MissingField(**here(node), key="because")
    event = node.text("event")
    if event is not None and event not in known.subjects:
        raise UnknownId(**here(node.need("event")), value=event)
    return Reading(
        id=key.text,
        subject=subject_of(subject, predicate, known),
        predicate=predicate.code,
        value=value_of(value, predicate.takes, predicate.codes, known),
        premises=tuple(dict.fromkeys(premises)),
        passages=tuple(parse_passage(one, sources) for one in node.texts("from")),
        by=node.word("by"),
        at=node.day("at"),
        modality=known.vocabulary.code("modality", node.text("sure") or "probable"),
        event=event,
        polarity="denies" if denies else "affirms",
    )


def _says(triple: Node, known: Known) -> tuple[str, bool, Predicate, str]:
    """The parts of `[subject, predicate, value]`; `not` before the predicate denies it."""
    if not isinstance(triple, List) or len(triple.items) != 3:
        raise BadValue(**here(triple), key="says", value="", due="[subject, predicate, value]")
    subject, code, value = (word(item, key="says") for item in triple.items)
    denies, bare = code.startswith("not "), code.removeprefix("not ").strip()
    predicate = known.vocabulary.predicates.get(bare)
    if predicate is None:
        raise UnknownCode(**here(triple), key="predicate", value=code)
    return subject, denies, predicate, value


def read_question(key: Text, node: Map, sources: tuple[str, ...], vocabulary: Vocabulary) -> Question:
    """A question from `q-order: {L: 5, ask: whose order, state: open, leading: yes, about: shooting}`."""
    node.only(("L", "at", "ask", "state", "about", "answers", "leading"))
    places = node.texts("L") or node.texts("at")
    state = vocabulary.code("question-state", node.text("state") or "open")
    if state in ("not-stated", "not-compared"):
        raise UnknownCode(**here(node.need("state")), key="question-state", value=state)
    return Question(
        id=key.text,
        ask=node.word("ask"),
        state=state,
        about=node.text("about"),
        passages=tuple(parse_passage(place, sources) for place in places),
        answers=node.texts("answers"),
        leading=node.yes("leading"),
    )


# The files that hold them.


def read_questions(
    folder: CaseFolder, sources: tuple[str, ...], vocabulary: Vocabulary
) -> tuple[Question, ...]:
    """The questions of `questions.yaml`."""
    return folder.items(
        "questions.yaml",
        "questions",
        lambda key, node: read_question(key, node, sources, vocabulary),
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
                name, "decisions", lambda key, node: read_decision(key, node, known.vocabulary)
            )
            readings += folder.items(
                name, "readings", lambda key, node: read_reading(key, node, sources, known)
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
