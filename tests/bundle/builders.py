"""A small case to write into a folder and spoil: one source, one shooting, one death.

Invariant: as it stands it loads; a test changes one file and sees what that file says.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from aigaq.bundle.read import read_case
from aigaq.errors import AigaqError, CaseInvalid
from aigaq.records.cases import CaseRecords

TEXT = """How many died at the gate?
The ministry says two. My neighbour saw three carried out.
Marat Ospanov was shot in the chest at the gate on 1 May.
His certificate says pneumonia.
The ambulance came two days later.
"""
CASE = {
    "case.yaml": """bundle: aigaq/1
case: {key: gate, title: The gate, anchor: shooting}
coder: {by: bolat}
""",
    "cast.yaml": """cast:
  voices:
    speaker: a resident
    asker: a reporter
  persons:
    marat: Marat Ospanov
    daulet: Daulet Serikov
  groups:
    carried: people carried out
  bodies:
    ministry: {label: the ministry, official: yes}
  events:
    shooting: the shooting
    call: the ambulance comes
  places:
    gate: the gate
""",
    "sources/talk/source.yaml": """source:
  key: talk
  is: interview
  file: {lines: 5}
  turns: {asker: [1], speaker: rest}
""",
    "sources/talk/text.txt": TEXT,
    "sources/talk/coding.yaml": """coding:
  L2.1:
    two: {claimed: dead, n: 2, via: [ministry]}
  L3:
    marat: {killed: marat, with: firearm, when: 2031-05-01}
""",
    "rules/deaths.yaml": "rule: {key: deaths, scope: shooting}\n",
}


def write(folder: Path, **changed: str) -> Path:
    """The case in a folder; `cast_yaml=...` replaces `cast.yaml`, `coding=...` the coding of the talk."""
    return write_files(folder, {**CASE, **{_path(name): text for name, text in changed.items()}})


def _path(name: str) -> str:
    short = {
        "case": "case.yaml",
        "cast": "cast.yaml",
        "source": "sources/talk/source.yaml",
        "coding": "sources/talk/coding.yaml",
        "text": "sources/talk/text.txt",
        "questions": "questions.yaml",
        "rule": "rules/deaths.yaml",
        "answer": "answers/deaths.yaml",
        "decisions": "decisions/2031-06-01.yaml",
        "safeguards": "private/safeguards.yaml",
        "vocabulary": "vocabulary.yaml",
    }
    return short.get(name, name)


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Files by their path in the case; an empty one is left out."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_text(text, encoding="utf-8")
    return folder


def coded(folder: Path, *lines: str, **changed: str) -> CaseRecords:
    """The case with these entries in its coding, indented as under a place."""
    return read_case(write(folder, coding=coding(*lines), **changed))


def coding(*lines: str) -> str:
    """A coding: `L3` begins a place, anything else is an entry of it."""
    shown = [f"  {line}:" if ":" not in line else f"    {line}" for line in lines]
    return "\n".join(["coding:", *shown, ""])


def problems(folder: Path) -> tuple[AigaqError, ...]:
    """What reading the case finds wrong."""
    with pytest.raises(CaseInvalid) as caught:
        read_case(folder)
    return caught.value.problems


def where(error: AigaqError) -> tuple[str, str | int | None, str | int | None, str | int | None]:
    """Code, file, line and id of a problem."""
    found = error.parameters
    return error.code, found.get("file"), found.get("line"), found.get("id")
