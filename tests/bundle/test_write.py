"""A case that is written reads back as it was; nothing private travels, and nothing else is touched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.bundle.builders import write
from tests.docs.pages import cases_on
from tests.house import tree

from aigaq.bundle.read import read_case
from aigaq.bundle.write import write_case
from aigaq.errors import BadValue, FolderNotFree, ItemMissing, SafeguardLeak
from aigaq.records.cases import CaseRecords

SAFEGUARDS = """safeguards:
  s1: {covers: [daulet, seen, call], wording: somebody, reasons: at risk, by: dina, at: 2031-06-01}
"""
CODING = """named:
  L3: [marat, daulet]
coding:
  L2.2:
    seen: [daulet, helped, carried]
    thanked: [daulet, known-by, a red scarf, because: [seen, marat]]
    then: [seen, said-at, 2031-05-02]
  L3:
    marat: {killed: marat, with: firearm, hit: "chest, left side: deep"}
  L2:
    two: {claimed: dead, n: 2, via: [ministry]}
"""
MORE = {
    "coding": CODING,
    "questions": "questions: {q1: {L: 1, ask: who saw it, about: daulet}, q2: {L: [1, 3], ask: when, leading: yes}}\n",
    "decisions": "decisions: {d1: {accept: [marat], reasons: 'yes: seen', by: dina, at: 2031-06-01}}\n"
    "readings: {r1: {says: [marat.event, part-of, shooting], because: [marat], by: b, at: 2031-06-01}}\n",
    "answer": "answer: {documented: {confirmed: [marat], min: 1}, not: [[two, marat]]}\n",
    "rule": "rule: {key: deaths, scope: shooting, leave-out: [other], speakers: [speaker], readings: no}\n",
    "vocabulary": "vocabulary: {codes: {weapon: {codes: {sling: {en: sling, ru: праща, kk: сақпан, also: [a b]}}}}}\n",
}


def texts_of(folder: Path, records: CaseRecords) -> dict[str, bytes]:
    """The texts and pictures on board of a case."""
    on_board = [
        (key, source.file or "text.txt") for key, source in records.sources.items() if source.on_board
    ]
    return {key: (folder / "sources" / key / name).read_bytes() for key, name in on_board}


def again(folder: Path, into: Path) -> tuple[CaseRecords, CaseRecords]:
    """A case, and the same one written and read."""
    records = read_case(folder)
    write_case(records, into, texts=texts_of(folder, records), private=True)
    return records, read_case(into)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("name", ["tests/data/tasqora", "samples/aqsai", "samples/zhanaozen"])
def test_every_sample_reads_back_as_it_was(tmp_path: Path, name: str) -> None:
    before, after = again(tree.ROOT / name, tmp_path / "copy")
    assert after == before


def test_the_cases_of_the_page_read_back_as_they_were(tmp_path: Path) -> None:
    for folder in cases_on("bundle.md", tmp_path / "page"):
        before, after = again(folder, tmp_path / folder.name)
        assert after == before


def test_everything_that_a_case_may_hold_reads_back(tmp_path: Path) -> None:
    folder = write(tmp_path / "case", **MORE, safeguards=SAFEGUARDS)
    before, after = again(folder, tmp_path / "copy")
    assert after == before
    assert after.vocabulary.find("weapon", "a b") == "sling"
    assert after.safeguards


def test_a_blank_with_the_name_of_its_form_is_written_by_its_other_name(tmp_path: Path) -> None:
    coding = "coding:\n  L3:\n    out: {released: marat, when: 2031-05-09}\n"
    records = read_case(write(tmp_path / "one", **{"sources/talk/coding.yaml": coding}))
    (entry,) = records.entries
    kept = replace(records, entries=(replace(entry, slots=(("released", "2031-05-09"),)),))
    texts = {"talk": (tmp_path / "one/sources/talk/text.txt").read_bytes()}
    write_case(kept, tmp_path / "two", texts=texts, private=True)
    assert read_case(tmp_path / "two").statements == records.statements


def test_written_twice_is_written_the_same(tmp_path: Path) -> None:
    folder = write(tmp_path / "case", **MORE, safeguards=SAFEGUARDS)
    again(folder, tmp_path / "one")
    again(tmp_path / "one", tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_copy_for_others_holds_nothing_that_a_safeguard_covers(tmp_path: Path) -> None:
    folder = write(tmp_path / "case", **MORE, safeguards=SAFEGUARDS)
    records = read_case(folder)
    write_case(records, tmp_path / "copy", texts=texts_of(folder, records))
    copy = read_case(tmp_path / "copy")
    assert copy.subjects["daulet"].label == "somebody"
    assert [one.id for one in copy.entries] == ["marat.name", "thanked", "marat", "two"]
    assert dict(copy.entries[1].slots) == {"because": ("marat",)}
    assert [one.id for one in copy.questions] == ["q2"]
    assert not (tmp_path / "copy" / "private").exists()
    assert not copy.answers
    assert not any(b"Serikov" in data for data in files(tmp_path / "copy").values())


def test_a_text_that_holds_a_covered_place_is_left_out(tmp_path: Path) -> None:
    folder = write(tmp_path / "case", **MORE, safeguards=SAFEGUARDS)
    records = read_case(folder)
    write_case(records, tmp_path / "copy", texts=texts_of(folder, records))
    assert not (tmp_path / "copy" / "sources" / "talk" / "text.txt").exists()
    assert not read_case(tmp_path / "copy").sources["talk"].shipped


def test_who_is_called_after_a_covered_person_is_called_after_the_wording(tmp_path: Path) -> None:
    folder = tree.ROOT / "samples" / "aqsai"
    records = read_case(folder)
    wife = "p17"
    assert records.subjects[wife].label.startswith("wife of")
    write_case(records, tmp_path / "copy", texts=texts_of(folder, records))
    copy = read_case(tmp_path / "copy")
    covered = {one for safeguard in records.safeguards for one in safeguard.covers}
    assert not covered & {one.id for one in copy.entries}
    assert not any(copy.subjects[wife].label == records.subjects[one].label for one in copy.subjects)


def test_a_name_left_in_a_note_stops_the_copy(tmp_path: Path) -> None:
    coding = CODING.replace("deep", "as Daulet Serikov saw")
    folder = write(tmp_path / "case", coding=coding, safeguards=SAFEGUARDS)
    records = read_case(folder)
    with pytest.raises(SafeguardLeak) as caught:
        write_case(records, tmp_path / "copy", texts=texts_of(folder, records))
    assert caught.value.parameters == {"file": "sources/talk/coding.yaml"}
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("there", ["note.txt", "private/other.yaml", "case.yaml/x"])
def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, there: str) -> None:
    folder = write(tmp_path / "case")
    records = read_case(folder)
    path = tmp_path / "copy" / there
    path.parent.mkdir(parents=True)
    path.write_text("kept", encoding="utf-8")
    with pytest.raises(FolderNotFree):
        write_case(records, tmp_path / "copy", texts=texts_of(folder, records))
    assert files(tmp_path / "copy") == {there: b"kept"}


def test_a_case_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "case", **MORE)
    plain = read_case(write(tmp_path / "other"))
    texts = texts_of(folder, plain)
    write_case(plain, folder, texts=texts)
    assert read_case(folder) == plain
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "other"]


def test_a_case_with_private_files_is_not_overwritten_by_a_public_copy(tmp_path: Path) -> None:
    folder = write(tmp_path / "case", safeguards=SAFEGUARDS, coding=CODING)
    records = read_case(folder)
    before = files(folder)
    with pytest.raises(FolderNotFree):
        write_case(records, folder, texts=texts_of(folder, records))
    assert files(folder) == before


def test_a_text_on_board_must_be_given(tmp_path: Path) -> None:
    records = read_case(write(tmp_path / "case"))
    with pytest.raises(ItemMissing):
        write_case(records, tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case"]


def test_no_name_of_a_file_leads_out_of_the_folder(tmp_path: Path) -> None:
    records = read_case(write(tmp_path / "case", text=""))
    source = replace(records.sources["talk"], key="../out")
    with pytest.raises(BadValue):
        write_case(replace(records, sources={"../out": source}), tmp_path / "copy")
    rule = replace(records.rules["deaths"], key="../../out")
    write_case(replace(records, rules={rule.key: rule}), tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "copy"]
