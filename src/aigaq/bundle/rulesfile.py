"""rules/*.yaml and answers/*.yaml: how to count, and what must come out.

Invariant: a rule names all it leaves out.
"""

from __future__ import annotations

from typing import TypeVar

from aigaq.errors import UnknownCode
from aigaq.records.cases import Answer
from aigaq.records.entries import raw_of
from aigaq.records.rules import CUSTODY, ORIGINS, THRESHOLDS, CountRule
from aigaq.records.vocab.codes import nearest
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.yamltext import Map, here, id_word, mapping, need, only, text_of, texts_of, yes_of

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
    """The rule of one file."""
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
    """`evidence: any origin` says in words what `origins: any` says."""
    written = text_of(fields, "evidence")
    return "any" if written is None else written.removesuffix(" origin").strip()


def _one_of(fields: Map, key: str, known: tuple[Word, ...], default: str) -> Word:
    written = text_of(fields, key) or default
    match = next((word for word in known if word == written), None)
    if match is None:
        raise UnknownCode(**here(fields), key=key, value=written, known=nearest(written, known))
    return match


def read_answer(key: str, node: Map) -> Answer:
    """What a case says the program must answer."""
    fields = mapping(need(node, "answer"), key="answer")
    only(fields, _ANSWER_FIELDS)
    expected = tuple(
        (name.text, raw_of(value)) for name, value in fields if name.text not in ("rule", "evidence")
    )
    return Answer(key, text_of(fields, "rule") or key, text_of(fields, "evidence"), expected)
