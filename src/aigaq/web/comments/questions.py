"""Questions of a case: what somebody has to find out. Invariant: a question is a lead and no evidence."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from aigaq.errors import BadValue, MissingField, UnknownId
from aigaq.records.decisions import Question
from aigaq.records.serialize import to_plain
from aigaq.web.models import Account, CaseRow, QuestionRow
from aigaq.web.store.access import held, require
from aigaq.web.store.change import log
from aigaq.web.store.insert import fresh, keep

LONGEST = 12_000


def add_question(
    viewer: Account, case: CaseRow, ask: str, *, compartments: Collection[str] = (), at: datetime
) -> str:
    """Write down a question that is to be asked, within the change of whoever calls; its id.

    Args:
        compartments: what it is put into; nobody else learns that it is asked.
    Raises:
        NotFound, NotAllowed: she may not decide here. MissingField, BadValue: no words, or too many.
        UnknownId: a compartment that she does not hold.
    """
    words = ask.strip()
    require(viewer, "decide", case)
    case.refresh_from_db()
    if not words:
        raise MissingField(key="ask")
    if len(words) > LONGEST:
        raise BadValue(key="ask", value="…", due=f"1–{LONGEST}")
    for one in set(compartments) - held(viewer, case):
        raise UnknownId(value=one)
    question, by = Question(fresh("q", at), words, "not-asked"), viewer.get_username()
    keep(QuestionRow, case, (question,), by=by, at=at, compartments=compartments)
    log(case, "question.added", by=by, about=question.id, at=at, content=to_plain(question))
    return question.id
