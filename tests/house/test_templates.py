"""Templates, styles, scripts, messages and lists are code: their lines can be read, and a change to them reviewed.

Invariant: no line passes 120 columns, no control tag stands in more than two others, and whatever begins a line of its
own on the screen (a paragraph, a cell, a field of a form, a declaration, a statement) begins one in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.house import tree

WIDTH = 120
DEPTH = 3

LISTS = sorted(tree.SOURCE.rglob("*.yaml"))
TEMPLATES = sorted(tree.SOURCE.rglob("templates/**/*.html"))
STYLES = sorted(tree.SOURCE.rglob("*.css"))
SCRIPTS = sorted(tree.SOURCE.rglob("*.js"))

CONTROL = re.compile(r"\{%[-+]?\s*(end)?(if|for|with|filter|call|ifchanged|autoescape)\b.*?%\}", re.DOTALL)
MARKUP = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
"""What the template language takes away, of both languages."""

# Inline elements stay within their sentence: a, span, b, q, kbd, mark, code, small, label, time and their like.
OWN_LINE = (
    *("html", "head", "body", "meta", "link", "title", "script", "style", "header", "nav", "main", "footer"),
    *("section", "article", "aside", "div", "p", "h[1-6·]", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "pre", "hr", "br"),
    *("form", "fieldset", "legend", "details", "summary", "dialog"),
    *("input", "select", "option", "textarea", "button", "datalist", "progress"),
)
BEGINS = re.compile(rf"<({'|'.join(OWN_LINE)})(?![a-z])")
ENDS = re.compile(rf"</({'|'.join(OWN_LINE)})·*>")

CSS_ASIDE = re.compile(r"/\*.*?\*/|\"[^\"\n]*\"", re.DOTALL)
JS_COMMENT = re.compile(r"(?m)(?:^|(?<=\s))//.*$")
JS_ASIDE = re.compile(r"`[^`]*`|\"[^\"\n]*\"|'[^'\n]*'|(?<=for )\([^)\n]*\)", re.DOTALL)


def too_long(text: str) -> Iterator[int]:
    """Lines that pass the width."""
    return (number for number, line in enumerate(text.splitlines(), 1) if len(line) > WIDTH)


def too_deep(text: str) -> Iterator[int]:
    """Lines whose control tag stands in three others or more; within an attribute too."""
    depth = 0
    for tag in CONTROL.finditer(text):
        depth += -1 if tag[1] else 1
        if not tag[1] and depth > DEPTH:
            yield text.count("\n", 0, tag.start()) + 1


def crowded(text: str) -> Iterator[int]:
    """Lines of a template on which an element of its own does not begin the line, or is not the end of it."""
    for number, line in enumerate(blanked(MARKUP, text).splitlines(), 1):
        begins = [one.start() for one in BEGINS.finditer(line) if line[: one.start()].strip()]
        if begins or any(line[one.end() :].strip() for one in ENDS.finditer(line)):
            yield number


def several_declarations(text: str) -> Iterator[int]:
    """Lines of a style sheet with more than a selector, a declaration or a closing brace."""
    for number, line in enumerate(blanked(CSS_ASIDE, text).splitlines(), 1):
        marks = re.findall(r"[{};]", line)
        if len(marks) > 1 or (marks and line.rstrip()[-1] not in "{};"):
            yield number


def several_statements(text: str) -> Iterator[int]:
    """Lines of a script on which something follows a semicolon."""
    code = JS_COMMENT.sub("", blanked(JS_ASIDE, text))
    for number, line in enumerate(code.splitlines(), 1):
        if re.search(r";\s*\S", line):
            yield number


def blanked(pattern: re.Pattern[str], text: str) -> str:
    """The text with what the pattern matches made opaque, every line and column in its place."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", "·", found[0]), text)


def broken(law: Callable[[str], Iterator[int]], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(tree.SOURCE)}:{number}"
        for path in paths
        for number in law(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("paths", [LISTS, TEMPLATES, STYLES, SCRIPTS], ids=["yaml", "html", "css", "js"])
def test_a_line_can_be_read(paths: list[Path]) -> None:
    assert paths and broken(too_long, paths) == []


def test_control_tags_nest_three_deep() -> None:
    assert broken(too_deep, TEMPLATES) == []


def test_one_element_stands_on_a_line() -> None:
    assert broken(crowded, TEMPLATES) == []


def test_one_declaration_stands_on_a_line() -> None:
    assert broken(several_declarations, STYLES) == []


def test_one_statement_stands_on_a_line() -> None:
    assert broken(several_statements, SCRIPTS) == []


@pytest.mark.parametrize(
    ("law", "good", "bad"),
    [
        (too_long, "я" * 120, "я" * 121),
        (
            too_deep,
            "{% if a %}" * 3 + "{% endif %}" * 3 + "{% for b in c %}",
            "{% if a %}{%- for b in c %}" * 2,
        ),
        (too_deep, "{% block a %}" * 4, '{% if a %}{% if b %}{% if c %}<li{% if d %} class="e"{% endif %}>'),
        (crowded, '<p class="a">Said by <b>a</b> and <a href="b">b</a>.</p>', "<div><p>a</p>"),
        (crowded, "{% if a %}\n  <p>a</p>\n{% endif %}", "{% if a %}<p>a</p>{% endif %}"),
        (crowded, "<td>{{ a }}</td>", "<td>{{ a }}</td> {{ b }}"),
        (
            crowded,
            '<label>\n  <input name="a">\n  {{ b }}\n</label>',
            '<label><input name="a"> {{ b }}</label>',
        ),
        (crowded, "<h{{ level }}>a</h{{ level }}>", "<i>a</i><h{{ level }}>a</h{{ level }}>"),
        (several_declarations, "a,\nb {\n  color: red;\n}", "a {\n  color: red; margin: 0;\n}"),
        (several_declarations, 'a::before {\n  content: "; {";\n}', "a { color: red; }"),
        (several_statements, 'for (let a = 0; a < 1; a++) b("; c"); // d; e', "if (a) { b(); c(); }"),
    ],
)
def test_each_law_finds_what_breaks_it(law: Callable[[str], Iterator[int]], good: str, bad: str) -> None:
    assert list(law(good)) == []
    assert list(law(bad)) != []
