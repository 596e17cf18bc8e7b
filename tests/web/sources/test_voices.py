"""Whose words a source has: a voice of its own for everybody, guessed or not, and what a coder says of it."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from django.test import Client
from tests.web.cast import AT, Cast, seen_by

from aigaq.casework.case import Case
from aigaq.records.sources import Source
from aigaq.web.casebook import actions as casebook_actions
from aigaq.web.models import CaseRow
from aigaq.web.sources.actions import add_source
from aigaq.web.store import cases as read_cases
from aigaq.web.store import compartments

DRIVER = "Where were you?\nBeside Aslan Beksultan. A bullet hit him and he died.\nDid you run?\nI did.\n"
NURSE = "What did you see?\nAslan Beksultan fell by the well. He died there.\nWho else?\nNobody.\n"
HEARING = "AIGUL: I saw Aslan Beksultan fall.\nRUSTEM: I saw him fall too.\nAIGUL: Yes.\nRUSTEM: Yes.\n"


@pytest.fixture
def row(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> CaseRow:
    monkeypatch.setattr(compartments, "_chance", lambda: "bbbb")
    return casebook_actions.begin(
        cast.aigerim, key="well", title="The well", event="the shooting at the well", at=AT
    )


@pytest.fixture
def aigerim(cast: Cast, row: CaseRow) -> Client:
    client = Client()
    client.force_login(cast.aigerim)
    return client


def added(cast: Cast, row: CaseRow, key: str, text: str) -> Source:
    return add_source(cast.aigerim, row, key=key, what="a talk", name="t.txt", data=text.encode(), at=AT)


def killed(client: Client, source: str, line: int, who: str, **more: str) -> int:
    """Code a killing as somebody does who looks at nothing first; the status."""
    form = {
        "form": "killed",
        "line": str(line),
        "first": "1",
        "last": "1",
        "how": "eyewitness",
        "slot-in": "event",
    }
    return client.post(
        f"/c/well-bbbb/source/{source}/code/", {**form, "who": who, "save": "1", **more}
    ).status_code


def now(cast: Cast) -> Case:
    return seen_by(cast.aigerim, "well-bbbb")


def test_two_interviews_share_no_voice(cast: Cast, row: CaseRow) -> None:
    driver, nurse = added(cast, row, "driver", DRIVER), added(cast, row, "nurse", NURSE)
    voices_of = [
        {source.rest, *source.tail, *(turn.role for turn in source.turns)} for source in (driver, nurse)
    ]
    assert not voices_of[0] & voices_of[1] and all(len(voices) == 2 for voices in voices_of)
    assert now(cast).records.subjects[driver.rest].label == "who speaks in ‘driver’"


def test_two_eyewitnesses_in_two_recordings_corroborate(cast: Cast, row: CaseRow, aigerim: Client) -> None:
    added(cast, row, "driver", DRIVER), added(cast, row, "nurse", NURSE)
    assert (
        killed(aigerim, "driver", 2, "Aslan Beksultan")
        == killed(aigerim, "nurse", 2, "Aslan Beksultan")
        == 302
    )
    case = now(cast)
    assert case.ladder("deaths", evidence="corroborated").documented_min == 1
    assert len({one.origin for one in case.records.statements}) == 2


def test_one_transcript_with_two_names_has_two_voices(cast: Cast, row: CaseRow, aigerim: Client) -> None:
    source = added(cast, row, "hearing", HEARING)
    assert (
        killed(aigerim, "hearing", 1, "Aslan Beksultan")
        == killed(aigerim, "hearing", 2, "Aslan Beksultan")
        == 302
    )
    labels = {now(cast).records.subjects[one.origin].label for one in now(cast).records.statements}
    assert labels == {"AIGUL in ‘hearing’", "RUSTEM in ‘hearing’"} and source.guessed == ()


def test_a_voice_that_is_guessed_is_kept_as_one(cast: Cast, row: CaseRow) -> None:
    assert added(cast, row, "driver", DRIVER).guessed == ((1, 4),)


def test_the_voice_of_a_sealed_source_is_sealed_with_it(cast: Cast, row: CaseRow) -> None:
    driver = added(cast, row, "driver", DRIVER)
    cast.let_in(cast.bolat, "coder", row)
    replace(cast, row=row).seal("source", "driver")
    assert not {driver.rest, *driver.tail} & read_cases.case(cast.bolat, row.key)[1].records.subjects.keys()


def documented(cast: Cast) -> int:
    return now(cast).ladder("deaths", evidence="reported").documented_min


MORGUE = "Body 1: a man in a coat.\nBody 2: a man in a coat.\nBody 3: a man in a coat.\n"


@pytest.mark.parametrize("words", ["a man in a coat", "Unknown", "Неизвестный", "N/N", "unknown"])
def test_a_description_typed_again_is_somebody_else(
    cast: Cast, row: CaseRow, aigerim: Client, words: str
) -> None:
    added(cast, row, "morgue", MORGUE)
    assert [killed(aigerim, "morgue", line, words) for line in (1, 2, 3)] == [302] * 3
    people = [one for one in now(cast).records.subjects.values() if one.kind == "person"]
    assert documented(cast) == 3 and not any(one.named for one in people)


def test_the_preview_asks_whether_it_is_the_one_before(cast: Cast, row: CaseRow, aigerim: Client) -> None:
    added(cast, row, "morgue", MORGUE)
    killed(aigerim, "morgue", 1, "a man in a coat")
    form = {"form": "killed", "line": "2", "first": "1", "who": "a man in a coat", "slot-in": "event"}
    form["entry"] = "e00000001"
    page = aigerim.post("/c/well-bbbb/source/morgue/code/", {**form, "look": "1"}).content.decode()
    choice = re.search(r'name="(is-\w+)" value="(p\w+)"', page)
    shown = re.search(r'name="shown" value="(\w+)"', page)
    assert "Who is meant?" in page and choice and shown
    same = {**form, choice[1]: choice[2], "shown": shown[1], "save": "1"}
    assert aigerim.post("/c/well-bbbb/source/morgue/code/", same).status_code == 302
    assert documented(cast) == 1


def test_one_name_in_whatever_letters_is_one_person(cast: Cast, row: CaseRow, aigerim: Client) -> None:
    added(cast, row, "list", "One.\nTwo.\nThree.\nFour.\nFive.\n")
    names = ["Zoë Aqbai", "Zoe\u0308 Aqbai", "Zoë\u00a0Aqbai", "Zoë  Aqbai\u200b", "Dana Aqbai"]
    assert [killed(aigerim, "list", n, name) for n, name in enumerate(names, 1)] == [302] * 5
    assert documented(cast) == 2


def test_whoever_told_it_is_a_new_voice_and_no_victim(cast: Cast, row: CaseRow, aigerim: Client) -> None:
    added(cast, row, "driver", DRIVER)
    assert killed(aigerim, "driver", 2, "Aslan Beksultan", via="Gulnar Esen; the governor", how="told") == 302
    by_label = {one.label: one for one in now(cast).records.subjects.values()}
    assert by_label["Gulnar Esen"].kind == by_label["the governor"].kind == "voice"
    page = aigerim.get("/c/well-bbbb/source/driver/code/", {"form": "killed", "line": "2"}).content.decode()
    people = page.split('<datalist id="people">')[1].split("</datalist>")[0]
    assert "Aslan Beksultan" in people and "Gulnar" not in people


def test_who_did_it_is_somebody(cast: Cast, row: CaseRow, aigerim: Client) -> None:
    added(cast, row, "driver", DRIVER)
    assert killed(aigerim, "driver", 2, "Aslan Beksultan", **{"slot-agent": "the river guard"}) == 302
    agent = next(one for one in now(cast).records.statements if one.predicate == "agent")
    assert now(cast).records.subjects[agent.value.text].kind == "group"


def test_a_line_of_the_pages_own_is_coded_by_saying_whose_it_is(
    cast: Cast, row: CaseRow, aigerim: Client
) -> None:
    added(cast, row, "page", "The well\n\nNine died there, they say.\n\nShare Print\n")
    claim = {"form": "claimed", "line": "5", "first": "1", "who": "death", "slot-n": "9", "save": "1"}
    refused = aigerim.post("/c/well-bbbb/source/page/code/", claim)
    assert refused.status_code == 400 and "Who says this:" in refused.content.decode()
    assert killed(aigerim, "page", 5, "Aslan Beksultan", speaker="the printer") == 302
    case = now(cast)
    assert case.records.subjects[case.records.statements[0].origin].label == "the printer"


def test_what_is_wrong_names_its_field_and_no_id(cast: Cast, row: CaseRow, aigerim: Client) -> None:
    added(cast, row, "driver", DRIVER)
    form = {"form": "killed", "line": "2", "first": "1", "who": "Aslan Beksultan", "slot-when": "on a Friday"}
    page = aigerim.post("/c/well-bbbb/source/driver/code/", {**form, "entry": "e0000abcd", "look": "1"})
    problem = page.content.decode().split('role="alert">')[1].split("</div>")[0]
    assert "when" in problem.split("on a Friday")[0] and "e0000abcd" not in problem and ":0" not in problem


def test_who_speaks_in_some_lines_is_said_and_offered(cast: Cast, row: CaseRow, aigerim: Client) -> None:
    source = added(cast, row, "driver", DRIVER)
    where = {"scope": "lines", "line": "1", "first": "1", "last": "3", "reasons": "heard on the tape"}
    assert "guessed" in aigerim.get("/c/well-bbbb/source/driver/?line=1").content.decode()
    assert (
        aigerim.post("/c/well-bbbb/source/driver/speaks/", {**where, "speaker": "Marat Esen"}).status_code
        == 302
    )
    page = aigerim.get("/c/well-bbbb/source/driver/?line=1").content.decode()
    assert "Marat Esen" in page and "said by aigerim" in page
    assert killed(aigerim, "driver", 2, "Aslan Beksultan") == 302
    case = now(cast)
    assert case.records.subjects[case.records.statements[0].origin].label == "Marat Esen"
    assert case.records.sources["driver"] == source


def test_a_voice_that_is_somebody_is_one_origin_with_them(cast: Cast, row: CaseRow, aigerim: Client) -> None:
    for key in ("driver", "again"):
        added(cast, row, key, DRIVER)
        assert killed(aigerim, key, 2, "Aslan Beksultan") == 302
        say = {"scope": "voice", "line": "2", "speaker": "the lorry driver", "reasons": "he says so"}
        page = aigerim.post(f"/c/well-bbbb/source/{key}/speaks/", say).content.decode()
        if key == "again":
            choice = re.search(r'name="(is-\w+)" value="(v\w+)"', page)
            assert choice and "Who is meant?" in page
            say[choice[1]] = choice[2]
            assert aigerim.post(f"/c/well-bbbb/source/{key}/speaks/", say).status_code == 302
    assert now(cast).ladder("deaths", evidence="corroborated").documented_min == 0
    assert documented(cast) == 1


def test_who_speaks_may_be_said_when_the_source_is_added(cast: Cast, row: CaseRow, aigerim: Client) -> None:
    form = {"key": "driver", "what": "a talk", "text": DRIVER, "speaks": "the lorry driver", "asks": "Sabira"}
    assert aigerim.post("/c/well-bbbb/sources/new/", form).status_code == 302
    case = now(cast)
    source = case.records.sources["driver"]
    assert case.records.subjects[source.rest].label == "the lorry driver"
    assert [case.records.subjects[one].label for one in source.tail] == ["Sabira"]


@pytest.mark.parametrize(
    ("page", "name"),
    [("source/driver/speaks/", "speaker"), ("sources/new/", "speaks"), ("subjects/person/new/", "label")],
)
def test_a_name_of_any_length_is_refused_at_once(
    cast: Cast, row: CaseRow, aigerim: Client, page: str, name: str
) -> None:
    added(cast, row, "driver", DRIVER)
    sent = {
        name: "z" * 200_000,
        "line": "1",
        "key": "other",
        "what": "a talk",
        "text": DRIVER,
        "kind": "person",
    }
    before = time.process_time()
    assert aigerim.post(f"/c/well-bbbb/{page}", sent).status_code == 400
    assert time.process_time() - before < 10


def test_a_row_of_an_event_names_whose_it_is(cast: Cast, row: CaseRow, aigerim: Client) -> None:
    added(cast, row, "driver", DRIVER)
    killed(
        aigerim,
        "driver",
        2,
        "Aslan Beksultan",
        **{"slot-agent": "the river guard", "slot-dead-at": "the well"},
    )
    case = now(cast)
    by_label = {one.label: one.id for one in case.records.subjects.values()}
    page = aigerim.get(f"/c/well-bbbb/subject/{by_label['the well']}/").content.decode()
    assert "the killing of Aslan Beksultan</a>: where" in " ".join(page.split())
    assert "the river guard" in aigerim.get("/c/well-bbbb/grid/").content.decode()
