"""A withheld field on the pages: told nowhere to others, arranged by a lead who holds the compartment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from tests.web.cast import AT, Cast
from tests.web.routes import addresses, body_of
from tests.web.store.test_withheld import LABEL, WARD, keep_back, label_of

from aigaq.web.protect.withholding_actions import WithheldField, withhold

SEARCHED = "/c/tasqora/search/?q=ambulance"


@pytest.fixture
def outside(cast: Cast) -> Any:
    """Dina, who codes here and holds no compartment."""
    cast.let_in(cast.dina, "coder")
    cast.row.refresh_from_db()
    return cast.dina


def test_no_page_table_or_search_tells_what_is_withheld(cast: Cast, outside: Any) -> None:
    keep_back(cast, LABEL)
    keep_back(cast, WithheldField("statement", "paper", "value", WARD))
    client = Client()
    client.force_login(outside)
    for address in (*addresses().values(), "/c/tasqora/source/talk/code/?line=3&form=died", SEARCHED):
        # The text still says so: that is what the form tells.
        page = body_of(client.get(address)).decode(errors="replace").replace("was Marat Ospanov", "")
        page = page.replace("says pneumonia", "")
        assert "Ospanov" not in page, address
        # The coding forms offer the word to everybody: it stands in a list.
        assert "/code/" in address or "pneumonia" not in page, address
    for name in (
        "statements",
        "subjects",
        "contradictions",
        "questions",
        "individuals",
        "counted-by",
        "claimed",
    ):
        cells = body_of(client.get(f"/c/tasqora/table/{name}.csv")).decode()
        assert "Ospanov" not in cells and "pneumonia" not in cells, name
    assert "Ospanov" not in client.get("/c/tasqora/find/?q=Ospanov&kind=person").content.decode()


def test_a_lead_withholds_and_discloses_on_the_page(cast: Cast, outside: Any) -> None:
    client = Client()
    client.force_login(cast.aigerim)
    asked = {"kind": "subject", "record": "marat", "field": "label", "compartment": WARD}
    form = client.get("/c/tasqora/withhold/?kind=subject&record=marat").content.decode()
    assert "talk L3" in form, "where the name still stands"
    wrong = client.post("/c/tasqora/withhold/", {**asked, "wording": "a lad", "reasons": ""})
    assert wrong.status_code == 400 and 'value="a lad"' in wrong.content.decode()
    done = {**asked, "do": "withhold", "wording": "a lad", "reasons": "asked"}
    assert client.post("/c/tasqora/withhold/", done).status_code == 302
    assert 'data-withheld="label"' in client.get("/c/tasqora/subject/marat/").content.decode()
    assert label_of(outside) == "a lad"
    client.post("/c/tasqora/withhold/", {**asked, "do": "disclose", "reasons": "published"})
    assert label_of(outside) == "Marat Ospanov"


def test_a_page_tells_that_something_is_withheld_to_holders_alone(cast: Cast, outside: Any) -> None:
    keep_back(cast, LABEL)
    shown = {}
    for who in (cast.bolat, outside):
        client = Client()
        client.force_login(who)
        shown[who.username] = client.get("/c/tasqora/subject/marat/").content.decode()
    assert 'data-withheld="label"' in shown["bolat"] and "withhold/?kind" not in shown["bolat"]
    assert "data-withheld" not in shown["dina"] and WARD not in shown["dina"]


@pytest.mark.parametrize(
    "asked", ["", "?kind=subject&record=ghost", "?kind=rule&record=deaths", "?kind=statement&record=x"]
)
def test_nothing_is_withheld_of_what_is_not_there(asked: str, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.aigerim)
    assert client.get(f"/c/tasqora/withhold/{asked}").status_code == 404


def test_a_lead_cannot_try_out_what_is_withheld_from_her(cast: Cast) -> None:
    cast.let_in(cast.dina, "lead")
    from aigaq.web.team import actions as team_actions  # noqa: PLC0415 - only here

    team_actions.grant(cast.dina, cast.row, username="dina", compartment="hers", at=AT)
    keep_back(cast, LABEL)
    act = replace(LABEL, compartment="hers")
    withhold(cast.dina, cast.row, act, wording="Marat Ospanov", reasons="a guess", at=AT)
    assert label_of(cast.dina) == "a young man"
