"""BibTeX, RIS and CSL-JSON are read back by parsers that are not ours."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from tests.citation.editions import DRAFT, FIRST, FULL, SEEN, WORD

from aigaq.citation import Body, Citable, Person, cite
from aigaq.citation.reference_files import escaped

NASTY = r"100 % of #1 & $2_3 {a} \input{x} ~ ^ <b> “q” «ә қ ұ» @misc{x,"
# What CSL-JSON 1.0.2 knows of the fields that we write (its schema allows no other).
CSL = {
    *("id", "type", "title", "author", "publisher", "publisher-place", "issued", "accessed"),
    *("version", "URL", "language", "note", "custom"),
}
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Mn", "Me"]), min_size=1, max_size=40)


def bibtex(what: Citable) -> dict[str, Any]:
    """The fields of the one entry, without the braces that only protect."""
    library = parse_string(cite(what, "bibtex", accessed=SEEN), append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    (entry,) = library.entries
    fields = {field.key: re.sub(r"^\{(.*)\}$", r"\1", field.value) for field in entry.fields}
    return {"key": entry.key, **fields}


def ris(what: Citable) -> dict[str, Any]:
    (entry,) = rispy.loads(cite(what, "ris", accessed=SEEN).replace("\r\n", "\n") + "\n")
    return dict(entry)


def test_bibtex_says_what_was_meant() -> None:
    told = bibtex(FULL)
    assert told["title"] == FULL.title
    assert (told["date"], told["urldate"], told["month"]) == ("2031-09-02", "2031-11-27", "sep")
    assert told["url"] == FULL.address
    assert told["author"] == "Қасымова, Сания Болатқызы and Ospanov, Erlan"


@pytest.mark.parametrize("name", ["title", "howpublished", "version"])
def test_no_letter_of_a_bibtex_field_is_a_command(name: str) -> None:
    nasty = replace(FIRST, title=NASTY, publisher=NASTY, revision=NASTY)
    text = cite(nasty, "bibtex")
    assert "\\input" not in text
    bare = re.sub(r"\\[{}]", "", text)
    assert bare.count("{") == bare.count("}")
    # The decoder takes \\textasciicircum for the accent alone; TeX prints the sign.
    told = bibtex(nasty)[name].replace("ˆ", "^")
    assert told.replace(" ", "") == NASTY.replace(" ", "")


@given(words)
def test_bibtex_has_one_entry_whatever_the_title(title: str) -> None:
    bare = re.sub(r"\\[{}]", "", escaped(title))
    assert bare.count("{") == bare.count("}")
    if re.search(r"\w", title):
        assert bibtex(replace(FIRST, title=f"About {title}"))["key"] == "aqsai-1a2b3c4d5e6f"


def test_a_body_with_and_in_its_name_stays_one_author() -> None:
    text = cite(replace(FIRST, authors=(Body("Mothers and Sisters, Aqsai"), Person("Bek", "Oraz"))), "bibtex")
    assert "author = {{Mothers and Sisters, Aqsai} and {Bek}, Oraz}" in text


def test_ris_says_what_was_meant() -> None:
    told = ris(replace(FULL, statement=WORD))
    assert told["type_of_reference"] == "ELEC"
    assert told["title"] == FULL.title
    assert told["authors"] == ["Қасымова, Сания Болатқызы", "Ospanov, Erlan"]
    assert told["urls"] == [FULL.address]
    assert (told["year"], told["date"]) == ("2031", "2031/09/02")
    assert "d-p06" in told["notes"][0]


def test_no_ris_field_can_pretend_to_be_another() -> None:
    told = ris(replace(FIRST, title="A\nER  - \nTY  - BOOK", authors=(Body("Mothers, Aqsai"),)))
    assert told["title"] == "A ER - TY - BOOK"
    assert told["authors"] == ["Mothers – Aqsai"], (
        "RIS parts names at a comma, and has no other way to write one"
    )


def test_ris_lines_end_as_the_format_wants() -> None:
    text = cite(FIRST, "ris")
    assert text.endswith("\r\nER  - ")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in text.split("\r\n"))


@pytest.mark.parametrize("what", [FULL, FIRST, DRAFT, replace(FULL, statement=WORD)])
def test_csl_json_holds_only_what_its_schema_knows(what: Citable) -> None:
    (item,) = json.loads(cite(what, "csl-json", accessed=SEEN))
    assert set(item) <= CSL
    assert item["type"] == ("manuscript" if what.draft else "webpage")
    assert all(set(one) <= {"family", "given", "literal"} for one in item.get("author", []))
    assert item["accessed"] == {"date-parts": [[2031, 11, 27]]}


def test_csl_json_says_what_was_meant_and_marks_nothing_up() -> None:
    (item,) = json.loads(cite(replace(FULL, title="<i>Who</i>?", publisher='"R" \\ C'), "csl-json"))
    assert item["title"] == "‹i›Who‹/i›?"
    assert item["publisher"] == '"R" \\ C'
    assert item["custom"]["sha256"] == FULL.digest
    assert "accessed" not in item


def test_a_key_is_of_plain_letters_and_tells_statements_apart() -> None:
    kazakh = replace(FIRST, key="ақсай-2031", statement=WORD)
    assert bibtex(kazakh)["key"] == "2031-1a2b3c4d5e6f-d-p06"
    assert ris(replace(kazakh, statement=None))["id"] == "2031-1a2b3c4d5e6f"
