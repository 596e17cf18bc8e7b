"""A flood is turned away, and whoever sends one thing is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aigaq.web.throttle import ACCEPTED, ACCEPTED_EACH, TRIES_EACH, WINDOW, Throttle, sender_of

TOLD = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.floats(0, 30)), max_size=400)


def test_one_sender_who_floods_takes_few_places_and_is_soon_not_read() -> None:
    throttle = Throttle()
    read = [throttle.may_try("flood", second * 0.012) for second in range(5_000)]
    assert sum(read) == TRIES_EACH
    assert sum(throttle.accept("d", "flood", 1.0) for _ in range(5_000)) == ACCEPTED_EACH
    assert throttle.may_try("reader", 30.0) and throttle.accept("d", "reader", 30.0)


def test_a_handful_of_senders_leaves_places_for_new_ones() -> None:
    throttle = Throttle()
    taken = sum(throttle.accept("d", f"flood{number % 30}", 1.0) for number in range(5_000))
    assert ACCEPTED_EACH * 2 < taken < ACCEPTED
    assert throttle.accept("d", "reader", 2.0)


def test_another_dossier_is_not_concerned() -> None:
    throttle = Throttle()
    for number in range(ACCEPTED):
        assert throttle.accept("flooded", f"sender{number}", 1.0)
    assert not throttle.accept("flooded", "reader", 1.0)
    assert throttle.accept("other", "reader", 1.0)


def test_after_the_window_all_places_are_free() -> None:
    throttle = Throttle()
    assert [throttle.accept("d", "a", 0.0) for _ in range(ACCEPTED_EACH + 1)] == [True] * ACCEPTED_EACH + [
        False
    ]
    assert not throttle.accept("d", "a", WINDOW - 1)
    assert throttle.accept("d", "a", WINDOW + 1)


@given(TOLD)
def test_no_window_ever_holds_more_than_its_places(told: list[tuple[str, float]]) -> None:
    throttle, now = Throttle(), 0.0
    taken: list[tuple[float, str]] = []
    for sender, pause in told:
        now += pause
        if throttle.accept("d", sender, now):
            taken.append((now, sender))
        lately = [who for at, who in taken if now - at < WINDOW]
        assert len(lately) <= ACCEPTED and all(lately.count(who) <= ACCEPTED_EACH for who in lately)


def test_a_sender_is_a_digest_and_a_network_of_ipv6_is_one() -> None:
    told = sender_of("203.0.113.7")
    assert "203.0.113" not in told and told == sender_of("203.0.113.7")
    assert sender_of("2001:db8:1:2::5") == sender_of("2001:db8:1:2:ffff::9")
    assert sender_of("2001:db8:1:2::5") != sender_of("2001:db8:1:3::5")
