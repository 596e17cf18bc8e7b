"""What somebody tried against the shell who wanted to learn, to lose or to break something.

Invariant: whoever lacks a compartment is answered as if what lies in it had never been written.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.background.test_jobs_pages import fetched, made
from tests.web.cast import AT, Cast

from aigaq.errors import BadValue, DuplicateId, UnknownId
from aigaq.records.entries import Entry
from aigaq.records.rules import CountRule
from aigaq.records.statements import Place
from aigaq.records.subjects import Subject
from aigaq.web.coding import actions as coding_actions
from aigaq.web.counts.actions import add_rule
from aigaq.web.custody import queries as custody_queries
from aigaq.web.models import Account, DecisionRow, RuleRow
from aigaq.web.people import actions as people_actions
from aigaq.web.protect.withholding_actions import WithheldField, withhold
from aigaq.web.sources.actions import add_source
from aigaq.web.store import case_heads, cases, partial_cases
from aigaq.web.team import actions as team_actions

WARD = frozenset({"ward"})


def decided(cast: Cast, kind: str, *targets: str, by: Account | None = None, after: int = 0) -> str:
    at = AT + timedelta(seconds=after)
    one = people_actions.decide(
        by or cast.aigerim, cast.row, kind=kind, targets=targets, value=None, reasons="known", at=at
    )
    return one.id


def test_a_file_made_before_a_sealing_is_not_given_after_it(cast: Cast) -> None:
    job = made(cast)
    assert fetched(cast, job).status_code == 200
    team_actions.seal(
        cast.aigerim, cast.row, kind="subject", key="marat", compartment="closed", at=timezone.now()
    )
    assert fetched(cast, job).headers["Location"] == "/jobs/"
    assert fetched(cast, made(cast)).status_code == 200


@pytest.mark.parametrize("done", ["sealed", "decided", "joined"])
def test_a_file_that_is_not_given_does_not_tell_that_something_was_sealed(cast: Cast, done: str) -> None:
    job, at = made(cast), timezone.now()
    assert coding_actions.save(
        cast.bolat, cast.row, Entry("e1", "talk", Place(2, 1), None, "captain", "injury", "leg"), at=at
    )
    assert fetched(cast, job).status_code == 200, "what is coded takes no file away"
    if done == "sealed":
        team_actions.seal(cast.aigerim, cast.row, kind="subject", key="marat", compartment="closed", at=at)
    elif done == "decided":
        decided(cast, "accept", "captain")
    else:
        cast.let_in(cast.dina, "reader")
    bolat = Client()
    bolat.force_login(cast.bolat)
    page = bolat.get(f"/jobs/{job.pk}/file/", follow=True).content.decode()
    assert "The case has changed since" in page and "seal" not in page.casefold()
    assert f'id="anew-{job.pk}"' in page and f'id="file-{job.pk}"' not in page


@pytest.mark.parametrize("sealed", [True, False])
def test_no_entry_is_taken_back_unseen_by_the_name_of_its_subject(cast: Cast, sealed: bool) -> None:
    team_actions.give_role(cast.aigerim, cast.row, username="bolat", role="reviewer", at=AT)
    if custody_queries:
        cast.seal("entry", "marat")
    before = DecisionRow.objects.count()
    with pytest.raises(UnknownId):
        decided(cast, "withdraw", "marat", by=cast.bolat)
    assert DecisionRow.objects.count() == before


def test_a_decision_pressed_twice_is_taken_once(cast: Cast) -> None:
    before = DecisionRow.objects.count()
    first = decided(cast, "accept", "marat")
    assert decided(cast, "accept", "marat", after=1) == first
    assert DecisionRow.objects.count() == before + 1


def test_a_decision_taken_again_after_another_is_a_new_one(cast: Cast) -> None:
    first = decided(cast, "accept", "marat")
    decided(cast, "exclude", "marat", after=1)
    again = decided(cast, "accept", "marat", after=2)
    decided(cast, "withdraw", again, after=3)
    assert len({first, again, decided(cast, "accept", "marat", after=4)}) == 3


def test_an_entry_is_taken_back_once(cast: Cast) -> None:
    ids = {
        coding_actions.withdraw(cast.bolat, cast.row, "marat", reasons="a slip", at=AT).id for _ in range(2)
    }
    assert len(ids) == 1


@pytest.mark.parametrize("most", range(1, 6))
def test_what_is_sealed_crowds_nothing_out_of_a_page(cast: Cast, most: int) -> None:
    cast.seal("entry", "marat")
    whole = len(partial_cases.CaseBuilder(cast.row, WARD).take("source", ["talk"]))
    assert len(partial_cases.CaseBuilder(cast.row, WARD).take("source", ["talk"], most=most)) == min(
        most, whole
    )
    told = len(partial_cases.CaseBuilder(cast.row, WARD).pointing_at({"depot", "gate", "marat", "shooting"}))
    some = partial_cases.CaseBuilder(cast.row, WARD).pointing_at(
        {"depot", "gate", "marat", "shooting"}, most=most
    )
    assert len(some) == min(most, told)


def test_a_rule_pressed_twice_in_a_large_case_is_added_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "LARGE", 0)
    cases.reckon(cast.aigerim, "tasqora")
    rule = CountRule("mine", title="Mine")
    add_rule(cast.aigerim, cast.row, rule, reasons="asked", at=AT)
    with pytest.raises(DuplicateId):
        add_rule(cast.aigerim, cast.row, rule, reasons="asked", at=AT)
    assert RuleRow.objects.filter(case=cast.row, key__startswith="mine").count() == 1


def test_how_much_is_sealed_does_not_tell_by_how_a_case_answers(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.seal("entry", "marat")
    few = len(cases.case(cast.bolat, "tasqora")[1].records.statements)
    assert 0 < few < cast.row.written
    monkeypatch.setattr(cases, "LARGE", few)
    assert len(cases.case(cast.bolat, "tasqora")[1].records.statements) == few
    # The part around somebody is one in a case of any size; a form suggests from the whole of a small one.
    assert len(cases.at_line(cast.bolat, "tasqora", "talk", 2, ())[1].records.statements) == few


def test_who_is_called_after_somebody_sealed_leaves_what_was_kept_for_others(cast: Cast) -> None:
    cast.let_in(cast.dina, "coder")
    cast.row.refresh_from_db()
    mother = Subject("p-mother", "person", "mother of Daulet Serikov")
    cast.seal("subject", "daulet", compartment="ward")
    entry = Entry("e1", "talk", Place(2, 1), None, "p-mother", "injury", "leg")
    coding_actions.save(cast.bolat, cast.row, entry, added=(mother,), at=AT)
    taken = decided(cast, "accept", "p-mother")
    assert taken in {one.id for one in case_heads.case_head(cast.row, frozenset()).decisions}
    coding_actions.save(
        cast.bolat, cast.row, Entry("e2", "talk", Place(2, 1), None, "p-mother", "mother-of", "daulet"), at=AT
    )
    cast.row.refresh_from_db()
    assert taken not in {one.id for one in case_heads.case_head(cast.row, frozenset()).decisions}


def test_the_log_tells_a_lead_nothing_of_a_compartment_that_she_does_not_hold(cast: Cast) -> None:
    cast.let_in(cast.dina, "lead")
    cast.row.refresh_from_db()
    told = [one.seq for one in custody_queries.events(cast.dina, cast.row)]
    act = WithheldField("subject", "gate", "label", "ward")
    withhold(cast.aigerim, cast.row, act, wording="a door", reasons="asked", at=AT)
    cast.seal("subject", "captain", compartment="ward")
    entry = Entry("e1", "talk", Place(2, 1), None, "captain", "injury", "leg")
    coding_actions.save(cast.bolat, cast.row, entry, at=AT)
    decided(cast, "accept", "captain")
    assert [one.seq for one in custody_queries.events(cast.dina, cast.row)] == told
    assert len(custody_queries.events(cast.bolat, cast.row)) == 0
    assert len(custody_queries.events(cast.aigerim, cast.row)) == len(told) + 4


@pytest.mark.parametrize("key", ["k" * 201, "ж" * 101, "a\nb", "a\tb", "a\u2028b", "a\u202eb"])
def test_a_key_that_no_folder_can_have_is_refused(cast: Cast, key: str) -> None:
    with pytest.raises(BadValue):
        added(cast, key)


def added(cast: Cast, key: str) -> str:
    return add_source(cast.bolat, cast.row, key=key, what="a note", name="n.txt", data=b"One.", at=AT).key


def test_a_name_too_long_for_a_label_is_refused(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.bolat)
    asked = {"form": "killed", "line": "3", "first": "1", "last": "1", "save": "1", "entry": "e00000001"}
    for length, status in ((301, 400), (300, 302)):
        answer = client.post("/c/tasqora/source/talk/code/", {**asked, "who": "N" * length})
        assert answer.status_code == status, length
