"""Whoever may not see a thing cannot tell that it exists: two worlds, one with it sealed, one without it, look alike.

Invariant: the views of the two are equal, not merely free of a name.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.web.cast import AT, COMPARTMENT, SAMPLES, TASQORA, Cast, account, assembled, seen_by, told, words

from aigaq.bundle.read import read_case
from aigaq.bundle.write import write_case
from aigaq.casework.case import Case
from aigaq.errors import NotAllowed, NotFound, UnknownId
from aigaq.records.subjects import BUILT_IN
from aigaq.web.casebook.commands import import_folder
from aigaq.web.models import CaseRow, RuleRow
from aigaq.web.store import cases
from aigaq.web.store.access import held
from aigaq.web.store.partial_cases import CaseBuilder
from aigaq.web.team import actions as team_actions

# More than Tasqora has: a second source, a voice with a person behind it, a date that hangs on another, a rule on a
# place, a decision that takes back a decision.
MORE = {
    "sources/letter/source.yaml": "source: {key: letter, is: letter, file: {lines: 2}, turns: {porter: rest}}\n",
    "sources/letter/text.txt": "Two lay in the yard on 1 May.\nThe captain was there.\n",
    "sources/letter/coding.yaml": """coding:
  L1:
    yard-two: {claimed: dead, n: 2, via: [ministry]}
  L2:
    was-there: [captain, present-at, shooting]
""",
    "sources/copy/source.yaml": "source: {key: copy, is: copy of the letter, file: {lines: 2}, derived-from: letter}\n",
    "rules/gate.yaml": "rule: {key: gate, scope: shooting, place: gate}\n",
    "decisions/2031-06-03.yaml": """decisions:
  d2: {exclude: daulet, as: decision, reasons: alive, by: dina, at: 2031-06-03}
  d3: {withdraw: d2, reasons: not asked, by: dina, at: 2031-06-04}
""",
}
# What sealing each of them takes away, as a person would have written the case without it.
WITHOUT: dict[tuple[str, str], Mapping[str, Mapping[str, str]]] = {
    ("source", "letter"): {
        "sources/letter/source.yaml": {},
        "sources/letter/text.txt": {},
        "sources/letter/coding.yaml": {},
        "sources/copy/source.yaml": {},
    },
    ("entry", "late"): {"sources/talk/coding.yaml": {r"  L7:\n    late:.*\n": ""}},
    ("subject", "captain"): {
        "cast.yaml": {r"    captain: .*\n": ""},
        "sources/talk/coding.yaml": {
            r"    ordered: .*\n": "",
            r"    not-decided: .*\n": "",
            r"  L6\.[12]:\n": "",
        },
        "sources/letter/coding.yaml": {r"  L2:\n    was-there: .*\n": ""},
    },
    ("subject", "gate"): {
        "cast.yaml": {r"  places: .*\n": "  places: {van: in the ambulance}\n"},
        "sources/talk/coding.yaml": {
            r"  L2\.1:\n    two: .*\n": "",
            r"  L2\.3 editor:\n.*\n": "",
            r"  L3:\n.*\n": "",
        },
        "rules/gate.yaml": {},
        "decisions/2031-06-02-marat.yaml": {r"readings:\n.*\n": ""},
    },
    ("subject", "daulet"): {
        "cast.yaml": {r"    daulet: .*\n": ""},
        "sources/talk/coding.yaml": {r"  L2\.2:\n.*\n": ""},
        "decisions/2031-06-02-marat.yaml": {r"readings:\n.*\n": ""},
        "decisions/2031-06-03.yaml": {},
    },
}


def larger(folder: Path, edits: Mapping[str, Mapping[str, str]] | None = None) -> Path:
    """Tasqora with more in it; a file with no edits is left out, else each pattern is replaced."""
    shutil.copytree(TASQORA, folder)
    # Answers are figures of the whole case; a case without something would give others.
    shutil.rmtree(folder / "answers")
    for name, text in MORE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name, old, new in (
        ("cast.yaml", "L: 4}", "L: talk L4}"),
        ("cast.yaml", "asker: a reporter,", "asker: a reporter, porter: a porter,"),
        ("questions.yaml", "L: 5,", "L: talk L5,"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    for name, changes in (edits or {}).items():
        text = (folder / name).read_text(encoding="utf-8")
        for pattern, new in changes.items():
            text, count = re.subn(pattern, new, text)
            assert count, pattern
        (folder / name).write_text(text, encoding="utf-8")
        if not changes:
            (folder / name).unlink()
    return folder


@pytest.mark.parametrize(("kind", "key"), WITHOUT, ids=lambda word: str(word))
def test_what_is_sealed_might_never_have_been(kind: str, key: str, tmp_path: Path) -> None:
    one = assembled(larger(tmp_path / "with"))
    one.seal(kind, key)
    with_it = told(seen_by(one.bolat))
    without = larger(tmp_path / "without", WITHOUT[kind, key])
    never = told(as_opened(without))
    assert with_it.keys() == never.keys()
    for part in never:
        assert sorted_of(with_it[part]) == sorted_of(never[part]), part


def as_opened(folder: Path) -> Any:
    """The case of a folder, by way of a database of its own kind."""
    import aigaq  # noqa: PLC0415 - the public door, as a person would use it

    return aigaq.open(folder)


def sorted_of(told: Any) -> Any:
    """Without the lines of files, which differ where something was taken out of one."""
    if isinstance(told, dict):
        return {
            key: sorted_of(value) for key, value in told.items() if key not in ("file", "line_of_file")
        } | ({"line": None} if told.get("is") == "Entry" else {})
    return [sorted_of(one) for one in told] if isinstance(told, list) else told


def test_whoever_holds_the_compartment_sees_the_whole_case(cast: Cast) -> None:
    before = told(seen_by(cast.bolat))
    cast.seal("subject", "marat", compartment="ward")
    assert told(seen_by(cast.bolat)) == before


def test_a_lead_without_the_compartment_sees_no_more_than_anybody(cast: Cast) -> None:
    cast.seal("subject", "marat")
    assert "marat" not in seen_by(cast.aigerim).records.subjects


@pytest.mark.parametrize("folder", [TASQORA, SAMPLES / "aqsai"], ids=lambda folder: str(folder.name))
def test_no_id_of_anything_sealed_is_told(folder: Path) -> None:
    one = assembled(folder)
    records = read_case(folder)
    # A word of the vocabulary may stand there in its own right: a captain is a rank too.
    codes = {code for held in records.vocabulary.lists.values() for code in held.terms}
    people = [key for key, made in records.subjects.items() if made.kind == "person" and key not in codes]
    built_in = {made.id for made in BUILT_IN}
    sources = [key for key in records.sources if key not in {*built_in, *records.subjects}][:4]
    for kind, key in [*(("subject", one) for one in people), *(("source", one) for one in sources)]:
        # What fell with another is not there for the lead either: she cannot put it away.
        with suppress(UnknownId):
            one.seal(kind, key, compartment=f"of-{key}")
        shown = words(told(seen_by(one.bolat, folder.name)))
        assert not re.search(rf'["#]{re.escape(key)}["?.]', shown), (kind, key)


def test_it_takes_every_compartment_of_a_record_and_not_one_of_them(cast: Cast) -> None:
    cast.seal("subject", "marat", compartment=COMPARTMENT)
    cast.seal("statement", "paper", compartment="closed")
    team_actions.grant(cast.aigerim, cast.row, username="aigerim", compartment="closed", at=AT)
    assert "paper" in ids(seen_by(cast.aigerim)), "she holds both"
    assert "paper" not in ids(seen_by(cast.bolat)), "he holds the one alone"
    assert "marat.victim" in ids(seen_by(cast.bolat))


def ids(case: Case) -> set[str]:
    return {one.id for one in case.records.statements}


def test_a_sealed_name_is_told_nowhere(cast: Cast) -> None:
    cast.seal("subject", "marat")
    shown = words({**told(seen_by(cast.bolat)), "subjects": None})
    assert "Marat Ospanov" not in shown
    assert "sister" not in seen_by(cast.bolat).records.subjects, "her label says whose sister she is"


def test_the_person_behind_a_voice_is_withheld_and_the_voice_stays(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TASQORA, tmp_path / "case"))
    text = (folder / "cast.yaml").read_text(encoding="utf-8")
    told_who = text.replace("speaker: a resident", "speaker: {label: a resident, is: p1}")
    (folder / "cast.yaml").write_text(
        told_who.replace("  persons:\n", "  persons:\n    p1: a teacher\n"), encoding="utf-8"
    )
    one = assembled(folder)
    one.seal("subject", "p1")
    subjects = seen_by(one.bolat).records.subjects
    assert (subjects["speaker"].stands_for, "p1" in subjects) == (None, False)


def test_an_outsider_and_nobody_find_nothing(cast: Cast) -> None:
    for viewer in (cast.dina, cast.nobody):
        for key in ("tasqora", "no-such-case"):
            with pytest.raises(NotFound) as caught:
                cases.case(viewer, key)
            assert caught.value.parameters == {}


def test_answers_of_the_whole_case_are_not_told_of_a_part(cast: Cast) -> None:
    assert seen_by(cast.bolat).records.answers
    cast.seal("subject", "captain")
    assert seen_by(cast.bolat).records.answers == ()


def test_a_copy_for_a_coder_is_masked_though_she_sees_no_safeguard(tmp_path: Path) -> None:
    one = assembled(SAMPLES / "aqsai")
    records, texts = cases.leaving(one.bolat, "aqsai", private=False)
    write_case(records, tmp_path / "out", texts=texts)
    covered = read_case(SAMPLES / "aqsai").subjects["p13"].label
    assert seen_by(one.bolat, "aqsai").records.safeguards == ()
    assert covered not in (tmp_path / "out" / "cast.yaml").read_text(encoding="utf-8")
    assert not (tmp_path / "out" / "private").exists()


def test_a_private_copy_is_for_the_lead_alone(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        cases.leaving(cast.bolat, "tasqora", private=True)


def test_every_rule_is_there_for_who_sees_all(cast: Cast) -> None:
    assert set(seen_by(cast.bolat).records.rules) == {
        one.key for one in RuleRow.objects.filter(case=cast.row)
    }


def test_two_accounts_bring_in_cases_apart(tmp_path: Path) -> None:
    first, second = account("first"), account("second")
    import_folder(first, TASQORA, at=AT)
    with pytest.raises(NotFound):
        cases.case(second, "tasqora")


def test_what_is_sealed_while_a_page_reads_is_not_told_by_it(cast: Cast) -> None:
    old = CaseRow.objects.get(pk=cast.row.pk)
    part = CaseBuilder(old, held(cast.bolat, old))
    cast.seal("subject", "marat")
    assert part.take("subject", ["marat"]) == []
    assert "marat" not in CaseBuilder(cast.row, part.held).case(also={"marat"}).records.subjects
    fresh = CaseRow.objects.get(pk=cast.row.pk)
    assert fresh.shelf > old.shelf + 1, "a set of compartments that is new moves the shelf by itself"
