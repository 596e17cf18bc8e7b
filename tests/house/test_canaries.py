"""No word of a protected place stands in anything that a case in a folder gives out.

Invariant: a new field of a record fails here until somebody has said whether it can tell.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.canaries import OF_A_COMPARTMENT, OPEN, PLACES, canary_folder, told_in, unplaced
from tests.main_path.asking import run
from tests.main_path.test_protected_passages import every_byte

import aigaq
from aigaq.bundle.write import write_case
from aigaq.casework.clearing import texts_of
from aigaq.citation import STYLES
from aigaq.records.vocab.messages import LANGUAGES


def leaks(text: str) -> list[str]:
    return [one for one in told_in(text) if one not in OF_A_COMPARTMENT]


def test_every_field_of_a_record_is_placed_or_said_to_hold_no_words() -> None:
    assert unplaced() == []
    assert len(set(PLACES)) == len(PLACES)


def test_nothing_protected_stands_in_an_edition_in_any_language(tmp_path: Path) -> None:
    case = canary_folder(tmp_path / "case")
    code, out, err = run("release", "export", case, tmp_path / "out", "--json")
    told = every_byte(tmp_path / "out")
    assert code == 0, out + err
    assert OPEN in told
    assert leaks(told + out + err) == []


@pytest.mark.parametrize("words", [("release", "clear", "CASE", "--dry-run"), ("cite", "CASE")], ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_protected_stands_in_what_is_said_of_it(
    tmp_path: Path, words: tuple[str, ...], language: str
) -> None:
    case = canary_folder(tmp_path / "case")
    for more in ((), ("--json",)):
        asked = [str(case) if one == "CASE" else one for one in words]
        _, out, err = run(*asked, *more, "--lang", language)
        assert leaks(out + err) == []


def test_nothing_protected_stands_in_a_copy_or_a_citation(tmp_path: Path) -> None:
    case = aigaq.open(canary_folder(tmp_path / "case"))
    texts = {key: one.encode() for key, one in texts_of(case).items()}
    write_case(case.records, tmp_path / "copy", texts=texts)
    told = every_byte(tmp_path / "copy")
    assert OPEN in told
    assert leaks(told) == []
    assert leaks("\n".join(case.cite(style) for style in STYLES)) == []
