"""A case's own acts, harms, weapons, causes and forms are counted by what they are narrower than.

Invariant: what follows from a word stands in the vocabulary; a case's own word is as good as one of ours.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.counting.written import case, kinds, outcome
from tests.smallcase import problems, small

LABELS = "en: e, ru: р, kk: қ"
OWN = f"""vocabulary:
  codes:
    act:
      codes:
        flaying: {{{LABELS}, parent: torture}}
        stoning: {{{LABELS}, parent: killing, violent: yes}}
        pogrom: {{{LABELS}, parent: massacre}}
        eviction: {{{LABELS}}}
        night-eviction: {{{LABELS}, parent: eviction}}
    harm:
      codes:
        evicted: {{{LABELS}, acts: [eviction], also: [turned out]}}
        flayed: {{{LABELS}, parent: ill-treated, acts: [flaying]}}
    weapon:
      codes:
        mortar: {{{LABELS}, parent: explosive}}
        musket: {{{LABELS}, parent: firearm}}
        harpoon: {{{LABELS}, class: pierced}}
        old-gun: {{{LABELS}, gunfire: yes}}
    cause:
      codes:
        shrapnel: {{{LABELS}, manner: violent, class: explosion}}
    death-class:
      codes:
        pierced: {{{LABELS}}}
  forms:
    stoned:
      {LABELS.replace(", ", chr(10) + "      ")}
      who: person
      main: victim
      event: {{label: the stoning of, act: stoning}}
      always:
        - {{id: act, subject: $event, predicate: type, value: stoning}}
        - {{id: victim, subject: $who, predicate: victim-of, value: $event}}
      slots: {{when: {{id: when, subject: $event, predicate: when}}}}
"""


def counted(folder: Path, *entries: str, rule: str = "") -> dict[str, str]:
    files = {"vocabulary.yaml": OWN, "rules/deaths.yaml": f"rule: {{key: deaths{rule and ', ' + rule}}}\n"}
    return dict(outcome(small(folder, *entries, files=files).ladder()))


@pytest.mark.parametrize(
    ("rule", "entry"),
    [
        ("harm: ill-treated", "e: [p, victim-of, flaying]"),
        ("harm: ill-treated", "e: {hurt: p, as: flaying}"),
        ("harm: ill-treated", "e: {ill-treated: p, as: flaying}"),
        ("harm: flayed", "e: {ill-treated: p, as: flaying}"),
        ("harm: evicted", "e: [p, victim-of, night-eviction]"),
        ("harm: turned out", "e: [p, victim-of, eviction]"),
        ("", "e: {stoned: p, when: 2031-04-01}"),
        ("", "e: [p, victim-of, stoning]"),
    ],
)
def test_a_narrower_act_is_counted_with_the_wider(tmp_path: Path, rule: str, entry: str) -> None:
    assert counted(tmp_path, entry, rule=rule) == {"p": "in"}


@pytest.mark.parametrize("act", ["massacre", "pogrom"])
def test_not_each_victim_of_a_massacre_died(tmp_path: Path, act: str) -> None:
    assert counted(tmp_path, f"e: [p, victim-of, {act}]") == {"p": "out: outcome-not-stated"}


def test_a_wider_harm_is_not_the_narrower(tmp_path: Path) -> None:
    assert counted(tmp_path, "e: {ill-treated: p}", rule="harm: flayed") == {}


@pytest.mark.parametrize(
    ("affirmed", "denied", "outcome_"),
    [
        ("ill-treatment", "flaying", "in"),
        ("flaying", "flaying", "open: disputed"),
        ("flaying", "ill-treatment", "open: disputed"),
        ("beating", "torture", "in"),
    ],
)
def test_a_denial_is_of_what_it_names_and_of_all_narrower(
    tmp_path: Path, affirmed: str, denied: str, outcome_: str
) -> None:
    said = (f"e: [p, victim-of, {affirmed}]", f"f: [p, not victim-of, {denied}, via: [ministry]]")
    assert counted(tmp_path, *said, rule="harm: ill-treated") == {"p": outcome_}


def test_a_denial_of_more_than_the_harm_denies_the_harm(tmp_path: Path) -> None:
    said = ("e: [p, victim-of, flaying]", "f: [p, not victim-of, ill-treatment, via: [ministry]]")
    assert counted(tmp_path, *said, rule="harm: flayed") == {"p": "open: disputed"}


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("with: mortar", "with: firearm", "disputed"),
        ("with: mortar", "with: explosive", "explosion"),
        ("with: musket", "with: pistol", "gunfire"),
        ("with: old-gun", "with: rifle", "gunfire"),
        ("with: harpoon", "with: harpoon", "pierced"),
        ("with: harpoon", "with: blade", "disputed"),
        ("with: [mortar, rifle]", "with: bomb", "explosion"),
        ("with: [mortar, rifle]", "hit: back", "gunfire"),
        ("with: firearm, sure: possible", "with: mortar", "explosion"),
        # What the words mean nobody knows: they do not bear out the other voice.
        ("with: pebbles", "with: mortar", "kind-unclear"),
    ],
)
def test_the_class_is_what_all_voices_share(tmp_path: Path, first: str, second: str, kind: str) -> None:
    said = {"a": f"x: {{killed: p, {first}}}", "b": f"y: {{killed: p, {second}}}"}
    (tmp_path / "vocabulary.yaml").write_text(OWN, encoding="utf-8")
    assert kinds(case(tmp_path, **said).ladder()) == {"p": kind}


def test_a_cause_has_a_class_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.yaml").write_text(OWN, encoding="utf-8")
    said = {"a": "x: {died: p, cause: shrapnel}", "b": "y: {killed: p, with: mortar}"}
    assert kinds(case(tmp_path, **said).ladder()) == {"p": "explosion"}


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ("harm: {codes: {starved: {en: e, ru: р, kk: қ}}}", "harm-without-acts"),
        ("harm: {codes: {starved: {en: e, ru: р, kk: қ, acts: [hungr]}}}", "unknown-code"),
        ("weapon: {codes: {dart: {en: e, ru: р, kk: қ, class: gunfir}}}", "unknown-code"),
        ("cause: {codes: {dart: {en: e, ru: р, kk: қ, class: dart}}}", "unknown-code"),
    ],
)
def test_a_word_by_which_nobody_could_be_counted_is_refused(tmp_path: Path, codes: str, code: str) -> None:
    files = {"vocabulary.yaml": f"vocabulary:\n  codes:\n    {codes}\n"}
    found = problems(tmp_path, "e: {killed: p}", files=files)
    assert [(one.code, one.parameters["file"]) for one in found] == [(code, "vocabulary.yaml")]
