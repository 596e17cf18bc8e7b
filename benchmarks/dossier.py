"""How long does the public site of a case of 10,000 people take, how much memory, and how large is it?

Invariant: what is measured is what `aigaq release export` does once the case is cleared, files and all; a figure that
misses its aim is written as missed.
Run: `python -m benchmarks.dossier`; the answer goes to `benchmarks/results/dossier.json`.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.generated import DAYS, INJURIES, WEAPONS
from benchmarks.setup import ROOT, machine

from aigaq.casework.exporting import export
from aigaq.dossier import Edition
from aigaq.protection import Cleared, clear
from aigaq.records.cases import CaseRecords
from aigaq.records.messages import LANGUAGES
from aigaq.records.releases import Draft
from aigaq.records.sources import Source
from aigaq.records.statements import Link, Passage, Place, Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import UNDATED, Code, Ref, Value, Words
from aigaq.records.vocabulary import standard

RESULT = ROOT / "benchmarks" / "results" / "dossier.json"
PEOPLE, SOURCES, LINES, VOICES, WORKERS = 10_000, 200, 500, 400, 2
AIMS = {"seconds": 300.0, "peak_megabytes": 1000.0}
EDITION = Edition("1", date(2031, 9, 2), address="https://record.example/large", publisher="A commission")


def main() -> int:
    """Measure; the exit code says whether all aims are kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=PEOPLE)
    asked.add_argument("--languages", default=",".join(LANGUAGES))
    args = asked.parse_args()
    languages = tuple(one for one in LANGUAGES if one in args.languages.split(","))
    result = measured(args.people, replace(EDITION, languages=languages))
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))
    return 0 if all(result["kept"].values()) else 1


def measured(people: int, edition: Edition) -> dict[str, Any]:
    """All figures for one size."""
    cleared = cleared_case(people)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        began = time.perf_counter()
        files = export(cleared, edition, site, workers=WORKERS)
        seconds = round(time.perf_counter() - began, 1)
        size = sum(one.stat().st_size for one in site.rglob("*") if one.is_file())
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # The largest of the processes, as if none shared a page with another: more than was really taken.
    parts = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * WORKERS
    found = {"seconds": seconds, "peak_megabytes": round((own + parts) / 1024)}
    return {
        "people": people,
        "statements": len(cleared.draft.records.statements),
        "languages": list(edition.languages),
        "files": files,
        "megabytes": round(size / 1e6),
        **found,
        "aims": AIMS,
        "kept": {name: found[name] <= most for name, most in AIMS.items()},
        "machine": machine(),
    }


def cleared_case(people: int) -> Cleared:
    """A made-up case of some people, ten statements each, cleared."""
    subjects = {
        "shooting": Subject("shooting", "event", "the shooting"),
        **{f"place-{n}": Subject(f"place-{n}", "place", f"place {n}") for n in range(50)},
        **{f"voice-{n}": Subject(f"voice-{n}", "voice", f"witness {n}") for n in range(VOICES)},
    }
    sources = {f"talk-{n}": Source(f"talk-{n}", "interview", shipped=True) for n in range(SOURCES)}
    text = "".join(f"Line {n} of a talk that nobody had.\n" for n in range(1, LINES + 1))
    statements: list[Statement] = []
    entries: dict[str, tuple[str, ...]] = {}
    random = Random(2031)
    for n in range(people):
        person, event = f"p{n}", f"e{n}.event"
        subjects[person] = Subject(person, "person", f"Person {n}", named=True)
        subjects[event] = Subject(event, "event", f"the death of Person {n}", made_by=f"e{n}")
        said = tuple(_said(f"e{n}", person, event, random, text))
        entries[f"e{n}"] = tuple(one.id for one in said)
        statements += said
    records = CaseRecords(
        key="large",
        title="A large case that nobody lived",
        anchor="shooting",
        coder="bolat",
        second_coder=None,
        vocabulary=standard(),
        subjects=subjects,
        sources=sources,
        entries=(),
        statements=tuple(statements),
        made_for=entries,
    )
    found = clear(Draft(records, texts=dict.fromkeys(sources, text)), ())
    if not isinstance(found, Cleared):
        raise SystemExit(f"not cleared: {sorted({one.code for one in found.reasons})}")
    return found


def _said(entry: str, person: str, event: str, random: Random, text: str) -> Iterator[Statement]:
    source, line = f"talk-{random.randrange(SOURCES)}", random.randrange(1, LINES)
    start = text.index(f"Line {line} ")
    passage = Passage(source, Place(line), "0" * 64, start, text.index("\n", start))
    chain = tuple(Link(f"voice-{random.randrange(VOICES)}") for _ in range(random.randrange(1, 3)))
    told: tuple[tuple[str, str, Value], ...] = (
        (person, "died", UNDATED),
        (event, "type", Code("act", "killing")),
        (person, "victim-of", Ref(event)),
        (event, "when", random.choice(DAYS)),
        (event, "weapon", random.choice(WEAPONS)),
        (event, "where", Ref(f"place-{random.randrange(50)}")),
        (event, "part-of", Ref("shooting")),
        (person, "injury", random.choice(INJURIES)),
        (person, "occupation", Words("a driver")),
        (person, "name", Words(f"Person {entry[1:]}")),
    )
    for number, (subject, predicate, value) in enumerate(told):
        about = event if subject == person and predicate in ("died", "victim-of", "injury") else None
        yield Statement(
            f"{entry}.s{number}",
            subject,
            predicate,
            value,
            chain,
            (passage,),
            source,
            event=about,
            basis="eyewitness",
            entry=entry,
        )


if __name__ == "__main__":
    sys.exit(main())
