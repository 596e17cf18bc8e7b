"""Lines of a saved web page, as a reader without scripts sees them: one line for each block.

Invariant: nothing is fetched and nothing is run; depth, length and time are checked during parsing, so that a hostile
page ends in an error and cannot exhaust the machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from aigaq.errors import NotText
from aigaq.reading.blocks import Blocks, Line
from aigaq.reading.furniture import is_speech
from aigaq.reading.limits import Budget

_PIECE = 65_536
_HEAD = 4_096
_META = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HEADINGS = _set("h1 h2 h3 h4 h5 h6")
_CELLS = _set("td th")
_BLOCKS = _HEADINGS | _set(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form header hgroup hr html legend li listing main menu nav noscript ol optgroup
    option p plaintext pre search section select summary table tbody textarea tfoot thead tr ul xmp"""
)
# Never seen by a reader without scripts. `title` is kept apart.
_UNSEEN = _set(
    """script style template head title svg math iframe object embed canvas audio video noembed noframes
    applet datalist map"""
)
_FURNITURE = _set("nav button select textarea noscript menu")
_FURNITURE_ROLES = _set("navigation search banner menu menubar toolbar")
# Marginal elements: they hold tools, but also boxes with a witness's words, or corrections.
_MARGIN = _set("footer aside dialog")
_MARGIN_ROLES = _set("contentinfo complementary dialog")
_KEPT_SPACES = _set("pre listing xmp plaintext textarea")
_STRUCK = _set("s strike del")
# Content that a page does not contain itself, or only as a drawing: its words are not read.
_ELSEWHERE = _set("iframe frame object embed")
_DRAWN = _set("svg math")
_DRAWN_WORDS = _set("text tspan mtext mi mn mo ms")
_LINE_THROUGH = re.compile(r"text-decoration[\w-]*\s*:[^;}]*line-through", re.IGNORECASE)
_STRUCK_CLASS = re.compile(
    r"\.([\w-]+)[^{}]*\{[^{}]*text-decoration[\w-]*\s*:[^;}]*line-through", re.IGNORECASE
)
_WORD_DELETED = "msodel"
_SHADOW = frozenset({"shadowrootmode", "shadowroot"})
_FRAMES = 8
"""Most levels of pages within pages."""
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of a page, their roles by the markup (line number -> role), its title, and warnings."""

    lines: tuple[str, ...]
    roles: Mapping[int, str]
    title: str | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    """Open element, with the properties that its children inherit.

    Args:
        unseen: its content is not read; hidden: a browser would not show it either.
    """

    tag: str
    unseen: bool
    role: str | None
    keeps_spaces: bool
    struck: bool = False
    hidden: bool = False


def declared_charset(data: bytes) -> str | None:
    """Charset named in the XML declaration or a meta element; None if there is none."""
    match = _XML.search(data, 0, _HEAD) or _META.search(data, 0, _HEAD)
    return match[1].decode("ascii", "replace") if match else None


def page(text: str, budget: Budget, *, piece: int = _PIECE) -> Page:
    """Lines of a page, with their roles.

    Args:
        piece: number of letters parsed between two checks of the limits; it must not change the result.
    Raises:
        TooLarge: a line is too long, or elements are nested too deeply.
        TooSlow: the time is up.
        NotText: the parser cannot read the page.
    """
    target = _Target(budget)
    _parse(text, target, budget, piece)
    lines, title = target.blocks.finish(), target.title
    warnings = (
        *(("struck-out",) if target.blocks.struck else ()),
        *(("left-out",) if target.left_out else ()),
    )
    return replace(_page(lines, title), warnings=warnings)


def _parse(text: str, target: _Target, budget: Budget, piece: int) -> None:
    # lxml's stubs want a target that also takes bytes and comments; the parser sends neither.
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]
    try:
        for start in range(0, len(text), piece):
            parser.feed(text[start : start + piece].encode("utf-8"))
            target.check()
            budget.check_time()
        parser.close()
    except etree.LxmlError as error:
        if text.strip():
            raise NotText(kind="text/html") from error
    target.check()


def _page(lines: list[Line], title: str | None) -> Page:
    # Some sites wrap the whole page in one form; then a form says nothing about what is inside it.
    inside = sum(len(line.text) for line in lines if line.role == "form")
    form = "furniture" if inside * 2 <= sum(len(line.text) for line in lines) else None
    roles = {number: form if line.role == "form" else line.role for number, line in enumerate(lines, start=1)}
    known = {
        number: "furniture" if role == "margin" else role
        for number, role in roles.items()
        if role is not None and not (role == "margin" and is_speech(lines[number - 1].text))
    }
    return Page(tuple(line.text for line in lines), known, title)


class _Target:
    """Handler of the parser's events. `check` raises for limits, so that the parser is never stopped within a piece."""

    def __init__(self, budget: Budget) -> None:
        self.blocks = Blocks()
        self._budget = budget
        self._open: list[_Open] = []
        self._deepest = 0
        self._title: list[str] = []
        self._titles = 0
        self._struck_classes = {_WORD_DELETED}
        self._frames = 0
        self.left_out = False

    @property
    def title(self) -> str | None:
        return " ".join("".join(self._title).split()) or None

    def check(self) -> None:
        """Raise an error if a limit was passed since the last piece."""
        self._budget.check_depth(self._deepest)
        self._budget.check_line(self.blocks.longest)
        self._budget.check_places(self.blocks.count)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an element."""
        if self._deepest > self._budget.limits.depth:
            return
        if tag == "title":
            self._titles += 1
        elif tag == "br":
            self.blocks.break_line()
        elif tag in _CELLS:
            self.blocks.begin_cell()
        elif tag == "tr":
            self.blocks.begin_row()
        elif tag in _BLOCKS:
            self.blocks.end_line()
        self._open.append(self._opened(tag, attributes))
        self._deepest = max(self._deepest, len(self._open))
        if tag in _ELSEWHERE and not self._open[-1].hidden:
            self._frame(tag, attributes)

    def _frame(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Handle a frame (a page within the page): read it from its attribute, else report it as a warning."""
        inner = attributes.get("srcdoc")
        if tag != "iframe" or inner is None or self._frames >= _FRAMES:
            named = attributes.get("src") or attributes.get("data")
            self.left_out = self.left_out or inner is not None or bool(named)
            return
        above, self._open = self._open, [_Open("frame", False, self._open[-1].role, False)]
        self._frames += 1
        self._titles += 1
        self.blocks.end_line()
        _parse(inner, self, self._budget, _PIECE)
        self.blocks.end_line()
        self._frames -= 1
        self._open = above

    def end(self, tag: str) -> None:
        """Handle the end of an element, and of the elements left open within it."""
        if not any(element.tag == tag for element in reversed(self._open)):
            return
        while self._open:
            closed = self._open.pop().tag
            if closed == "tr":
                self.blocks.end_row()
            elif closed in _CELLS:
                self.blocks.end_cell()
            elif closed in _BLOCKS:
                self.blocks.end_line()
            if closed == tag:
                return

    def data(self, text: str) -> None:
        """Handle text."""
        here = self._open[-1] if self._open else _Open("", False, None, False)
        if here.tag == "style":
            self._struck_classes.update(match[1].casefold() for match in _STRUCK_CLASS.finditer(text))
        if here.tag in _DRAWN_WORDS and here.unseen and not here.hidden and text.strip():
            self.left_out = True
        if here.tag == "title" and self._titles == 1:
            self._title.append(text)
        elif not here.unseen:
            self.blocks.add(text, role=here.role, keeps_spaces=here.keeps_spaces, struck=here.struck)

    def close(self) -> None:
        """Handle the end of the page."""

    def _opened(self, tag: str, attributes: Mapping[str, str]) -> _Open:
        above = self._open[-1] if self._open else _Open("", False, None, False)
        hidden = "hidden" in attributes or bool(_HIDING.search(attributes.get("style", "")))
        role = above.role
        if tag in _FURNITURE or attributes.get("role", "") in _FURNITURE_ROLES:
            role = "furniture"
        elif role is None and (tag in _MARGIN or attributes.get("role", "") in _MARGIN_ROLES):
            role = "margin"
        elif tag == "form" and role is None:
            role = "form"
        elif tag in _HEADINGS and role in (None, "form"):
            role = "heading"
        # A shadow root that is written down is shown where it stands; any other template is shown nowhere.
        unseen = tag in _UNSEEN and not (tag == "template" and _SHADOW & attributes.keys())
        return _Open(
            tag,
            above.unseen or hidden or unseen,
            role,
            above.keeps_spaces or tag in _KEPT_SPACES,
            above.struck or self._strikes(tag, attributes),
            above.hidden or hidden or (unseen and tag not in _DRAWN | _ELSEWHERE),
        )

    def _strikes(self, tag: str, attributes: Mapping[str, str]) -> bool:
        classes = attributes.get("class", "").casefold().split()
        return (
            tag in _STRUCK
            or bool(_LINE_THROUGH.search(attributes.get("style", "")))
            or not self._struck_classes.isdisjoint(classes)
        )
