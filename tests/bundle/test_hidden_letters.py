"""What a stranger hides in the words and ids of a case is named by `check`, and never reaches a terminal as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.main_path.asking import run
from tests.smallcase import CAST, small, written

from aigaq.bundle.lookalike_ids import look_alikes

HEAD = "bundle: aigaq/1\ncase: {{key: small, title: {title}, anchor: ev}}\ncoder: {{by: bolat}}\n"


@pytest.mark.parametrize(
    "title", ['"a\\0b"', '"\\e[31mred"', '"\\a"', '"\\u202egnp.exe"', '"\\u009b1m"', '"a\\rb"']
)
def test_a_title_that_commands_or_turns_is_refused(tmp_path: Path, title: str) -> None:
    code, out, errors = run("check", written(tmp_path, files={"case.yaml": HEAD.format(title=title)}))
    assert code == 1 and errors.startswith("case.yaml:2: ") and "“title”" in errors
    assert (out + errors).replace("\n", "").isprintable()


@pytest.mark.parametrize("raw", ["\x1b[31m", "\x07", "\x00", "\x9b"])
def test_raw_controls_in_a_file_are_named_with_their_line(tmp_path: Path, raw: str) -> None:
    folder = written(tmp_path, files={"case.yaml": HEAD.format(title=f"a{raw}b")})
    assert run("check", folder)[2].startswith("case.yaml:2: ")


def test_words_deep_in_an_entry_are_looked_at(tmp_path: Path) -> None:
    folder = written(tmp_path, '[p, occupation, miner, via: [other], note: "x\\u202ey"]')
    assert "“note”" in run("check", folder)[2]


@pytest.mark.parametrize("mark", ["\\u200b", "\\u202e", "\\n", "\\u00ad", "e\\u0301", "\\u200f"])
def test_an_id_that_cannot_be_typed_again_is_refused(tmp_path: Path, mark: str) -> None:
    cast = CAST.replace("q: Aset Omarov", f'"q{mark}r": Aset Omarov')
    code, _, errors = run("check", written(tmp_path, cast=cast))
    assert code == 1 and "cannot be seen whole" in errors


@pytest.mark.parametrize("tagged", ["!!binary aGVsbG8=", "!x y", "!!python/object:os.system x"])
def test_a_tag_is_refused(tmp_path: Path, tagged: str) -> None:
    folder = written(tmp_path, files={"case.yaml": HEAD.format(title=tagged)})
    assert run("check", folder)[2].startswith("case.yaml:2: ")


@pytest.mark.parametrize(
    ("one", "other"),
    [("m\u0430rat", "marat"), ("oca", "\u043e\u0441\u0430"), ("p\u03b1vel", "pavel"), ("ｐ1", "p1")],
)
def test_ids_that_look_alike_are_named(tmp_path: Path, one: str, other: str) -> None:
    cast = CAST.replace("q: Aset", f"{one}: A, {other}: B, q: Aset")
    case = small(tmp_path, cast=cast)
    (found,) = look_alikes(case.records)
    assert {found.parameters["id"], found.parameters["value"]} == {one, other}
    assert run("check", tmp_path)[0] == 1


@pytest.mark.parametrize("one", ["t-34\u0430", "\u0441eld", "\u03bfrden"])
def test_an_id_of_two_alphabets_is_named_even_alone(tmp_path: Path, one: str) -> None:
    case = small(tmp_path, cast=CAST.replace("q: Aset", f"{one}: A, q: Aset"))
    assert len(list(look_alikes(case.records))) == (0 if one.startswith("t-34") else 1)


@pytest.mark.parametrize("one", ["марат", "тү", "ту", "Σπύρος", "p-марат", "T34"])
def test_an_id_of_one_alphabet_a_word_is_fine(tmp_path: Path, one: str) -> None:
    cast = CAST.replace("q: Aset", f"{one}: A, q: Aset")
    assert list(look_alikes(small(tmp_path, cast=cast).records)) == []


def test_what_is_printed_never_commands_the_terminal(tmp_path: Path) -> None:
    """An argument is a stranger's word too, and comes back in the refusal."""
    folder = written(tmp_path, "p: {killed: p}")
    for asked in ("x\x1b]52;c;eA==\x07", "\u202ep", "p\x00"):
        _, out, errors = run("about", folder, asked)
        assert errors and not set(out + errors) & set("\x1b\x07\x00\u202e")
