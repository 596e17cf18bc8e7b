"""read -> write -> read is the identity, for any words a coder may write.

Invariant: only words that a case may hold are drawn; what they say does not matter here.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bundle.builders import CASE, write_files

from aigaq.bundle import codingfile, yamlout
from aigaq.bundle.problems import Problems
from aigaq.bundle.read import read_case
from aigaq.bundle.write import write_case
from aigaq.records import yamltext
from aigaq.records.entries import Raw, RawMap, raw_of
from aigaq.records.hidden import hides, unfit_for_id

# Anything printable, and what YAML is known to stumble on.
LETTERS = st.characters(codec="utf-8")
WORDS = st.text(LETTERS, min_size=1, max_size=30).map(str.strip).filter(lambda word: word and not hides(word))
TRAPS = st.sampled_from(
    [
        "yes",
        "~",
        "null",
        "a: b",
        "- x",
        "#",
        "it's",
        '"q"',
        "[x]",
        "{x",
        "a\nb",
        "0x1",
        "<<",
        "x\u2028y\u00a0z",
    ]
)
TEXTS = st.one_of(TRAPS, WORDS)
KEYS = TEXTS.filter(lambda word: unfit_for_id(word) is None)


def maps(values: st.SearchStrategy[Raw]) -> st.SearchStrategy[RawMap]:
    pairs = st.dictionaries(KEYS, values, min_size=1, max_size=3)
    return pairs.map(lambda found: RawMap(tuple(found.items())))


RAWS: st.SearchStrategy[Raw] = st.recursive(
    TEXTS,
    lambda inner: st.one_of(st.lists(inner, min_size=1, max_size=3).map(tuple), maps(inner)),
    max_leaves=8,
)


@given(RAWS)
def test_any_words_come_back_as_the_same_words(raw: Raw) -> None:
    node = yamltext.parse(f"a: {yamlout.flow(raw)}\n", name="x").get("a")
    assert node is not None
    assert raw_of(node) == raw


@given(st.lists(TEXTS, min_size=3, max_size=3), st.dictionaries(KEYS, TEXTS, max_size=3))
def test_a_plain_entry_comes_back(terms: list[str], options: dict[str, str]) -> None:
    written = f"coding:\n  L3:\n    x: {yamlout.row(terms, options.items())}\n"
    problems = Problems()
    (entry,) = codingfile.read_coding(yamltext.parse(written, name="x"), "talk", problems)
    assert not problems.found
    assert (entry.who, entry.predicate, entry.value, dict(entry.slots)) == (*terms, options)


PLACES = st.sampled_from(["L1", "L2", "L2.1", "L2.1-2", "l2", "2", "L3", "L03", "L3 editor", "L5.1"])
VALUES = st.one_of(
    WORDS.map(lambda word: f"[marat, injury, {yamlout.scalar(word)}, note: {yamlout.scalar(word)}]"),
    st.sampled_from(
        [
            "[carried, includes, [marat, daulet]]",
            "[marat, not died, undated, via: [ministry, daulet], how: told]",
            "[someone at the gate, helped, carried]",
            "{killed: marat, with: firearm, when: after call, age: about 19}",
            "{dead: carried, n: several}",
            "{detained: daulet, beaten: yes, out: let go}",
            "[call, when, 2 days after shooting, sure: probable, hedge: 1-2]",
        ]
    ),
)
CODINGS = st.dictionaries(PLACES, st.lists(VALUES, min_size=1, max_size=3), min_size=1, max_size=5)


@settings(max_examples=40)
@given(CODINGS)
def test_a_case_comes_back_as_it_was(coding: dict[str, list[str]]) -> None:
    lines = ["coding:"]
    for block, (place, values) in enumerate(coding.items()):
        lines += [f"  {place}:", *(f"    e{block}-{at}: {value}" for at, value in enumerate(values))]
    files = {**CASE, "sources/talk/coding.yaml": "\n".join([*lines, ""])}
    with tempfile.TemporaryDirectory() as name:
        folder = write_files(Path(name) / "case", files)
        before = read_case(folder)
        write_case(before, Path(name) / "copy", texts={"talk": files["sources/talk/text.txt"].encode()})
        assert read_case(Path(name) / "copy") == before
