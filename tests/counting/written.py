"""A case of two voices written as a coder would write it, for what only the whole way from words to count shows.

Invariant: every case has the same cast; a test gives the lines of each source and the rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.bundle.builders import write_files

import aigaq
from aigaq.casework.case import Case
from aigaq.records.ladder import Ladder

CAST = """cast:
  voices: {w1: a neighbour, w2: a nurse}
  persons: {p: Pavel Orlov, q: Qanat Ermek, boy: a boy}
  groups:
    men: the men of the depot
    sub: {label: the loaders, within: men}
    inner: {label: the night loaders, within: sub}
    lost: {label: those who died, overlap: none}
  bodies: {min: {label: the ministry, official: "yes"}}
  events: {ev: the shooting, march: the march, roll: the roll call}
  places:
    town: the town
    road: {label: the road, within: town}
    yard: the yard
    jail: the jail
"""
SOURCES = {"a": "w1", "b": "w2", "m": "min"}


def case(
    folder: Path,
    *,
    rule: str = "",
    decisions: str = "",
    readings: str = "",
    vocabulary: str = "",
    **said: str,
) -> Case:
    """The case; `a`, `b` and `m` are what the neighbour, the nurse and the ministry say, an entry a line."""
    files = {
        "case.yaml": "bundle: aigaq/1\ncase: {key: t, title: T, anchor: ev}\ncoder: {by: dina}\n",
        "cast.yaml": CAST,
        "rules/deaths.yaml": f"rule: {{key: deaths{', ' if rule else ''}{rule}}}\n",
        "decisions/d.yaml": _judged(decisions, readings),
        **({"vocabulary.yaml": vocabulary} if vocabulary else {}),
    }
    for key, text in said.items():
        head = f"source: {{key: {key}, is: letter, file: {{lines: 3}}, turns: {{{SOURCES[key]}: rest}}}}\n"
        files[f"sources/{key}/source.yaml"] = head
        files[f"sources/{key}/coding.yaml"] = "coding:\n  L1:\n" + _indented(text)
    return aigaq.open(write_files(folder, files))


def counted(folder: Path, *, rule: str = "", decisions: str = "", readings: str = "", **said: str) -> Ladder:
    """What the rule makes of it."""
    return case(folder, rule=rule, decisions=decisions, readings=readings, **said).ladder()


def _judged(decisions: str, readings: str) -> str:
    signed = ", reasons: r, by: dina, at: 2032-01-01}"
    parts = {"decisions": decisions.replace("}", signed)}
    parts["readings"] = readings.replace("}", ", by: dina, at: 2032-01-01}")
    return "".join(f"{key}:\n{_indented(text)}" for key, text in parts.items() if text)


def _indented(text: str) -> str:
    return "".join(f"    {line.strip()}\n" for line in text.strip().splitlines())


def outcome(found: Ladder) -> Mapping[str, str]:
    """Everybody in the answer: `in`, or why unresolved or left out."""
    return {
        **{one.id: "in" for one in found.individuals},
        **{one.id: f"open: {one.reason}" for one in found.unresolved},
        **{one.id: f"out: {one.reason}" for one in found.excluded},
    }


def kinds(found: Ladder) -> Mapping[str, str]:
    """The class of each death that is listed."""
    return {one.id: one.kind for one in (*found.individuals, *found.unresolved)}
