"""What somebody tried against what the shell keeps between two requests, and in the moment before it writes.

Invariant: nothing kept for a state of the case that has ended shows, or changes, what its viewer may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from tests.web.cast import AT, COMPARTMENT, Cast, index_faults

from aigaq.errors import CaseInvalid, NotFound, NotReckoned, Stale, UnknownId
from aigaq.records.entries import Entry
from aigaq.records.rules import CountRule
from aigaq.records.statements import Place
from aigaq.records.subjects import Subject
from aigaq.web.accounts.actions import reset_member
from aigaq.web.coding import actions as coding_actions
from aigaq.web.coding import queries as coding_queries
from aigaq.web.counts.actions import add_rule
from aigaq.web.models import (
    CaseRow,
    EntryRow,
    EventRow,
    Grant,
    Membership,
    SealRow,
    StatementRow,
    WithheldRow,
)
from aigaq.web.people import actions as people_actions
from aigaq.web.protect.withholding_actions import WithheldField, disclose, withhold
from aigaq.web.sources.actions import add_source
from aigaq.web.store import cases, entry_records, whole_cases
from aigaq.web.store.case_heads import case_head
from aigaq.web.store.change import log
from aigaq.web.team import actions as team_actions
from aigaq.web.team.invitations import invite
from aigaq.web.verify import actions as verify_actions

INJURED = Entry("e00000001", "talk", Place(2, 1), None, "captain", "injury", "leg")
WARD = frozenset({COMPARTMENT})
LABEL = WithheldField("subject", "captain", "label", COMPARTMENT)
AGE = WithheldField("statement", "marat.age", "value", COMPARTMENT)


@contextmanager
def before_it_writes(done: Callable[[], object]) -> Iterator[None]:
    """Something that another process commits after the rights were asked, before the first row is written."""
    waiting = [done]

    def meanwhile(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SAVEPOINT") and waiting:
            waiting.pop()()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile):
        yield


def taken_out(cast: Cast, username: str) -> Callable[[], None]:
    def done() -> None:
        Membership.objects.filter(case=cast.row, account__username=username).delete()
        log(CaseRow.objects.get(pk=cast.row.pk), "member.removed", by="x", about=f"{username} – left", at=AT)

    return done


def closed_to(cast: Cast, username: str) -> Callable[[], None]:
    def done() -> None:
        Grant.objects.filter(account__username=username).delete()
        row = CaseRow.objects.get(pk=cast.row.pk)
        log(row, "compartment.revoked", by="x", about=f"{username}:{COMPARTMENT} – moved", at=AT)

    return done


def test_who_is_taken_out_while_her_entry_is_saved_saves_nothing(cast: Cast) -> None:
    cast.row.refresh_from_db()
    with before_it_writes(taken_out(cast, "bolat")), pytest.raises(NotFound):
        coding_actions.save(cast.bolat, cast.row, INJURED, at=AT)
    assert not EntryRow.objects.filter(key=INJURED.id).exists()


def test_who_loses_a_compartment_while_her_entry_is_saved_writes_nothing_into_it(cast: Cast) -> None:
    cast.seal("subject", "captain", compartment=COMPARTMENT)
    cast.row.refresh_from_db()
    with before_it_writes(closed_to(cast, "bolat")), pytest.raises(CaseInvalid):
        coding_actions.save(cast.bolat, cast.row, INJURED, at=AT)
    assert not EntryRow.objects.filter(key=INJURED.id).exists()


WRITES: dict[str, Callable[[Cast], object]] = {
    "decide": lambda cast: people_actions.decide(
        cast.aigerim, cast.row, kind="accept", targets=("marat",), value=None, reasons="known", at=AT
    ),
    "withdraw": lambda cast: coding_actions.withdraw(
        cast.aigerim, cast.row, "marat", reasons="a slip", at=AT
    ),
    "rule": lambda cast: add_rule(
        cast.aigerim, cast.row, CountRule("mine", title="Mine"), reasons="x", at=AT
    ),
    "source": lambda cast: add_source(
        cast.aigerim, cast.row, key="note", what="a note", name="n.txt", data=b"One.", at=AT
    ),
    "role": lambda cast: team_actions.give_role(cast.aigerim, cast.row, username="bolat", role="lead", at=AT),
    "grant": lambda cast: team_actions.grant(
        cast.aigerim, cast.row, username="bolat", compartment="new", at=AT
    ),
    "seal": lambda cast: team_actions.seal(
        cast.aigerim, cast.row, kind="subject", key="gate", compartment="closed", at=AT
    ),
    "unseal": lambda cast: team_actions.unseal(
        cast.aigerim, cast.row, kind="subject", key="captain", compartment=COMPARTMENT, reasons="x", at=AT
    ),
    "withhold": lambda cast: withhold(cast.aigerim, cast.row, AGE, wording="", reasons="x", at=AT),
    "disclose": lambda cast: disclose(cast.aigerim, cast.row, LABEL, reasons="x", at=AT),
    "reset": lambda cast: reset_member(cast.aigerim, cast.row, username="bolat", at=AT),
    "invite": lambda cast: invite(cast.aigerim, cast.row, role="lead", at=AT),
}


@pytest.mark.parametrize("name", sorted(WRITES))
def test_who_is_taken_out_while_she_waits_to_write_changes_nothing(cast: Cast, name: str) -> None:
    withhold(cast.aigerim, cast.row, LABEL, wording="an officer", reasons="asked", at=AT)
    cast.seal("subject", "captain", compartment=COMPARTMENT)
    team_actions.give_role(cast.aigerim, cast.row, username="bolat", role="lead", at=AT)
    cast.row.refresh_from_db()
    before = EventRow.objects.count()
    with before_it_writes(taken_out(cast, "aigerim")), pytest.raises(NotFound):
        WRITES[name](cast)
    assert EventRow.objects.count() == before + 1, "what was done meanwhile, and nothing of hers"


def test_an_entry_that_she_may_not_see_is_for_her_one_that_is_not_there(cast: Cast) -> None:
    cast.seal("entry", "late")
    cast.row.refresh_from_db()
    before = EventRow.objects.count()
    for entry in ("late", "nothing"):
        with pytest.raises(UnknownId):
            coding_actions.withdraw(cast.bolat, cast.row, entry, reasons="a slip", at=AT)
    assert EventRow.objects.count() == before


@pytest.mark.parametrize("name", ["withhold", "disclose"])
def test_who_loses_a_compartment_withholds_and_discloses_nothing_for_it(cast: Cast, name: str) -> None:
    withhold(cast.aigerim, cast.row, LABEL, wording="an officer", reasons="asked", at=AT)
    cast.row.refresh_from_db()
    before = list(WithheldRow.objects.values())
    with before_it_writes(closed_to(cast, "aigerim")), pytest.raises(UnknownId):
        WRITES[name](cast)
    assert list(WithheldRow.objects.values()) == before


def test_a_set_of_compartments_that_search_needs_first_is_on_the_shelf(cast: Cast) -> None:
    team_actions.grant(cast.aigerim, cast.row, username="aigerim", compartment="closed", at=AT)
    withhold(cast.aigerim, cast.row, LABEL, wording="an officer", reasons="asked", at=AT)
    cast.seal("source", "talk", compartment="closed")
    cast.row.refresh_from_db()
    held = WARD | {"closed"}
    case_head(cast.row, held)
    two = Subject("e-two", "person", f"driver of {cast_label(cast)}")
    coding_actions.save(cast.aigerim, cast.row, replace(INJURED, who="e-two"), added=(two,), at=AT)
    cast.row.refresh_from_db()
    assert set(case_head(cast.row, held).sets) == set(SealRow.objects.values_list("pk", flat=True))
    assert index_faults(cast.row) == []


def cast_label(cast: Cast) -> str:
    return whole_cases.opened(CaseRow.objects.get(pk=cast.row.pk), WARD).records.subjects["captain"].label


def test_an_entry_that_is_sealed_cannot_be_tried_out_by_saving_it_again(cast: Cast) -> None:
    coding_actions.save(cast.aigerim, cast.row, INJURED, at=AT)
    assert coding_actions.save(cast.bolat, cast.row, INJURED, at=AT).made
    cast.seal("entry", INJURED.id)
    cast.row.refresh_from_db()
    for guess in ("leg", "arm"):
        with pytest.raises(Stale):
            coding_actions.save(cast.bolat, cast.row, replace(INJURED, value=guess), at=AT)


def test_what_is_withheld_is_traced_in_the_case_as_it_is_now(cast: Cast) -> None:
    cast.seal("subject", "captain", compartment=COMPARTMENT)
    early = CaseRow.objects.get(pk=cast.row.pk)
    case_head(early, WARD | {"own"})
    team_actions.grant(cast.aigerim, cast.row, username="aigerim", compartment="own", at=AT)
    cast.seal("subject", "captain", compartment="own")
    cast.row.refresh_from_db()
    coding_actions.save(cast.aigerim, cast.row, INJURED, at=AT)
    said = StatementRow.objects.filter(entry=INJURED.id, body__value__text="leg").first()
    key = said.key if said is not None else INJURED.id
    act = WithheldField("statement", key, "value", COMPARTMENT)
    withhold(cast.aigerim, early, act, wording="", reasons="asked", at=AT)
    assert {one.kind for one in WithheldRow.objects.filter(act=act.name)} == {"statement", "entry"}


def test_what_was_reckoned_before_a_rebuilding_is_not_shown_after_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "LARGE", 0)
    cast.seal("subject", "captain")
    StatementRow.objects.filter(case=cast.row).update(seal=None)
    cases.reckon(cast.bolat, "tasqora")
    verify_actions.rebuild_projections(cast.row, at=AT)
    with pytest.raises(NotReckoned):
        cases.case(cast.bolat, "tasqora")


def test_somebody_named_for_the_first_time_is_found_by_the_name_said_of_her(cast: Cast) -> None:
    cast.row.refresh_from_db()
    new = Subject("e-new", "person", "a woman in grey")
    entry = replace(INJURED, who="e-new", predicate="name", value="Zarina")
    coding_actions.save(cast.bolat, cast.row, entry, added=(new,), at=AT)
    cast.row.refresh_from_db()
    assert index_faults(cast.row) == []
    known = entry_records.named(cast.row, WARD, case_head(cast.row, WARD), entry).known
    assert "e-new" in known.subjects


@pytest.mark.parametrize("large", [0, 5_000])
def test_sealed_work_at_her_line_is_nothing_to_a_coder(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(cases, "LARGE", large)
    cast.let_in(cast.dina, "coder")
    cast.seal("subject", "captain", compartment=COMPARTMENT)
    told = [digests_of(cast)]
    coding_actions.save(cast.bolat, CaseRow.objects.get(pk=cast.row.pk), INJURED, at=AT)
    told.append(digests_of(cast))
    coding_actions.withdraw(
        cast.bolat, CaseRow.objects.get(pk=cast.row.pk), INJURED.id, reasons="a slip", at=AT
    )
    told.append(digests_of(cast))
    assert [len(set(each)) for each in zip(*told, strict=True)] == [1, 3]


def digests_of(cast: Cast) -> tuple[str, str]:
    """What the form of Dina, who holds nothing, says of the line, and that of Aigerim, who holds the compartment."""
    row = CaseRow.objects.get(pk=cast.row.pk)
    dina, aigerim = (
        coding_queries.line_digest(who, row, "talk", 2, but="x") for who in (cast.dina, cast.aigerim)
    )
    return dina, aigerim
