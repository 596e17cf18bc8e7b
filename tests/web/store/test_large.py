"""Large cases: pages that read their own part, and figures of the whole as they were last worked out."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.cast import AT, Cast

from aigaq.errors import NotReckoned
from aigaq.records.entries import Entry
from aigaq.records.statements import Place
from aigaq.web.coding import actions as coding_actions
from aigaq.web.store import cases, whole_cases
from aigaq.web.team import actions as team_actions

OWN_PART = (
    *("subjects/person/", "subject/marat/", "statement/paper/", "sources/", "source/talk/", "members/"),
    *("source/talk/code/?line=2", "custody/", "search/?q=marat", "sources/new/"),
)
OF_ALL = ("", "contradictions/", "questions/", "timeline/", "grid/", "counts/", "counts/new/")


@pytest.fixture
def large(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The small case, taken for a large one."""
    monkeypatch.setattr(cases, "LARGE", 0)
    return cast


def visitor(cast: Cast) -> Client:
    """Bolat at his browser."""
    client = Client()
    client.force_login(cast.bolat, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("page", OWN_PART)
def test_a_page_of_its_own_part_needs_no_reckoning(large: Cast, page: str) -> None:
    assert visitor(large).get(f"/c/tasqora/{page}").status_code == 200


@pytest.mark.parametrize("page", OF_ALL)
def test_a_page_of_all_says_what_to_do_and_then_answers(large: Cast, page: str) -> None:
    client = visitor(large)
    before = client.get(f"/c/tasqora/{page}")
    assert before.status_code == 409
    assert 'value="reckon"' in before.content.decode()
    cases.reckon(large.bolat, "tasqora")
    assert client.get(f"/c/tasqora/{page}").status_code == 200


def test_what_was_reckoned_for_one_is_nothing_to_whoever_sees_otherwise(large: Cast) -> None:
    cases.reckon(large.bolat, "tasqora")
    team_actions.grant(large.aigerim, large.row, username="bolat", compartment="other", at=AT)
    with pytest.raises(NotReckoned):
        cases.case(large.bolat, "tasqora")


def test_sealing_ends_what_was_reckoned_before(large: Cast) -> None:
    cases.reckon(large.bolat, "tasqora")
    large.seal("subject", "marat", compartment="ward")
    with pytest.raises(NotReckoned):
        cases.case(large.bolat, "tasqora")


def test_what_was_added_since_is_counted_not_hidden(large: Cast) -> None:
    cases.reckon(large.bolat, "tasqora")
    entry = Entry("e00000001", "talk", Place(2, 1), None, "marat", "injury", "leg")
    coding_actions.save(large.bolat, large.row, entry, at=AT)
    row, case = cases.case(large.bolat, "tasqora")
    assert row.behind == 1
    assert case.entry("e00000001") is None
    assert "reckon" in visitor(large).get("/c/tasqora/").content.decode()
    assert "leg" in visitor(large).get("/c/tasqora/subject/marat/").content.decode()


def test_what_was_added_behind_a_seal_is_not_counted(large: Cast) -> None:
    team_actions.grant(large.aigerim, large.row, username="aigerim", compartment="own", at=AT)
    large.seal("subject", "captain", compartment="own")
    cases.reckon(large.bolat, "tasqora")
    entry = Entry("e00000002", "talk", Place(2, 1), None, "captain", "injury", "leg")
    coding_actions.save(large.aigerim, large.row, entry, at=AT)
    row, _ = cases.case(large.bolat, "tasqora")
    assert row.behind == 0


def test_the_reckoned_case_is_the_whole_case(large: Cast) -> None:
    cases.reckon(large.bolat, "tasqora")
    _, case = cases.case(large.bolat, "tasqora")
    whole = whole_cases.opened(large.row, frozenset({"ward"}))
    assert case.records.statements == whole.records.statements
    assert case.contradictions() == whole.contradictions()
