"""Every form through its page: filled, looked at, saved, taken back; and what moves meanwhile loses nothing."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest
from django.test import Client
from tests.web.cast import AT, SAMPLES, Cast, seen_by

from aigaq.casework.case import Case
from aigaq.records.entries import Entry
from aigaq.records.statements import Place
from aigaq.records.subjects import Subject
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.records.vocab.vocabulary import standard
from aigaq.web.casebook.commands import import_folder
from aigaq.web.coding.actions import save
from aigaq.web.models import CaseRow
from aigaq.web.sources.actions import add_source

FORMS: dict[str, dict[str, str]] = {
    "killed": {"who": "Yerkin Izenov", "slot-died-when": "2031-05-14", "slot-with": "firearm"},
    "hurt": {"who": "Aigul Shengelova", "slot-hit": "thigh", "slot-hurt-at": "the railway crossing"},
    "detained": {"who": "Nurlan Adyraspanov", "slot-when": "2031-05-15", "slot-beaten": "true"},
    "ill-treated": {"who": "Nurlan Adyraspanov", "slot-methods": "blows", "slot-as": "beating"},
    "post": {"who": "Rustam Ebelekov", "slot-as": "deputy head", "slot-rank": "captain"},
    "charged": {"who": "Talgat Qarasorangov", "slot-charge": "organising riots"},
    "judged": {"who": "Talgat Qarasorangov", "slot-verdict": "acquitted"},
    "sentenced": {"who": "Talgat Qarasorangov", "slot-sentence": "5 years"},
    "released": {"who": "Talgat Qarasorangov", "slot-when": "2033-12-10"},
    "convicted": {
        **{"who": "Talgat Qarasorangov", "slot-charge": "organising riots", "slot-sentence": "5 years"},
        **{"slot-of": "ordered", "slot-of-what": "the shooting at the crossing"},
    },
    "claimed": {"who": "death", "slot-n": "9", "slot-place": "the railway crossing"},
    "official-account": {"who": "the shooting at the crossing", "slot-says": "disorder"},
    "shows": {"who": "a telephone", "slot-what": "a column of lorries"},
    "recants": {"who": "d-first", "slot-kind": "retracted"},
    "testified": {"who": "witness no. 3", "slot-says": "that he heard the order"},
    "tried": {"who": "those who stood at the crossing", "slot-n": "17", "slot-split": "the guard unit: 2"},
    "dead": {"who": "the dead at the well", "slot-size": "3"},
    "died": {"who": "Daniyar Zhuzginov", "slot-cause": "illness"},
    "order": {"who": "the strikers' meeting\nthe shooting at the crossing"},
}
PLACE = {"line": "4", "first": "1", "last": "1", "how": "eyewitness", "entry": "e0000abcd"}


@pytest.fixture
def aqsai(cast: Cast) -> CaseRow:
    row, _ = import_folder(cast.aigerim, SAMPLES / "aqsai", at=AT)
    cast.let_in(cast.bolat, "coder", row)
    return row


@pytest.fixture
def bolat(cast: Cast, aqsai: CaseRow) -> Client:
    client = Client()
    client.force_login(cast.bolat)
    return client


ADDRESS = "/c/aqsai/source/driver/code/"


def written(cast: Cast, entry: str) -> list[str]:
    case = seen_by(cast.bolat, "aqsai")
    return [one.id for one in case.records.statements if one.entry == entry]


def standing(case: Case, entry: str) -> list[str]:
    evidence = case.evidence()
    return [one.id for one in evidence.live if one.entry == entry]


def hidden(page: str) -> dict[str, str]:
    """What the page would send again."""
    form = page[page.index('id="coding"') :]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in fields}


def test_every_form_of_the_vocabulary_is_tried() -> None:
    assert {one.code for one in standard().forms.values()} == set(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_looked_at_saved_and_taken_back(cast: Cast, bolat: Client, form: str) -> None:
    shown = bolat.post(ADDRESS, {**PLACE, **FORMS[form], "form": form, "look": "1"})
    assert shown.status_code == 200, re.findall(r'role="alert">(.*?)</div>', shown.content.decode())
    again = {**hidden(shown.content.decode()), "save": "1"}
    assert bolat.post(ADDRESS, again).status_code == 302
    made = written(cast, "e0000abcd")
    assert len(made) == shown.content.decode().split('class="card new"')[1].count("<li>") > 0
    assert bolat.post("/c/aqsai/entry/e0000abcd/withdraw/", {"reasons": "a trial"}).status_code == 302
    assert standing(seen_by(cast.bolat, "aqsai"), "e0000abcd") == []


def test_a_day_of_another_calendar_is_asked_about_before_it_is_saved(cast: Cast, bolat: Client) -> None:
    killed = {**PLACE, "form": "killed", "who": "A boy", "slot-when": "1410-02-23", "look": "1"}
    shown = bolat.post(ADDRESS, killed).content.decode()
    assert "calendar" in shown and "2031" in shown and 'card new"' in shown
    assert bolat.post(ADDRESS, {**hidden(shown), "save": "1"}).status_code == 302
    assert "calendar" not in bolat.post(ADDRESS, {**killed, "slot-when": "16.5.2031"}).content.decode()


def test_a_figure_of_a_group_is_asked_for_its_harm(cast: Cast, bolat: Client) -> None:
    page = bolat.get(ADDRESS, {"form": "claimed", "line": "4"}).content.decode()
    assert "sixty-four may be dead, injured or held" in page
    figure = {**PLACE, "form": "claimed", "who": "the two carried to the mosque", "slot-n": "64", "look": "1"}
    refused = bolat.post(ADDRESS, figure).content.decode()
    assert "does not say of which harm" in refused
    assert 'card new"' not in refused
    preview = bolat.post(ADDRESS, {**figure, "slot-harm": "injured"}).content.decode()
    assert 'card new"' in preview
    assert bolat.post(ADDRESS, {**hidden(preview), "save": "1"}).status_code == 302
    assert all(one.text != "64" for one in seen_by(cast.bolat, "aqsai").ladder("deaths").claimed_totals)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_no_blank_shows_a_bare_code(bolat: Client, form: str, language: str) -> None:
    bolat.cookies["django_language"] = language
    page = bolat.get(ADDRESS, {"form": form, "line": "4"}).content.decode()
    labels = re.findall(r"<label for=\"slot-[^>]*>([^<]*)", page)
    assert labels or form == "order"
    if language != "en":
        assert [one for one in labels if re.fullmatch(r"[a-z -]+\*?", one.strip())] == []


def test_a_code_may_be_chosen_by_its_label_in_any_language(cast: Cast, bolat: Client) -> None:
    label = standard().label("weapon", "firearm", "kk")
    form = {**PLACE, "form": "killed", "who": "Yerkin Izenov", "slot-with": label, "save": "1"}
    assert bolat.post(ADDRESS, form).status_code == 302
    values = {
        one.value.text for one in seen_by(cast.bolat, "aqsai").records.statements if one.entry == "e0000abcd"
    }
    assert "firearm" in values


def test_after_the_preview_the_words_are_text_until_change_is_pressed(bolat: Client) -> None:
    form = {**PLACE, **FORMS["killed"], "form": "killed"}
    shown = bolat.post(ADDRESS, {**form, "look": "1"}).content.decode()
    assert 'id="slot-died-when"' not in shown and "<dd>2031-05-14</dd>" in shown
    changed = bolat.post(ADDRESS, {**hidden(shown), "change": "1"}).content.decode()
    changed = " ".join(changed.split())
    assert 'name="slot-died-when" value="2031-05-14"' in changed and 'value="Yerkin Izenov"' in changed


def test_of_two_with_one_name_it_has_to_be_said_which(cast: Cast, aqsai: CaseRow, bolat: Client) -> None:
    add_twin(cast, aqsai)
    form = {**PLACE, "form": "killed", "look": "1"}
    page = bolat.get(ADDRESS, {"form": "killed", "line": "4"}).content.decode()
    assert "Erlan Teriskenov [p03]" in page
    assert bolat.post(ADDRESS, {**form, "who": "Erlan Teriskenov"}).status_code == 400
    assert bolat.post(ADDRESS, {**form, "who": "Erlan Teriskenov [p03]"}).status_code == 200


def add_twin(cast: Cast, aqsai: CaseRow) -> None:
    twin = Subject("p99", "person", "Erlan Teriskenov", named=True)
    entry = Entry("e99", "driver", Place(3, 1, 1), None, "p99", "present-at", "shooting")
    save(cast.bolat, aqsai, entry, added=(twin,), at=AT)


def test_what_somebody_else_wrote_meanwhile_is_shown_beside_mine(
    cast: Cast, aqsai: CaseRow, bolat: Client
) -> None:
    form = {**PLACE, **FORMS["killed"], "form": "killed"}
    mine = hidden(bolat.post(ADDRESS, {**form, "look": "1"}).content.decode())
    save(cast.aigerim, aqsai, Entry("theirs", "driver", Place(4, 1, 1), "died", "p12"), at=AT)
    both = bolat.post(ADDRESS, {**mine, "save": "1"})
    page = both.content.decode()
    assert both.status_code == 409
    assert "Daniyar Zhuzginov" in page and "Yerkin Izenov" in page
    assert written(cast, "e0000abcd") == []
    assert bolat.post(ADDRESS, {**hidden(page), "save": "1"}).status_code == 302
    assert written(cast, "e0000abcd") != []


def test_a_name_that_somebody_added_meanwhile_is_looked_at_again(
    cast: Cast, aqsai: CaseRow, bolat: Client
) -> None:
    form = {**PLACE, **FORMS["killed"], "form": "killed", "line": "5"}
    mine = hidden(bolat.post(ADDRESS, {**form, "look": "1"}).content.decode())
    him = Subject("p77", "person", "Yerkin Izenov", named=True)
    save(cast.aigerim, aqsai, Entry("theirs", "driver", Place(6, 1, 1), "died", "p77"), added=(him,), at=AT)
    assert bolat.post(ADDRESS, {**mine, "save": "1"}).status_code == 409
    assert written(cast, "e0000abcd") == []


def test_one_form_saved_twice_with_other_words_keeps_both(cast: Cast, bolat: Client) -> None:
    form = {**PLACE, **FORMS["killed"], "form": "killed", "save": "1"}
    assert bolat.post(ADDRESS, form).status_code == 302
    other = bolat.post(ADDRESS, {**form, "slot-with": "knife"})
    assert other.status_code == 409
    again = hidden(other.content.decode())
    assert again["entry"] != "e0000abcd" and again["slot-with"] == "knife"
    assert bolat.post(ADDRESS, {**again, "save": "1"}).status_code == 302
    assert written(cast, "e0000abcd") != [] != written(cast, again["entry"])


def test_words_sent_after_the_sign_in_ended_come_back(cast: Cast, aqsai: CaseRow) -> None:
    answer = Client().post(ADDRESS, {**PLACE, **FORMS["killed"], "form": "killed", "save": "1"})
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 401
    assert 'name="who" value="Yerkin Izenov"' in page and "Kokpekov" not in page
    assert written(cast, "e0000abcd") == []


def test_words_with_an_old_token_come_back_to_our_own_page_alone(cast: Cast, aqsai: CaseRow) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.bolat)
    form = {**PLACE, **FORMS["killed"], "form": "killed", "save": "1"}
    ours = client.post(ADDRESS, form, headers={"origin": "http://testserver"})
    theirs = client.post(ADDRESS, form, headers={"origin": "https://elsewhere.example"})
    assert (ours.status_code, theirs.status_code) == (403, 403)
    assert "Yerkin" in ours.content.decode() and "Yerkin" not in theirs.content.decode()


def test_an_entry_withdrawn_twice_is_withdrawn_once(cast: Cast, bolat: Client) -> None:
    bolat.post(ADDRESS, {**PLACE, **FORMS["died"], "form": "died", "save": "1"})
    for _ in range(2):
        assert bolat.post("/c/aqsai/entry/e0000abcd/withdraw/", {"reasons": "a slip"}).status_code == 302
    taken = [one for one in seen_by(cast.bolat, "aqsai").records.decisions if "e0000abcd" in one.targets]
    assert len(taken) == 1


RARE = "Who was there?\nThe \U0001f4f7 showed \U00020bb7 falling. He died on 14 May 2031.\n"


@pytest.fixture
def rare(cast: Cast, aqsai: CaseRow) -> str:
    """A source whose letters take two places in a browser's counting."""
    add_source(cast.aigerim, aqsai, key="rare", what="a note", name="n.txt", data=RARE.encode(), at=AT)
    return "/c/aqsai/source/rare/code/"


def test_a_selection_counts_code_points_and_is_checked_against_its_words(rare: str, bolat: Client) -> None:
    quote = "He died on 14 May 2031."
    start = RARE.index(quote)
    sent = {
        "open": "1",
        "form": "killed",
        "start": str(start),
        "end": str(start + len(quote)),
        "quote": quote,
    }
    opened = bolat.post(rare, sent)
    assert opened.status_code == 302
    assert (
        "line=2&first=2&last=2" in opened.headers["Location"] and "died+on" not in opened.headers["Location"]
    )
    page = " ".join(bolat.get(opened.headers["Location"]).content.decode().split())
    assert f'<q lang="">{quote}</q>' in page and 'name="slot-died-when" value="2031-05-14"' in page


@pytest.mark.parametrize(
    "moved", [{"start": "7"}, {"quote": "other words"}, {"end": "99999"}, {"start": "x"}]
)
def test_a_selection_that_is_not_its_words_is_refused(
    rare: str, bolat: Client, moved: dict[str, str]
) -> None:
    quote = "He died on 14 May 2031."
    start = RARE.index(quote)
    sent = {
        "open": "1",
        "form": "killed",
        "start": str(start),
        "end": str(start + len(quote)),
        "quote": quote,
    }
    assert bolat.post(rare, {**sent, **moved}).status_code == 400


def test_a_note_of_any_length_is_answered_at_once(bolat: Client) -> None:
    form = {**PLACE, **FORMS["killed"], "form": "killed", "note": "z" * 200_000, "look": "1"}
    before = time.process_time()
    assert bolat.post(ADDRESS, form).status_code in (200, 400)
    assert time.process_time() - before < 10
