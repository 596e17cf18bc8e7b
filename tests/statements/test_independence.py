"""Which origins are independent: no voice is in both chains, unless it only took the words down.

Invariant: a voice that reaches us only through another that is counted adds nothing.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import SOURCES, cast, decision, evidence, said

from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.statements.origins import corroboration


def independent(*statements: Statement) -> int:
    return corroboration(statements, evidence(*statements)).independent


def test_a_speaker_and_whoever_only_that_speaker_quotes_are_one() -> None:
    own, quoted = said("s1", "speaker", "head"), said("s2", "speaker", "head", via=["nurse"])
    assert independent(own, quoted) == 1


def test_two_whom_one_speaker_quotes_are_one() -> None:
    assert independent(*(said(f"s-{one}", "speaker", "head", via=[one]) for one in ("nurse", "guard"))) == 1


def test_the_one_quoted_is_an_origin_of_its_own_once_heard_directly() -> None:
    chains = [said("s1", "speaker", "head"), said("s2", "speaker", "head", via=["nurse"])]
    assert independent(*chains, said("s3", "nurse", "head", source="letter")) == 2


@pytest.mark.parametrize(("source", "voice"), [("file", "speaker"), ("talk", "court")])
def test_two_witnesses_in_one_record_are_two(source: str, voice: str) -> None:
    heard = [said(f"s-{one}", voice, "head", via=[one], source=source) for one in ("nurse", "guard")]
    assert independent(*heard) == 2


def test_a_copy_called_a_document_makes_no_record_of_a_talk() -> None:
    copy = Source("copy", "copy", derived_from="talk", document=True)
    own = said("s1", "speaker", "head")
    quoted = said("s2", "speaker", "head", via=["nurse"], source="copy")
    found = evidence(own, quoted, sources={"copy": copy})
    assert corroboration([own, quoted], found).independent == 1


def test_a_voice_decided_to_be_another_is_shared_by_both_chains() -> None:
    told = [
        said("s1", "dana", "head", via=["nurse"]),
        said("s2", "aset", "head", via=["guard"], source="letter"),
    ]
    assert corroboration(told, evidence(told)).independent == 2
    same = evidence(told, decisions=[decision("d1", "same", "dana", "aset")])
    assert corroboration(told, same).independent == 1


def test_a_voice_and_the_person_it_is_are_shared_by_both_chains() -> None:
    subjects = cast()
    subjects["sister"] = replace(subjects["sister"], stands_for="dana")
    told = [said("s1", "sister", "head", via=["nurse"]), said("s2", "dana", "head", source="letter")]
    assert corroboration(told, evidence(told, subjects=subjects)).independent == 1


def test_whoever_copied_stays_a_copyist_when_quoted() -> None:
    first, copied = said("s1", "sister", "head"), said("s2", "nurse", "head", source="reprint")
    quoted = said("s3", "unknown-man", "head", via=["nurse"], source="post")
    assert independent(first, copied, quoted) == 1


VOICES = st.sampled_from(["nurse", "sister", "guard", "court", "crowd", "unknown"])
SAID = st.lists(st.tuples(VOICES, st.lists(VOICES, max_size=2), st.sampled_from(sorted(SOURCES))), max_size=6)


def spoken(chains: list[tuple[str, list[str], str]]) -> list[Statement]:
    return [said(f"s{n}", voice, "head", via=via, source=key) for n, (voice, via, key) in enumerate(chains)]


@given(SAID, st.data())
def test_the_order_of_what_was_said_changes_nothing(
    chains: list[tuple[str, list[str], str]], data: st.DataObject
) -> None:
    told = spoken(chains)
    turned = data.draw(st.permutations(told))
    assert corroboration(turned, evidence(turned)) == corroboration(told, evidence(told))


@given(SAID.filter(bool), st.data())
def test_a_word_handed_on_once_more_never_adds(
    chains: list[tuple[str, list[str], str]], data: st.DataObject
) -> None:
    before = spoken(chains)
    copied = data.draw(st.sampled_from(before))
    by = data.draw(st.sampled_from(["", "guard", "unknown-man"]))
    ahead = said("x", by, "head").chain if by else ()
    marked = Source("copy", "copy", derived_from=copied.source, document=data.draw(st.booleans()))
    copy = replace(copied, id="copy", source="copy", chain=(*ahead, *copied.chain))
    found = evidence([*before, copy], sources={"copy": marked})
    assert corroboration([*before, copy], found).independent <= corroboration(before, found).independent
