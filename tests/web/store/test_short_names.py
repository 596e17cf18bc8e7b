"""The short name of something new, with and without something unseen of that name: every answer is the same."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from tests.web.cast import AT, COMPARTMENT, Cast

from aigaq.errors import DuplicateId
from aigaq.records.rules import CountRule
from aigaq.records.subjects import Subject
from aigaq.web.casebook.actions import begin
from aigaq.web.counts.actions import add_rule
from aigaq.web.models import Account, Compartment, Grant, RuleRow, SourceRow
from aigaq.web.people.actions import add_subject
from aigaq.web.sources.actions import add_source
from aigaq.web.store.compartments import short_name

BEHIND = re.compile(r"-[b-df-hj-np-tv-z]{4}\b")
OF_CHANCE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|\bv[0-9a-f]{8}\b')
SOURCE = {"key": "ledger", "what": "a note", "text": "Two men were there.\nOne fell."}
RULE = {
    "harm": "died",
    "threshold": "reported",
    "key": "ledger",
    "title": "Those of the quay",
    "reasons": "asked",
}


def sealed_source(cast: Cast) -> None:
    add_source(cast.aigerim, cast.row, key="ledger", what="a note", name="n", data=b"A man fell.\n", at=AT)
    cast.seal("source", "ledger", compartment=COMPARTMENT)


def sealed_rule(cast: Cast) -> None:
    add_subject(cast.aigerim, cast.row, Subject("p-quay", "place", "Quay"), at=AT)
    rule = CountRule("ledger", title="At the quay", place="p-quay")
    add_rule(cast.aigerim, cast.row, rule, reasons="known", at=AT)
    cast.seal("subject", "p-quay", compartment=COMPARTMENT)


def answered(who: Account, address: str, form: dict[str, str]) -> tuple[str, str, str]:
    """What somebody is told who adds something twice, but for chance; nothing of it is kept."""
    client = Client()
    client.force_login(who)
    with transaction.atomic():
        first = client.post(address, form)
        where = first.headers.get("Location", "")
        page, again = client.get(where), client.post(address, form)
        transaction.set_rollback(True)
    assert (first.status_code, page.status_code) == (302, 200) and BEHIND.search(where)
    assert again.status_code == 400, "pressed twice, it is added once"
    return _masked(where), _masked(page.content.decode()), _masked(again.content.decode())


def _masked(text: str) -> str:
    return OF_CHANCE.sub("…", BEHIND.sub("-….", text))


@pytest.mark.parametrize("role", ["reviewer", "lead"])
@pytest.mark.parametrize(
    ("address", "form", "hide"),
    [
        ("/c/tasqora/sources/new/", SOURCE, sealed_source),
        ("/c/tasqora/counts/new/", RULE, sealed_rule),
    ],
    ids=["source", "rule"],
)
def test_nobody_outside_learns_whether_something_sealed_has_the_name(
    cast: Cast, role: str, address: str, form: dict[str, str], hide: Callable[[Cast], None]
) -> None:
    cast.let_in(cast.dina, role)
    before = answered(cast.dina, address, form)
    hide(cast)
    assert SourceRow.objects.filter(key="ledger").exists() or RuleRow.objects.filter(key="ledger").exists()
    assert answered(cast.dina, address, form) == before


def test_whoever_does_not_lead_learns_not_even_whether_there_are_compartments(cast: Cast) -> None:
    cast.let_in(cast.dina, "reviewer")
    with transaction.atomic():
        Grant.objects.all().delete()
        Compartment.objects.all().delete()
        before = answered(cast.dina, "/c/tasqora/sources/new/", SOURCE)
        transaction.set_rollback(True)
    sealed_source(cast)
    assert answered(cast.dina, "/c/tasqora/sources/new/", SOURCE) == before


def test_a_case_that_one_may_not_see_is_not_told_by_its_name(cast: Cast) -> None:
    told = [
        answered(cast.dina, "/new/", {"key": key, "title": "The ferry", "event": "the landing"})
        for key in ("tasqora", "tasqorb")
    ]
    assert told[0] == tuple(one.replace("tasqorb", "tasqora") for one in told[1])


@pytest.mark.parametrize("key", ["k" * 61, "k" * 54 + "-" * 7])
def test_a_long_name_of_a_case_leaves_room_for_the_letters(cast: Cast, key: str) -> None:
    made = begin(cast.dina, key=key, title="The ferry", event="the landing", at=AT).key
    assert len(made) <= 60 and re.fullmatch(r"k+-[a-z]{4}", made)


def test_a_lead_who_holds_every_compartment_keeps_what_she_typed(cast: Cast) -> None:
    def add() -> str:
        data = b"Two men.\n"
        return add_source(cast.aigerim, cast.row, key="pier", what="a note", name="n", data=data, at=AT).key

    assert add() == "pier"
    with pytest.raises(DuplicateId):
        add()


def test_letters_that_are_taken_are_not_given_again() -> None:
    seen: list[str] = []

    def taken(name: str) -> bool:
        seen.append(name)
        return len(seen) < 3

    assert short_name("pier", seen=(), whole=False, taken=taken) == seen[2]


@pytest.mark.parametrize("other", ["pier-east", "pier-bcd", "my-pier", "pier-bcdf-bcdf", "pierbcdf"])
def test_another_name_that_begins_alike_is_not_the_same(other: str) -> None:
    assert BEHIND.search(short_name("pier", seen=[other], whole=False, taken=lambda _: False))
