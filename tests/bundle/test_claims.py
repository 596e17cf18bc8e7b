"""A claimed figure says of which harm it speaks; a word that means two things is refused.

Invariant: no default is "dead".
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.smallcase import CAST, codes, problems, small

from aigaq.records.vocab.messages import sentence

OWN = "vocabulary: {codes: {harm: {codes: {expelled: {en: e, ru: р, kk: қ, acts: [search], also: [изгнаны]}}}}}\n"


@pytest.mark.parametrize(
    "claim",
    [
        "c: {claimed: g, n: 40}",
        "c: {claimed: ev, n: 40, via: [ministry]}",
        "c: {claimed: ministry, n: at least 40}",
        "c: [g, claimed-total, 40]",
        "c: [[g, h], not claimed-total, 40]",
        "c: {claimed: g, n: about 40, place: road, day: 2031-05-01, sure: possible}",
    ],
)
def test_a_figure_of_a_group_names_its_harm(tmp_path: Path, claim: str) -> None:
    (found,) = problems(tmp_path, claim)
    assert (found.code, found.parameters["id"]) == ("harm-not-stated", "c")
    assert "injured" in str(found.parameters["known"])
    assert all("harm: injured" in sentence(found, language) for language in ("en", "ru", "kk"))


@pytest.mark.parametrize(
    ("claim", "harm"),
    [
        ("c: {claimed: g, harm: wounded, n: 40}", "injured"),
        ("c: {claimed: detained, n: 40}", "detained"),
        ("c: {claimed: изгнаны, n: 40, in: raid}", "expelled"),
        ("c: {claimed: dead, harm: died, n: 40}", "died"),
        ("c: [g, claimed-total, 40, harm: missing]", "missing"),
    ],
)
def test_the_harm_is_the_one_that_was_said(tmp_path: Path, claim: str, harm: str) -> None:
    case = small(tmp_path, claim, files={"vocabulary.yaml": OWN})
    (total,) = [one for one in case.records.statements if one.predicate == "claimed-total"]
    assert dict(total.qualifiers)["harm"].text == harm
    assert [one.text for one in case.ladder().claimed_totals] == (["40"] if harm == "died" else [])


def test_a_figure_of_two_harms_is_refused(tmp_path: Path) -> None:
    assert codes(problems(tmp_path, "c: {claimed: dead, harm: injured, n: 40}")) == [("harms-differ", "c")]


@pytest.mark.parametrize("word", ["missing", "dead", "wounded", "tortured", "expelled", "изгнаны"])
def test_a_harm_is_no_id(tmp_path: Path, word: str) -> None:
    cast = CAST.replace("groups: {", f"groups: {{{word}: those of the night, ")
    found = problems(
        tmp_path, f"c: {{claimed: {word}, harm: died, n: 4}}", cast=cast, files={"vocabulary.yaml": OWN}
    )
    assert {one.code for one in found} <= {"id-is-harm", "harms-differ"}
    assert [one.parameters["line"] for one in found if one.code == "id-is-harm"] == [4]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("questions.yaml", "questions: {q: {L: L2, ask: who}}\n"),
        (
            "decisions/r.yaml",
            "readings: {r: {says: [p, died, undated], because: [k], from: L1, by: b, at: 2031-01-01}}\n",
        ),
        ("cast.yaml", CAST.replace("p: Oraz Seitov", "p: {label: Oraz Seitov, L: L1, sex: male}")),
    ],
)
def test_a_line_of_several_sources_says_of_which(tmp_path: Path, file: str, text: str) -> None:
    second = {f"sources/memo/{name}": value for name, value in MEMO.items()}
    (found,) = problems(tmp_path, "k: {killed: p}", files={file: text, **second})
    assert found.code == "source-not-named"
    assert "memo L" in sentence(found, "en") and "talk" in str(found.parameters["known"])


MEMO = {"source.yaml": "source: {key: memo, is: paper}\n", "text.txt": "One.\n"}


def test_a_word_that_is_no_id_says_what_to_do(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "k: {killed: p, agent: soldiers}")
    assert found.code == "unknown-id"
    assert "a soldiers" in sentence(found, "en") and "cast.yaml" in sentence(found, "kk")


def test_a_word_like_an_id_is_told_both_what_it_may_mean_and_what_to_do(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "k: {killed: p, agent: roads}")
    assert "road, raid" in sentence(found, "en") and "a roads" in sentence(found, "en")


@pytest.mark.parametrize(
    ("entry", "keys"),
    [
        ("k: {killed: p, weapon: rifle}", {"with", "hit", "dead-at", "via", "how"}),
        ("k: {claimed: dead, number: 4}", {"n", "harm", "place", "day"}),
        ("k: [p, died, undated, plaec: road]", {"when", "at", "in"}),
    ],
)
def test_a_key_that_nothing_reads_lists_those_that_are_read(
    tmp_path: Path, entry: str, keys: set[str]
) -> None:
    found = problems(tmp_path, entry)[0]
    assert found.code == "unknown-field"
    assert keys <= set(str(found.parameters["known"]).split(", "))


@pytest.mark.parametrize(
    "day", ["when: 2031-05", "when: soon after ev", "when: 2031-05, release-kind: amnesty"]
)
def test_a_release_can_be_written(tmp_path: Path, day: str) -> None:
    case = small(tmp_path, f"r: {{released: q, {day}}}")
    assert case.records.statements[0].predicate == "released-on"


def test_a_form_whose_name_stands_twice_lists_its_keys(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "r: {released: q, released: 2031-05}")
    assert (found.code, found.parameters["known"]) == ("duplicate-key", "when, release-kind, served")


def test_a_form_with_a_blank_of_its_own_name_is_refused(tmp_path: Path) -> None:
    form = "fined: {en: e, ru: р, kk: қ, who: any, main: f, slots: {fined: {id: f, subject: $who, predicate: charge}}}"
    found = problems(tmp_path, files={"vocabulary.yaml": f"vocabulary:\n  forms:\n    {form}\n"})
    assert codes(found) == [("bad-value", "fined")]
