"""Whose words a source has: a voice of its own for everybody, guessed or not, and what a coder says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from tests.web.cast import AT, Cast, seen_by

from aigaq.casework.case import Case
from aigaq.records.sources import Source
from aigaq.web.actions import cases
from aigaq.web.actions.sources import add_source
from aigaq.web.models import CaseRow
from aigaq.web.queries import cases as read_cases

DRIVER = "Where were you?\nBeside Aslan Beksultan. A bullet hit him and he died.\nDid you run?\nI did.\n"
NURSE = "What did you see?\nAslan Beksultan fell by the well. He died there.\nWho else?\nNobody.\n"
HEARING = "AIGUL: I saw Aslan Beksultan fall.\nRUSTEM: I saw him fall too.\nAIGUL: Yes.\nRUSTEM: Yes.\n"


@pytest.fixture
def row(cast: Cast) -> CaseRow:
    return cases.begin(cast.aigerim, key="well", title="The well", event="the shooting at the well", at=AT)


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
        f"/c/well/source/{source}/code/", {**form, "who": who, "save": "1", **more}
    ).status_code


def now(cast: Cast) -> Case:
    return seen_by(cast.aigerim, "well")


def test_two_interviews_share_no_voice(cast: Cast, row: CaseRow) -> None:
    driver, nurse = added(cast, row, "driver", DRIVER), added(cast, row, "nurse", NURSE)
    own = [{one.rest, *one.tail, *(turn.role for turn in one.turns)} for one in (driver, nurse)]
    assert not own[0] & own[1] and all(len(voices) == 2 for voices in own)
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
    assert not {driver.rest, *driver.tail} & read_cases.case(cast.bolat, "well")[1].records.subjects.keys()
