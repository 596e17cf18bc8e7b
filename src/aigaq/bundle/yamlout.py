"""Write words as YAML. Invariant: reading the result gives back the very same words, every one of them text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from aigaq.records.entries import Raw, RawMap

# Needs no quotes, even in flow lists: begins with a letter or digit, no colon, comma, bracket, quote or number sign.
_BARE = re.compile(r"[^\W_][\w./+%~-]*(?: [\w./+%~()-]+)*")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
# Control characters, and those that YAML takes for a line break or a byte order mark.
_HIDDEN = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')

Tree = str | Sequence["Tree"] | Mapping[str, "Tree"] | RawMap


def stated(fields: Mapping[str, Tree | date | bool | int | None]) -> dict[str, Tree]:
    """The fields that say something: those that are None, False or an empty list are left out.

    True is written `yes`; numbers and days as text.
    """
    return {
        name: "yes" if value is True else str(value) if isinstance(value, int | date) else value
        for name, value in fields.items()
        if value is not None and value is not False and value != () and value != []
    }


def scalar(text: str) -> str:
    """A value, quoted if necessary."""
    if _BARE.fullmatch(text):
        return text
    return '"' + _HIDDEN.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPED.get(match[0], f"\\u{ord(match[0]):04x}")


def flow(node: Tree) -> str:
    """A value on one line: `[a, b]`, `{key: value}`."""
    if isinstance(node, str):
        return scalar(node)
    if isinstance(node, Mapping | RawMap):
        return "{" + ", ".join(f"{scalar(key)}: {flow(value)}" for key, value in _pairs(node)) + "}"
    return "[" + ", ".join(flow(item) for item in node) + "]"


def row(terms: Iterable[Raw], options: Iterable[tuple[str, Raw]]) -> str:
    """A plain entry: `[subject, predicate, value, option: ...]`."""
    parts = [flow(term) for term in terms]
    parts += [f"{scalar(key)}: {flow(value)}" for key, value in options]
    return f"[{', '.join(parts)}]"


def block(node: Mapping[str, Tree], *, depth: int) -> str:
    """Text of a file: `depth` levels of keys on lines of their own, the rest on one line each."""
    return "\n".join([*_lines(node, depth, ""), ""])


def _lines(node: Mapping[str, Tree], depth: int, indent: str) -> Iterator[str]:
    for key, value in node.items():
        if depth > 1 and isinstance(value, Mapping) and value:
            yield f"{indent}{scalar(key)}:"
            yield from _lines(value, depth - 1, indent + "  ")
        else:
            yield f"{indent}{scalar(key)}: {flow(value)}"


def _pairs(node: Mapping[str, Tree] | RawMap) -> Iterable[tuple[str, Tree]]:
    return node.entries if isinstance(node, RawMap) else node.items()
