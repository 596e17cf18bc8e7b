"""Verdicts, sentences and releases that differ. Invariant: two trials that are both named stay apart."""

from __future__ import annotations

import pytest
from tests.builders import against, said

from aigaq.records.statements import Statement


def convicted(name: str, voice: str, *, at: str | None = None, **told: str) -> list[Statement]:
    """What the form `convicted` writes, of an event of its own."""
    event = f"{name}.event"
    slots = {"verdict": "convicted", **{key.replace("_", "-"): word for key, word in told.items()}}
    made = [
        said(f"{name}.{key}", voice, word, as_=key, event=event, entry=name) for key, word in slots.items()
    ]
    return [*made, *([said(f"{name}.at", voice, at, as_="tried-in", event=event, entry=name)] if at else [])]


def found(*told: Statement | list[Statement]) -> list[tuple[str, str]]:
    return [(one.predicate, one.result) for one in against(*told)]


SIX = convicted("a", "nurse", sentence_imposed="6 years")


@pytest.mark.parametrize(
    ("other", "predicate"),
    [
        (said("b", "guard", "acquitted", as_="verdict"), "verdict"),
        (said("b", "guard", "convicted", as_="verdict", polarity="denies"), "verdict"),
        (said("b", "guard", "yes", as_="punished", polarity="denies"), "punished"),
        (convicted("b", "guard", sentence_imposed="7 years"), "sentence-imposed"),
        (said("b", "guard", "7 years", as_="sentence-imposed"), "sentence-imposed"),
    ],
)
def test_a_conviction_is_contradicted_though_its_form_makes_an_event(
    other: Statement | list[Statement], predicate: str
) -> None:
    assert found(SIX, other) == [(predicate, "contradicts")]


@pytest.mark.parametrize(
    ("first", "then", "differ"),
    [(None, None, True), ("trial", None, True), ("trial", "trial", True), ("trial", "march", False)],
)
def test_trials_stay_apart_only_where_both_are_named_and_differ(
    first: str | None, then: str | None, differ: bool
) -> None:
    both = convicted("a", "nurse", at=first, sentence_imposed="6 years", released_on="2032-05")
    other = convicted("b", "guard", at=then, sentence_imposed="7 years", released_on="2033-05")
    assert found(both, other) == (
        [("released-on", "contradicts"), ("sentence-imposed", "contradicts")] if differ else []
    )


def test_a_word_that_names_no_trial_is_held_against_none_where_it_fits_one() -> None:
    two = [
        *convicted("a", "nurse", at="trial", sentence_imposed="6 years"),
        *convicted("b", "nurse", at="march", sentence_imposed="2 years"),
    ]
    assert found(two, said("c", "guard", "2 years", as_="sentence-imposed")) == []
    assert (
        found(two, said("c", "guard", "4 years", as_="sentence-imposed"))
        == [("sentence-imposed", "contradicts")] * 2
    )


def test_a_release_from_custody_is_none_from_prison() -> None:
    custody = said("h", "guard", "2030-05", as_="released-on", event="arrest-marat")
    plain = said("h2", "guard", "2030-05", as_="released-on")
    prison = convicted("a", "nurse", released_on="2032-05")
    assert found(prison, custody) == found(prison, custody, plain) == []
    assert found(prison, plain) == [("released-on", "contradicts")]


def test_nobody_serves_what_another_trial_imposed() -> None:
    short = convicted("a", "nurse", at="trial", sentence_imposed="2 years")
    long = convicted("b", "nurse", at="march", sentence_imposed="6 years", served="4 years")
    assert found(short, long) == []


def test_a_denial_only_possible_makes_a_tension() -> None:
    doubt = said("b", "guard", "yes", as_="punished", polarity="denies", modality="possible")
    assert found(SIX, doubt) == [("punished", "tension")]
