"""The part of a large case that a page reads gives the same answer as the whole case."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.cast import SAMPLES, TASQORA, assembled

from aigaq.casework.portraits import about_view, statement_view
from aigaq.web.queries import cases, slices
from aigaq.web.queries.access import held

FOLDERS = (TASQORA, SAMPLES / "aqsai", SAMPLES / "zhanaozen")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_the_part_around_somebody_answers_as_the_whole_case(folder: Path) -> None:
    one = assembled(folder)
    own = held(one.bolat, one.row)
    whole = cases.opened(one.row, own)
    unlike = [
        key
        for key in whole.records.subjects
        if about_view(slices.about(one.row, own, key), key) != about_view(whole, key)
    ]
    assert unlike == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_the_part_around_a_statement_answers_as_the_whole_case(folder: Path) -> None:
    one = assembled(folder)
    own = held(one.bolat, one.row)
    whole = cases.opened(one.row, own)
    unlike = [
        said.id
        for said in whole.records.statements
        if statement_view(slices.telling(one.row, own, said.id), said.id) != statement_view(whole, said.id)
    ]
    assert unlike == []
