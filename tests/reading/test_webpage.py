"""Web pages: what becomes a line, what is left out, what is the page's own, and pages made to do harm.

Invariant: the pieces in which a page arrives never change what is read.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import AigaqError, TooLarge, TooSlow
from aigaq.reading import Limits, read
from aigaq.reading.limits import DEFAULT, Budget
from aigaq.reading.webpage import page
from aigaq.records.documents import Document, is_content, role_of


def html(body: str, head: str = "") -> Document:
    return read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode())


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>One<p>Two <b>bo</b>ld.", ["One", "Two bold."]),
        ("one<br>two<br/>three", ["one", "two", "three"]),
        ("<ul><li>a<li>b</ul>c", ["a", "b", "c"]),
        ("<p>  many \n\t spaces  </p><p> \n </p>", ["many spaces"]),
        ("a&nbsp;b &amp; &#x49B;&#1178;&eacute;", ["a\u00a0b & қҚé"]),
        ("<table><tr><th>N<th>D<tr><td>x<br>y<td><td>2</table>", ["N\tD", "x y\t\t2"]),
        ("<table><tr><td><p>one<p>two<td>aside</table>", ["one", "two", "aside"]),
        ("<pre>a\n  b\n</pre>c", ["a", "b", "c"]),
        ("<div><div><p>deep</p></div>after</div>", ["deep", "after"]),
    ],
)
def test_blocks_become_lines(body: str, lines: list[str]) -> None:
    assert html(body).text.split("\n") == lines


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>if (a<b) go('x')</script>",
        "<style>p {color: red}</style>",
        "<!-- a note <p> -->",
        "<template><p>t</p></template>",
        "<p hidden>h</p>",
        "<div style='color:red; DISPLAY : none'><p>h</p></div>",
        "<svg><title>t</title><text>t</text></svg>",
        "<iframe src='https://example.org/'>x</iframe>",
    ],
)
def test_what_no_reader_sees_is_left_out(hidden: str) -> None:
    assert html(f"<p>before</p>{hidden}<p>after</p>").text == "before\nafter"


def test_the_page_says_what_its_lines_are() -> None:
    body = (
        "<nav>Home</nav><h1>Title</h1><p>Text.</p><form>Name <button>Go</button></form><footer>(c)</footer>"
    )
    document = html(body)
    roles = [role_of(document, line) for line in range(1, 7)]
    assert roles == ["furniture", "heading", "body", "furniture", "furniture", "furniture"]
    assert [is_content(document, line) for line in (1, 2, 3)] == [False, True, True]


@pytest.mark.parametrize("margin", ["aside", "footer", "div role=complementary"])
def test_whole_sentences_in_the_margin_are_content_and_tools_are_not(margin: str) -> None:
    words = "<p>The clerk: I saw Duisen Aqbai run.</p><p>Share Print</p><p>© 2031 The Paper. All rights.</p>"
    document = html(f"<p>Text.</p><{margin}>{words}</{margin.split()[0]}>")
    assert [is_content(document, line) for line in (1, 2, 3, 4)] == [True, True, False, False]


def test_a_form_round_the_whole_page_says_nothing() -> None:
    document = html("<form><h1>Title</h1><p>All the text of the page is in here.</p></form>")
    assert [role_of(document, line) for line in (1, 2)] == ["heading", "body"]


def test_the_title_is_kept_apart_from_the_text() -> None:
    document = html("<p>Text.</p>", head="<title> A &amp;\n B </title>")
    assert (document.title, document.text) == ("A & B", "Text.")


KAZAKH = "Қақпаның алдында адамдар тұрды, кешке қарай оқ атылды."


@pytest.mark.parametrize(
    ("start", "charset"),
    [
        ("<html><meta charset='kz-1048'>", "kz1048"),
        ('<html><META http-equiv="Content-Type" content="text/html; charset=ptcp154">', "ptcp154"),
        ('<?xml version="1.0" encoding="kz-1048"?><html>', "kz1048"),
        ("\ufeff<html><meta charset='koi8-r'>", "utf-16-le"),
        ("<html>", "utf-8"),
    ],
)
def test_the_charset_a_page_declares_is_read(start: str, charset: str) -> None:
    document = read(f"{start}<body><p>{KAZAKH}</p></body></html>".encode(charset))
    assert (document.text, document.charset.name, document.warnings) == (KAZAKH, charset, ())


def test_a_page_saved_as_utf8_under_an_old_declaration_is_read_as_utf8() -> None:
    document = read(f"<html><meta charset='windows-1251'><body>{KAZAKH}".encode())
    assert (document.text, document.warnings) == (KAZAKH, ("charset-differs",))


def test_a_label_from_the_server_goes_before_the_page() -> None:
    data = f"<html><meta charset='koi8-r'><body>{KAZAKH}".encode("kz1048")
    assert read(data, media_type="text/html; charset=kz-1048").text == KAZAKH


@pytest.mark.parametrize(
    "body",
    ["<div>" * 200_000, "<b><table>" * 100_000, "x" * 1_000_001, "<" * 2_000_000],
    ids=["deep", "tables", "line", "angles"],
)
def test_a_hostile_page_stops_with_an_error(body: str) -> None:
    with pytest.raises(TooLarge):
        html(body)


def test_a_page_stops_when_the_time_is_up() -> None:
    ticks = iter(range(1_000))
    with pytest.raises(TooSlow):
        read(b"<html>" + b"<p>x</p>" * 90_000, limits=Limits(seconds=3), clock=lambda: float(next(ticks)))


TAGS = """<p> </p> <b> <table> <tr> <td> </tr> </table> <br> <pre> </pre> <h1> </h1> <nav> </nav> <li> <div>
</div> &amp; &lt <!-- --> <script> </script> <p/hidden> <title> </title> слова [x] <"""
MARKUP = st.lists(st.sampled_from([*TAGS.split(), " ", "\n", "\u00a0"]), max_size=25).map("".join)


@given(MARKUP, st.integers(1, 9))
def test_the_pieces_a_page_comes_in_change_nothing(markup: str, piece: int) -> None:
    whole = page(markup, Budget(DEFAULT, None))
    assert page(markup, Budget(DEFAULT, None), piece=piece) == whole
    assert all(line.strip() and "\n" not in line for line in whole.lines)


@given(st.binary(max_size=300))
def test_any_bytes_called_a_page_give_a_document_or_one_of_our_errors(data: bytes) -> None:
    try:
        document = read(b"<html>" + data, media_type="text/html")
    except AigaqError as error:
        assert error.code == "not-text"
    else:
        assert document.media_type == "text/html"
