"""The page of counts and the rule builder: one question, the same figures by page, by Python and by command.

Invariant: looking keeps nothing; a table of the documented adds up to the documented.
"""

from __future__ import annotations

import csv
import html
import io
import re
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import said
from tests.main_path.asking import ask, run
from tests.web.cast import AT, SAMPLES, Cast, assembled, seen_by

import aigaq
from aigaq.bundle.read import read_case
from aigaq.casework import views
from aigaq.casework.case import Case
from aigaq.counting.breakdown import Row, Table, breakdown
from aigaq.errors import AigaqError, DuplicateId, MissingField, NotAllowed
from aigaq.records.rules import CountRule
from aigaq.records.subjects import Subject
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.web.casebook.commands import import_folder
from aigaq.web.counts import actions as counts_actions
from aigaq.web.counts import tallies
from aigaq.web.counts.forms import query_string, question_of, rule_fields, rule_of
from aigaq.web.layout.csv_cells import safe
from aigaq.web.models import Account, DecisionRow, EventRow, RuleRow

COUNTS = "/c/tasqora/counts/"
NEW = f"{COUNTS}new/"
GATE = {"harm": "died", "place": "gate", "place-role": "injury", "threshold": "reported"}
SAVED = {**GATE, "key": "gate", "title": "Deaths at the gate", "reasons": "asked by the commission"}


def client_of(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text_of(client: Client, address: str, status: int = 200, /, **words: Any) -> str:
    response = client.get(f"{address}?{urlencode(words, doseq=True)}")
    assert response.status_code == status
    return response.content.decode()


def documented(page: str) -> int:
    found = re.search(r'data-figure="documented"[^>]*>(\d+)<', page)
    return int(found[1]) if found else 0


def problem(page: str) -> str:
    found = re.search(r'role="alert">(.*?)</div>|<main[^>]*>(.*?)</main>', page, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>", " ", found[1] or found[2]).strip()


def test_the_form_has_every_field_of_a_rule_and_no_other(cast: Cast) -> None:
    page = text_of(client_of(cast.aigerim), NEW, harm="died")
    names = set(re.findall(r'<(?:input|select|textarea)[^>]*\sname="([a-z_-]+)"', page.split("<main", 1)[1]))
    due = {one.name.replace("_", "-") for one in fields(CountRule)}
    assert names - {"csrfmiddlewaretoken"} == due | {"reasons", "as_of"}


def test_looking_at_a_rule_shows_its_ladder_and_keeps_nothing(cast: Cast) -> None:
    client, before = client_of(cast.bolat), RuleRow.objects.count()
    page = text_of(client, NEW, **GATE)
    rule = CountRule("new", place="gate")
    assert documented(page) == seen_by(cast.bolat).count(rule).documented_min == 1
    assert "Deaths in any event of the case, at the place “the depot gate”" in page
    assert RuleRow.objects.count() == before and "Marat Ospanov" in page
    assert "Save the rule" not in page, "a coder looks and does not save"


def test_a_saved_rule_is_counted_alike_by_page_by_python_and_by_command(cast: Cast, tmp_path: Path) -> None:
    saved = client_of(cast.aigerim).post(NEW, SAVED)
    assert saved.headers["Location"] == f"{COUNTS}?rule=gate"
    page = text_of(client_of(cast.bolat), COUNTS, rule="gate")
    mine = views.ladder_view(seen_by(cast.bolat).ladder("gate"))
    assert run("export", "tasqora", tmp_path / "out", "--as", "aigerim", "--private")[0] == 0
    assert ask("ladder", tmp_path / "out", "--rule", "gate") == mine
    assert ask("ladder", "tasqora", "--rule", "gate", "--as", "bolat") == mine
    assert documented(page) == mine["documented_min"]
    for name, mark in (("individuals", "person"), ("excluded", "out")):
        people: Any = mine[name]
        assert {one["id"] for one in people} <= set(re.findall(rf'data-{mark}="([^"]+)"', page))
    assert "asked by the commission" in page and "Deaths at the gate" in page


def test_saving_is_one_rule_one_decision_and_one_row_of_the_log(cast: Cast) -> None:
    kinds: tuple[Any, ...] = (RuleRow, DecisionRow, EventRow)
    before = [kind.objects.count() for kind in kinds]
    client_of(cast.aigerim).post(NEW, SAVED)
    assert [kind.objects.count() for kind in kinds] == [number + 1 for number in before]
    why = seen_by(cast.bolat).records.decisions[-1]
    assert (why.rule, why.reasons, why.targets) == ("gate", SAVED["reasons"], ("gate",))
    last = EventRow.objects.order_by("-seq")[0]
    assert (last.action, last.about) == ("rule.added", why.id)


def test_a_rule_is_added_and_never_edited(cast: Cast) -> None:
    client = client_of(cast.aigerim)
    client.post(NEW, SAVED)
    again = client.post(NEW, {**SAVED, "harm": "detained"})
    assert again.status_code == 400
    assert "“gate” is there twice" in problem(again.content.decode())
    assert seen_by(cast.aigerim).records.rules["gate"].harm == "died"


@pytest.mark.parametrize("left", ["title", "reasons", "key"])
def test_what_is_missing_is_said_and_what_was_typed_stays(cast: Cast, left: str) -> None:
    response = client_of(cast.aigerim).post(NEW, {**SAVED, left: "  "})
    page = response.content.decode()
    assert response.status_code == 400 and problem(page)
    for name in {"title", "reasons"} - {left}:
        assert SAVED[name] in page
    assert "gate" not in seen_by(cast.aigerim).records.rules


def test_who_may_not_decide_saves_no_rule(cast: Cast) -> None:
    assert client_of(cast.bolat).post(NEW, SAVED).status_code == 403
    with pytest.raises(NotAllowed):
        counts_actions.add_rule(cast.bolat, cast.row, CountRule("gate", title="x"), reasons="y", at=AT)
    with pytest.raises(MissingField):
        counts_actions.add_rule(cast.aigerim, cast.row, CountRule("gate", title="x"), reasons=" ", at=AT)


def test_a_rule_that_names_something_sealed_is_not_there_for_others(cast: Cast) -> None:
    client_of(cast.aigerim).post(NEW, SAVED)
    cast.seal("subject", "gate", compartment="closed")
    bolat = client_of(cast.bolat)
    assert "gate" not in problem(text_of(bolat, COUNTS, 400, rule="gate")).replace(
        "“gate” is not in the case", ""
    )
    told = text_of(bolat, COUNTS) + text_of(bolat, "/c/tasqora/") + text_of(bolat, NEW, harm="died")
    assert "at the gate" not in told.replace("the shooting at the gate", "")
    assert "asked by the commission" not in told
    assert problem(text_of(bolat, NEW, 400, **GATE)) == problem(
        text_of(bolat, NEW, 400, **{**GATE, "place": "gate"})
    )
    unknown = problem(text_of(bolat, NEW, 400, **{**GATE, "place": "nowhere"}))
    assert problem(text_of(bolat, NEW, 400, **GATE)) == unknown.replace("nowhere", "gate")


def test_a_rule_that_one_sees_is_not_added_again(cast: Cast) -> None:
    with pytest.raises(DuplicateId):
        counts_actions.add_rule(cast.aigerim, cast.row, CountRule("deaths", title="x"), reasons="y", at=AT)


JUNK = [
    {"harm": "bliss"},
    {"harm": "died", "scope": "nowhere"},
    {"harm": "died", "scope": "marat"},
    {"harm": "died", "place": "shooting"},
    {"harm": "died", "population": "gate"},
    {"harm": "died", "speakers": ["speaker", "\x00"]},
    {"harm": "died", "threshold": "certain"},
    {"harm": "died", "origins": "<b>"},
    {"harm": "died", "readings": "2"},
    {"harm": "died", "custody": "x" * 9_000},
    {"harm": "died", "leave-out": ["gunfire", "rain"]},
    {"harm": "died", "place-role": "'"},
    {"harm": "died", "role": "nowhere"},
    {"harm": "died", "as_of": "soon"},
    {"harm": "died", "as_of": "0000-00-00"},
    {"harm": "died", "page": "0"},
    {"harm": "died", "page": "9" * 5_000},
    {"harm": "died", "page": "²"},
    {"rule": "none"},
    {"evidence": "sure"},
]


@pytest.mark.parametrize("words", JUNK, ids=range(len(JUNK)))
def test_junk_in_an_address_is_a_clear_sentence(cast: Cast, words: dict[str, Any]) -> None:
    client = client_of(cast.aigerim)
    for place in (NEW if "harm" in words else COUNTS, "/c/tasqora/table/individuals.csv"):
        if "page" not in words or not place.endswith(".csv"):
            assert problem(text_of(client, place, 400, **words))
    if "harm" in words and "page" not in words and not {"role", "as_of"} & set(words):
        assert client.post(NEW, {**SAVED, **words}).status_code == 400


FIELDS = [
    "harm",
    "scope",
    "place",
    "speakers",
    "threshold",
    "leave-out",
    "as_of",
    "page",
    "key",
    "title",
    "reasons",
    "role",
]


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=40), max_size=6))
def test_no_words_make_the_page_fail(words: dict[str, str]) -> None:
    client = client_of(_junk_cast().aigerim)
    for response in (client.get(NEW, words), client.get(COUNTS, words), client.post(NEW, words)):
        assert response.status_code in (200, 302, 400)


_kept: list[Cast] = []


def _junk_cast() -> Cast:
    """One case for every example of a test; the database is taken back after it."""
    if not Account.objects.filter(username="aigerim").exists():
        _kept[:] = [assembled()]
    return _kept[0]


XSS = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "{{7*7}}{% load x %}",
    "' onfocus=alert(1) x='",
]


@pytest.mark.parametrize("words", XSS)
def test_what_is_typed_into_any_field_comes_back_inert(cast: Cast, words: str) -> None:
    client = client_of(cast.aigerim)
    pages = [
        text_of(client, NEW, 400, **{"harm": "died", name: words})
        for name in rule_fields(CountRule("x", scope="y"))
    ]
    pages.append(
        client.post(NEW, {**SAVED, "title": words, "reasons": words, "key": "Bad Key"}).content.decode()
    )
    assert client.post(NEW, {**SAVED, "title": words, "reasons": words}).status_code == 302
    pages += [text_of(client, COUNTS, rule="gate"), text_of(client, "/c/tasqora/")]
    for page in pages:
        assert (
            "<script>alert" not in page
            and "<svg" not in page
            and "49{%" not in page
            and "' onfocus" not in page
        )


@pytest.mark.parametrize("words", [*XSS, "a: b # c", "- [x]", "'quoted' \"twice\"", "қгә 😀"])
def test_a_title_of_any_words_survives_export(cast: Cast, tmp_path: Path, words: str) -> None:
    response = client_of(cast.aigerim).post(NEW, {**SAVED, "title": words, "reasons": words})
    assert response.status_code == 302
    assert run("export", "tasqora", tmp_path / "out", "--as", "aigerim", "--private")[0] == 0
    assert read_case(tmp_path / "out").rules["gate"] == seen_by(cast.aigerim).records.rules["gate"]


def test_a_title_that_turns_what_follows_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    answer = client_of(cast.aigerim).post(NEW, {**SAVED, "title": "қ\u202eгә"})
    assert answer.status_code == 400
    assert "gate" not in seen_by(cast.aigerim).records.rules


RULES = st.builds(
    CountRule,
    key=st.just("new"),
    harm=st.sampled_from(["died", "detained", "ill-treated"]),
    scope=st.sampled_from([None, "shooting", "meeting"]),
    place=st.sampled_from([None, "crossing", "aqsai"]),
    place_role=st.sampled_from(["injury", "death", "happened"]),
    population=st.sampled_from([None, "strikers"]),
    speakers=st.sampled_from([(), ("driver",), ("driver", "nurse")]),
    origins=st.sampled_from(["any", "known", "first-hand"]),
    threshold=st.sampled_from(["reported", "corroborated", "confirmed"]),
    readings=st.booleans(),
    leave_out=st.sampled_from([(), ("indirect-claimed",), ("gunfire", "other")]),
    custody=st.sampled_from(["any", "consequence", "strict"]),
)


@cache
def aqsai() -> Case:
    """The sample, opened once."""
    return aigaq.open(SAMPLES / "aqsai")


@settings(max_examples=60, deadline=None)
@given(RULES, st.sampled_from(["injury", "death", "happened", "burial"]))
def test_every_table_adds_up_to_the_documented(rule: CountRule, role: str) -> None:
    case = aqsai()
    found = case.count(rule)
    for table in breakdown(found, case.evidence(readings=rule.readings), role=role):
        assert table.people == found.documented_min, table.name
        assert all(row.people > 0 for row in table.rows)


@settings(max_examples=60, deadline=None)
@given(RULES)
def test_an_address_holds_the_whole_rule(rule: CountRule) -> None:
    case = aqsai()
    assert rule_of(QueryDict(query_string(rule_fields(rule))), case) == rule


def test_the_tables_of_the_page_add_up_and_hold_what_is_not_stated(cast: Cast) -> None:
    one = assembled_aqsai(cast)
    page = text_of(client_of(one), "/c/aqsai/counts/", rule="deaths")
    for name in ("place", "day", "sex", "age"):
        table = re.search(rf'data-by="{name}".*?</table>', page, re.DOTALL)
        assert table is not None
        *rows, whole = map(int, re.findall(r"<td>(\d+)</td>", table[0]))
        assert sum(rows) == whole == documented(page) == 5, name
    assert "not stated" in page


def assembled_aqsai(cast: Cast, sample: str = "aqsai") -> Any:
    import_folder(cast.aigerim, SAMPLES / sample, at=AT)
    return cast.aigerim


def test_claims_of_one_voice_for_different_places_or_days_are_added_and_stay_a_claim(cast: Cast) -> None:
    client = client_of(assembled_aqsai(cast, "zhanaozen"))
    page = text_of(client, "/c/zhanaozen/counts/")
    found = re.search(r'data-sum="total-16.total total-1.total">(.*?)</li>', page, re.DOTALL)
    assert found is not None and 'class="claimed small">17<' in found[1]
    rows = list(csv.reader(io.StringIO(text_of(client, "/c/zhanaozen/table/claimed.csv").lstrip("\ufeff"))))
    assert [
        *rows[-1][:1],
        *rows[-1][3:5],
        rows[-1][-1],
    ] == ["total-16.total total-1.total", "17", "17", "sum"]


def test_each_claim_wears_the_sign_of_its_own_voice(cast: Cast) -> None:
    client = client_of(assembled_aqsai(cast, "zhanaozen"))
    for address in ("/c/zhanaozen/counts/", "/c/zhanaozen/"):
        page = text_of(client, address)
        kinds = dict(re.findall(r'data-claim-of="([^"]*)">\s*<span class="v (\w+)"', page))
        assert kinds == {
            "total-16.total": "official",
            "total-1.total": "official",
            "more-than-16.total": "testimony",
        }
    claims = text_of(client, "/c/zhanaozen/table/claimed.csv").lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(claims)))
    assert [row["voice"] for row in rows] == [*["official account"] * 2, "testimony", "official account"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_code_stands_bare_on_the_page_in_any_language(cast: Cast, language: str) -> None:
    client = client_of(assembled_aqsai(cast))
    client.cookies["django_language"] = language
    words = {"harm": "died", "custody": "consequence", "leave-out": "later-homicide", "origins": "first-hand"}
    page = text_of(
        client, "/c/aqsai/counts/new/", **words, speakers="driver", readings="no", population="strikers"
    )
    shown = re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1])
    codes = {"later-homicide", "first-hand", "place-role", "leave-out", "ill-treated", "indirect-claimed"}
    # In English a label may be spelt like its code.
    assert not (codes - {"ill-treated", "first-hand"} if language == "en" else codes) & set(
        html.unescape(shown).split()
    )
    assert not re.search(r"\b(?:rule-field|inwords|row|custody|origins)-[a-z]", shown)


def test_as_of_a_day_is_the_count_of_that_day(cast: Cast) -> None:
    client, case = client_of(cast.bolat), seen_by(cast.bolat)
    early = text_of(client, NEW, harm="died", threshold="confirmed", as_of="2031-06-01")
    assert documented(early) == 0 and "As the case stood on 2031-06-01." in early
    assert documented(text_of(client, NEW, harm="died", threshold="confirmed", as_of="2031-06-02")) == 1
    rule = replace(CountRule("new"), threshold="confirmed")
    assert case.count(rule, as_of=date(2031, 6, 2)).documented_min == 1


def test_the_table_as_csv_is_of_the_rule_in_the_address(cast: Cast) -> None:
    client = client_of(cast.bolat)
    rows = list(
        csv.reader(io.StringIO(text_of(client, "/c/tasqora/table/individuals.csv", **GATE).lstrip("\ufeff")))
    )
    assert [row[0] for row in rows if row[5] == "in"] == ["marat"]
    by = list(
        csv.reader(io.StringIO(text_of(client, "/c/tasqora/table/counted-by.csv", **GATE).lstrip("\ufeff")))
    )
    assert ["place:injury", "told", "gate", "the depot gate", "1"] in by
    assert ["age", "told", "adult", "18 and over", "1"] in by


FORMULAS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
]


@pytest.mark.parametrize(
    "cell", [*FORMULAS, "＝1+1", "＋1", "－1", "＠SUM(1)", "﹢1", "−1", "|calc", "%0a=1"], ids=repr
)
def test_no_cell_of_a_table_is_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_a_cell_of_words_is_left_as_it_is() -> None:
    words = ["", "Marat = the one who spoke", "two - three", "a@b", " led", "«=»", "15", "16 %"]
    assert [safe(cell) for cell in words] == words


def test_the_documented_of_a_rule_of_another_harm_has_an_excluded_reason_in_words(cast: Cast) -> None:
    page = text_of(client_of(cast.bolat), NEW, harm="died", speakers="ministry")
    out = re.search(r'data-out="marat">(.*?)</tr>', page, re.DOTALL)
    assert out is not None and "no voice that this rule hears says so" in out[1]
    assert 'href="/c/tasqora/subject/marat/"' in out[1]


def test_errors_of_a_rule_are_of_the_family() -> None:
    with pytest.raises(AigaqError):
        counts_actions.check_rule(CountRule("x", scope="nobody"), aqsai().records)


def many(people: int) -> Case:
    """A case in which somebody says of each of so many people that they died, of every third only a reporter."""
    records = aqsai().records
    cast = {f"q{number}": Subject(f"q{number}", "person", f"Person {number}") for number in range(people)}
    told = [
        said(f"d{name}", "nurse" if number % 3 else "asker", "undated", of=name, as_="died", event="shooting")
        for number, name in enumerate(cast)
    ]
    return Case(replace(records, subjects={**records.subjects, **cast}, statements=tuple(told), entries=()))


@pytest.mark.parametrize("people", [0, 1, 99, 100, 101, 350])
def test_everybody_stands_on_one_page_and_no_page_is_long(people: int) -> None:
    case = many(people)
    question = question_of(QueryDict("harm=died&speakers=nurse"), case)
    listed: list[str] = []
    pages = tallies.count_view(case, question, page=1, language="en").pages
    for page in range(1, pages + 1):
        parts = tallies.count_view(case, question, page=page, language="en").parts
        rows = [one.id for part in parts.values() for one in part.rows]
        assert len(rows) <= tallies.PER_PAGE
        listed += rows
    assert sorted(listed) == sorted({f"q{number}" for number in range(people)})


def test_a_page_beyond_the_last_is_the_last() -> None:
    case = many(150)
    question = question_of(QueryDict("harm=died"), case)
    assert tallies.count_view(case, question, page=10**8, language="en").page == 2


def test_a_long_table_is_cut_and_still_adds_up() -> None:
    case = many(0)
    rows = tuple(Row(f"2031-01-{day:02}", "told", day) for day in range(1, 60))
    shown = tallies._small_table(Table("day", rows), case.evidence(), "en")
    assert len(shown.rows) == tallies.ROWS
    assert sum(one.people for one in shown.rows) == sum(range(1, 60)) == shown.people


def test_asking_for_many_days_does_not_fill_the_memory() -> None:
    case = many(3)
    for day in range(1, 29):
        case.count(CountRule("new"), as_of=date(2031, 2, day))
    assert len(case._gathered) < 10
    assert case.count(CountRule("new")) is case.count(CountRule("new"))


def test_the_form_shows_what_is_counted_where_the_address_says_nothing(cast: Cast) -> None:
    page = text_of(client_of(cast.aigerim), NEW, harm="died")
    selects = re.findall(r'<select id="rule-([a-z-]+)"(.*?)</select>', page, re.DOTALL)
    chosen = {name: re.findall(r'value="([^"]*)" selected', within) for name, within in selects}
    assert {name: values for name, values in chosen.items() if values} == rule_fields(CountRule("new"))
