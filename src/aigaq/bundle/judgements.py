"""Parse decisions, readings and questions: our own words.

Invariant: each is signed, dated and has its reasons.
"""

from __future__ import annotations

import re
from datetime import date

from aigaq.errors import BadDate, BadValue, MissingField, UnknownCode, UnknownId
from aigaq.records.charset_names import OFFERED, codec
from aigaq.records.coding.resolution import Known, subject_of, value_of
from aigaq.records.decisions import DECISION_KINDS, Decision, Question, Reading
from aigaq.records.statements import parse_passage
from aigaq.records.vocab.predicates import Predicate
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.voice_decisions import lines_of
from aigaq.records.yamltext import (
    List,
    Map,
    Node,
    Text,
    here,
    word,
)

_SIGNED = ("by", "at", "reasons", "rule", "harm")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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
        at=day_of(node, "at"),
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


def day_of(node: Map, key: str) -> date:
    """A civil day, written 2031-06-02."""
    written = node.word(key)
    try:
        if not _DAY.fullmatch(written):
            raise ValueError(written)
        return date.fromisoformat(written)
    except ValueError as error:
        raise BadDate(**here(node.need(key)), value=written) from error


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
        at=day_of(node, "at"),
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


def is_none(node: Node | None) -> bool:
    """Whether a node says that there are none: `decisions: []` or `decisions: none`."""
    return (
        node is None
        or (isinstance(node, List) and not node.items)
        or (isinstance(node, Text) and node.text == "none")
    )
