"""A case in one folder from a few entries: `small(tmp_path, "p: {killed: p}")` is opened as a reader would.

Invariant: entry number n stands on line n, said by `speaker`; everything else of the case can be replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from aigaq.bundle.read import read_case
from aigaq.casework.case import Case
from aigaq.errors import AigaqError, CaseInvalid

CAST = """cast:
  voices: {speaker: a resident, asker: a reporter, other: a neighbour}
  persons: {p: Oraz Seitov, q: Aset Omarov, oraz: Oraz Bek}
  groups: {g: {label: men, overlap: none}, h: {label: others, overlap: none}}
  bodies: {ministry: {label: the ministry, official: yes}}
  events: {ev: the shooting, raid: the raid, flood: the flood}
  places: {road: the road, jail: the jail, c9: {label: cell nine, within: jail}}
"""


def written(
    folder: Path, *entries: str, cast: str = CAST, source: str = "", files: Mapping[str, str] | None = None
) -> Path:
    """The folder of a case with one source, `talk`; `files` are added or put in place of what is there."""
    lines = [f"  L{number}:\n    {entry}" for number, entry in enumerate(entries, 1)]
    case = {
        "case.yaml": "bundle: aigaq/1\ncase: {key: small, title: Small, anchor: ev}\ncoder: {by: bolat}\n",
        "cast.yaml": cast,
        "rules/deaths.yaml": "rule: {key: deaths, harm: died}\n",
        "sources/talk/source.yaml": f"source:\n  key: talk\n  is: interview\n{source}",
        "sources/talk/text.txt": "".join(f"Line {number}.\n" for number in range(1, len(entries) + 2)),
        "sources/talk/coding.yaml": "\n".join(["coding:", *lines, ""]) if lines else "coding: {}\n",
        **(files or {}),
    }
    for name, text in case.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def small(
    folder: Path, *entries: str, cast: str = CAST, source: str = "", files: Mapping[str, str] | None = None
) -> Case:
    """The case, opened."""
    return Case(read_case(written(folder, *entries, cast=cast, source=source, files=files)))


def problems(
    folder: Path, *entries: str, cast: str = CAST, source: str = "", files: Mapping[str, str] | None = None
) -> list[AigaqError]:
    """What is wrong with the case; it must be something."""
    with pytest.raises(CaseInvalid) as caught:
        read_case(written(folder, *entries, cast=cast, source=source, files=files))
    return list(caught.value.problems)


def codes(found: list[AigaqError]) -> list[tuple[str, str]]:
    """The code of each problem, and the id it names."""
    return [(one.code, str(one.parameters.get("id", ""))) for one in found]
