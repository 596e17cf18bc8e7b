"""Rows that say the same, told once with every voice. Invariant: no voice and no statement is lost by it."""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.dossier.view_models import Heard, Row, Said


def heard(rows: Iterable[Row]) -> tuple[Heard, ...]:
    """The voices behind some rows, each once."""
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.voice, row.by, row.how), []).append(row)
    return tuple(Heard(*key, tuple(each)) for key, each in groups.items())


def said(rows: Iterable[Row], label: str) -> tuple[Said, ...]:
    """What some rows say; first what is said of the page's own subject, then of its events and of others.

    Args:
        label: of the subject whose page it is.
    """
    by_content: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        key = row.of, row.what, row.value, row.denies, row.cannot_say, row.qualified
        by_content.setdefault(key, []).append(row)
    groups = [Said(each[0], heard(each)) for each in by_content.values()]
    return tuple(sorted(groups, key=lambda said: said.row.of.text != label))
