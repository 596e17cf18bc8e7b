"""A cell read alone says what it says: heads in stacked rows, denials and doubts as words, in pages and CSV alike."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.template import Context, Template
from django.test import Client
from lxml import etree
from tests.house import tree as house
from tests.web.cast import AT, Cast
from tests.web.visitor import found, read

from aigaq.records.entries import Entry
from aigaq.records.statements import Place
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.web.coding.actions import save
from aigaq.web.templatetags.tables import labelled

TEMPLATES = sorted((house.SOURCE / "web").glob("*/templates/**/*.html"))
TABLE = re.compile(r'<table class="rows"')
HEADED = re.compile(r'\{% headed %\}\s*<table class="rows"')
MARKS = ("✗", "✓", "≁ ", "⇎")


def page(cast: Cast, address: str, language: str = "en") -> etree._Element:
    client = Client(headers={"accept-language": language})
    client.force_login(cast.aigerim)
    return read(client.get(address).content)


def words_of(tree: etree._Element) -> str:
    return " ".join("".join(str(text) for text in tree.itertext()).split())


def test_every_cell_carries_the_head_of_its_column() -> None:
    made = labelled(
        '<table><tr><th scope="col">who</th><th scope="col">denied <b>by</b></th></tr>'
        '<tr><td>A</td><td class="x">B</td></tr><tr><td colspan="2">nobody</td></tr></table>'
    )
    table = read(made.encode())
    assert [cell.get("data-label") for cell in found(table, "//td")] == ["who", "denied by", None]
    assert len(found(table, "//thead/tr")) == 1


def test_a_cell_of_line_breaks_alone_is_empty_so_that_a_narrow_screen_hides_it() -> None:
    made = labelled("<table><tr><th>who</th></tr><tr><td>\n  </td></tr><tr><td>\n A\n</td></tr></table>")
    assert '<td data-label="who"></td>' in made and "\n A\n" in made


def test_a_head_is_no_markup() -> None:
    assert 'data-label="&lt;b&gt; &quot;x&quot;"' in labelled(
        "<table><tr><th>&lt;b&gt; &quot;x&quot;</th></tr><tr><td>A</td></tr></table>"
    )


def test_a_cell_without_a_head_is_an_error_of_the_template() -> None:
    with pytest.raises(ValueError, match="no head"):
        Template("{% headed %}<table><tr><td>A</td></tr></table>{% endheaded %}").render(Context())


def test_every_table_of_rows_has_its_heads_in_its_cells() -> None:
    texts = {str(path): path.read_text(encoding="utf-8") for path in TEMPLATES}
    tables = {name: len(TABLE.findall(text)) for name, text in texts.items()}
    assert sum(tables.values()) > 10
    assert {name for name, text in texts.items() if len(HEADED.findall(text)) != tables[name]} == set()


def test_no_template_tells_a_denial_by_a_mark_alone() -> None:
    paths = [*TEMPLATES, *(house.SOURCE / "dossier").rglob("*.html")]
    marked = [path.name for path in paths if any(mark in path.read_text(encoding="utf-8") for mark in MARKS)]
    assert marked == []


@pytest.mark.parametrize(
    ("language", "word"), list(zip(LANGUAGES, ("denied by", "отрицает", "теріске шығарады"), strict=True))
)
def test_who_denies_is_told_in_the_cell_itself(cast: Cast, language: str, word: str) -> None:
    rows = found(page(cast, "/c/tasqora/grid/", language), '//tr[@data-person="captain"]')
    said = {row.get("data-role"): [words_of(cell) for cell in found(row, "td")] for row in rows}
    assert said["decided"][3].startswith(f"{word}:")
    assert not said["ordered"][3]


@pytest.mark.parametrize(
    "address",
    [
        "/c/tasqora/subject/captain/",
        "/c/tasqora/statement/not-decided/",
        "/c/tasqora/source/talk/?line=6",
    ],
)
def test_a_denial_has_its_word_before_its_value(cast: Cast, address: str) -> None:
    words = words_of(page(cast, address))
    assert "denies: the shooting at the gate" in words or "denies: shooting" in words


def test_a_denial_that_a_search_finds_has_its_word(cast: Cast) -> None:
    denied = Entry("e00000001", "talk", Place(4, 1), None, "marat", "not cause-certified", "tuberculosis")
    cast.row.refresh_from_db()
    save(cast.aigerim, cast.row, denied, at=AT)
    words = words_of(page(cast, "/c/tasqora/search/?q=tuberculosis"))
    assert "denies: tuberculosis" in words


def test_a_doubt_has_its_word_before_its_value(cast: Cast) -> None:
    words = words_of(page(cast, "/c/tasqora/source/talk/?line=6"))
    assert "possible: the shooting at the gate" in words


def test_the_table_of_statements_denies_in_the_value_itself(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.aigerim)
    text = client.get("/c/tasqora/table/statements.csv").content.decode().lstrip("\ufeff")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["not-decided"]["value"] == "denies: shooting"
    assert rows["city"]["value"] == "possible: shooting"
    assert rows["ordered"]["value"] == "shooting"
