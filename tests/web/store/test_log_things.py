"""Rights that the log holds stand in columns: no text of `about` gives one, and older rows still give theirs."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.house import tree
from tests.web.cast import AT, Cast

from aigaq.errors import NotFound
from aigaq.web.models import EventRow, Membership
from aigaq.web.store.log import digest_of
from aigaq.web.team.actions import remove
from aigaq.web.team.invitations import invite, invited, join

AS_OF_BEFORE: dict[str, Any] = {"about_kind": "", "about_id": "", "detail": None}


def test_the_text_of_a_row_gives_no_role(cast: Cast) -> None:
    token = invite(cast.aigerim, cast.row, role="reader", at=AT)
    mark = EventRow.objects.filter(action="member.invited").latest("seq").about_id
    EventRow.objects.filter(about_id=mark).update(about=f"{mark}:lead")
    assert invited(cast.dina, token, at=AT) == (cast.row, "reader")


def test_an_invitation_of_before_the_columns_holds_once(cast: Cast) -> None:
    token = invite(cast.aigerim, cast.row, role="coder", at=AT)
    EventRow.objects.filter(action="member.invited").update(**AS_OF_BEFORE)
    join(cast.dina, token, at=AT)
    assert Membership.objects.get(case=cast.row, account=cast.dina).role == "coder"
    with pytest.raises(NotFound):
        invited(cast.bolat, token, at=AT)


@pytest.mark.parametrize("columns", [{}, AS_OF_BEFORE, {"about": "-"}], ids=["now", "before", "another text"])
def test_who_was_taken_out_comes_in_by_no_older_link(cast: Cast, columns: dict[str, Any]) -> None:
    token = invite(cast.aigerim, cast.row, role="coder", at=AT)
    remove(cast.aigerim, cast.row, username="bolat", reasons="left us", at=AT)
    EventRow.objects.filter(action="member.removed").update(**columns)
    with pytest.raises(NotFound):
        invited(cast.bolat, token, at=AT)


def row(**columns: Any) -> EventRow:
    made = {
        "seq": 7,
        "before": "0" * 64,
        "at": datetime(2031, 5, 1, tzinfo=UTC),
        "by": "aigerim",
        "action": "x.done",
    }
    return EventRow(**{**made, "about": "k1", "content": "", **columns})


def test_the_digest_of_a_row_covers_every_column_of_it() -> None:
    others: dict[str, Any] = {
        "seq": 8,
        "before": "1" * 64,
        "at": datetime(2031, 5, 2, tzinfo=UTC),
        "case_id": "5d1f8f4c63b84a22a5a9e3c01de92d11",
        "detail": {"role": "lead"},
    }
    covered = {field.attname for field in EventRow._meta.concrete_fields} - {"id", "digest"}
    same = [
        name
        for name in sorted(covered)
        if digest_of(row(**{name: others.get(name, "other")})) == digest_of(row())
    ]
    assert same == []


def test_a_thing_cannot_be_taken_for_what_a_row_bound() -> None:
    digests = {digest_of(row(**columns)) for columns in ({"bound": "a" * 64}, {"about_kind": "a" * 64}, {})}
    assert len(digests) == 3


def test_the_text_of_a_row_is_searched_in_one_place() -> None:
    searching = {file for file, module in tree.modules().items() if "about__" in ast.unparse(module)}
    assert searching == {"web/store/log.py"}
