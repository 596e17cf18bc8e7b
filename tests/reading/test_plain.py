"""Plain text: charsets, line breaks, limits; any bytes give a document or one of our errors.

Invariant: no letter of a source is changed on the way in.
"""

from __future__ import annotations

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import AigaqError, BadValue, CustodyBroken, NoReader, NotText, TooLarge, TooSlow
from aigaq.reading import Limits, read
from aigaq.records.documents import Charset, line_of, line_text, sentences_of, text_of

RUSSIAN = (
    "Вечером у ворот депо стреляли. Мы слышали три очереди, потом крики.\n"
    "Врач приехал через полчаса. Мой сосед лежал на дороге, ему было девятнадцать лет.\n"
)
KAZAKH = (
    "Қақпаның алдында адамдар тұрды. Кешке қарай оқ атылды, үш кісі жараланды.\n"
    "Дәрігер жарты сағаттан кейін ғана келді, әйелдер жылап, өздері көмектесті.\n"
)
RUSSIAN_CHARSETS = ("utf-8", "utf-16", "utf-8-sig", "cp1251", "koi8-r", "cp866", "mac-cyrillic")
KAZAKH_CHARSETS = ("utf-8", "utf-16", "kz1048", "ptcp154")


@pytest.mark.parametrize(
    ("text", "charset"),
    [(RUSSIAN, name) for name in RUSSIAN_CHARSETS] + [(KAZAKH, name) for name in KAZAKH_CHARSETS],
)
def test_text_comes_out_of_every_charset(text: str, charset: str) -> None:
    assert read(text.encode(charset)).text == text


def test_the_choices_behind_a_detection_are_shown() -> None:
    found = read(KAZAKH.encode("kz1048")).charset
    assert found.name == "kz1048" and found.from_ == "detected" and "ptcp154" in found.choices
    assert found.confidence is not None and 0.4 < found.confidence < 1


def test_what_a_person_says_goes_before_detection() -> None:
    document = read("Ол келді.".encode("kz1048"), charset="KZ-1048")
    assert document.text == "Ол келді."
    assert document.charset == Charset("kz1048", None, ("kz1048",), "given")


def test_a_short_text_is_marked_uncertain() -> None:
    assert read("Он умер.".encode("cp1251")).warnings == ("charset-uncertain",)


def test_a_charset_nobody_knows_is_refused() -> None:
    with pytest.raises(BadValue):
        read(b"x", charset="klingon")


@pytest.mark.parametrize("name", ["rot13", "base64", "punycode", "unicode_escape"])
def test_a_codec_that_is_no_charset_is_refused(name: str) -> None:
    with pytest.raises(BadValue):
        read(b"x", charset=name)


def test_bytes_that_do_not_fit_the_given_charset_are_refused() -> None:
    with pytest.raises(NotText):
        read(b"\xff\xfe\xfa", charset="utf-8")


def test_damaged_utf8_is_refused_rather_than_read_as_rubbish() -> None:
    with pytest.raises(NotText):
        read(RUSSIAN.encode() + b"\xff" + RUSSIAN.encode())


def test_line_breaks_become_one_kind_and_nothing_else_changes() -> None:
    text = "e\u0301\r\nb\rc\n\u2028\x0cd "
    document = read(text.encode())
    assert [line_text(document, n) for n in (1, 2, 3, 4)] == ["e\u0301", "b", "c", "\u2028\x0cd "]


def test_a_position_knows_its_line() -> None:
    document = read(b"ab\n\ncd")
    assert [line_of(document, position) for position in range(7)] == [1, 1, 1, 2, 3, 3, 3]


def test_an_empty_file_is_one_empty_line_and_says_so() -> None:
    document = read(b"")
    assert (document.text, len(document.lines), document.warnings) == ("", 1, ("no-words",))


def test_both_digests_are_kept() -> None:
    data = codecs.BOM_UTF16_LE + "Ол".encode("utf-16-le")
    document = read(data)
    assert document.item == hashlib.sha256(data).hexdigest()
    assert document.digest == hashlib.sha256("Ол".encode()).hexdigest()


def test_other_bytes_than_were_sealed_are_refused() -> None:
    with pytest.raises(CustodyBroken):
        read(b"altered", item=hashlib.sha256(b"sealed").hexdigest())


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"PK\x03\x04....", "application/zip"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        (b"<?xml version='1.0'?><a/>", "application/xml"),
    ],
)
def test_a_known_kind_without_a_reader_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(NoReader) as refused:
        read(data)
    assert refused.value.parameters["kind"] == kind


@pytest.mark.parametrize("data", [b"\0\x01\x02\x03" * 50, bytes(range(256)) * 4, b"\x01\x02\x03\x04"])
def test_a_binary_is_refused(data: bytes) -> None:
    with pytest.raises(NotText):
        read(data)


def test_a_file_above_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge) as refused:
        read(b"x" * 11, limits=Limits(bytes=10))
    assert refused.value.parameters == {"limit": 10, "what": "bytes"}


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-32"])
def test_the_longest_line_is_counted_in_letters(breaks: str, charset: str) -> None:
    fits = breaks.join(["ж" * 9, "ж" * 10, "", "ж" * 10])
    assert len(read(fits.encode(charset), limits=Limits(longest_line=10)).sentences) == 3
    with pytest.raises(TooLarge):
        read((fits + "ж").encode(charset), limits=Limits(longest_line=10))


@pytest.mark.parametrize("text", ["\n" * 10, "One! " * 11, "[a] " * 11, "<html>" + "<p>x" * 11])
def test_more_places_than_may_be_are_refused(text: str) -> None:
    with pytest.raises(TooLarge) as refused:
        read(text.encode(), limits=Limits(places=10))
    assert refused.value.parameters == {"limit": 10, "what": "places"}


def test_reading_stops_when_the_time_is_up() -> None:
    ticks = iter(range(1_000))
    with pytest.raises(TooSlow):
        read(b"A line.\n" * 500, limits=Limits(seconds=5), clock=lambda: float(next(ticks)))


@given(st.text(max_size=200))
def test_places_lead_back_to_their_words(text: str) -> None:
    try:
        document = read(text.encode(), media_type="text/plain", charset="utf-8")
    except NotText:
        assert "\0" in text or any(letter < " " or letter == "\x7f" for letter in text)
        return
    assert document.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert document.text.split("\n") == [line_text(document, n + 1) for n in range(len(document.lines))]
    for number in range(1, len(document.lines) + 1):
        words = [text_of(document, sentence.span) for sentence in sentences_of(document, number)]
        assert "".join("".join(words).split()) == "".join(line_text(document, number).split())


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_one_of_our_errors(data: bytes) -> None:
    try:
        document = read(data)
    except AigaqError as error:
        assert error.code in {"not-text", "no-reader"}
    else:
        assert document.item == hashlib.sha256(data).hexdigest()
