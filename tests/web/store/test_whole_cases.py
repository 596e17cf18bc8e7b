"""A case that is kept and moved on equals one that is read from the rows, for everybody, after every kind of change."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.cast import AT, Cast

from aigaq.casework.case import Case
from aigaq.errors import AigaqError
from aigaq.records.entries import Entry
from aigaq.records.statements import Place
from aigaq.records.subjects import Subject
from aigaq.web.coding import actions as coding_actions
from aigaq.web.models import CaseRow, SubjectRow
from aigaq.web.store import whole_cases
from aigaq.web.store.change import change, log
from aigaq.web.store.insert import keep
from aigaq.web.team import actions as team_actions

EYES = (frozenset[str](), frozenset({"ward"}), frozenset({"closed"}), frozenset({"ward", "closed"}))
KINDS = ("injury", "killed", "somebody new", "seal a person", "seal a new one", "open")


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """No case of another test."""
    whole_cases.forget()
    yield
    whole_cases.forget()


def same_for_everybody(row: CaseRow) -> None:
    """Hold every kept case against one read anew."""
    for held in EYES:
        for safeguards in (False, True):
            kept = whole_cases.opened(row, held, safeguards=safeguards)
            anew = whole_cases.read_anew(row, held, safeguards=safeguards)
            assert kept.records == anew.records
            assert kept.documents == anew.documents
            assert list(kept.records.subjects) == list(anew.records.subjects)


def changed(cast: Cast, kind: str, number: int) -> None:
    """One change of a kind by somebody who may."""
    cast.row.refresh_from_db()
    key = f"n{number}"
    match kind:
        case "injury":
            entry = Entry(key, "talk", Place(2, 1), None, "marat", "injury", "leg")
            coding_actions.save(cast.aigerim, cast.row, entry, at=AT)
        case "killed":
            coding_actions.save(
                cast.aigerim, cast.row, Entry(key, "talk", Place(3, 1), "killed", "daulet"), at=AT
            )
        case "somebody new":
            added = (Subject(f"who{number}", "person", f"Somebody {number}"),)
            entry = Entry(key, "talk", Place(2, 1), None, f"who{number}", "injury", "arm")
            coding_actions.save(cast.aigerim, cast.row, entry, added=added, at=AT)
        case "seal a person":
            cast.seal("subject", "daulet", compartment="ward")
        case "seal a new one":
            cast.seal("subject", f"who{number - 1}", compartment="closed")
        case _:
            cast.seal("subject", "daulet", compartment="")


@pytest.mark.parametrize("kind", KINDS[:4])
def test_after_a_change_of_each_kind_a_kept_case_is_the_case_read_anew(cast: Cast, kind: str) -> None:
    same_for_everybody(cast.row)
    changed(cast, kind, 1)
    same_for_everybody(cast.row)


def test_after_any_changes_in_any_order_a_kept_case_is_the_case_read_anew(cast: Cast) -> None:
    numbers = iter(range(10_000))

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(KINDS), min_size=2, max_size=5))
    def hold(kinds: list[str]) -> None:
        with transaction.atomic():
            for kind in kinds:
                try:
                    changed(cast, kind, next(numbers))
                except AigaqError:
                    # Whom it would seal is not there, or is sealed: no change.
                    continue
                same_for_everybody(cast.row)
            # The next example begins where this one began: the same versions come again for other rows.
            transaction.set_rollback(True)

    hold()


def test_a_saved_entry_reads_what_was_added_and_nothing_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = whole_cases.opened(cast.row, EYES[0])
    changed(cast, "injury", 1)
    monkeypatch.setattr(whole_cases, "visible_case", lambda *_, **__: pytest.fail("read from the rows again"))
    after = whole_cases.opened(cast.row, EYES[0])
    assert len(after.records.statements) > len(before.records.statements)
    assert after.records.statements[0] is before.records.statements[0]


def test_a_case_that_grows_is_kept_once(cast: Cast) -> None:
    for number in range(5):
        changed(cast, "injury", number)
        whole_cases.opened(cast.row, EYES[0])
    assert whole_cases.kept() == 1


def test_what_was_rolled_back_is_not_kept(cast: Cast) -> None:
    before = whole_cases.opened(cast.row, EYES[0])
    with transaction.atomic():
        changed(cast, "injury", 1)
        assert whole_cases.opened(cast.row, EYES[0]).records != before.records
        transaction.set_rollback(True)
    changed(cast, "killed", 2)
    same_for_everybody(cast.row)


def test_a_case_nobody_uses_is_freed_at_once(cast: Cast) -> None:
    case = Case(whole_cases.opened(cast.row, EYES[0]).records)
    case.contradictions(), case.ladder(), case.grid(), case.questions()
    gc.disable()
    try:
        gone = weakref.ref(case)
        del case
        assert gone() is None
    finally:
        gc.enable()


def test_rows_that_somebody_may_not_see_are_never_in_what_she_keeps(cast: Cast) -> None:
    changed(cast, "seal a person", 0)
    whole_cases.opened(cast.row, EYES[0])
    changed(cast, "killed", 1)
    case = whole_cases.opened(cast.row, EYES[0])
    assert case.entry("n1") is None
    assert whole_cases.opened(cast.row, EYES[1]).entry("n1") is not None


def somebody(cast: Cast, key: str, *, compartment: str = "") -> None:
    """Add somebody to the case, of whom nothing is said, within a change."""
    put = [compartment] if compartment else []
    keep(SubjectRow, cast.row, [Subject(key, "person", key)], by="aigerim", at=AT, compartments=put)


def test_what_is_written_and_not_yet_logged_is_not_kept(cast: Cast) -> None:
    cast.row.refresh_from_db()
    with transaction.atomic():
        with change():
            somebody(cast, "first")
            assert "first" in whole_cases.opened(cast.row, EYES[0]).records.subjects
            log(cast.row, "subject.added", by="aigerim", about="first", at=AT, coded=0)
        transaction.set_rollback(True)
    cast.row.refresh_from_db()
    same_for_everybody(cast.row)


def test_with_the_first_row_that_is_hidden_a_kept_case_is_whole_no_more(cast: Cast) -> None:
    # The set of compartments is there already: making one ends by itself what is kept.
    cast.seal("subject", "daulet", compartment="ward")
    team_actions.unseal(
        cast.aigerim, cast.row, kind="subject", key="daulet", compartment="ward", reasons="asked", at=AT
    )
    cast.row.refresh_from_db()
    assert whole_cases.opened(cast.row, EYES[0]).records.answers
    with change():
        somebody(cast, "hidden", compartment="ward")
        log(cast.row, "subject.added", by="aigerim", about="hidden", at=AT, coded=0)
    same_for_everybody(cast.row)
    assert whole_cases.opened(cast.row, EYES[0]).records.answers == ()
