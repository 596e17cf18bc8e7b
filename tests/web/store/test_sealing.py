"""The texts of a case that is brought in are sealed, each before the case is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.web.cast import AT, SAMPLES, TASQORA, Cast, seen_by

from aigaq import custody
from aigaq.errors import BadValue, DuplicateId
from aigaq.web.casebook import actions as begun
from aigaq.web.casebook.commands import import_folder
from aigaq.web.home import CUSTODY
from aigaq.web.models import CaseRow, TextRow


def test_every_text_that_is_brought_in_is_sealed_as_it_is(cast: Cast, casebook: Path) -> None:
    row, records = import_folder(cast.dina, SAMPLES / "aqsai", at=AT)
    texts = list(TextRow.objects.filter(case=row))
    assert {one.source for one in texts} == {key for key, one in records.sources.items() if one.on_board}
    for text in texts:
        item = custody.item(casebook / CUSTODY, text.item)
        assert item.sha256 == records.sources[text.source].sha256
    assert custody.verify(casebook / CUSTODY).breaks == ()


def test_a_text_is_sealed_before_the_case_that_fails_would_be_there(cast: Cast, casebook: Path) -> None:
    before = custody.verify(casebook / CUSTODY)
    records = replace(seen_by(cast.aigerim).records, key="Not a key")
    with pytest.raises(BadValue):
        begun.import_case(cast.aigerim, records, {"talk": b"Some words."}, at=AT)
    assert not CaseRow.objects.filter(key="Not a key").exists()
    assert custody.verify(casebook / CUSTODY).entries_checked == before.entries_checked + 1


def test_a_case_that_is_here_already_seals_nothing_again(cast: Cast, casebook: Path) -> None:
    before = custody.verify(casebook / CUSTODY)
    with pytest.raises(DuplicateId):
        import_folder(cast.dina, TASQORA, at=AT)
    assert custody.verify(casebook / CUSTODY) == before
