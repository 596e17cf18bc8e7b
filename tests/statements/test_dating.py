"""When things happened, from all dates of a case together. Invariant: a computed date names what it rests on."""

from __future__ import annotations

from tests.builders import evidence, held, killed, said, taken_back

from aigaq.records.statements import Statement
from aigaq.statements.dating import solve_dates, when_of


def when(node: str, *statements: Statement | list[Statement]) -> str | None:
    found = evidence(*statements)
    date = when_of(node, solve_dates(found), found)
    return date.text if date else None


def test_a_date_is_shown_as_it_was_written() -> None:
    assert when("march", said("s1", "nurse", "2031-05-01~", of="march", as_="when")) == "2031-05-01~"


def test_a_relative_date_is_anchored_in_both_directions() -> None:
    after = said("s1", "nurse", "1 day after march", of="fight", as_="when")
    fight = said("s2", "guard", "[2031-05-18,2031-05-19]", of="fight", as_="when")
    assert when("march", after, fight) == "[2031-05-17,2031-05-18]"


def test_what_nothing_anchors_stays_undated() -> None:
    assert when("fight", said("s1", "nurse", "1 day after march", of="fight", as_="when")) is None


def test_a_date_that_was_taken_back_dates_nothing() -> None:
    day = said("s1", "nurse", "2031-05-01", of="march", as_="when")
    assert when("march", day, taken_back("r1", "s1", "retracted", voice="nurse")) is None


def test_a_denied_date_dates_nothing() -> None:
    assert when("march", said("s1", "nurse", "2031-05-01", of="march", as_="when", polarity="denies")) is None


def test_a_death_is_no_earlier_than_the_act() -> None:
    solution = solve_dates(evidence(killed("marat", "nurse", name="e", when="2031-05-01")))
    assert str(solution["e.event~death"].earliest_start) == "2031-05-01"
    assert solution["e.event~death"].latest_end is None


def test_a_death_soon_after_a_release_follows_the_detention() -> None:
    died = said("d1", "nurse", "after jail.release", as_="died", event="e.event")
    solution = solve_dates(
        evidence(
            held("marat", "nurse", "jail"), died, said("w1", "nurse", "2031-05-01", of="jail", as_="when")
        )
    )
    assert str(solution["e.event"].earliest_start) == "2031-05-01"


def test_an_anchor_may_be_an_entry_of_the_coding() -> None:
    main = said("clip.when", "nurse", "2031-05-01", of="march", as_="when", entry="clip")
    assert (
        when("fight", main, said("s2", "nurse", "2 days after clip", of="fight", as_="when")) == "2031-05-03"
    )


def test_a_computed_date_is_never_surer_than_its_premises() -> None:
    day = said("s1", "nurse", "2031-05-01", of="march", as_="when", modality="probable")
    after = said("s2", "nurse", "1 day after march", of="fight", as_="when")
    solved = solve_dates(evidence(day, after))["fight"]
    assert (solved.certain, solved.computed, solved.premises) == (False, True, ("s1", "s2"))
