"""A charset is chosen by how its letters read, and told with its doubt."""

from __future__ import annotations

import pytest

from aigaq.errors import NotText
from aigaq.reading import read
from aigaq.records.documents import Document

CAPITALS = "ПОКАЗАНИЯ. Я СТОЯЛА У МАГАЗИНА И СЛЫШАЛА, КАК КРИЧАЛИ. ПОТОМ ВСЁ СТИХЛО.\n"
SMALL = "Мы жили рядом с рынком, и в тот день никто не вышел на работу.\n"
KAZAKH = "Біз базардың қасында тұрдық, ол күні ешкім жұмысқа шыққан жоқ. Көшеде өлгендер жатты.\n"
ENGLISH = "The driver’s door wasn’t shut – she’d heard “three shots” … and ran.\n"
OTHERS = {
    "fr": ("Le témoin a été interrogé à l'hôpital, où il était blessé.\n", ("cp1252", "mac-roman", "cp850")),
    "de": (
        "Die Zeugin hörte drei Schüsse, später fand man die Tür geöffnet.\n",
        ("cp1252", "mac-roman", "cp437"),
    ),
    "es": ("El niño no volvió; su mamá lo buscó por años en la montaña.\n", ("cp1252", "cp850")),
    "pl": ("Świadek słyszał trzy strzały, później drzwi były już otwarte.\n", ("cp1250", "iso8859-2")),
    "cs": ("Svědek řekl, že dveře byly otevřené a že slyšel tři výstřely.\n", ("cp1250", "iso8859-2")),
    "tr": ("Tanık üç el silah sesi duydu, sonra kapıyı açık gördüğünü söyledi.\n", ("cp1254",)),
    "el": ("Ο μάρτυρας άκουσε τρεις πυροβολισμούς και είδε την πόρτα ανοιχτή.\n", ("cp1253", "iso8859-7")),
    "uk": ("Свідок чув три постріли, а двері вже були відчинені, її не було.\n", ("cp1251", "koi8-u")),
    "ar": ("سمع الشاهد ثلاث طلقات ثم رأى الباب مفتوحا.\n", ("cp1256", "iso8859-6")),
    "he": ("העד שמע שלוש יריות ואחר כך ראה את הדלת פתוחה.\n", ("cp1255",)),
    "zh": ("证人听到三声枪响,后来看见门开着。\n", ("gb18030",)),
    "ja": ("証人は三発の銃声を聞き、後でドアが開いているのを見た。\n", ("shift_jis", "euc-jp")),
}


def uncertain(document: Document) -> bool:
    return "charset-uncertain" in document.warnings


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"])
@pytest.mark.parametrize("text", [CAPITALS, SMALL, CAPITALS + SMALL, SMALL.title()])
def test_russian_is_read_whatever_its_capitals(text: str, charset: str) -> None:
    document = read(text.encode(charset))
    assert document.text == text


@pytest.mark.parametrize(("text", "charset"), [(t, c) for t, known in OTHERS.values() for c in known])
def test_many_languages_come_out_of_their_charsets(text: str, charset: str) -> None:
    assert read((text * 2).encode(charset)).text == text * 2


@pytest.mark.parametrize("charset", ["cp1252", "mac-roman"])
def test_quotation_marks_and_dashes_in_ascii_are_recognised(charset: str) -> None:
    document = read((ENGLISH * 3).encode(charset))
    assert document.text == ENGLISH * 3
    assert not uncertain(document) or charset == "mac-roman"


def test_kazakh_stays_kazakh() -> None:
    found = read((KAZAKH * 2).encode("kz1048"))
    assert found.text == KAZAKH * 2 and "ptcp154" in found.charset.choices


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("text", [SMALL, ENGLISH, KAZAKH, OTHERS["ar"][0], OTHERS["ja"][0]])
def test_wide_charsets_are_read_with_a_mark_and_without(text: str, mark: str, charset: str) -> None:
    assert read((mark + text).encode(charset)).text == text


@pytest.mark.parametrize(
    "data", [b"list\n\x9arsted\n", b'"a";"K\x8fln"\n', "Да.".encode("cp1251"), b"na\xefve\n"]
)
def test_few_letters_are_a_guess_with_its_choices(data: bytes) -> None:
    document = read(data)
    assert uncertain(document) and len(document.charset.choices) > 1
    assert document.charset.confidence is not None and document.charset.confidence < 0.9


def test_a_few_letters_of_mac_roman_in_a_table_are_no_chinese() -> None:
    rows = "".join(f'"{n}";"Gr\x9fnau {n}";{n}\n' for n in range(9)).encode("latin-1")
    document = read(rows)
    assert document.text == rows.decode("mac-roman") and uncertain(document)
    assert not any(name.startswith(("big5", "gb", "euc", "shift")) for name in document.charset.choices[:1])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("cp1251", "utf-8"),
        ("koi8-r", "utf-8"),
        ("cp1251", "koi8-r"),
        ("koi8-r", "cp1251"),
        ("cp866", "utf-8"),
    ],
)
def test_a_line_in_another_charset_is_named(first: str, then: str) -> None:
    data = (SMALL * 2).encode(first) + SMALL.encode(then) + SMALL.encode(first)
    document = read(data)
    assert "charset-mixed" in document.warnings
    assert document.charset.odd_lines == (3,)


def test_smart_quotes_of_utf8_in_a_file_of_windows_1252_are_named() -> None:
    data = "Él llegó después.\n".encode("cp1252") * 3 + "She said “no”.\n".encode()
    assert read(data).charset.odd_lines == (4,)


@pytest.mark.parametrize("text", [SMALL, CAPITALS, KAZAKH, ENGLISH, *(text for text, _ in OTHERS.values())])
def test_a_file_in_one_charset_is_not_called_mixed_or_spoiled(text: str) -> None:
    for charset in ("utf-8", "cp1251", "koi8-r", "cp1252", "cp1250", "kz1048", "cp1253", "cp1255", "cp1256"):
        try:
            data = (text * 3).encode(charset)
        except UnicodeEncodeError:
            continue
        assert not {"charset-mixed", "charset-doubled", "letters-lost"} & set(read(data).warnings), charset


@pytest.mark.parametrize("charset", ["cp1251", "cp1252"])
def test_letters_that_were_spoiled_before_are_told(charset: str) -> None:
    spoiled = "Они ушли “домой” вчера.".encode().decode(charset, "ignore")
    assert "charset-doubled" in read(spoiled.encode()).warnings
    assert "letters-lost" in read("Он ушёл\ufffd домой.".encode()).warnings


def test_utf8_with_a_broken_byte_is_refused_with_its_line() -> None:
    data = bytearray((SMALL * 4).encode())
    data[len(SMALL.encode()) * 2 + 4] = 0xFF
    with pytest.raises(NotText) as refused:
        read(bytes(data))
    assert "L3" in str(refused.value.parameters["kind"])


@pytest.mark.parametrize("data", [SMALL.encode("cp1251") + b"\0", b"ab\0cd\n" * 20, b"text\0\0\0" * 20])
def test_text_with_nul_bytes_is_no_text(data: bytes) -> None:
    with pytest.raises(NotText):
        read(data)


def test_a_page_that_declares_a_wrong_charset_is_read_as_it_says_with_a_warning() -> None:
    page = f"<html><meta charset='koi8-r'><body><p>{SMALL}</p>".encode("cp1251")
    document = read(page)
    assert document.charset.name == "koi8-r" and uncertain(document) and "cp1251" in document.charset.choices


def test_what_a_person_says_goes_first() -> None:
    document = read("Да.".encode("koi8-r"), charset="KOI8-R")
    assert document.text == "Да." and document.warnings == ()
