"""The paragraphs of an edition: nothing of the case that its pages show is missing, and each keeps its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from random import Random

from tests.dossier.sites import FIRST, SAMPLES

from aigaq.casework.clearing import draft_of
from aigaq.casework.opening import open_case
from aigaq.dossier import render
from aigaq.dossier.drafts import restored, stored
from aigaq.dossier.paragraphs import known_names, paragraphs
from aigaq.protection import Cleared, clear
from aigaq.records.releases import Draft
from aigaq.records.vocab.messages import catalogue
from aigaq.records.vocab.vocabulary import standard

AT = date(2034, 6, 1)
# What the method counts and the styles of citations say by themselves, in pages that no paragraph is shown on.
_OWN_PAGES = ("cite.html", "changes.html")
_SCRIPTS = frozenset({"cyrl", "latn"})
"""Of a name, the script by its code (ISO 15924): no word."""
_WORD = re.compile(r"[^\W\d_]{2,}")


@cache
def draft() -> Draft:
    """The sample as an edition would show it."""
    return draft_of(open_case(SAMPLES / "aqsai"), rng=Random(1), at=AT)


class _Texts(HTMLParser):
    """What a reader reads, piece by piece; ids and file names in `code` and digests are no words."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "br", "img", "input"):
            self._inside.append("skip" if tag in ("code", "pre", "style", "title") or _cites(attrs) else tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and "skip" not in self._inside:
            self.told.append(" ".join(data.split()))


def _cites(attrs: list[tuple[str, str | None]]) -> bool:
    return dict(attrs).get("class") in ("cites", "digest", "place", "foot")


def pages() -> Iterator[tuple[str, list[str]]]:
    """Every page in English with its texts."""
    found = clear(draft(), ())
    assert isinstance(found, Cleared)
    for page in render(found, replace(FIRST, languages=("en",))):
        if page.path.endswith(".html") and page.path.startswith("en/") and not page.path.endswith(_OWN_PAGES):
            reader = _Texts()
            reader.feed(page.data.decode())
            yield page.path, reader.told


def ours() -> frozenset[str]:
    """The words of our own sentences, labels and forms, small."""
    told = [one["en"] for one in catalogue().values()]
    words = standard()
    told += [words.label(name, code, "en") for name, one in words.lists.items() for code in one.terms]
    told += [one.labels["en"] for one in words.predicates.values()]
    return _SCRIPTS | {word.casefold() for one in told for word in _WORD.findall(one)}


def missing(told: list[str], known: list[str], own: frozenset[str]) -> list[str]:
    """Texts with a word that is neither in a paragraph that stands there, nor a name, nor one of ours."""
    found = []
    whole = "\n".join(known)
    for text in told:
        # A passage is a piece of a line, and the whole line is a paragraph.
        left = "" if text in whole else text
        for words in known:
            left = left.replace(words, " ")
        strange = [one for one in _WORD.findall(left) if one.casefold() not in own]
        if strange:
            found.append(f"{text[:80]} [{' '.join(strange[:5])}]")
    return found


def known_words(skipping: str = "-") -> list[str]:
    """The words of paragraphs and names, the longest first."""
    one = draft()
    words = {" ".join(each.words.split()) for each in paragraphs(one) if not each.unit.startswith(skipping)}
    words |= {spelling for each in known_names(one) for spelling, _ in each.spellings}
    # Rows name their place by the word of its source.
    words |= {one.slugs.get(key, key) for key in one.records.sources}
    return sorted(words, key=len, reverse=True)


def test_every_word_of_the_case_that_a_page_shows_is_in_a_paragraph() -> None:
    own, known = ours(), known_words()
    strange = {path: found for path, told in pages() if (found := missing(told, known, own))}
    assert strange == {}


def test_a_kind_of_paragraph_that_were_forgotten_would_be_seen() -> None:
    own, told = ours(), [text for _, texts in pages() for text in texts]
    for kind in ("case:", "question:", "decision:", "subject:", "statement:", "source:"):
        assert missing(told, known_words(skipping=kind), own), kind


def test_each_paragraph_has_a_name_of_its_own_that_lasts() -> None:
    found = paragraphs(draft())
    assert len({one.unit for one in found}) == len(found)
    again = paragraphs(restored(stored(draft())))
    assert [(one.unit, one.digest, one.page) for one in again] == [
        (one.unit, one.digest, one.page) for one in found
    ]


def test_other_words_elsewhere_leave_a_paragraph_as_it_was() -> None:
    one = draft()
    other = replace(one, records=replace(one.records, title="Another title"))
    before = {each.unit: each.digest for each in paragraphs(one)}
    after = {each.unit: each.digest for each in paragraphs(other)}
    assert {unit for unit in before if before[unit] != after[unit]} == {"case:title"}


def test_no_id_of_the_house_is_in_the_name_of_what_has_a_number() -> None:
    one = draft()
    hidden = set(one.slugs)
    for each in paragraphs(one):
        kind, _, rest = each.unit.partition(":")
        assert kind not in ("subject", "source", "decision") or rest.split(":")[0] not in hidden, each.unit


def test_a_text_is_in_its_own_language_and_the_rest_in_that_of_the_edition() -> None:
    for one in paragraphs(draft()):
        if one.unit.startswith("source:prosecutor-1:L"):
            assert one.language == "ru"
        if one.unit.startswith(("subject:", "statement:", "case:")):
            assert one.language == "en"


def test_names_of_people_are_no_paragraphs_and_are_known_with_every_spelling() -> None:
    one = draft()
    named = {each.label for each in one.records.subjects.values() if each.named}
    assert named.isdisjoint(each.words for each in paragraphs(one))
    spelt = {spelling for each in known_names(one) for spelling, _ in each.spellings}
    assert named <= spelt and "Нұргүл Бетегеева" in spelt
