"""Parse written words into typed values, as the register of predicates requires.

Invariant: an id that does not exist is refused by name; a misspelling never creates anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from aigaq.errors import BadValue, NoAge, UnknownCode, UnknownId
from aigaq.records import quantities, yamltext
from aigaq.records.dates import relative
from aigaq.records.dates.relative import Relative
from aigaq.records.entries import Raw, as_words
from aigaq.records.quantities import Quantity
from aigaq.records.subjects import Subject
from aigaq.records.values import UNDATED, Code, Ref, Unknown, Value, Words, Yes
from aigaq.records.vocab.codes import nearest
from aigaq.records.vocab.predicates import Predicate
from aigaq.records.vocab.vocabulary import Vocabulary

_KINDS: Mapping[str, frozenset[str]] = {
    "person": frozenset({"person", "voice"}),
    "group": frozenset({"group"}),
    "body": frozenset({"body", "group"}),
    "unit": frozenset({"body", "group"}),
    "event": frozenset({"event"}),
    "place": frozenset({"place"}),
    "thing": frozenset({"thing"}),
    "any": frozenset(),
    "statement": frozenset(),
}
"""Kinds of subject accepted for each kind that the register or a form requires; empty: all. A voice counts as a
person; a unit may be written as a body or as a group.
"""
_MISSPELT = 0.75
DATED_KINDS = frozenset({"event", "thing"})
DATED = "the id of an event, or of an entry that dates something"
_ID = re.compile(r"[^\s,;:()\[\]{}#]+")


@dataclass(frozen=True, slots=True)
class Known:
    """All ids that an entry may refer to.

    Args:
        subjects: by id, including those that forms created.
        entries: by id of an entry, the ids of its statements, the main one first.
        questions: ids of the questions.
    """

    vocabulary: Vocabulary
    subjects: Mapping[str, Subject]
    entries: Mapping[str, tuple[str, ...]]
    statements: frozenset[str]
    questions: frozenset[str]


def subject_of(written: str, predicate: Predicate, known: Known) -> str:
    """The subject id of a statement: an id of the cast, a created event, or `#` and the id of a statement."""
    about_statements = predicate.about == ("statement",)
    if not about_statements and written in known.subjects:
        _check_kind(written, predicate.about, predicate.code, known)
        return written
    if (about_statements or "any" in predicate.about) and (main := main_of(written, known)) is not None:
        return f"#{main}"
    raise UnknownId(value=written)


def _check_kind(written: str, due: tuple[str, ...], key: str, known: Known) -> None:
    kinds = {kind for one in due for kind in _KINDS[one]}
    if kinds and known.subjects[written].kind not in kinds:
        raise BadValue(key=key, value=written, due=f"the id of: {', '.join(due)}")


def check_who(written: str, due: str, form: str, known: Known) -> None:
    """Refuse a form about the wrong kind of subject: a group cannot be one dead person, a road cannot be killed.

    Raises:
        BadValue: names the kind required. An id missing from the case is reported elsewhere.
    """
    if written in known.subjects and due in _KINDS:
        _check_kind(written, ("person", "group", "body") if due == "person" else (due,), form, known)


def statements_of(written: str, known: Known) -> tuple[str, ...]:
    """The ids of the statements that `written` refers to: one statement, or all of an entry."""
    if written in known.entries:
        return known.entries[written]
    if written in known.statements:
        return (written,)
    raise UnknownId(value=written)


def main_of(written: str, known: Known) -> str | None:
    """The statement that an id refers to: itself, or the main one of an entry; None if there is none."""
    bare = written.removeprefix("#")
    if bare in known.statements:
        return bare
    return known.entries[bare][0] if bare in known.entries else None


def value_of(raw: Raw, takes: str, codes: str | None, known: Known) -> Value:
    """A value of the type that the register requires."""
    written = as_words(raw)
    if (unknown := known.vocabulary.find("unknown", written)) is not None:
        return Unknown(unknown)
    return _READERS[takes](written, codes, known)


_YEARS = frozenset(("year", "years", "yr", "yrs", "y", "год", "года", "лет", "жас", "жаста"))


def possible(value: Value, most: int | None) -> Value:
    """The value itself, unless it is an age that nobody can have.

    Raises:
        NoAge: a quantity in years above `most`.
    """
    if most is None or not isinstance(value, Quantity):
        return value
    # Only the first word of a unit matters, as in "года рождения".
    if value.unit is not None and value.unit.split(" ")[0].casefold() not in _YEARS:
        return value
    if max(value.low or 0, value.high or 0) > most:
        raise NoAge(value=value.text)
    return value


def _code(written: str, codes: str | None, known: Known) -> Value:
    assert codes is not None
    code = known.vocabulary.find(codes, written)
    if code is not None:
        return Code(codes, code)
    if known.vocabulary.lists[codes].open:
        return Words(written)
    raise UnknownCode(key=codes, value=written, known=nearest(written, known.vocabulary.lists[codes].terms))


def _ref(written: str, codes: str | None, known: Known) -> Value:
    if written in known.subjects:
        return Ref(written)
    if codes is not None and (code := known.vocabulary.find(codes, written)) is not None:
        return Code(codes, code)
    if (main := main_of(written, known)) is not None:
        return Ref(f"#{main}")
    if _ID.fullmatch(written) and not _is_own_word(written, codes, known):
        raise UnknownId(value=written, remedy="remedy-one-word")
    return Words(written)


def _is_own_word(written: str, codes: str | None, known: Known) -> bool:
    """Whether a single word is free text for an open list ("tuberculosis") rather than a misspelt id."""
    if codes is None or not known.vocabulary.lists[codes].open or "." in written:
        return False
    return not get_close_matches(written, [*known.subjects, *known.entries], n=1, cutoff=_MISSPELT)


def _statement_ref(written: str, codes: str | None, known: Known) -> Value:
    main = main_of(written, known)
    if main is None:
        raise UnknownId(value=written)
    return Ref(f"#{main}")


def date_of(written: str, codes: str | None, known: Known) -> Value:
    """An EDTF date, a relative date whose anchor is in the case, or "undated"."""
    if written.casefold() in ("undated", "yes"):
        return UNDATED
    when = relative.parse_when(written)
    if isinstance(when, Relative) and not when.anchor_is_date and main_of(when.anchor, known) is None:
        if when.anchor not in known.subjects:
            raise UnknownId(value=when.anchor)
        if known.subjects[when.anchor].kind not in DATED_KINDS:
            raise BadValue(key=f"{written.rpartition(' ')[0]} ...", value=when.anchor, due=DATED)
    return when


def _quantity(written: str, codes: str | None, known: Known) -> Value:
    return quantities.parse(written)


def _yes(written: str, codes: str | None, known: Known) -> Value:
    if written.casefold() not in ("yes", "true"):
        raise BadValue(key="value", value=written, due="true")
    return Yes()


def _words(written: str, codes: str | None, known: Known) -> Value:
    return Words(written)


_READERS: dict[str, Callable[[str, str | None, Known], Value]] = {
    "text": _words,
    "ref": _ref,
    "place": _ref,
    "date": date_of,
    "quantity": _quantity,
    "yes": _yes,
    "statement": _statement_ref,
    "code": _code,
}


@cache
def qualifier_types() -> dict[str, tuple[str, str | None, bool]]:
    """By qualifier: its value type, its list of codes, and whether every predicate takes it."""
    types: dict[str, tuple[str, str | None, bool]] = {}
    for name, node in yamltext.read(Path(__file__).parents[1] / "vocab" / "qualifiers.yaml"):
        fields = yamltext.mapping(node, key=name.text)
        takes, _, codes = (fields.text("takes") or "text").partition(" ")
        types[name.text] = (takes, codes or None, fields.yes("everywhere"))
    return types
