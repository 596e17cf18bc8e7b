"""Safeguards on their page: made, replaced, tried and agreed to by a lead who holds what they cover."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.main_path.asking import run
from tests.web.cast import AT, SAMPLES, Cast
from tests.web.editing import ADDRESS, Press, press
from tests.web.jobtools import pulse_of, taken

from aigaq.bundle.read import read_case
from aigaq.records.cases import Consent, Safeguard, holding
from aigaq.web.background.worker import perform
from aigaq.web.casebook.commands import import_folder
from aigaq.web.models import Account, CaseRow, EventRow, ReleaseRow, SafeguardRow
from aigaq.web.protect import actions as acting
from aigaq.web.protect.actions import SafeguardDraft
from aigaq.web.team import actions as team_actions

PAGE = "/c/tasqora/safeguards/"
LAD = {"do": "protect", "covers": "marat", "wording": "a lad of the town", "reasons": "asked"}
TRY = {"do": "try", "by": "Saule", "minutes": "45", "sources": "the press\na register", "found": "no"}


def of(who: Account) -> Client:
    client = Client()
    client.force_login(who)
    return client


def kept(row: CaseRow) -> list[Safeguard]:
    rows = SafeguardRow.objects.filter(case=row).order_by("seq")
    return [one.to_record() for one in rows]


def held_now(row: CaseRow) -> Safeguard:
    (one,) = holding(kept(row))
    return one


@pytest.fixture
def client(cast: Cast) -> Client:
    """Aigerim, who leads the case and holds one compartment of two."""
    return of(cast.aigerim)


def test_a_safeguard_is_found_for_by_label_and_made(cast: Cast, client: Client) -> None:
    found = client.post(PAGE, {**LAD, "do": "find", "covers": "", "sought": "Marat"}).content.decode()
    assert 'name="covers" value="marat"' in " ".join(found.split())
    assert 'value="a lad of the town"' in found, "what was typed stays"
    assert (
        client.post(PAGE, {**LAD, "withholds": "paper", "names": "Mako\nMarik", "alike": "40"}).status_code
        == 302
    )
    one = held_now(cast.row)
    assert (one.covers, one.withholds, one.names, one.alike) == (
        ("marat",),
        ("paper",),
        ("Mako", "Marik"),
        40,
    )
    assert (one.wording, one.by, one.intruder, one.replaces) == ("a lad of the town", "aigerim", None, None)


def test_pressed_twice_it_is_made_once(cast: Cast, client: Client) -> None:
    for _ in range(2):
        assert client.post(PAGE, LAD).status_code == 302
    assert len(kept(cast.row)) == 1


def test_nothing_is_edited_each_change_stands_in_place_of_the_last(cast: Cast, client: Client) -> None:
    client.post(PAGE, LAD)
    first = held_now(cast.row)
    version = CaseRow.objects.get(pk=cast.row.pk).version
    client.post(PAGE, {**TRY, "safeguard": first.id})
    second = held_now(cast.row)
    client.post(PAGE, {"do": "consent", "safeguard": second.id, "public": "yes", "withdrawn": "2031-06-03"})
    third = held_now(cast.row)
    assert kept(cast.row) == [first, second, third]
    assert (second.replaces, third.replaces) == (first.id, second.id)
    assert third.intruder == second.intruder
    assert third.consent == Consent(("public",), None, AT.date())
    assert CaseRow.objects.get(pk=cast.row.pk).version == version + 2, "an edition must be cleared again"
    shown = client.get(PAGE).content.decode()
    assert f'data-safeguard="{third.id}"' in shown and f'data-safeguard="{first.id}"' not in shown


def test_who_was_sought_by_other_words_was_not_sought_by_these(cast: Cast, client: Client) -> None:
    client.post(PAGE, LAD)
    client.post(PAGE, {**TRY, "safeguard": held_now(cast.row).id})
    client.post(PAGE, {**LAD, "safeguard": held_now(cast.row).id, "names": "Mako"})
    assert held_now(cast.row).intruder is not None
    client.post(PAGE, {**LAD, "safeguard": held_now(cast.row).id, "withholds": "paper"})
    assert held_now(cast.row).intruder is None


def test_who_comes_second_is_told(cast: Cast, client: Client) -> None:
    client.post(PAGE, LAD)
    first = held_now(cast.row)
    client.post(PAGE, {**TRY, "safeguard": first.id})
    again = client.post(PAGE, {**TRY, "safeguard": first.id, "minutes": "60"})
    assert again.status_code == 400 and "Somebody else changed this meanwhile" in again.content.decode()
    assert client.get(f"{PAGE}?try={first.id}").status_code == 404


WRONG = {
    "nobody": ({"covers": ""}, "“covers” is missing"),
    "somebody unknown": ({"covers": "ghost"}, "“ghost” is not in the case"),
    "unknown by id": ({"ids": "marat ghost"}, "“ghost” is not in the case"),
    "a person withheld": ({"withholds": "marat-nobody"}, "“marat-nobody” is not in the case"),
    "no wording": ({"wording": " "}, "“wording” is missing"),
    "the label": ({"wording": "not Marat Ospanov"}, "tells whom it stands for"),
    "the name inflected": ({"wording": "брат Марата Оспанова"}, "tells whom it stands for"),
    "another name of his": ({"names": "Aigul Bekova", "wording": "сын Бековой"}, "tells whom it stands for"),
    "no reasons": ({"reasons": ""}, "“reasons” is missing"),
    "few below none": ({"alike": "-1"}, "alike"),
    "no number": ({"alike": "many"}, "alike"),
    "10,000 ids": ({"ids": " ".join(f"p{one}" for one in range(10_000))}, "larger than may be read"),
    "300 ids": ({"ids": " ".join(f"p{one}" for one in range(300))}, "larger than may be read"),
    "control characters": ({"wording": "a\x00lad"}, "wording"),
    "a line of control": ({"wording": "a\x7flad"}, "wording"),
    "no day": ({"public": "yes", "until": "31 June"}, "31 June"),
    "agreed to nothing": ({"until": "2031-06-03"}, "“uses” is missing"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_one_sentence_and_the_words_are_kept(wrong: str, cast: Cast, client: Client) -> None:
    fields, said = WRONG[wrong]
    answer = client.post(PAGE, {**LAD, **fields})
    page = html.unescape(answer.content.decode())
    (problems,) = re.findall(r'<div class="problems" role="alert">(.*?)</div>', page, re.S)
    assert answer.status_code == 400 and said in problems and problems.count("<p>") == 1, problems
    assert fields.get("wording", LAD["wording"]).strip() in page
    assert kept(cast.row) == []


WRONG_TRIES = {
    "nobody": ({"by": ""}, "“by” is missing"),
    "no time": ({"minutes": "0"}, "minutes"),
    "less than none": ({"minutes": "-5"}, "minutes"),
    "no number": ({"minutes": "an hour"}, "minutes"),
    "nothing asked": ({"sources": "\n"}, "“sources” is missing"),
    "no answer": ({"found": ""}, "“found” is missing"),
}


@pytest.mark.parametrize("wrong", WRONG_TRIES)
def test_a_try_that_is_none_is_refused(wrong: str, cast: Cast, client: Client) -> None:
    client.post(PAGE, LAD)
    fields, said = WRONG_TRIES[wrong]
    answer = client.post(PAGE, {**TRY, "safeguard": held_now(cast.row).id, **fields})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 400 and said in page
    assert ("a register" in page) == ("sources" not in fields), "the words are kept"
    assert held_now(cast.row).intruder is None


def test_what_a_lead_may_not_see_is_not_there_for_her(cast: Cast, client: Client) -> None:
    cast.seal("subject", "daulet")
    secret = SafeguardDraft(("daulet",), "somebody", "told nobody")
    for who in ("aigerim", "bolat"):
        team_actions.grant(cast.aigerim, cast.row, username=who, compartment="closed", at=AT)
    acting.protect(cast.aigerim, cast.row, secret, at=AT)
    key = held_now(cast.row).id
    shown = client.get(PAGE).content.decode()
    assert "told nobody" in shown
    team_actions.revoke(cast.aigerim, cast.row, username="aigerim", compartment="closed", reasons="x", at=AT)
    page = client.get(PAGE).content.decode()
    assert "told nobody" not in page and key not in page
    for asked in (f"?try={key}", f"?change={key}", f"?consent={key}"):
        assert client.get(PAGE + asked).status_code == client.get(PAGE + "?try=ghost").status_code == 404
    for one in (key, "ghost"):
        answer = client.post(PAGE, {**TRY, "safeguard": one})
        assert f"“{one}” is not in the case" in html.unescape(answer.content.decode())
    for one in ("daulet", "ghost"):
        answer = client.post(PAGE, {**LAD, "covers": one})
        assert f"“{one}” is not in the case" in html.unescape(answer.content.decode())
        assert f'value="{one}"' in client.get(f"{PAGE}?ids={one}").content.decode()


@pytest.mark.parametrize(("kind", "key"), [("entry", "marat"), ("subject", "daulet")])
def test_a_safeguard_is_sealed_with_whatever_it_covers_and_so_is_what_replaces_it(
    kind: str, key: str, cast: Cast, client: Client
) -> None:
    client.post(PAGE, {**LAD, "covers": key})
    client.post(PAGE, {**TRY, "safeguard": held_now(cast.row).id})
    cast.seal(kind, key)
    assert {one.seal.key for one in SafeguardRow.objects.all() if one.seal} == {"closed"}
    assert SafeguardRow.objects.filter(seal=None).count() == 0


def test_a_wording_may_not_tell_of_others_as_far_as_she_may_know(cast: Cast, client: Client) -> None:
    cast.seal("subject", "daulet", compartment="ward")
    told = client.post(PAGE, {**LAD, "wording": "a friend of Daulet Serikov"}).content.decode()
    assert "tells whom it stands for" in told
    team_actions.revoke(cast.aigerim, cast.row, username="aigerim", compartment="ward", reasons="x", at=AT)
    assert client.post(PAGE, {**LAD, "wording": "a friend of Daulet Serikov"}).status_code == 302


def test_the_log_tells_ids_alone_and_a_deep_check_finds_all_as_it_was(cast: Cast, client: Client) -> None:
    client.post(PAGE, {**LAD, "names": "Mako"})
    client.post(PAGE, {**TRY, "safeguard": held_now(cast.row).id})
    rows = EventRow.objects.filter(action__startswith="safeguard.").order_by("seq")
    assert [(row.action, row.about) for row in rows] == [
        ("safeguard.made", kept(cast.row)[0].id),
        ("safeguard.replaced", kept(cast.row)[1].id),
    ]
    assert run("verify", "--deep")[0] == 0
    body = SafeguardRow.objects.order_by("seq").last()
    assert body is not None
    body.body["intruder"]["found"] = True
    body.save()
    assert run("verify", "--deep")[0] == 1, "the log has another digest"


def test_a_private_copy_holds_every_safeguard_and_reads_back_the_same(
    cast: Cast, client: Client, tmp_path: Path
) -> None:
    client.post(PAGE, {**LAD, "withholds": "paper", "alike": "0", "names": "Ma#ko: [x]\n- y"})
    client.post(PAGE, {**TRY, "safeguard": held_now(cast.row).id})
    client.post(
        PAGE, {"do": "consent", "safeguard": held_now(cast.row).id, "uses": "a court", "until": "2032-01-31"}
    )
    assert run("export", "tasqora", tmp_path / "own", "--private", "--as", "aigerim")[0] == 0
    assert list(read_case(tmp_path / "own").safeguards) == kept(cast.row)
    assert run("export", "tasqora", tmp_path / "out", "--as", "aigerim")[0] == 0
    told = b"".join(one.read_bytes() for one in (tmp_path / "out").rglob("*") if one.is_file())
    assert b"a lad of the town" in told
    assert b"a register" not in told and b"Mako" not in told and b"Ospanov" not in told


def test_what_was_replaced_holds_no_more(cast: Cast, client: Client, tmp_path: Path) -> None:
    client.post(PAGE, {**LAD, "withholds": "paper"})
    client.post(PAGE, {**LAD, "safeguard": held_now(cast.row).id, "wording": "a worker"})
    assert run("export", "tasqora", tmp_path / "out", "--as", "aigerim")[0] == 0
    told = b"".join(one.read_bytes() for one in (tmp_path / "out").rglob("*") if one.is_file())
    assert b"a worker" in told and b"a lad of the town" not in told


@pytest.fixture
def team(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Press:
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    row, _ = import_folder(cast.aigerim, SAMPLES / "zhanaozen", at=AT)
    return press(cast, row)


def follow(client: Client, page: str, way: str) -> str:
    """The page behind a link whose address holds these words."""
    (link, *_) = [one for one in re.findall(r'href="([^"]+)"', page) if way in one]
    return client.get(html.unescape(link).partition("#")[0]).content.decode()


def form_of(page: str, do: str) -> dict[str, list[str]]:
    """What a browser would send of the first form with such a button."""
    (form,) = [one for one in re.findall(r"<form.*?</form>", page, re.S) if f'name="do" value="{do}"' in one][
        :1
    ]
    fields: dict[str, list[str]] = {"do": [do]}
    for one in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)
        loose = 'type="checkbox"' in one or 'type="radio"' in one
        if name and name[1] not in ("do", "csrfmiddlewaretoken") and (not loose or " checked" in one):
            fields.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
    return fields


def test_the_mother_of_four_is_protected_by_following_the_offers_and_the_edition_goes_out(
    team: Press,
) -> None:
    publish, lead = "/c/zhanaozen/publish/", of(team.cast.aigerim)
    of(team.cast.bolat).post(publish, {"do": "draft"})
    blocked = lead.post(publish, {"do": "clear"}).content.decode()
    assert "mother-of-four" in blocked and "/c/zhanaozen/statement/mother.injury/" in blocked
    form = form_of(follow(lead, blocked, "ids=mother-of-four%2Cmother.where-injury"), "protect")
    assert (form["covers"], form["withholds"]) == (
        ["mother-of-four"],
        ["mother.where-injury", "mother.known-by"],
    )
    saved = lead.post(
        "/c/zhanaozen/safeguards/",
        {**form, "wording": "a person killed in the town", "reasons": "it fits one person"},
        follow=True,
    ).content.decode()
    back = follow(lead, saved, "/publish/")
    assert "has changed" in back or "Have it cleared" in back
    of(team.cast.bolat).post(publish, {"do": "draft"})
    blocked = lead.post(publish, {"do": "clear"}).content.decode()
    tried = form_of(follow(lead, blocked, "?try="), "try")
    answer = lead.post("/c/zhanaozen/safeguards/", {**tried, **TRY, "found": "yes"})
    assert answer.status_code == 302
    blocked = lead.post(publish, {"do": "clear"}).content.decode()
    assert "Somebody tried and found them" in blocked
    less = form_of(follow(lead, blocked, "?change="), "protect")
    assert less["wording"] == ["a person killed in the town"]
    lead.post("/c/zhanaozen/safeguards/", {**less, "ids": "mother.when"})
    of(team.cast.bolat).post(publish, {"do": "draft"})
    blocked = lead.post(publish, {"do": "clear"}).content.decode()
    tried = form_of(follow(lead, blocked, "?try="), "try")
    lead.post("/c/zhanaozen/safeguards/", {**tried, **TRY})
    assert "What speaks against it" not in lead.post(publish, {"do": "clear"}, follow=True).content.decode()
    goes_out(team, publish)


def goes_out(team: Press, publish: str) -> None:
    """Two sign, the lead publishes, and no page tells what was withheld."""
    row = ReleaseRow.objects.get(dossier__case=team.row, state="draft")
    for who in (team.saule, team.erlan):
        team.read(who)
        of(who).post(publish, {"do": "sign", "manifest": row.manifest})
    of(team.cast.aigerim).post(publish, {"do": "publish"})
    attempt = taken(AT)
    perform(attempt, pulse_of(attempt, AT), clock=lambda: AT)
    row.refresh_from_db()
    assert row.state == "current"
    folder = Path(settings.HOME) / "public" / row.dossier.address / str(row.number)
    pages = "".join(one.read_text(errors="replace") for one in folder.rglob("*") if one.is_file())
    assert "a person killed in the town" in pages
    for told in ("four children", "mother of four", "mother-of-four", "the press", "it fits one person"):
        assert told not in pages, told
        assert not [one for one in folder.rglob("*") if told in one.name]
    assert "cash-machine" not in pages


def test_a_consent_that_lacks_leads_to_its_form(team: Press) -> None:
    lead, publish = of(team.cast.aigerim), "/c/zhanaozen/publish/"
    asked = SafeguardDraft(
        ("mother-of-four",), "somebody", "asked", ("mother.where-injury", "mother.known-by"), alike=40
    )
    one = acting.protect(team.cast.aigerim, team.row, asked, at=AT)
    acting.record_consent(team.cast.aigerim, team.row, one.id, Consent(("a court",)), at=AT)
    team.draft()
    blocked = lead.post(publish, {"do": "clear"}).content.decode()
    form = form_of(follow(lead, blocked, "?consent="), "consent")
    lead.post("/c/zhanaozen/safeguards/", {**form, "public": "yes", "uses": "a court"})
    blocked = lead.post(publish, {"do": "clear"}).content.decode()
    assert "not to a publication" not in blocked and "Nobody has tried" in blocked
