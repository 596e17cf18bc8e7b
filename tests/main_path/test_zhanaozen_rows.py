"""The coded interview, row by row: all it asserts is coded, where it stands, in the voice whose words it is.

Invariant: every row S1 to S99 is in one of two tables, and nothing outside its lines carries a row.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.notshipped import held

from aigaq.bundle import binding
from aigaq.bundle.read import read_case
from aigaq.casework.opening import open_case
from aigaq.reading import read
from aigaq.records.cases import CaseRecords
from aigaq.records.statements import Place, Statement

ROOT = Path(__file__).parents[2]
CASE = ROOT / "samples" / "zhanaozen"
QUESTION_LINES = {7, 13, 17, 23, 27, 41, 49, 59, 65, 69, 77, 83}
BRACKETS = {3: 1, 7: 2, 9: 3, 21: 1, 23: 1, 39: 1, 47: 2, 55: 1, 71: 3, 79: 1, 81: 1, 85: 1}
"""How many brackets stand on a line of the text."""

# Row: its lines, and the entries that say it.
ASSERTED = {
    "S1": ("1", "headline shooting-part years-on"),
    "S8": ("31", "interrogated interrogated-where"),
    "S10": ("3", "children-there"),
    "S11": ("3", "aizhan"),
    "S12": ("3", "pupils-helped"),
    "S13": ("3", "aizhan pupils-helped"),
    "S14": ("5", "to-kill not-air not-legs everyone"),
    "S16": ("7", "utegaliev utegaliev-name utegaliev-rank utegaliev-post"),
    "S17": ("9", "not-alone"),
    "S18": ("9", "myltykov-surname myltykov-given myltykov-rank myltykov-post myltykov-witness"),
    "S19": ("9", "units-kept units-until units-armed units-lodged units-apart"),
    "S20": ("9", "plans one-plan one-plan-live"),
    "S21": ("9-15", "no-other-means no-means-without-death at-once rubber-suggested should-have"),
    "S22": ("11", "plan-unsure no-sense not-local"),
    "S23": ("15", "standing"),
    "S24": ("3-5", "everyone"),
    "S25": ("17", "total-16 total-1 massacre-day massacre-town"),
    "S26": ("17-19", "police-version"),
    "S27": ("19", "breakthrough-seen breakthrough-who push-who provoked speaker-version"),
    "S28": ("21", "guests-eating strike-8 unpaid women-shout music police-first scene rout-how drove-off"),
    "S29": ("21", "feast yurts-gloss"),
    "S30": ("23-25", "clips-by clips-where"),
    "S31": ("25", "clips-show no-threat shooters shooting-where"),
    "S32": ("25", "pg-version pg-disorder"),
    "S33": ("25-29", "day-after clips-date"),
    "S34": ("27-29", "same-day not-same-day"),
    "S36": ("19-25", "police-version speaker-version police-first pg-version pg-disorder clips-deny"),
    "S37": ("33", "hospitals-blood"),
    "S38": ("33", "no-ambulance carried gathered delay"),
    "S39": ("35", "places-16"),
    "S40": ("35", "piled more-than-16"),
    "S41": ("35-39", "why-16-a why-16-b"),
    "S42": ("35", "to-zhetybai far to-aktau aktau-dead"),
    "S43": ("37", "kusherov kusherov-name kusherov-age kusherov-moved kusherov-example"),
    "S44": ("39", "mother-alone kusherov-mother.mother-of"),
    "S45": ("39", "paper-rule"),
    "S46": ("39", "no-burial"),
    "S47": ("39", "paper-says sixteen-whose others others-papers"),
    "S48": ("43", "cause-heart cause-bleeding cause-others"),
    "S49": ("43", "slippers"),
    "S51": ("35-47", "aktau-dead kusherov kusherov-moved no-burial slippers father-out"),
    "S52": ("45", "kenzhebaev-name father-way father-example"),
    "S53": ("45", "father"),
    "S54": ("45", "asem-name asem.daughter-of daughter-way daughter"),
    "S55": ("45", "daughter-out"),
    "S56": ("45", "father-out father-out-kind father-out-after father-dies"),
    "S57": ("47", "wife-dies kenzhebaev-wife.wife-of"),
    "S58": ("47", "asem-dies asem-order"),
    "S59": ("47", "asem-told father-tortured"),
    "S60": ("47", "brought-out journalist-work"),
    "S61": ("47", "led-to torture-trial-where torture-trial-whose asem-witness"),
    "S62": ("45-47", "daughter-way daughter asem-told asem-witness asem-dies"),
    "S63": ("49", "emergency-when"),
    "S64": ("51", "curfew"),
    "S65": ("51", "omon-everywhere searches"),
    "S66": ("51", "taken-away taken-in"),
    "S67": ("53", "garages-where garage"),
    "S68": ("53", "garage-why garage-choosing"),
    "S69": ("55", "cars-during cars-whose cars-proven cars-hour"),
    "S70": ("57", "mother"),
    "S71": ("55-57", "cars-aim stray"),
    "S72": ("55-57", "cars-during mother"),
    "S73": (
        "59-61",
        "five levels commanders two-punished two two-of-five three-sentenced three three-of-five",
    ),
    "S74": ("63", "unregistered"),
    "S75": ("63", "scapegoats scapegoats-young"),
    "S76": ("65-67", "all-scapegoats"),
    "S77": ("67", "temirov temirov-name temirov-rank temirov-post temirov-when temirov-example"),
    "S78": ("67", "none-punished"),
    "S79": ("67", "promise couple-of-years"),
    "S81": ("61-67", "levels commanders temirov-rank none-punished weapon-deaths"),
    "S83": ("69-71", "bozhenko-name bozhenko-sasha bozhenko-alexander"),
    "S84": ("71", "false-witnesses police-witnesses bozhenko-example trial-2012 trial-charge accused-gloss"),
    "S85": ("71", "anonymous recognised bozhenko-first defendant first-charge"),
    "S86": ("73", "bozhenko-back bozhenko-beaten first-then-back beaten-then-back"),
    "S87": ("73", "bozhenko-swears"),
    "S88": (
        "73",
        "bozhenko-killed staged killers killing-began fifty-tenge killing-weapon killing-taxi killing-where",
    ),
    "S89": ("75", "motive unprovable"),
    "S90": ("79", "charge-241 code-241"),
    "S91": ("79", "n-37"),
    "S92": ("79", "n-19 nineteen-of tortured tortured-detail"),
    "S93": ("79", "asked-judge"),
    "S94": ("81", "sent-on police-blamed nothing-found not-tortured invented accepted"),
    "S95": ("81", "n-13 thirteen-of tuletaeva-name tuletaeva-in longest rest"),
    "S96": ("79-81", "charge-241 asked-judge accepted went-on"),
    "S97": ("85", "laws laws-when laws-unions conventions"),
    "S98": ("85", "closed"),
    "S99": ("83-85", "lessons lessons-wrong"),
}

# Rows that assert nothing: a question (q-...), a field of source.yaml (source.field), or an entry of no fact.
CARRIED = {
    "S2": "source.tail source.what q-original",
    "S3": "source.what",
    "S4": "source.turns q-alone q-scapegoats",
    "S5": "q-casualties",
    "S6": "brackets trial-after",
    "S7": "source.language source.what q-original",
    "S9": "source.turns",
    "S15": "q-order identified",
    "S35": "q-clips clips-needed clips-told",
    "S50": "q-papers",
    "S80": "q-release q-punishment",
    "S82": "q-bozhenko bozhenko-omitted bozhenko-yes",
}

# What the text says besides: a number, an aim said again, a town in shock.
OF_NO_ROW = {"n-37-court", "to-kill-again", "town-shock"}


@pytest.fixture(scope="module")
def records() -> CaseRecords:
    return read_case(CASE)


def said_by(entry: str, records: CaseRecords) -> list[Statement]:
    return [one for one in records.statements if one.entry == entry]


def voice_due(place: Place) -> str:
    """Whose words stand at a place: brackets are the editor's, wherever they stand."""
    if place.editor:
        return "editor"
    if place.line in (1, 31):
        return "heading"
    return "interviewer" if place.line in QUESTION_LINES else "interviewee"


def lines_of(written: str) -> range:
    first, _, last = written.partition("-")
    return range(int(first), int(last or first) + 1)


@pytest.mark.parametrize("row", ASSERTED)
def test_what_a_row_asserts_is_coded_within_its_lines(row: str, records: CaseRecords) -> None:
    lines, entries = ASSERTED[row]
    for entry in entries.split():
        said = said_by(entry, records)
        assert said, f"{row}: no statement of {entry}"
        places = [passage.place for one in said for passage in one.passages]
        assert {place.line for place in places} <= set(lines_of(lines)), f"{row}: {entry}"


@pytest.mark.parametrize("row", CARRIED)
def test_a_row_that_asserts_nothing_is_carried_all_the_same(row: str, records: CaseRecords) -> None:
    questions = {one.id for one in records.questions}
    source = records.sources["interview"]
    for carrier in CARRIED[row].split():
        if carrier.startswith("source."):
            assert getattr(source, carrier.removeprefix("source.")), row
        elif carrier != "brackets":
            assert carrier in questions or said_by(carrier, records), f"{row}: {carrier}"


def test_every_row_is_in_one_table() -> None:
    assert set(ASSERTED) & set(CARRIED) == set()
    assert set(ASSERTED) | set(CARRIED) == {f"S{number}" for number in range(1, 100)}


def test_every_entry_belongs_to_a_row(records: CaseRecords) -> None:
    listed = {entry for _, entries in ASSERTED.values() for entry in entries.split()}
    listed |= {one for carriers in CARRIED.values() for one in carriers.split()}
    assert {one.id for one in records.entries} - listed == OF_NO_ROW


def test_the_voice_is_that_of_the_span(records: CaseRecords) -> None:
    wrong = [one.id for one in records.statements if one.chain[0].voice != voice_due(one.passages[0].place)]
    assert wrong == []


def test_every_bracket_is_coded_once_as_the_editors(records: CaseRecords) -> None:
    places = {one.passages[0].place for one in records.statements if one.passages[0].place.editor}
    found = [place.line for place in places]
    assert {line: found.count(line) for line in found} == BRACKETS


def test_no_passage_is_wider_than_three_sentences(records: CaseRecords) -> None:
    places = {passage.place for one in records.statements for passage in one.passages}
    wide = [
        place.written
        for place in places
        if place.first is None or (place.last or place.first) - place.first > 2
    ]
    assert wide == []


def test_every_place_stands_in_the_text() -> None:
    document = read(held("zhanaozen-interview.txt").read_bytes())
    case = open_case(CASE)
    assert case.records.sources["interview"].sha256 == document.item
    assert binding.bindings(case.records, {"interview": document})["interview"].unbound == ()


def test_nothing_repeats_four_words_of_the_text() -> None:
    theirs = fours(held("zhanaozen-interview.txt").read_text(encoding="utf-8"))
    files = [*CASE.rglob("*.yaml"), Path(__file__)]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if fours(line) & theirs] == []


def test_the_one_who_let_her_go_is_nowhere(records: CaseRecords) -> None:
    places = {passage.place for one in records.statements for passage in one.passages}
    assert {place.first for place in places if place.line == 45} & {5, 6} == set()
    assert [one.id for one in records.statements if one.predicate == "origin-place"] == []
    assert not (CASE / "private").exists()


def fours(text: str) -> set[tuple[str, ...]]:
    """Every run of four words."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))
