"""One word where a list is open, and yes or no where nothing else is due. Invariant: a slip is no yes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.smallcase import codes, problems, small

from aigaq.records.values import Words


@pytest.mark.parametrize("cause", ["tuberculosis", "burns", "туберкулез"])
def test_a_word_that_an_open_list_lacks_is_kept_as_words(tmp_path: Path, cause: str) -> None:
    case = small(tmp_path, f"d: {{died: p, cause: {cause}}}")
    assert case.evidence().statements("p", "cause-of-death")[0].value == Words(cause)


@pytest.mark.parametrize("cause", ["raidd", "h.evnt", "floood"])
def test_a_misspelt_id_is_no_word_of_an_open_list(tmp_path: Path, cause: str) -> None:
    assert codes(problems(tmp_path, f"d: {{died: p, cause: {cause}}}", "h: {detained: p}")) == [
        ("unknown-id", "d")
    ]


@pytest.mark.parametrize(("said", "beaten"), [("yes", True), ("True", True), ("no", False), ("false", False)])
def test_beaten_is_yes_or_no(tmp_path: Path, said: str, beaten: bool) -> None:
    case = small(tmp_path, f"h: {{detained: p, beaten: {said}}}")
    assert ("h.beating" in case.records.subjects) == beaten


@pytest.mark.parametrize("said", ["nein", "maybe", "unknown", "[yes, no]"])
def test_anything_else_is_refused(tmp_path: Path, said: str) -> None:
    assert codes(problems(tmp_path, f"h: {{detained: p, beaten: {said}}}")) == [("bad-value", "h")]
