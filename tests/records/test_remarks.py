"""What a reader writes is kept as it reads, or refused with a sentence of its own."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import AigaqError, MissingField, ReversedText, TooLarge, TooManyLinks, TooManyMarks
from aigaq.records.remarks import LONGEST, bared, remark, signature
from aigaq.records.vocab.messages import LANGUAGES, sentence

REFUSED = (
    *(("", MissingField), ("  \n\t", MissingField), ("\u0301", MissingField), ("\u200b\u00ad", MissingField)),
    *(("ә" * (LONGEST + 1), TooLarge), ("x" * 1_000_000, TooLarge), ("a" + "\u0301" * 1_000_000, TooLarge)),
    *(("Z" + "\u0335" * 4, TooManyMarks), ("a\x00b", ReversedText), ("a\x1b[2J", ReversedText)),
    *(("exe.\u202egnp", ReversedText), ("a\u2066b", ReversedText), ("a\ue000", ReversedText)),
    ("https://a.b " * 4, TooManyLinks),
    ("www.a.b spam.example/x http://c <a href=x>", TooManyLinks),
)


@pytest.mark.parametrize(("written", "due"), REFUSED)
def test_what_cannot_be_kept_has_one_clear_sentence(written: str, due: type[AigaqError]) -> None:
    with pytest.raises(due) as refused:
        remark(written)
    for language in LANGUAGES:
        assert 10 < len(sentence(refused.value, language)) < 200


def test_words_stay_as_they_are() -> None:
    text = "Менің әкем — Қайрат. It was <b>he</b> & nobody else.\n\nSee https://a.b/c 👩‍🚒"
    assert remark(text) == text
    assert remark("  a\r\nb\u2028c\rd ") == "a\nb\nc\nd"
    assert remark("й") == "й" == remark("и\u0306")


def test_what_comes_along_unseen_with_pasted_text_is_left_out() -> None:
    assert remark("\ufeffMa\u00adrat\u200b came\u200e") == "Marat came"
    assert signature(" A.\n K. ") == "A. K." and signature("") == ""


def test_a_name_is_short_and_no_link() -> None:
    for written, due in (("x" * 81, TooLarge), ("www.a.b", TooManyLinks), ("\u202ex", ReversedText)):
        with pytest.raises(due):
            signature(written)


@given(st.text())
def test_what_is_kept_is_normal_and_kept_again_alike(written: str) -> None:
    try:
        kept = remark(written)
    except AigaqError:
        return
    assert kept == remark(kept) == unicodedata.normalize("NFC", kept)
    assert not any(unicodedata.category(one) == "Cc" for one in kept if one not in "\n\t")


@given(st.text())
def test_what_is_given_back_is_never_refused_for_what_nobody_sees(written: str) -> None:
    try:
        remark(bared(written))
    except AigaqError as error:
        assert not isinstance(error, ReversedText)
