"""The part of a large case that a page reads gives the same answer as the whole case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.smallcase import written
from tests.web.cast import SAMPLES, TASQORA, assembled

from aigaq.bundle.assembly import assemble
from aigaq.bundle.problems import Problems
from aigaq.casework.portraits import about_view, statement_view
from aigaq.records.statements import Passage, Statement
from aigaq.web.store import entry_records, partial_cases, whole_cases
from aigaq.web.store.access import held
from aigaq.web.store.case_heads import case_head

FOLDERS = (TASQORA, SAMPLES / "aqsai", SAMPLES / "zhanaozen")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_the_part_around_somebody_answers_as_the_whole_case(folder: Path) -> None:
    one = assembled(folder)
    own = held(one.bolat, one.row)
    whole = whole_cases.opened(one.row, own)
    unlike = [
        key
        for key in whole.records.subjects
        if about_view(partial_cases.about(one.row, own, key), key) != about_view(whole, key)
    ]
    assert unlike == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_the_part_around_a_statement_answers_as_the_whole_case(folder: Path) -> None:
    one = assembled(folder)
    own = held(one.bolat, one.row)
    whole = whole_cases.opened(one.row, own)
    unlike = [
        said.id
        for said in whole.records.statements
        if statement_view(partial_cases.telling(one.row, own, said.id), said.id)
        != statement_view(whole, said.id)
    ]
    assert unlike == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_an_entry_by_itself_becomes_what_it_became_among_all(folder: Path) -> None:
    one = assembled(folder)
    own = held(one.bolat, one.row)
    records = whole_cases.opened(one.row, own).records
    box = case_head(one.row, own)
    for entry in records.entries:
        known = entry_records.named(one.row, own, box, entry).known
        made = set(records.made_for[entry.id])
        before = replace(
            known,
            subjects={key: s for key, s in known.subjects.items() if s.made_by != entry.id},
            entries={key: names for key, names in known.entries.items() if key != entry.id},
            statements=known.statements - made,
        )
        problems = Problems()
        alone = assemble([entry], known=before, sources=box.sources, anchor=one.row.anchor, problems=problems)
        assert problems.found == []
        assert {unplaced(said) for said in alone.statements} == {
            unplaced(said) for said in records.statements if said.id in made
        }


def unplaced(said: Statement) -> Statement:
    """A statement before its place was found in the text."""
    return replace(said, passages=tuple(Passage(place.source, place.place) for place in said.passages))


def test_a_part_knows_that_two_sources_hold_one_text(tmp_path: Path) -> None:
    text = "The guard opened fire at dusk by the mill.\nOraz Seitov fell at once.\nNobody came for him.\n"
    files = {
        "sources/memo/source.yaml": "source: {key: memo, is: letter, turns: {other: rest}}\n",
        "sources/memo/text.txt": text.replace("\n", "\r\n"),
        "sources/memo/coding.yaml": "coding:\n  L2:\n    k2: {killed: p}\n",
        "sources/talk/text.txt": text,
    }
    folder = written(tmp_path / "c", "k: {killed: p}", source="  turns: {speaker: rest}\n", files=files)
    one = assembled(folder)
    part = partial_cases.telling(one.row, held(one.bolat, one.row), "k")
    assert statement_view(part, "k")["independent_origins"] == 1
    whole = whole_cases.opened(one.row, held(one.bolat, one.row))
    assert statement_view(whole, "k")["independent_origins"] == 1
