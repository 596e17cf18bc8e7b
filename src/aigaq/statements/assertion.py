"""New statements: what somebody says, and what they later do to their words.

Invariant: a statement is only ever added. Taking back is one more statement about an earlier one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from aigaq.errors import DuplicateId, MissingField, UnknownId
from aigaq.records.statements import Link, Passage, Statement
from aigaq.records.values import Code, Ref, Value


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says it, where it stands, and who wrote it down when.

    Args:
        id: of the new statement; unique in the case.
        chain: nearest voice first, the origin last.
        passages: at least one.
        by, at: the coder and the day of coding.
        said: when it was said, where that is known.
    """

    id: str
    chain: tuple[Link, ...]
    passages: tuple[Passage, ...]
    by: str
    at: date
    said: Value | None = None


def assert_(saying: Saying, subject: str, predicate: str, value: Value, **more: Any) -> Statement:
    """One assertion.

    Args:
        more: any other field of `Statement`: event, basis, polarity, modality, qualifiers, premises ...
    Raises:
        MissingField: about nobody, by nobody or from nowhere.
    """
    for key, present in (("subject", subject), ("chain", saying.chain), ("passages", saying.passages)):
        if not present:
            raise MissingField(id=saying.id, key=key)
    return Statement(
        saying.id,
        subject,
        predicate,
        value,
        saying.chain,
        saying.passages,
        saying.passages[0].source,
        by=saying.by,
        at=saying.at,
        said=saying.said,
        **more,
    )


def retract(saying: Saying, earlier: Statement) -> Statement:
    """The voice takes its word back."""
    return _taken_back(saying, earlier, "retracted")


def recant_coerced(saying: Saying, earlier: Statement) -> Statement:
    """The voice says that the earlier word was extorted; that word no longer counts."""
    return _taken_back(saying, earlier, "coerced")


def recant_under_pressure(saying: Saying, earlier: Statement) -> Statement:
    """The voice takes its word back, and the taking back is itself suspect; the earlier word still counts."""
    return _taken_back(saying, earlier, "under-pressure")


def reaffirm(saying: Saying, earlier: Statement) -> Statement:
    """The voice stands by its earlier word, or takes it up again."""
    return _taken_back(saying, earlier, "reaffirmed")


def _taken_back(saying: Saying, earlier: Statement, kind: str) -> Statement:
    voice = saying.chain[-1].voice if saying.chain else ""
    kinds = (("kind", Code("recant-kind", kind)),)
    return assert_(saying, voice, "recants", Ref(f"#{earlier.id}"), qualifiers=kinds)


def added(statements: Sequence[Statement], new: Statement) -> tuple[Statement, ...]:
    """The statements with one more; the earlier ones are as they were.

    Raises:
        DuplicateId: the id is taken. UnknownId: a word taken back, or a premise, that is not there.
    """
    known = {one.id for one in statements}
    if new.id in known:
        raise DuplicateId(value=new.id)
    rests_on = [*new.premises]
    if isinstance(new.value, Ref) and new.value.id.startswith("#"):
        rests_on.append(new.value.id.removeprefix("#"))
    for one in rests_on:
        if one not in known:
            raise UnknownId(id=new.id, value=one)
    return (*statements, new)
