"""Words that would run, hide or turn the line. Invariant: whatever a case holds, a page holds it as words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from tests.dossier.sites import FIRST, site_of
from tests.smallcase import small

from aigaq.citation import Body
from aigaq.protection import Cleared, clear
from aigaq.records.decisions import Decision, Question
from aigaq.records.releases import Draft
from aigaq.records.values import Words

BAD = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}]]>&lt;\u202e\x00\x1b\u0301'
OURS = {"img", "svg", "path"}
_SPACE = "{http://www.w3.org/1999/xhtml}"


def cleared(folder: Path) -> Cleared:
    """A case with the bad words in every field that a person writes."""
    case = small(folder, "p: {killed: p, when: 2031-05-14, with: rifle}", "t: [ev, claimed-total, 16]")
    records = case.records
    question = Question("q-1", BAD, "open", about="p")
    decision = Decision("d-1", "accept", ("p",), BAD, FIRST.published, BAD, "confirmed")
    bad = replace(
        records,
        title=BAD,
        subjects={key: replace(one, label=f"{BAD} {key}") for key, one in records.subjects.items()},
        sources={
            key: replace(one, title=BAD, what=BAD, language='"x') for key, one in records.sources.items()
        },
        statements=tuple(
            replace(
                one,
                qualifiers=(("why", Words(BAD)),),
                value=Words(BAD) if one.predicate == "cause" else one.value,
            )
            for one in records.statements
        ),
        questions=(question,),
        decisions=(decision,),
    )
    found = clear(Draft(bad, texts={"talk": f"{BAD}\n{BAD}\n"}), ())
    assert isinstance(found, Cleared)
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    authors = (Body(BAD),)
    edition = replace(FIRST, authors=authors, publisher=BAD, place=BAD, revision="<b>1</b>")
    return site_of(cleared(tmp_path_factory.mktemp("bad")), edition)


def test_the_pages_stay_valid_to_a_strict_parser(site: dict[str, bytes]) -> None:
    parser = html5lib.HTMLParser(strict=True)
    pages = [data.decode() for path, data in site.items() if path.endswith(".html")]
    assert len(pages) > 60
    for page in pages:
        assert parser.parse(page) is not None


def test_no_element_and_no_handler_comes_out_of_words(site: dict[str, bytes]) -> None:
    for path, data in site.items():
        if path.endswith(".html"):
            tree = html5lib.parse(data.decode())
            names = {str(one.tag).removeprefix(_SPACE) for one in tree.iter()}
            assert not names & {"script", "iframe", "object", "b1"}, path
            images = {one.get("src") for one in tree.iter(f"{_SPACE}img")}
            assert images <= {"../address.svg", "../../address.svg"}, path
            assert [key for one in tree.iter() for key in one.keys() if str(key).startswith("on")] == [], path  # noqa: SIM118


def test_no_mark_turns_or_hides_what_stands_around_it(site: dict[str, bytes]) -> None:
    for path, data in site.items():
        text = data.decode()
        assert [mark for mark in ("\u202e", "\x00", "\x1b", "\u2066") if mark in text] == [], path


def test_the_words_themselves_are_still_to_be_read(site: dict[str, bytes]) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in site["en/index.html"].decode()
    assert "{{ 7*7 }}" in site["en/index.html"].decode()
