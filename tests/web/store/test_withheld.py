"""A field withheld from whoever lacks a compartment: for her the case is as if it had been written so.

Invariant: two worlds, one with the field withheld, one in which nobody ever wrote it, are equal in all that is told.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.web.cast import AT, SAMPLES, TASQORA, Cast, assembled, index_faults, seen_by, told, words

from aigaq.bundle.read import read_case
from aigaq.bundle.write import write_case
from aigaq.errors import BadValue, DuplicateId, MissingField, NotAllowed, Stale, UnknownId
from aigaq.records.subjects import BUILT_IN
from aigaq.web.coding import actions as coding_actions
from aigaq.web.models import EntryRow, EventRow, IndexRow, StatementRow, SubjectRow
from aigaq.web.protect.withholding_actions import WithheldField, disclose, withhold
from aigaq.web.search import queries as search_queries
from aigaq.web.store import case_heads, cases, entry_records, lists, partial_cases
from aigaq.web.store.withheld_fields import replaced, withheld

WARD = "ward"
LABEL = WithheldField("subject", "marat", "label", WARD)
AGE = WithheldField("statement", "marat.age", "value", WARD)


@pytest.fixture
def outside(cast: Cast) -> Any:
    """Dina, who codes here and holds no compartment."""
    cast.let_in(cast.dina, "coder")
    cast.row.refresh_from_db()
    return cast.dina


def keep_back(
    cast: Cast, act: WithheldField, wording: str = "a young man", why: str = "his family asked"
) -> None:
    withhold(cast.aigerim, cast.row, act, wording=wording, reasons=why, at=AT)
    cast.row.refresh_from_db()


def give_back(cast: Cast, act: WithheldField) -> None:
    disclose(cast.aigerim, cast.row, act, reasons="published", at=AT)
    cast.row.refresh_from_db()


def written(folder: Path, edits: dict[str, dict[str, str]]) -> Any:
    """What is told of Tasqora as somebody would have written it with these words withheld."""
    import aigaq  # noqa: PLC0415 - the public door, as a person would use it

    shutil.copytree(TASQORA, folder)
    shutil.rmtree(folder / "answers")  # figures of the whole case
    for name, changes in edits.items():
        text = (folder / name).read_text(encoding="utf-8")
        for pattern, new in changes.items():
            text, count = re.subn(pattern, new, text)
            assert count, pattern
        (folder / name).write_text(text, encoding="utf-8")
    return told(aigaq.open(folder))


CODED = "sources/talk/coding.yaml"
WORLDS = {
    WithheldField("statement", "marat.age", "value", WARD): {CODED: {"age: 19": "age: withheld"}},
    WithheldField("statement", "marat.when", "value", WARD): {CODED: {"when: 2031-05-01": "when: withheld"}},
    WithheldField("statement", "two.total", "value", WARD): {CODED: {"dead, n: 2": "dead, n: withheld"}},
    WithheldField("statement", "three", "value", WARD): {CODED: {"size, 3": "size, withheld"}},
    WithheldField("statement", "paper", "value", WARD): {CODED: {"pneumonia": "withheld"}},
    WithheldField("statement", "ordered", "value", WARD): {
        CODED: {"ordered, shooting, answers": "ordered, withheld, answers"}
    },
    WithheldField("subject", "marat", "label", WARD): {
        "cast.yaml": {"marat: Marat Ospanov": "marat: a young man"}
    },
    WithheldField("subject", "gate", "label", WARD): {
        "cast.yaml": {"gate: the depot gate": "gate: a young man"}
    },
}


def test_the_worlds_are_of_statements_that_are_there(cast: Cast) -> None:
    known = {one.id for one in seen_by(cast.aigerim).records.statements}
    assert {act.key for act in WORLDS if act.kind == "statement"} <= known, sorted(known)


@pytest.mark.parametrize("act", WORLDS, ids=lambda act: act.name)
def test_what_is_withheld_might_never_have_been_written(
    act: WithheldField, cast: Cast, outside: Any, tmp_path: Path
) -> None:
    keep_back(cast, act)
    with_it, never = told(seen_by(outside)), written(tmp_path / "never", WORLDS[act])
    for part in never:
        assert with_it[part] == never[part], part


@pytest.mark.parametrize("act", [LABEL, AGE], ids=lambda act: act.name)
def test_who_holds_the_compartment_sees_no_difference(act: WithheldField, cast: Cast) -> None:
    before = [told(seen_by(who)) for who in (cast.aigerim, cast.bolat)]
    keep_back(cast, act)
    answers, after = (
        seen_by(cast.bolat).records.answers,
        [told(seen_by(w)) for w in (cast.aigerim, cast.bolat)],
    )
    assert after == before and answers


def test_what_was_disclosed_is_told_again(cast: Cast, outside: Any) -> None:
    before = told(seen_by(outside))
    for act in (LABEL, AGE):
        keep_back(cast, act)
        assert told(seen_by(outside)) != before
        give_back(cast, act)
        assert told(seen_by(outside)) == before
    assert index_faults(cast.row) == []


def test_two_compartments_take_both(cast: Cast, outside: Any) -> None:
    from aigaq.web.team import actions as team_actions  # noqa: PLC0415 - only this test gives a compartment

    for who in ("aigerim", "dina"):
        team_actions.grant(cast.aigerim, cast.row, username=who, compartment="kin", at=AT)
    keep_back(cast, replace(LABEL, compartment="kin"), "one")
    assert label_of(outside) == "Marat Ospanov" and label_of(cast.bolat) == "one"
    keep_back(cast, LABEL, "another")
    assert label_of(outside) == "another"
    give_back(cast, replace(LABEL, compartment="kin"))
    assert (label_of(outside), label_of(cast.bolat)) == ("another", "Marat Ospanov")


def label_of(viewer: Any) -> str:
    return seen_by(viewer).records.subjects["marat"].label


@pytest.mark.parametrize("folder", [TASQORA, SAMPLES / "aqsai"], ids=lambda folder: str(folder.name))
def test_no_label_that_is_withheld_is_told(folder: Path) -> None:
    from aigaq.casework.opening import with_texts  # noqa: PLC0415 - only this test opens a case that is no folder

    one, reader = assembled(folder), None
    reader = one.dina
    one.let_in(reader, "reader")
    records = read_case(folder)
    built_in = {made.id for made in BUILT_IN}
    own = [made for made in records.subjects.values() if made.made_by is None and made.id not in built_in]
    wordings = {made.label: f"no. {number}" for number, made in enumerate(own)}
    for made in own:
        keep_back(one, WithheldField("subject", made.id, "label", WARD), wordings[made.label])
    seen = seen_by(reader, folder.name)
    shown = words(told(seen)["records"] | {"about": told(seen)["about"]})
    written = {
        key: made if made.id in built_in else replace(made, label=replaced(made.label, wordings), named=False)
        for key, made in records.subjects.items()
    }
    texts = cases.leaving(reader, folder.name, private=False)[1]
    read = {key: data for key, data in texts.items() if records.sources[key].media is None}
    never = with_texts(replace(seen.records, subjects=written), read)
    assert told(seen) == told(never)
    # In words of our own, as in a note, a name stays: the form lists where.
    elsewhere = words(told(never)["records"])
    assert [label for label in wordings if spoken(label, shown) and not spoken(label, elsewhere)] == []
    names = [made.label for made in own if made.named]
    assert sum(not spoken(name, shown) for name in names) > len(names) / 2


def spoken(label: str, shown: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(label)}(?!\w)", shown) is not None


def test_a_masked_case_leaves_and_opens_again(tmp_path: Path) -> None:
    one = assembled(SAMPLES / "aqsai")
    one.let_in(one.dina, "reader")
    acted = withheld_one_an_entry(one)
    assert len(acted) > 50
    records, texts = cases.leaving(one.dina, "aqsai", private=False)
    # A safeguard leaves more out than what is withheld.
    write_case(replace(records, safeguards=()), tmp_path / "out", texts=texts)
    again = read_case(tmp_path / "out")
    said = {made.id: made for made in again.statements}
    assert all(said[key].value.text == "withheld" and said[key].note is None for key in acted)
    assert said == {made.id: made for made in records.statements}
    assert index_faults(one.row) == []


def withheld_one_an_entry(one: Cast) -> list[str]:
    """Withhold the first value of every entry that stands in words of its own; the ids of the statements."""
    found: list[str] = []
    for row in EntryRow.objects.filter(case=one.row).order_by("seq"):
        for key in row.made:
            try:
                keep_back(one, WithheldField("statement", key, "value", WARD))
            except (BadValue, DuplicateId):
                continue
            found.append(key)
            break
    return found


def test_search_finds_what_is_withheld_for_its_holders_alone(cast: Cast, outside: Any) -> None:
    keep_back(cast, LABEL)
    keep_back(cast, WithheldField("statement", "paper", "value", WARD))
    for asked in ("Marat", "Ospanov", "Marta Ospanow", "pneumonia"):
        # Somebody called a paper after him, in other letters than his label has.
        found = [hit for hit in hits(outside, asked) if hit[0] != "passage" and hit[1] != "certificate"]
        assert not found, asked
        assert "marat" not in search_queries.search(outside, "tasqora", asked).near
    assert ("subject", "marat", "a young man") in hits(outside, "young")
    assert ("subject", "marat", "Marat Ospanov") in hits(cast.bolat, "Ospanov")
    about = {
        hit.about
        for group in search_queries.search(outside, "tasqora", "firearm").groups
        for hit in group.hits
    }
    assert about and not any("Ospanov" in one for one in about)
    assert not hits(cast.bolat, "young") and hits(cast.bolat, "pneumonia")
    assert search_queries.complete(outside, "tasqora", "Mar", kind="person") == []
    assert ("marat", "a young man") in search_queries.complete(outside, "tasqora", "young", kind="person")


def hits(viewer: Any, asked: str) -> list[tuple[str, str, str]]:
    found = search_queries.search(viewer, "tasqora", asked)
    return [(group.kind, hit.id, hit.text) for group in found.groups for hit in group.hits]


def test_the_words_leave_the_tables_that_others_ask(cast: Cast, outside: Any) -> None:
    from django.db import connection  # noqa: PLC0415 - only this test looks into the tables

    keep_back(cast, LABEL)
    for one in IndexRow.objects.filter(case=cast.row):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT words, shown FROM {one.table} WHERE ref NOT IN ('talk')")
            said = str(cursor.fetchall()).casefold()
        assert ("ospanov" in said) is (one.seal is not None)
    assert index_faults(cast.row) == []


def test_what_is_said_later_of_somebody_withheld_is_masked_too(cast: Cast, outside: Any) -> None:
    keep_back(cast, LABEL)
    earlier = EntryRow.objects.get(case=cast.row, key="marat").to_record()
    coding_actions.save(cast.bolat, cast.row, replace(earlier, id="again", slots=()), at=AT)
    label = SubjectRow.objects.get(case=cast.row, key="again.event").label
    assert "Marat Ospanov" in label
    assert seen_by(outside).records.subjects["again.event"].label == label.replace(
        "Marat Ospanov", "a young man"
    )
    assert not hits(outside, "Ospanov") or {hit[0] for hit in hits(outside, "Ospanov")} == {"passage"}
    assert index_faults(cast.row) == []


def test_a_part_of_a_large_case_is_masked_as_the_whole(cast: Cast, outside: Any) -> None:
    for act in (LABEL, AGE, WithheldField("statement", "ordered", "value", WARD)):
        keep_back(cast, act)
    whole = seen_by(outside).records
    part = partial_cases.about(cast.row, frozenset(), "marat").records
    built_in = {one.id for one in BUILT_IN}
    shown = [one for key, one in part.subjects.items() if key not in built_in]
    assert shown and all(whole.subjects[one.id] == one for one in shown)
    assert set(part.statements) <= set(whole.statements) and set(part.entries) <= set(whole.entries)
    for held, found in ((frozenset[str](), False), (frozenset({WARD}), True)):
        pointing = partial_cases.CaseBuilder(cast.row, held).pointing_at({"shooting"})
        assert ("ordered" in {one.id for one in pointing}) is found


def test_a_list_is_in_the_order_of_what_is_told(cast: Cast, outside: Any) -> None:
    keep_back(cast, LABEL, "zz")
    for viewer in (outside, cast.bolat):
        labels = [one.label for one in lists.subjects(viewer, "tasqora", "person", page=1, size=50)[1]]
        assert labels == sorted(labels, key=str.casefold) and ("zz" in labels) is (viewer is outside)


def test_whom_a_coder_names_by_a_withheld_label_is_nobody_she_knows(cast: Cast, outside: Any) -> None:
    keep_back(cast, LABEL)
    none = frozenset[str]()
    asked = [
        set(partial_cases.at_line(cast.row, none, "talk", 7, [label]).records.subjects)
        for label in ("Marat Ospanov", "Nobody Atall", "a young man")
    ]
    assert asked[0] == asked[1] and asked[2] - asked[1] == {"marat"}
    entry = EntryRow.objects.get(case=cast.row, key="marat").to_record()
    known = entry_records.named(cast.row, none, case_heads.case_head(cast.row, none), entry).known
    assert known.subjects["marat"].label == "a young man"


def test_a_value_cannot_be_tried_out_by_saving_it_again(cast: Cast, outside: Any) -> None:
    entry = EntryRow.objects.get(case=cast.row, key="marat").to_record()
    keep_back(cast, AGE)
    for guess in ("18", "19"):
        slots = tuple((name, guess if name == "age" else raw) for name, raw in entry.slots)
        with pytest.raises(Stale):
            coding_actions.save(outside, cast.row, replace(entry, slots=slots), at=AT)
    told_to_her = {one.id: one for one in seen_by(outside).records.entries}["marat"]
    again = coding_actions.save(outside, cast.row, told_to_her, at=AT)
    assert "19" not in {one.value.text for one in again.statements}


def test_only_a_lead_who_holds_it_withholds_with_a_reason_and_a_wording(cast: Cast, outside: Any) -> None:
    with pytest.raises(NotAllowed):
        withhold(cast.bolat, cast.row, LABEL, wording="x", reasons="x", at=AT)
    wrong: list[tuple[WithheldField, str, str, type[Exception]]] = [
        (LABEL, "", "asked", MissingField),
        (LABEL, "a man", " ", MissingField),
        (LABEL, "a man", "x" * 151, BadValue),
        (LABEL, "Marat Ospanov's shadow", "asked", BadValue),
        (replace(LABEL, compartment="closed"), "a man", "asked", UnknownId),
        (replace(LABEL, key="ghost"), "a man", "asked", UnknownId),
        (replace(LABEL, field="kind"), "a man", "asked", UnknownId),
        (replace(LABEL, key="marat.event"), "a man", "asked", BadValue),
        (replace(AGE, key="marat.died"), "", "asked", BadValue),
    ]
    for act, wording, why, error in wrong:
        with pytest.raises(error):
            keep_back(cast, act, wording, why)
    with pytest.raises(UnknownId):
        give_back(cast, LABEL)
    assert not withheld(cast.row, frozenset())


def test_nothing_is_withheld_twice_and_the_log_tells_ids_alone(cast: Cast) -> None:
    keep_back(cast, LABEL)
    with pytest.raises(DuplicateId):
        keep_back(cast, LABEL)
    last = EventRow.objects.order_by("-seq")[0]
    assert (last.action, last.about) == ("field.withheld", "subject:marat:label")


def test_whose_sister_she_is_waits_for_her_label(cast: Cast) -> None:
    told_of = StatementRow.objects.get(case=cast.row, subject="sister")
    act = WithheldField("statement", told_of.key, "value", WARD)
    with pytest.raises(BadValue):
        keep_back(cast, act)
    keep_back(cast, WithheldField("subject", "sister", "label", WARD), "a woman")
    keep_back(cast, act)
    cast.let_in(cast.dina, "reader")
    assert "marat" not in words(told(seen_by(cast.dina))["about"]["sister"]["values"])


def test_a_source_goes_by_another_title(cast: Cast, outside: Any) -> None:
    keep_back(cast, WithheldField("source", "talk", "what", WARD), "a conversation")
    assert seen_by(outside).records.sources["talk"].what == "a conversation"
    assert partial_cases.bare(cast.row, frozenset()).records.sources["talk"].what == "a conversation"
    assert seen_by(cast.bolat).records.sources["talk"].what != "a conversation"
