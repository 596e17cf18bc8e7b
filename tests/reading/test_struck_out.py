"""Words struck out stand apart; pages within a page are read, or it is said that something was left out."""

from __future__ import annotations

import pytest

from aigaq.reading import read


def page(body: str, head: str = "") -> tuple[str, tuple[str, ...]]:
    document = read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode())
    return document.text, document.warnings


STRUCK = {
    "del": "<p>I heard <del>two</del> <ins>six</ins> shots.</p>",
    "s": "<p>I heard <s>two</s> six shots.</p>",
    "strike": "<p>I heard <strike><b>t</b>wo</strike> six shots.</p>",
    "Word": "<p>I heard <span class=MsoDel>two</span> <span class=msoIns>six</span> shots.</p>",
    "style": "<p>I heard <span style='color:red; text-decoration: underline line-through'>two</span> six shots.</p>",
    "line": "<p>I heard <span style='text-decoration-line:line-through'>two</span> six shots.</p>",
    "spaces": "<p>I heard <del>two </del>six shots.</p>",
    "within": "<p>I heard <i><del><u>two</u></del></i> six shots.</p>",
}


@pytest.mark.parametrize("kind", STRUCK)
def test_what_was_struck_out_is_told_apart(kind: str) -> None:
    text, warnings = page(STRUCK[kind])
    assert text == "I heard [-two-] six shots."
    assert "struck-out" in warnings


def test_a_class_that_strikes_out_is_found_in_the_styles() -> None:
    head = "<style>.c1{color:red}.c7, .x {text-decoration:line-through;color:#000}</style>"
    assert (
        page("<p>I heard <span class='c2 c7'>two</span> six shots.</p>", head)[0]
        == "I heard [-two-] six shots."
    )


def test_several_lines_struck_out_are_marked_each() -> None:
    text, _ = page("<del><p>One.</p><p>Two.</p></del><p>Three.</p><pre>a\n<s>b\nc</s></pre>")
    assert text.split("\n") == ["[-One.-]", "[-Two.-]", "Three.", "a", "[-b-]", "[-c-]"]


def test_an_empty_strike_leaves_no_mark() -> None:
    assert page("<p>I heard<s> </s>six <del></del>shots.</p>") == ("I heard six shots.", ())


def test_a_struck_bracket_is_the_editors() -> None:
    document = read(b"<p>I heard <del>two</del> six shots.</p>")
    assert [document.text[one.span.start : one.span.end] for one in document.insertions] == ["[-two-]"]


@pytest.mark.parametrize("mode", ["shadowrootmode='open'", "shadowrootmode=closed", "shadowroot='open'"])
def test_a_shadow_root_that_is_written_down_is_read(mode: str) -> None:
    text, _ = page(
        f"<p>Before.</p><x-post><template {mode}><style>p{{}}</style><p>Inside.</p></template></x-post>"
    )
    assert text == "Before.\nInside."


def test_any_other_template_is_shown_nowhere() -> None:
    assert page("<p>Before.</p><template><p>Never.</p></template>")[0] == "Before."


def test_a_page_in_a_frame_is_read_where_it_stands() -> None:
    inner = "<html><head><title>T</title></head><body><p>Two died.</p><script>no</script></body></html>"
    escaped = inner.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")
    text, warnings = page(f"<p>Before.</p><iframe srcdoc='{escaped}'>no frames</iframe><p>After.</p>")
    assert text == "Before.\nTwo died.\nAfter." and "left-out" not in warnings


def test_frames_within_frames_end() -> None:
    inner = "<p>Deep.</p>"
    for _ in range(30):
        escaped = inner.replace("&", "&amp;").replace("'", "&#39;")
        inner = f"<iframe srcdoc='{escaped}'></iframe>" if len(inner) < 200_000 else inner
    text, warnings = page(inner)
    assert "left-out" in warnings and text == ""


@pytest.mark.parametrize(
    "body",
    [
        "<iframe src='https://example.org/post'></iframe>",
        "<object data='a.pdf'></object>",
        "<embed src='a.swf'>",
        "<svg><text>Two died.</text></svg>",
        "<math><mtext>Two died.</mtext></math>",
    ],
)
def test_what_is_shown_and_not_read_is_told(body: str) -> None:
    assert "left-out" in page(f"<p>Words.</p>{body}")[1]


@pytest.mark.parametrize(
    "body",
    ["<iframe></iframe>", "<iframe hidden src='a'></iframe>", "<svg><title>logo</title><path/></svg>",
     "<div style='display:none'><iframe src='a'></iframe></div>", "<template><iframe src='a'></iframe></template>"],
)  # fmt: skip
def test_what_is_shown_to_nobody_is_not_missed(body: str) -> None:
    assert page(f"<p>Words.</p>{body}") == ("Words.", ())
