"""Files that are no text are refused with what they are; a page is a page by its name or by whatever it begins with."""

from __future__ import annotations

import io
import zipfile

import pytest

from aigaq.errors import NoReader
from aigaq.reading import read


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


MHTML = (
    b"From: <Saved by somebody>\r\nSubject: A\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/related;\r\n\tboundary=b\r\n\r\n"
)
NO_TEXT = {
    "MHTML": MHTML,
    "EML": b"Return-Path: <a@example.org>\nReceived: from x\nFrom: a\nSubject: b\n\nWords.\n",
    "SRT": "\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\nОни бегут.\r\n".encode(),
    "WebVTT": b"WEBVTT - film\n\n00:01.000 --> 00:02.000\nRun.\n",
    "SSA": b"[Script Info]\nTitle: x\n",
    "MicroDVD": b"{0}{25}Run.\n",
    "JSON": b'{"said": "I saw them", "by": 3}\n',
    "vCard": b"BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\n",
    "iCalendar": b"BEGIN:VCALENDAR\nVERSION:2.0\n",
    "DOCX": zipped("[Content_Types].xml", "word/document.xml"),
    "XLSX": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "ZIP": zipped("a.txt"),
    "ODT": zipped("mimetype") + b"application/vnd.oasis.opendocument.text",
    "PDF": b"\n%PDF-1.4\n",
    "RTF": b"{\\rtf1\\ansi words}",
    "DOC": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
    "MP3": b"\xff\xfb\x90\x00" * 9,
    "HEIC": b"\0\0\0\x18ftypheic",
    "GZIP": b"\x1f\x8b\x08",
    "TAR": b"a.txt".ljust(257, b"\0") + b"ustar\0",
    "XML": b"<rss version='2.0' xmlns:a='b'><channel/></rss>",
}


@pytest.mark.parametrize("name", NO_TEXT)
def test_what_is_no_text_is_refused_by_its_name(name: str) -> None:
    for called in (None, "talk.txt", *(["talk.html"] if name != "XML" else [])):
        with pytest.raises(NoReader) as refused:
            read(NO_TEXT[name], name=called)
        assert refused.value.parameters["name"] == name


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("a.mht", "MHTML"),
        ("a.EML", "EML"),
        ("a.srt", "SRT"),
        ("a.vtt", "WebVTT"),
        ("a.json", "JSON"),
        ("a.svg", "SVG"),
    ],
)
def test_a_name_may_say_what_the_beginning_does_not(called: str, name: str) -> None:
    with pytest.raises(NoReader) as refused:
        read(b"Words alone.\n", name=called)
    assert refused.value.parameters["name"] == name


@pytest.mark.parametrize(
    "text",
    [
        "From: the prosecutor\nTo: the governor\nSubject: the shooting\n\nThey were buried on Monday.\n",
        "[12] A footnote.\n",
        "[music]\n",
        "{a note of the editor} Then he left.\n",
        "1\n2\n3\n",
        "At 00:01:02 --> there is a cut in the film.\nThen 00:00:01,000 --> 00:00:02,000 follows.\n",
        "Question: who shot?\nAnswer: the guard.\n",
        "PK was his nickname.\n",
        "<laughs> I do not know.\n",
        "< 18 years old\n",
    ],
)
def test_what_people_write_is_text(text: str) -> None:
    document = read(text.encode(), name="talk.txt")
    assert (document.media_type, document.text) == ("text/plain", text)


@pytest.mark.parametrize(
    "start",
    [
        "<dl><dt>",
        "<strong>",
        "<blockquote>",
        "<s>",
        "<header>",
        "<nav>",
        "<iframe></iframe>",
        "<details>",
        "<tt>",
        "<dd>",
    ],
)
def test_a_piece_of_a_page_is_a_page_whatever_it_begins_with(start: str) -> None:
    data = f"{start}Anna</dt><dd>At home.".encode()
    assert "<" not in read(data).text
    assert "<" not in read(data, name="talk.HTM").text


@pytest.mark.parametrize(
    "words", ["Anna: <b>no</b>", "<o:p>He left.</o:p>", "<custom-line>He left.</custom-line>", "No tag."]
)
def test_a_file_called_html_is_a_page_by_its_name(words: str) -> None:
    document = read(words.encode(), name="talk.html")
    assert document.media_type == "text/html" and "<" not in document.text
