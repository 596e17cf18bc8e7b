"""The roles of one subject over time. Invariant: where nothing orders them, life comes before death."""

from __future__ import annotations

from tests.builders import evidence, killed, said

from aigaq.accountability.roles import roles_of
from aigaq.records.statements import Statement
from aigaq.statements.dating import solve_dates


def roles(*told: Statement | list[Statement]) -> list[str]:
    found = evidence(*told)
    return [one.predicate for one in roles_of("marat", found, solve_dates(found))]


DEATH = killed("marat", "nurse", name="e", line=1)
HARM = said("e.victim", "nurse", "e.event", as_="victim-of", line=1)
WITNESS = said("w", "nurse", "witness", as_="role-in-case", line=2)
BURIED = said("b", "nurse", "town", as_="buried", line=1)


def test_a_death_told_first_comes_after_what_nothing_orders() -> None:
    assert roles(DEATH, HARM, WITNESS) == ["role-in-case", "victim-of", "died"]


def test_a_burial_comes_after_the_death() -> None:
    assert roles(BURIED, DEATH, WITNESS) == ["role-in-case", "died", "buried"]


def test_dates_put_a_verdict_after_the_death() -> None:
    verdict = said("v", "nurse", "convicted", as_="verdict", event="trial", line=2)
    days = [
        said("d1", "nurse", "2031-05-01", of="e.event", as_="when"),
        said("d2", "nurse", "2031-09-01", of="trial", as_="when"),
    ]
    assert roles(DEATH, HARM, verdict, days) == ["victim-of", "died", "verdict"]


def test_words_put_a_role_after_the_death() -> None:
    after = said("o", "nurse", "trial", of="e.event", as_="before")
    verdict = said("v", "nurse", "acquitted", as_="verdict", event="trial", line=2)
    assert roles(HARM, DEATH, verdict, after)[-1] == "verdict"
