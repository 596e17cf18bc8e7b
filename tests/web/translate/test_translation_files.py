"""Paragraphs out to a file and translations in from one: every row is told of, and nothing runs in a spreadsheet."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.main_path.asking import run
from tests.web.cast import Cast
from tests.web.translating import KEY, TO, changed, let_translate, newest, piece, public, saved, unit_with

from aigaq.web.models import TranslationRow
from aigaq.web.translate.files import COLUMNS
from aigaq.web.translate.queries import board

BY = ("--to", TO, "--as", "aigerim")


def bring(file: Path, text: str, *more: str) -> tuple[int, str]:
    """What `aigaq translation bring` answers to a file."""
    file.write_text(text, encoding="utf-8")
    code, out, err = run("translation", "bring", KEY, file, *BY, *more)
    return code, out + err


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def out_to(file: Path) -> list[dict[str, str]]:
    assert run("translation", "out", KEY, file, *BY)[0] == 0
    return rows_of(file)


def test_every_paragraph_is_in_the_file_with_its_original_and_state(
    cast: Cast, unit: str, tmp_path: Path
) -> None:
    saved(cast, unit, "Слова.")
    rows = out_to(tmp_path / "out.csv")
    listed = board(cast.aigerim, KEY, TO).pieces
    assert [one["unit"] for one in rows] == [one.paragraph.unit for one in listed]
    own = next(one for one in rows if one["unit"] == unit)
    assert (own["state"], own["text"], tuple(own)) == ("unchecked", "Слова.", COLUMNS)


def test_what_comes_back_untouched_changes_nothing(cast: Cast, unit: str, tmp_path: Path) -> None:
    for words in ("Слова.", "=1+1", "'=1+1", "-5 мест"):
        saved(cast, unit, words)
        file = tmp_path / f"{len(words)}{ord(words[0])}.csv"
        out_to(file)
        count = TranslationRow.objects.count()
        assert run("translation", "bring", KEY, file, *BY)[0] == 0
        assert TranslationRow.objects.count() == count, words


def test_a_formula_is_words_in_a_spreadsheet(cast: Cast, unit: str, tmp_path: Path) -> None:
    saved(cast, unit, "=HYPERLINK(1)")
    row = next(one for one in out_to(tmp_path / "out.csv") if one["unit"] == unit)
    assert row["text"] == "'=HYPERLINK(1)"


def test_a_stale_one_that_comes_back_untouched_stays_stale(cast: Cast, unit: str, tmp_path: Path) -> None:
    saved(cast, unit, "Слова.")
    changed(cast, unit, "other words")
    out_to(tmp_path / "out.csv")
    assert run("translation", "bring", KEY, tmp_path / "out.csv", *BY)[0] == 0
    assert piece(cast, unit).state == "stale"


def test_every_row_is_kept_or_told_of(cast: Cast, unit: str, tmp_path: Path) -> None:
    named = unit_with(cast, "Marat")
    rows = [(unit, "Слова."), ("gone:1", "Нет."), (named, "Без имени."), (unit, "Ещё."), ("case:title", "")]
    text = "unit,text\n" + "".join(f"{one},{words}\n" for one, words in rows)
    code, told = bring(tmp_path / "in.csv", text, "--json")
    answer = json.loads(told)
    assert code == 1 and (answer["rows"], answer["kept"], answer["empty"]) == (5, 1, 1)
    assert [(one["row"], one["code"]) for one in answer["refused"]] == [
        (2, "paragraph-gone"),
        (3, "name-not-by-rule"),
        (4, "duplicate-id"),
    ]
    assert "gone:1" in answer["refused"][0]["why"] and newest(cast, unit).text == "Слова."


def test_a_machine_is_shown_as_one_and_takes_no_persons_place(cast: Cast, unit: str, tmp_path: Path) -> None:
    assert bring(tmp_path / "in.json", json.dumps({unit: "Машина."}), "--machine")[0] == 0
    assert piece(cast, unit).state == "machine" and "machine, unchecked" in public()
    saved(cast, unit, "Человек.")
    code, told = bring(tmp_path / "in.json", json.dumps({unit: "Машина снова."}), "--machine")
    assert code == 1 and "a person translated it" in told and newest(cast, unit).text == "Человек."


def test_rows_of_another_original_are_refused(cast: Cast, unit: str, tmp_path: Path) -> None:
    row = [{"unit": unit, "text": "Слова.", "digest": "0" * 64}]
    code, told = bring(tmp_path / "in.json", json.dumps(row))
    assert code == 1 and not TranslationRow.objects.exists() and "1: " in told


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "{", "[1]", '[{"unit": 1, "text": 2}]', "[" * 50_000, '"unclosed\n']
)
@pytest.mark.parametrize("name", ["in.csv", "in.json"])
def test_what_is_no_list_of_translations_is_refused_by_one_sentence(
    cast: Cast, unit: str, tmp_path: Path, text: str, name: str
) -> None:
    code, told = bring(tmp_path / name, text)
    assert code == 2 and name in told and len(told.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("mark", "charset", "first"),
    [(";", "utf-8", ""), ("\t", "utf-16", ""), (";", "utf-8-sig", "sep=;\r\n"), ("\t", "utf-8", "")],
)
def test_what_a_spreadsheet_of_another_language_saves_is_read(
    cast: Cast, unit: str, tmp_path: Path, mark: str, charset: str, first: str
) -> None:
    file = tmp_path / "back.csv"
    text = f"{first}{mark.join(('unit', 'digest', 'text'))}\r\n{unit}{mark}{mark}Слова, и ещё.\r\n"
    file.write_bytes(text.encode(charset))
    code, out, err = run("translation", "bring", KEY, file, *BY)
    assert (code, newest(cast, unit).text) == (0, "Слова, и ещё."), out + err


def test_another_charset_is_refused_with_how_to_save(cast: Cast, unit: str, tmp_path: Path) -> None:
    file = tmp_path / "back.csv"
    file.write_bytes(f"unit;text\r\n{unit};Слова\r\n".encode("cp1251"))
    before = TranslationRow.objects.count()
    code, _, err = run("translation", "bring", KEY, file, *BY)
    assert code == 2 and "CSV UTF-8" in err and "Nothing was brought in" in err
    assert TranslationRow.objects.count() == before


def test_a_name_that_would_steer_a_terminal_is_told_as_letters(cast: Cast, unit: str, tmp_path: Path) -> None:
    code, told = bring(tmp_path / "in.json", '{"\\u001b[2J\\ud800\\u202e": "Слова."}')
    assert code == 1 and "\x1b" not in told and "no such paragraph" in told


def test_a_file_that_is_there_already_is_left_alone(cast: Cast, unit: str, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("mine")
    assert run("translation", "out", KEY, tmp_path / "out.csv", *BY)[0] == 2
    assert (tmp_path / "out.csv").read_text() == "mine"


def test_who_does_not_translate_brings_nothing(cast: Cast, unit: str, tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    file.write_text(json.dumps({unit: "Слова."}))
    for who in ("bolat", "dina", "nobody-of-that-name"):
        assert run("translation", "bring", KEY, file, "--to", TO, "--as", who)[0] != 0
    let_translate(cast)
    assert run("translation", "bring", KEY, file, "--to", TO, "--as", "bolat")[0] == 0
    assert newest(cast, unit).by == "bolat"


def test_words_that_mean_nothing_to_the_command_are_told(cast: Cast, unit: str, tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    for words in (("other", KEY, file, *BY), ("out", KEY, file, "--to", "xx"), ("out", KEY, file)):
        assert run("translation", *words)[0] == 2
