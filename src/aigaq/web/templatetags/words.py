"""Template tags and filters for words: visible strings come from the catalogues, in the language of the page."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.template.base import NodeList, Parser, TextNode, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from aigaq.counting.wording import as_said, in_signs
from aigaq.records.ladder import ClaimedTotal, Group
from aigaq.records.signs import sign as sign_words
from aigaq.records.vocab.messages import say
from aigaq.records.vocab.vocabulary import standard
from aigaq.web.layout.context import language_of

register = template.Library()


@register.simple_tag
def w(key: str, **parameters: Any) -> str:
    """Sentence of a message code, in the language of the page."""
    return say(key, language_of(get_language()), **parameters)


_LINE_BREAK = re.compile(r"[ \t]*\n\s*")
_EDGE = re.compile(r"""(<(?=[a-zA-Z/])|>|")""")


@register.tag
def oneline(parser: Parser, token: Token) -> template.Node:
    """Tag that joins lines without white space: `{% oneline %}…{% endoneline %}`.

    Line breaks of the template, with the blanks around them, are removed; HTML would show them as a blank, for instance
    before a comma. Between attributes of an element one blank stays. This is done once, when the template is parsed.
    """
    inside = parser.parse(("endoneline",))
    parser.delete_first_token()
    place = _Place()
    for text in inside.get_nodes_by_type(TextNode):
        if isinstance(text, TextNode):
            text.s = "".join(place.joined(piece) for piece in _EDGE.split(text.s))
    return _Oneline(inside)


class _Place:
    """Position of the parser: in text, between attributes, or in the value of an attribute."""

    def __init__(self) -> None:
        self.in_tag = self.quoted = False

    def joined(self, piece: str) -> str:
        if piece == '"':
            self.quoted = self.in_tag and not self.quoted
        elif piece in ("<", ">") and not self.quoted:
            self.in_tag = piece == "<"
        return _LINE_BREAK.sub(" " if self.in_tag and not self.quoted else "", piece)


class _Oneline(template.Node):
    def __init__(self, inside: NodeList) -> None:
        self.nodelist = inside

    def render(self, context: Context) -> SafeString:
        return self.nodelist.render(context)


@register.filter
def label(code: str | None, list_name: str) -> str:
    """Label of a code in a list."""
    vocabulary = standard()
    # A list that a case brought along has no labels of ours.
    return (
        vocabulary.label(list_name, code, language_of(get_language()))
        if code and list_name in vocabulary.lists
        else code or ""
    )


@register.filter
def predicate(code: str) -> str:
    """Label of a predicate."""
    known = standard().predicates.get(code)
    return known.labels[language_of(get_language())] if known else code


@register.filter
def role(code: str) -> str:
    """Label of a role in an act. The agent has its own message: its predicate is worded from the act's side."""
    return say("role-agent", language_of(get_language())) if code == "agent" else predicate(code)


@register.simple_tag
def sign(polarity: str, modality: str = "certain", status: str = "asserted") -> str:
    """Words before a denied, doubted or retracted value; empty for a plain one."""
    words = sign_words(polarity, language_of(get_language()), modality=modality, status=status)
    against = polarity != "affirms" or status not in ("asserted", "reaffirmed")
    return format_html('<b class="sign{}">{}:</b> ', " against" if against else "", words) if words else ""


@register.filter
def figure(row: ClaimedTotal | Group) -> str:
    """A figure. For a claim: the words as spoken, with the number beside them; for a group: the number."""
    if isinstance(row, ClaimedTotal):
        return as_said(row.text, row.low, row.high, about=row.about)
    if row.about is not None:
        return in_signs(row.about, row.about, about=True)
    return in_signs(row.low, row.high) or "?"


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """One value of a mapping."""
    return mapping.get(key)


_LETTERS = {
    "nav-case": "c",
    "nav-sources": "s",
    "nav-people": "p",
    "nav-events": "e",
    "nav-contradictions": "x",
    "nav-counts": "n",
    "nav-grid": "w",
    "nav-timeline": "t",
    "nav-questions": "q",
    "nav-custody": "u",
    "nav-members": "m",
}
"""Keys after `g`, the same in every language: by position on the keyboard."""


@register.filter
def letter(word: str) -> str:
    """Key that, after `g`, opens a page of the navigation."""
    return _LETTERS.get(word, "")


@register.filter
def letters(_: str) -> list[tuple[str, str]]:
    """All pages of the navigation with their keys after `g`."""
    return list(_LETTERS.items())
