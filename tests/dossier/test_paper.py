"""The dossier on paper, read back. Invariant: the paper has the words, the language and the letters of the pages."""

from __future__ import annotations

import sys
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.dossier.sites import FIRST, SAMPLES, cleared

from aigaq.casework.case import Case
from aigaq.casework.opening import open_case
from aigaq.dossier.index import Index
from aigaq.dossier.page_builder import PageBuilder, page_builder_of
from aigaq.dossier.paper import paper
from aigaq.errors import ExtraMissing
from aigaq.records.vocab.messages import LANGUAGES, Language


def builder(language: Language) -> PageBuilder:
    one = cleared(open_case(SAMPLES / "aqsai"))
    draft = one.draft
    index = Index(draft.records, draft.texts, draft.slugs, Case(draft.records), None)
    return page_builder_of(index, one, FIRST, language)


@cache
def printed(language: Language) -> bytes:
    return paper(builder(language))


@cache
def read_back(language: Language) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(printed(language)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    return reader, " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_and_says_its_language(language: Language) -> None:
    root: Any = read_back(language)[0].trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]


def test_kazakh_letters_are_there_and_their_fonts_on_board() -> None:
    reader, text = read_back("kk")
    assert "Біз айтудан бас тартатындар" in text
    assert set("әғқңөұүі") <= set(text.lower())
    fonts = [one.get_object() for page in reader.pages for one in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    inner = [one["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for one in fonts]
    assert inner
    assert [one for one in inner if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(one)] == []


def test_every_sheet_says_its_number_edition_and_digest() -> None:
    digest = builder("en").site.digest
    reader, text = read_back("en")
    many = len(reader.pages)
    assert digest in text
    for number, page in enumerate(reader.pages, start=1):
        told = " ".join(page.extract_text().split())
        assert f"{number} / {many}" in told
        assert digest[:32] in told
        assert "edition 1, 2 September 2031" in told


def test_the_words_of_a_source_stand_in_a_note() -> None:
    text = read_back("en")[1]
    assert "Причина смерти: острая сердечная недостаточность." in text
    assert "the registry office; from an official record. cert-p03 L4" in text


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert paper(builder("en")) == printed("en")


def test_without_the_extra_the_error_names_it_and_the_system_s_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(ExtraMissing) as caught:
        paper(builder("en"))
    assert caught.value.parameters["extra"] == "print"
    assert "libpango" in str(caught.value.parameters["package"])
