"""Tables for phones: each cell carries the head of its column.

Invariant: a cell without a head is an error in the template, raised when the page is made.
"""

from __future__ import annotations

import re
from html import unescape

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_ROW = re.compile(r"<tr\b.*?(?=<tr\b|</table>)", re.DOTALL)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_CELL = re.compile(r"<td\b([^>]*)>")
_BLANK = re.compile(r"(<td\b[^>]*>)\s+(?=</td>)")


@register.tag
def headed(parser: Parser, token: Token) -> template.Node:
    """Tag for a table with one row of heads: `{% headed %}<table class="rows">…</table>{% endheaded %}`.

    On a narrow screen the cells are stacked, each after the head of its column (`data-label`). A cell that spans
    columns, or has its own `data-label`, is left as it is.
    """
    inside = parser.parse(("endheaded",))
    parser.delete_first_token()
    return _Headed(inside)


class _Headed(template.Node):
    def __init__(self, inside: NodeList) -> None:
        self.nodelist = inside

    def render(self, context: Context) -> SafeString:
        return labelled(self.nodelist.render(context))


def labelled(table: str) -> SafeString:
    """Markup of a table whose cells carry the heads of their columns.

    Raises:
        ValueError: a cell has no column head.
    """
    heads = [" ".join(unescape(strip_tags(head)).split()) for head in _HEAD.findall(table)]
    # The style sheet hides an empty cell on a narrow screen; with a line break in it, no cell is empty.
    return mark_safe(_ROW.sub(lambda row: _labelled_row(row[0], heads), _BLANK.sub(r"\1", table)))


def _labelled_row(row: str, heads: list[str]) -> str:
    if _HEAD.search(row):
        # On paper the heads stand again on each page.
        return f"<thead>{row.rstrip()}</thead>"
    waiting = iter(heads)

    def cell(match: re.Match[str]) -> str:
        attributes = match[1]
        if "colspan=" in attributes:
            return match[0]
        head = next(waiting, None)
        if head is None:
            raise ValueError("A cell stands under no head.")
        return match[0] if "data-label=" in attributes else f'<td data-label="{escape(head)}"{attributes}>'

    return _CELL.sub(cell, row)
