"""Whose knowledge a statement is, and how many independent ones agree.

Invariant: a copy, an unknown origin and an unnamed plural never add.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import SOURCES, cast, evidence, said

from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.statements.origins import Corroboration, corroboration, origin_of, root_source


def agree(*statements: Statement, subjects: dict[str, Subject] | None = None) -> Corroboration:
    return corroboration(statements, evidence(statements, subjects=subjects))


def test_two_voices_are_two_origins() -> None:
    found = agree(said("s1", "nurse", "head"), said("s2", "sister", "head"))
    assert (found.independent, found.corroborated) == (2, True)


def test_one_voice_in_two_sources_is_one_origin() -> None:
    assert agree(said("s1", "nurse", "head"), said("s2", "nurse", "head", source="letter")).independent == 1


def test_the_last_voice_of_a_chain_is_the_origin() -> None:
    told = said("s1", "speaker", "head", via=["nurse"])
    assert origin_of(told, evidence(told)).key == "nurse"
    assert agree(told, said("s2", "sister", "head", via=["nurse"])).independent == 1


def test_a_copy_adds_nothing_to_its_original() -> None:
    found = agree(said("s1", "nurse", "head"), said("s2", "unknown-man", "head", source="reprint"))
    assert found.independent == 1


def test_a_copy_of_a_copy_adds_nothing_either() -> None:
    copies = [said(f"s-{source}", "unknown-man", "head", source=source) for source in ("reprint", "post")]
    assert agree(*copies).independent == 1
    assert agree(said("s1", "nurse", "head"), *copies).independent == 1


def test_a_copy_that_names_a_voice_of_its_own_has_that_origin() -> None:
    found = agree(
        said("s1", "nurse", "head"), said("s2", "unknown-man", "head", source="reprint", via=["guard"])
    )
    assert found.independent == 2


def test_a_translation_is_a_copy() -> None:
    translated = Source("talk-en", "translation", derived_from="talk", derivation="translation")
    said_twice = said("s1", "nurse", "head"), said("s2", "nurse", "head", source="talk-en")
    found = corroboration(said_twice, evidence(said_twice, sources={"talk-en": translated}))
    assert found.independent == 1


def test_unnamed_plural_witnesses_never_add() -> None:
    crowd = said("s1", "speaker", "head", via=["crowd"])
    assert agree(crowd, said("s2", "speaker", "head", via=["they-unnamed"])).independent == 1
    assert agree(crowd, said("s3", "nurse", "head")).independent == 1


def test_a_voice_that_is_a_person_of_the_cast_is_that_person() -> None:
    subjects = cast()
    subjects["sister"] = replace(subjects["sister"], stands_for="dana")
    assert (
        agree(
            said("s1", "sister", "head"), said("s2", "speaker", "head", via=["dana"]), subjects=subjects
        ).independent
        == 1
    )


def test_nothing_said_is_no_origin_at_all() -> None:
    assert (agree().independent, agree().corroborated) == (0, False)


def test_first_hand_needs_a_known_voice_that_saw_it() -> None:
    seen = said("s1", "nurse", "head", basis="eyewitness")
    crowd = said("s2", "speaker", "head", via=["crowd"], basis="eyewitness")
    assert agree(seen, crowd).first_hand == 1
    assert agree(said("s3", "nurse", "head", basis="told")).first_hand == 0


def test_a_paper_is_known_by_its_source_its_medium_or_itself() -> None:
    papers = [
        said("s1", "nurse", "head", source="file"),
        said("s2", "nurse", "head", through="paper"),
        said("s3", "nurse", "head", through="video"),
    ]
    assert [origin_of(one, evidence(papers)).document for one in papers] == [True, True, False]


def test_copies_in_a_ring_come_to_an_end() -> None:
    ring = {"a": Source("a", "copy", derived_from="b"), "b": Source("b", "copy", derived_from="a")}
    assert root_source("a", evidence(sources=ring)) == "b"


VOICES = st.sampled_from(["nurse", "sister", "guard", "crowd", "unknown"])
CHAINS = st.tuples(VOICES, st.lists(VOICES, max_size=2), st.sampled_from(sorted(SOURCES)))


@given(st.lists(CHAINS, min_size=1, max_size=6), st.data())
def test_one_more_copy_never_raises_corroboration(
    chains: list[tuple[str, list[str], str]], data: st.DataObject
) -> None:
    before = [
        said(f"s{n}", voice, "head", via=via, source=source) for n, (voice, via, source) in enumerate(chains)
    ]
    copied = data.draw(st.sampled_from(before))
    chain = data.draw(
        st.sampled_from([copied.chain, (*said("x", "unknown-man", "head").chain, *copied.chain)])
    )
    sources = {"copy": Source("copy", "copy", derived_from=copied.source)}
    copy = replace(copied, id="copy", source="copy", chain=chain)
    found = evidence([*before, copy], sources=sources)
    assert corroboration([*before, copy], found).independent <= corroboration(before, found).independent


@pytest.mark.parametrize("voice", ["editor", "heading", "guard"])
def test_who_stands_around_the_words_of_a_source_adds_nothing_to_them(voice: str) -> None:
    interview = {"talk": Source("talk", "interview", tail=("guard",))}
    both = said("s1", "nurse", "head"), said("s2", voice, "head")
    elsewhere = said("s3", voice, "head", source="letter")
    assert corroboration(both, evidence(both, sources=interview)).independent == 1
    assert corroboration(both[1:], evidence(both[1:], sources=interview)).independent == 1
    assert corroboration([both[0], elsewhere], evidence(both, elsewhere, sources=interview)).independent == 2


def test_an_editor_and_a_heading_of_one_source_are_one() -> None:
    assert agree(said("s1", "editor", "head"), said("s2", "heading", "head")).independent == 1


def test_whom_an_editor_quotes_is_an_origin_of_their_own() -> None:
    assert agree(said("s1", "nurse", "head"), said("s2", "editor", "head", via=["guard"])).independent == 2


def test_a_copy_by_another_hand_does_not_part_a_voice_from_itself() -> None:
    """One voice in a letter and in a reprint is one; a further copy of the reprint changes nothing."""
    both = said("s1", "nurse", "head", source="letter"), said("s2", "nurse", "head", source="reprint")
    further = said("s3", "unknown-man", "head", source="post")
    assert (agree(*both).independent, agree(*both, further).independent) == (1, 1)
