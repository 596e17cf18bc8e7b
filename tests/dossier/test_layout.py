"""Pages in a ready frame. Invariant: the frame saves time, and changes no byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.dossier.sites import FIRST, SAMPLES, cleared

from aigaq.casework.opening import open_case
from aigaq.dossier import Edition
from aigaq.dossier.edition import Page
from aigaq.dossier.environment import written
from aigaq.dossier.page_builder import PageBuilder, page_builder_of
from aigaq.dossier.records import records
from aigaq.dossier.site import index_of

TOOLS = replace(FIRST, tools="https://record.example/d/aqsai", checkpoint="aigaq 7 abc", languages=("kk",))
BARE = Edition("1", FIRST.published, languages=("ru",))


def about_things(edition: Edition) -> Iterator[Page]:
    one = cleared(open_case(SAMPLES / "aqsai"))
    builder: PageBuilder = page_builder_of(index_of(one, edition), one, edition, edition.languages[0])
    return records(builder, (0, 1))


@pytest.mark.parametrize("edition", [TOOLS, BARE])
def test_a_page_in_a_ready_frame_is_the_page_made_whole(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = {page.path: page.data for page in about_things(edition)}
    monkeypatch.setattr(PageBuilder, "_framed", lambda self, template, values: written(template, values))
    whole = {page.path: page.data for page in about_things(edition)}
    assert {path.split("/")[1] for path in whole} >= {"person", "statement", "contradiction", "source"}
    assert [path for path in whole if ready[path] != whole[path]] == []
