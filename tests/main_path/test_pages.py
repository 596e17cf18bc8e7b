"""The scenarios A1-A3, A5-A11 and A14 once more: page, command line on the database, and Python say the same.

Invariant: a figure is read from the words that a person sees; an attribute only says whose figure it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlencode, urljoin

import pytest
from lxml import etree
from tests.main_path.asking import SAMPLES, ask
from tests.web.programs import COMMAND, command, line_of, running
from tests.web.visitor import Visitor, found, words

from aigaq.records.vocab.messages import say
from aigaq.records.vocab.vocabulary import standard

LEAD = "aigerim"


def label(list_name: str, code: str) -> str:
    return standard().label(list_name, code, "en")


@dataclass(slots=True)
class Casebook:
    """Both samples, served; the lead is signed in."""

    home: Path
    visitor: Visitor
    told: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def page(self, address: str, *, case: str = "zhanaozen") -> etree._Element:
        answer = self.visitor.get(f"/c/{case}/{address}")
        assert answer.status == 200, address
        return answer.page

    def asked(self, what: str, *more: str, case: str = "zhanaozen") -> Any:
        """What a command says of the case in the database; of the folder, Python says the same."""
        key = (what, case, *more)
        if key not in self.told:
            done = command(what, case, *more, "--as", LEAD, "--json", home=self.home)
            assert done.returncode == 0, done.stderr
            self.told[key] = json.loads(done.stdout)
            assert self.told[key] == ask(what, SAMPLES / case, *more)
        return self.told[key]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    home = tmp_path_factory.mktemp("casebook") / "home"
    begun = command("init", "--user", LEAD, "--json", home=home)
    password = json.loads(begun.stdout.splitlines()[1])["password"]
    for case in ("zhanaozen", "aqsai"):
        assert command("import", SAMPLES / case, home=home).returncode == 0
    with running(*COMMAND, "serve", "--port", "0", home=home) as server:
        port = re.search(r"localhost:(\d+)", line_of(server.stdout))
        assert port is not None
        visitor = Visitor(int(port[1]))
        visitor.sign_in(LEAD, password)
        yield Casebook(home, visitor)


def opened_by(page: etree._Element) -> set[str]:
    """The statements to which links lead that say in words what they open."""
    links = [
        (str(link.get("href")), words(link)) for link in found(page, ".//a[contains(@href, '/statement/')]")
    ]
    met = {address.rstrip("/").rpartition("/")[2]: name for address, name in links}
    assert all(name and key not in name for key, name in met.items())
    return set(met)


def rows(page: etree._Element, attribute: str) -> dict[str, list[str]]:
    """The cells of the rows that carry an attribute, by what it says."""
    return {
        str(row.get(attribute)): [words(cell) for cell in found(row, "./td")]
        for row in found(page, f"//tr[@{attribute}]")
    }


def one(page: etree._Element, attribute: str, value: str) -> str:
    """The words of the one element that carries an attribute with that value."""
    got = found(page, f'//*[@{attribute}="{value}"]')
    assert len(got) == 1, (attribute, value, len(got))
    return words(got[0])


def all_of(page: etree._Element, attribute: str) -> list[str]:
    return [str(value) for value in found(page, f"//@{attribute}")]


def people_of(said: list[dict[str, Any]]) -> dict[str, tuple[str, str, str]]:
    return {
        who["id"]: (who["label"], label("death-class", who["class"]), who["when"] or "undated")
        for who in said
    }


def people_on(page: etree._Element) -> dict[str, tuple[str, str, str]]:
    return {who: (cells[0], cells[1], cells[2]) for who, cells in rows(page, "data-person").items()}


@pytest.mark.parametrize("case", ["zhanaozen", "aqsai"])
@pytest.mark.parametrize("evidence", ["reported", "confirmed"])
def test_a1_the_ladder_has_the_same_people_and_words(book: Casebook, case: str, evidence: str) -> None:
    said = book.asked("ladder", "--rule", "deaths", "--evidence", evidence, case=case)
    page = book.page(f"counts/?rule=deaths&evidence={evidence}", case=case)
    assert people_on(page) == people_of([*said["individuals"], *said["unresolved"]])
    assert one(page, "data-figure", "sentence") == said["sentence"]["en"]
    shown = "documented" if said["individuals"] else "none"
    assert (one(page, "data-figure", shown) == str(said["documented_min"])) == (shown == "documented")
    assert all_of(page, "data-refused") == said["estimate"]["reasons"]
    assert {who: (cells[0], cells[1]) for who, cells in rows(page, "data-out").items()} == {
        who["id"]: (who["label"], label("excluded", who["reason"])) for who in said["excluded"]
    }


def test_a1_six_individuals_and_three_claimed_totals(book: Casebook) -> None:
    page = book.page("counts/?rule=deaths&evidence=reported")
    assert one(page, "data-figure", "documented") == "6"
    assert one(page, "data-figure", "open-ended")
    assert [one(page, "data-claimed", key) for key in all_of(page, "data-claimed")] == [
        "“16”",
        "“1”",
        "“more than 16” (≥ 17)",
    ]
    claimed = book.asked("ladder")["claimed_totals"]
    assert all_of(page, "data-claimed") == [total["statement"] for total in claimed]
    for total in claimed:
        # A sign is a colour and a shape: whoever hears the page hears what kind of voice it is.
        kind = say(f"dossier-voice-{total['voice']}", "en")
        assert one(page, "data-claim-of", total["statement"]).startswith(f"{kind}: {total['claimant']}:")


def test_a2_no_certificate_is_invented(book: Casebook) -> None:
    about = book.asked("about", "kusherov")
    page = book.page("subject/kusherov/")
    assert all_of(page, "data-not-stated") == about["not_stated"]
    assert one(page, "data-not-stated", "certified") == label("slot", "certified")
    certified = standard().predicates["cause-certified"].labels["en"]
    assert certified not in {cells[0] for cells in rows(page, "data-statement").values()}
    shown = [one(page, "data-practice", said["id"]) for said in about["practices"]]
    due = [
        label(said["list"], said["value"]) if said["list"] else said["value"] for said in about["practices"]
    ]
    assert "the family agrees to a natural cause" in due
    assert all(text.startswith(value) for text, value in zip(shown, due, strict=True))
    assert "document-against-witness" not in all_of(book.page("contradictions/"), "data-class")


def test_a3_the_prosecutors_day_is_computed_from_two_lines(book: Casebook) -> None:
    when = book.asked("about", "pg-statement")["when"]
    dated = one(book.page("subject/pg-statement/"), "data-dated", "pg-statement")
    assert dated.startswith("[2011-12-17,2011-12-18]") and when["when"] == "[2011-12-17,2011-12-18]"
    assert all(premise in dated for premise in when["premises"])
    row = found(book.page("timeline/"), '//tr[@data-event="pg-statement"]')[0]
    assert {words(place) for place in found(row, './/a[@class="place"]')} == {
        f"interview {place['place']}" for place in when["passages"]
    }
    assert "guess" in words(row), "the speaker's guess is told in words"


def test_a3_moving_the_clips_moves_the_statement_and_keeps_nothing(book: Casebook) -> None:
    before = rows(book.page("timeline/"), "data-event")["pg-statement"]
    page = book.page("timeline/?entry=clips-date&value=2011-12-20")
    changed = book.asked("what-if", "clips-date=2011-12-20", "--about", "pg-statement")["dates"][0]
    assert rows(page, "data-event")["pg-statement"][0].startswith("2011-12-19")
    assert changed["after"]["when"] == "2011-12-19"
    assert "2011-12-20" in one(page, "data-figure", "what-if")
    assert rows(book.page("timeline/"), "data-event")["pg-statement"] == before


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("17 Dec 2011", "2011-12-17"),
        ("16 декабря 2011", "2011-12-16"),
        ("2011 жылғы 17 желтоқсан", "2011-12-17"),
    ],
)
def test_a3_searching_a_day_finds_what_may_have_been_on_it(book: Casebook, typed: str, day: str) -> None:
    due = [event["event"] for event in book.asked("timeline", "--on", day)]
    assert ("pg-statement" in due) is (day == "2011-12-17")
    page = book.page(f"search/?{urlencode({'q': typed})}")
    assert all_of(page, "data-event") == due
    assert list(rows(book.page(f"timeline/?on={day}"), "data-event")) == due


def test_every_event_of_the_timeline_has_its_day(book: Casebook) -> None:
    shown = rows(book.page("timeline/"), "data-event")
    said = book.asked("timeline")
    assert list(shown) == [event["event"] for event in said]
    for event in said:
        assert shown[event["event"]][0].startswith(event["when"] or "; ".join(event["relative"]))
        assert shown[event["event"]][1] == event["label"]


@pytest.mark.parametrize("rule", ["custody-strict", "custody-consequence"])
def test_a5_the_rule_decides_who_died_in_custody_and_says_its_name(book: Casebook, rule: str) -> None:
    said = book.asked("ladder", "--rule", rule)
    page = book.page(f"counts/?rule={rule}")
    inside = [*said["individuals"], *said["unresolved"]]
    assert [who["id"] for who in said["individuals"]] == ([] if rule == "custody-strict" else ["kenzhebaev"])
    assert people_on(page) == people_of(inside)
    chosen = found(page, '//select[@name="rule"]/option[@selected]')
    assert [option.get("value") for option in chosen] == [rule]
    assert all(words(option) for option in chosen), "the rule is called by its title"
    assert one(page, "data-figure", "sentence") == said["sentence"]["en"]


def test_a5_what_nobody_stated_of_the_father(book: Casebook) -> None:
    blanks = book.asked("about", "kenzhebaev")["not_stated"]
    assert all_of(book.page("subject/kenzhebaev/"), "data-not-stated") == blanks
    assert {"autopsy", "certified"} <= set(blanks) and len(blanks) >= 5


def test_a6_two_explanations_by_one_voice_and_no_support(book: Casebook) -> None:
    total = next(t for t in book.asked("ladder")["claimed_totals"] if t["low"] == t["high"] == 16)
    rung = found(book.page("counts/"), f'//p[@data-claim-of="{total["statement"]}"]')[0]
    shown = {str(why.get("data-explains")): words(why) for why in found(rung, ".//*[@data-explains]")}
    assert set(shown) == {why["statement"] for why in total["explanations"]} and len(shown) == 2
    for why in total["explanations"]:
        assert why["by"] in shown[why["statement"]]
        assert label("modality", why["modality"]) in shown[why["statement"]]
        view = book.asked("statement", why["statement"])
        page = book.page(f"statement/{why['statement']}/")
        assert all_of(page, "data-origins") == [str(view["independent_origins"])] == ["1"]
        assert one(page, "data-answer", "question-how").startswith(label("basis", "inference"))
    assert all_of(book.page("contradictions/"), "data-class").count("rival-explanations") == 1


@pytest.mark.parametrize("case", ["zhanaozen", "aqsai"])
def test_every_contradiction_has_all_its_sides_and_voices(book: Casebook, case: str) -> None:
    page = book.page("contradictions/", case=case)
    said = {clash["id"]: clash for clash in book.asked("contradictions", case=case)}
    shown = {str(article.get("id")): article for article in found(page, "//article[@data-class]")}
    assert set(shown) == set(said)
    for key, clash in said.items():
        assert shown[key].get("data-class") == clash["class"]
        sides = found(shown[key], './/*[@class="side"]')
        assert len(sides) == len(clash["sides"])
        for side, due in zip(sides, clash["sides"], strict=True):
            assert all(voice in words(side) for voice in due["voices"])
            assert opened_by(side) >= set(due["statements"])


def test_a7_orders_and_decisions_stand_apart(book: Casebook) -> None:
    said = {row["id"]: row for row in book.asked("grid")["rows"]}
    page = book.page("grid/")
    for who, row in said.items():
        marked = found(page, f'//tr[@data-person="{who}"]')
        cells = [[words(cell) for cell in found(tr, "./td")] for tr in marked]
        due = [*row["roles"], *row["outcomes"]]
        assert [str(tr.get("data-role") or tr.get("data-outcome")) for tr in marked] == [
            c["role"] for c in due
        ]
        for (_, role, yes, no), cell in zip(cells, due, strict=True):
            assert role.endswith(str(cell["of"]))
            assert [v["by"] in yes for v in cell["said_by"]] == [True] * len(cell["said_by"])
            assert bool(yes) == bool(cell["said_by"]) and bool(no) == bool(cell["denied_by"])
    assert {tr.get("data-role") for tr in found(page, '//tr[@data-person="myltykov"][@data-role]')} == {
        "decided"
    }


def test_a7_none_punished_stands_against_the_colonels_conviction(book: Casebook) -> None:
    clash = found(book.page("grid/"), '//article[@data-class="universal-against-member"]')
    assert len(clash) == 1
    assert opened_by(clash[0]) >= {"none-punished", "utegaliev.verdict"}


def test_a8_four_roles_in_time_order(book: Casebook) -> None:
    roles = book.asked("about", "bozhenko")["roles"]
    page = book.page("subject/bozhenko/")
    assert all_of(page, "data-role") == [role["statements"][0] for role in roles]
    for role in roles:
        when = role["when"] or role["relative"] or "undated"
        assert one(page, "data-role", role["statements"][0]).startswith(when)
    assert "about 6 months after" in one(page, "data-role", "bozhenko-killed.victim")


def test_a8_the_earlier_testimony_is_kept_and_what_rested_on_it_is_named(book: Casebook) -> None:
    said = book.asked("statement", "bozhenko-first")
    page = book.page(f"statement/{said['id']}/")
    assert one(page, "data-answer", "status").startswith(label("said-status", "recanted-coerced"))
    assert found(page, "//@data-rests") == said["rests_on_it"] != []
    resting = book.page(f"statement/{said['rests_on_it'][0]}/")
    assert said["id"] in one(resting, "data-answer", "support-withdrawn")


def test_a9_groups_of_the_tortured_are_never_added(book: Casebook) -> None:
    said = book.asked("ladder", "--rule", "ill-treated")
    page = book.page("counts/?rule=ill-treated")
    assert {who: cells[0] for who, cells in rows(page, "data-person").items()} == {
        who["id"]: who["label"] for who in [*said["individuals"], *said["unresolved"]]
    }
    groups = rows(page, "data-group")
    assert groups["accused-tortured"][1] == "19"
    assert set(groups) == {group["id"] for group in said["groups"]}
    refused = one(page, "data-figure", "no-sum")
    assert all(label("refusal", reason) in refused for reason in said["sum_of_groups"]["reasons"])
    assert "overlap-unknown" in book.asked("total", "held-garages", "accused-tortured")["reasons"]


def test_a10_the_release_is_the_editors_word(book: Casebook) -> None:
    said = book.asked("statement", "utegaliev.released")
    page = book.page("statement/utegaliev.released/")
    chain = [link["label"] for link in said["who_says_so"]["chain"]]
    assert len(chain) == 1 and one(page, "data-answer", "question-who").startswith(chain[0])
    assert found(page, '//*[@data-answer="question-who"]/span[contains(@class, "editor")]')
    assert all_of(page, "data-origins") == ["1"]
    assert (
        [text.strip() for text in found(page, '//p[@class="said big"]/text()')]
        == [said["value"]]
        == ["2014-09"]
    )


@pytest.mark.parametrize(("voice", "there"), [("testimony", False), ("editor", True), ("", True)])
def test_a10_asked_for_the_speakers_own_words_the_search_drops_it(
    book: Casebook, voice: str, there: bool
) -> None:
    page = book.page(f"search/?q=2014&voice={voice}")
    said = found(page, '//a[contains(@href, "/statement/")]/@href')
    assert ("/c/zhanaozen/statement/utegaliev.released/" in said) is there


def test_a10_time_served_is_a_range(book: Casebook) -> None:
    served = next(row for row in book.asked("grid")["time_served"] if row["subject"] == "utegaliev")
    assert (served["low_months"], served["high_months"]) == (28, 30)
    shown = one(book.page("grid/"), "data-served", "utegaliev")
    assert "28 to 30 months" in shown and "how long not stated" in shown


def test_a11_what_was_asked_and_not_answered(book: Casebook) -> None:
    said = [question for question in book.asked("questions") if not question["computed"]]
    shown = rows(book.page("questions/"), "data-question")
    assert {key: cells[1] for key, cells in shown.items()} == {
        question["id"]: label("question-state", question["state"]) for question in said
    }
    assert shown["q-casualties"][1] == label("question-state", "asked-unanswered")
    assert shown["q-casualties"][2] == "interview L17.2"
    leads = book.visitor.get("/c/zhanaozen/table/questions.csv").body.decode()
    assert all(question["ask"] in leads for question in said)


def test_a14_first_hand_only_says_who_falls_out_and_why(book: Casebook) -> None:
    said = book.asked("ladder", "--rule", "deaths-first-hand")
    page = book.page("counts/?rule=deaths-first-hand")
    out = {who["id"]: label("excluded", who["reason"]) for who in said["excluded"]}
    assert {who: cells[1] for who, cells in rows(page, "data-out").items()} == out
    assert list(out.values()).count(label("excluded", "origin-unknown")) == 6
    assert "no zero" in one(page, "data-figure", "sentence")
    assert not found(page, '//*[@data-figure="documented"]')


ANSWERS = {
    "zhanaozen": ["", "counts/?rule=ill-treated", "contradictions/", "grid/", "questions/", "timeline/"],
    "aqsai": ["", "counts/?rule=deaths&evidence=reported", "contradictions/", "grid/", "subject/p03/"],
}
ANSWERS["zhanaozen"] += ["subject/bozhenko/", "subject/pg-statement/", "statement/utegaliev.released/"]


@pytest.mark.parametrize("case", sorted(ANSWERS))
def test_every_place_on_an_answer_opens_the_page_that_shows_its_line(book: Casebook, case: str) -> None:
    places = {
        urljoin(f"/c/{case}/{address}", str(href))
        for address in ANSWERS[case]
        for href in found(book.page(address, case=case), '//a[@class="place"]/@href')
    }
    assert len(places) > 10
    for address, line in sorted({tuple(urldefrag(place)) for place in places}):
        answer = book.visitor.get(address)
        assert answer.status == 200, address
        shown = found(answer.page, f'//*[@id="{line}"][contains(@class, "on")]')
        assert len(shown) == 1 and words(shown[0]), (address, line)


def test_the_words_that_a_statement_quotes_stand_in_the_line_that_opens(book: Casebook) -> None:
    said = book.asked("statement", "de-p01", case="aqsai")
    page = book.page("statement/de-p01/", case="aqsai")
    quoted = [words(quote) for quote in found(page, "//blockquote")]
    assert quoted == [" ".join(place["words"].split()) for place in said["where_exactly"]] != []
    for place, quote in zip(said["where_exactly"], quoted, strict=True):
        reader = book.page(f"source/{place['source']}/?line={place['line']}", case="aqsai")
        assert quote in words(found(reader, f'//*[@id="L{place["line"]}"]')[0])
