"""Bad input: one clear problem with file, line and id; all problems at once; nothing but an error of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bundle.builders import CASE, coding, problems, where, write, write_files
from tests.house import tree

import aigaq
from aigaq.bundle.read import read_case
from aigaq.errors import AigaqError, CaseInvalid, NotACase
from aigaq.records.vocab.messages import LANGUAGES, sentence

CODED = "sources/talk/coding.yaml"
SOURCED = "sources/talk/source.yaml"
RING = coding(
    "L2.1",
    "a: [carried, size, 3, because: [b]]",
    "b: [carried, size, 4, because: [a]]",
    "c: [carried, size, 5]",
)
DATE_RING = coding("L2.1", "a: [call, when, 2 days after call]")
CLASH = coding(
    "L5",
    "a: [call, when, 2 days after shooting]",
    "b: [shooting, when, 1 day after call]",
    "c: [call, size, 1]",
)
PARTS = coding("L5", "a: [call, part-of, shooting]", "b: [shooting, part-of, call]")
SECOND = "source: {key: talk, is: interview, derived-from: talk}\n"

# What is changed: (file, text); then code, file, line, id of the one problem.
TABLE: list[tuple[str, str, str, tuple[str, str, int | None, str | None]]] = [
    ("unparsable yaml", "cast", "cast:\n  persons: {a: b\n", ("yaml-unreadable", "cast.yaml", 3, None)),
    ("a tab", "cast", "cast:\n\tpersons: {a: b}\n", ("yaml-unreadable", "cast.yaml", 2, None)),
    ("an alias", "cast", "cast:\n  persons: {a: &x b, c: *x}\n", ("yaml-unreadable", "cast.yaml", 2, None)),
    ("an empty file", "questions", "# nothing\n", ("empty-value", "questions.yaml", 1, None)),
    ("duplicate keys", "rule", "rule:\n  key: deaths\n  key: d\n", ("duplicate-key", "rules/deaths.yaml", 3, None)),
    ("an empty value", "case", CASE["case.yaml"].replace("The gate", "''"), ("empty-value", "case.yaml", 2, None)),
    ("a missing field", "rule", "rule: {harm: died}\n", ("missing-field", "rules/deaths.yaml", 1, None)),
    ("an unknown field", "rule", "rule: {key: deaths, harms: died}\n", ("unknown-field", "rules/deaths.yaml", 1, None)),
    ("an unknown harm", "rule", "rule: {key: deaths, harm: lost}\n", ("unknown-code", "rules/deaths.yaml", 1, None)),
    ("a rule on nothing", "rule", "rule: {key: d, scope: war}\n", ("unknown-id", "rules/deaths.yaml", 1, "d")),
    ("an answer on nothing", "answer", "answer: {rule: x}\n", ("unknown-id", "answers/deaths.yaml", 1, "deaths")),
    ("a wrong format", "case", CASE["case.yaml"].replace("aigaq/1", "aigaq/9"), ("wrong-shape", "case.yaml", 1, None)),
    ("unknown predicate", "coding", coding("L3", "a: [marat, shoots, x y]"), ("unknown-code", CODED, 3, "a")),
    ("unknown form", "coding", coding("L3", "a: {slain: marat}"), ("unknown-code", CODED, 3, "a")),
    ("unknown slot", "coding", coding("L3", "a: {killed: marat, wth: gun}"), ("unknown-field", CODED, 3, "a")),
    ("unknown option", "coding", coding("L3", "a: [marat, sex, male, hw: told]"), ("unknown-field", CODED, 3, "a")),
    ("unknown basis", "coding", coding("L3", "a: [marat, sex, male, how: felt]"), ("unknown-code", CODED, 3, "a")),
    ("wrong type", "coding", coding("L3", "a: [marat, age-at, old]"), ("bad-quantity", CODED, 3, "a")),
    ("not a yes", "coding", coding("L3", "a: [marat, punished, no]"), ("bad-value", CODED, 3, "a")),
    ("a closed list", "coding", coding("L3", "a: [marat, verdict, hanged]"), ("unknown-code", CODED, 3, "a")),
    ("two terms", "coding", coding("L3", "a: [marat, sex]"), ("wrong-shape", CODED, 3, "a")),
    ("four terms", "coding", coding("L3", "a: [marat, sex, male, x]"), ("wrong-shape", CODED, 3, "a")),
    ("a word alone", "coding", coding("L3", "a: marat"), ("wrong-shape", CODED, 3, "a")),
    ("no locator", "coding", coding("line3", "a: [marat, sex, male]"), ("bad-value", CODED, 2, None)),
    ("sentences backwards", "coding", coding("L3.2-1", "a: [marat, sex, male]"), ("reversed-range", CODED, 2, None)),
    ("no such line", "coding", coding("L9", "a: [marat, sex, male]"), ("place-not-in-source", CODED, 3, "a")),
    ("no date", "coding", coding("L3", "a: [marat, died, 1 Brumaire 2031]"), ("bad-date", CODED, 3, "a")),
    ("no such day", "coding", coding("L3", "a: [marat, died, 2031-02-30]"), ("bad-date", CODED, 3, "a")),
    ("a clock time", "coding", coding("L3", "a: [marat, died, 2031-05-01T10]"), ("date-not-held", CODED, 3, "a")),
    ("a reversed date", "coding", coding("L3", "a: [marat, died, 2031/2030]"), ("reversed-range", CODED, 3, "a")),
    ("a reversed size", "coding", coding("L3", "a: [carried, size, 5..2]"), ("reversed-range", CODED, 3, "a")),
    ("about nobody", "coding", coding("L3", "a: [nobody, sex, male]"), ("unknown-id", CODED, 3, "a")),
    ("a form on nobody", "coding", coding("L3", "a: {hurt: nobody}"), ("unknown-id", CODED, 3, "a")),
    ("no such voice", "coding", coding("L3", "a: [marat, sex, male, via: [x]]"), ("unknown-id", CODED, 3, "a")),
    ("no such premise", "coding", coding("L3", "a: [marat, sex, male, because: [x]]"), ("unknown-id", CODED, 3, "a")),
    ("no such question", "coding", coding("L3", "a: [marat, sex, male, answers: x]"), ("unknown-id", CODED, 3, "a")),
    ("no such value", "coding", coding("L3", "a: [carried, includes, x]"), ("unknown-id", CODED, 3, "a")),
    ("after nothing", "coding", coding("L3", "a: [call, when, 1 day after x]"), ("unknown-id", CODED, 3, "a")),
    ("two ids alike", "coding", coding("L3", "a: {killed: marat}", "a: {hurt: marat}"),
     ("duplicate-key", CODED, 4, None)),
    ("an id in two places", "coding", "coding:\n  L2: {a: [marat, sex, male]}\n  L3: {a: [marat, sex, male]}\n",
     ("duplicate-id", CODED, 3, "a")),
    ("two of the cast alike", "cast", CASE["cast.yaml"].replace("carried:", "marat:"),
     ("duplicate-id", "cast.yaml", 9, "marat")),
    ("a section of none", "cast", CASE["cast.yaml"].replace("groups", "crowds"),
     ("unknown-field", "cast.yaml", 8, None)),
    ("within nothing", "cast", CASE["cast.yaml"].replace("people carried out", "{label: x, within: y}"),
     ("unknown-id", "cast.yaml", 9, "carried")),
    ("a fact without place", "cast", CASE["cast.yaml"].replace("Daulet Serikov", "{label: D, rank: captain}"),
     ("missing-field", "cast.yaml", 7, "daulet")),
    ("a fact of nothing", "cast", CASE["cast.yaml"].replace("Daulet Serikov", "{label: D, rank: [], L: 2}"),
     ("empty-value", "cast.yaml", 7, "daulet.rank")),
    ("within itself", "cast", CASE["cast.yaml"].replace("people carried out", "{label: x, within: carried}"),
     ("cycle", "cast.yaml", 9, "carried")),
    ("a key of another folder", "source", CASE[SOURCED].replace("key: talk", "key: walk"),
     ("wrong-shape", SOURCED, 1, None)),
    ("no such turn", "source", CASE[SOURCED].replace("asker: [1]", "priest: [1]"), ("unknown-id", SOURCED, 1, "talk")),
    ("turns backwards", "source", CASE[SOURCED].replace("[1]", "[3-1]"), ("reversed-range", SOURCED, 5, None)),
    ("a date of a source", "source", CASE[SOURCED] + "  said: in May\n", ("bad-date", SOURCED, 6, None)),
    ("a digest", "source", CASE[SOURCED].replace("{lines: 5}", "{sha256: abc}"), ("bad-value", SOURCED, 4, None)),
    ("a copy of itself", "source", SECOND, ("cycle", SOURCED, 1, "talk")),
    ("a copy of nothing", "source", SECOND.replace("derived-from: talk", "derived-from: x"),
     ("unknown-id", SOURCED, 1, "talk")),
    ("premises in a ring", "coding", RING, ("cycle", CODED, 3, "a")),
    ("a voice twice in a chain", "coding", coding("L3", "a: [marat, sex, male, via: [speaker]]"),
     ("cycle", CODED, 3, "a")),
    ("a date on itself", "coding", DATE_RING, ("cycle", CODED, 3, "a")),
    ("dates of no calendar", "coding", CLASH, ("dates-contradict", CODED, 3, "a")),
    ("parts in a ring", "coding", PARTS, ("cycle", CODED, 3, "a")),
    ("a decision unsigned", "decisions", "decisions:\n  d: {accept: marat, at: 2031-05-01, reasons: x}\n",
     ("missing-field", "decisions/2031-06-01.yaml", 2, "d")),
    ("a decision on nobody", "decisions", "decisions:\n  d: {accept: x, by: b, at: 2031-05-01, reasons: x}\n",
     ("unknown-id", "decisions/2031-06-01.yaml", 2, "d")),
    ("a decision of no day", "decisions", "decisions:\n  d: {accept: marat, by: b, at: 2031-05, reasons: x}\n",
     ("bad-date", "decisions/2031-06-01.yaml", 2, "d")),
    ("a reading on nothing", "decisions",
     "readings:\n  r: {says: [marat, sex, male], because: [x], by: b, at: 2031-05-01}\n",
     ("unknown-id", "decisions/2031-06-01.yaml", 2, "r")),
    ("a question of none", "questions", "questions:\n  q: {ask: who, answers: [x]}\n",
     ("unknown-id", "questions.yaml", 2, "q")),
    ("a typed not-stated", "questions", "questions:\n  q: {ask: who, state: not-stated}\n",
     ("unknown-code", "questions.yaml", 2, "q")),
    ("a safeguard of nobody", "safeguards",
     "safeguards:\n  s: {covers: x, wording: w, reasons: r, by: b, at: 2031-05-01}\n",
     ("unknown-id", "private/safeguards.yaml", 2, "s")),
    ("a word with another meaning", "vocabulary", "vocabulary:\n  predicates:\n    died: {takes: text}\n",
     ("duplicate-id", "vocabulary.yaml", 3, None)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "text", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_one_fault_is_one_problem_at_its_place(
    tmp_path: Path, file: str, text: str, expected: tuple[str, str, int | None, str | None]
) -> None:
    found = problems(write(tmp_path, **{file: text}))
    assert [where(one) for one in found] == [expected]


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_every_problem_is_a_sentence_in_three_languages(
    tmp_path: Path, row: tuple[str, str, str, object]
) -> None:
    (found,) = problems(write(tmp_path, **{row[1]: row[2]}))
    for language in LANGUAGES:
        said = sentence(found, language)
        assert said
        # A dash stands for a parameter that nobody gave.
        assert " – " not in said
        assert "“–”" not in said


TEN = {
    "case": CASE["case.yaml"].replace("key: gate, ", ""),
    "cast": CASE["cast.yaml"]
    .replace("  groups:", "    x.y: a man\n  groups:")
    .replace("  places:", "  spots:"),
    "source": CASE[SOURCED] + "  colour: red\n",
    "rule": "rule: {key: deaths, custody: maybe}\n",
    "questions": "questions:\n  q1: {ask: who, state: never}\n  q2: {L: 1}\n",
    "decisions": "decisions:\n  d1: {accept: marat, reasons: x, by: b, at: soon}\n",
    "safeguards": "safeguards:\n  s1: {covers: marat}\n",
    "answer": "answer: {claims: []}\n",
    "coding": coding("L2", "a: [marat, age-at, old, how: told]", "b: marat"),
}


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    found = [where(one) for one in problems(write(tmp_path, **TEN))]
    assert {(file, line) for _, file, line, _ in found} >= {
        ("case.yaml", 2),
        ("cast.yaml", 8),
        ("cast.yaml", 16),
        (SOURCED, 6),
        (CODED, 4),
    }
    # What needs a whole cast and case to be understood comes when these are mended.
    mended = {name: text for name, text in TEN.items() if name not in ("case", "cast", "source")}
    found = [where(one) for one in problems(write(tmp_path / "mended", **mended))]
    assert sorted((str(file), line) for _, file, line, _ in found) == [
        ("answers/deaths.yaml", 1),
        ("decisions/2031-06-01.yaml", 2),
        ("private/safeguards.yaml", 2),
        ("questions.yaml", 2),
        ("questions.yaml", 3),
        ("rules/deaths.yaml", 1),
        (CODED, 3),
        (CODED, 4),
    ]


def test_ten_faults_of_one_coding_come_at_once(tmp_path: Path) -> None:
    wrong = [f"e{number}: [marat, age-at, old{number}]" for number in range(10)]
    found = problems(write(tmp_path, coding=coding("L3", *wrong)))
    assert [where(one) for one in found] == [("bad-quantity", CODED, 3 + n, f"e{n}") for n in range(10)]


def test_an_anchor_that_is_not_there(tmp_path: Path) -> None:
    text = CASE["case.yaml"].replace("shooting", "war")
    found = problems(write(tmp_path, case=text, coding=coding("L3", "a: [marat, sex, male]")))
    assert [(one.code, one.parameters["file"]) for one in found] == [("unknown-id", "case.yaml")]


def test_a_coding_without_its_source_is_one_problem(tmp_path: Path) -> None:
    found = problems(write(tmp_path, source=""))
    assert [where(one) for one in found] == [("file-unreadable", SOURCED, None, None)]


def test_a_folder_that_is_no_case(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(NotACase):
            read_case(folder)


def test_a_text_that_is_not_there_or_not_the_same(tmp_path: Path) -> None:
    said = CASE[SOURCED].replace("{lines: 5}", "{shipped: yes}")
    with pytest.raises(CaseInvalid) as missing:
        aigaq.open(write(tmp_path / "a", source=said, text=""))
    found = [where(one) for one in missing.value.problems]
    assert found == [("item-missing", "sources/talk/text.txt", None, "talk")]
    digest = CASE[SOURCED].replace("{lines: 5}", f"{{sha256: {'0' * 64}}}")
    with pytest.raises(CaseInvalid) as changed:
        aigaq.open(write(tmp_path / "b", source=digest))
    found = [where(one) for one in changed.value.problems]
    assert found == [("custody-broken", "sources/talk/text.txt", 1, "talk")]


def test_a_place_that_the_text_does_not_have(tmp_path: Path) -> None:
    folder = write(tmp_path, coding=coding("L3.4", "a: [marat, sex, male]"))
    with pytest.raises(CaseInvalid) as caught:
        aigaq.open(folder)
    assert [where(one) for one in caught.value.problems] == [("place-not-in-source", CODED, 3, "a")]


SAMPLE = {
    path.relative_to(tree.ROOT / "tests/data/tasqora").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((tree.ROOT / "tests/data/tasqora").rglob("*"))
    if path.is_file()
}
SPOILED = st.sampled_from(
    ["", "[]", "{}", "[[]]", "x", "- x", "{a: b}", "[a, {b: c}]", "no", "#x", "#marat", "L0", "~"]
)


@settings(max_examples=150)
@given(st.data())
def test_nothing_but_an_error_of_ours_ever_comes_out(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([name for name in SAMPLE if name.endswith(".yaml")]))
    lines = SAMPLE[name].splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    words = lines[at].replace(",", " ,").split(" ")
    words[data.draw(st.integers(0, len(words) - 1))] = data.draw(SPOILED)
    lines[at] = " ".join(words)
    folder = write_files(tmp_path_factory.mktemp("spoiled"), {**SAMPLE, name: "\n".join(lines) + "\n"})
    try:
        case = aigaq.open(folder)
        case.ladder()
        case.contradictions()
        case.questions()
    except AigaqError as error:
        assert sentence(error, "en")
