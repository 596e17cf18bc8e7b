"""Only clearing makes a `Cleared`; what it holds cannot be changed, copied or restored."""

from __future__ import annotations

import ast
import copy
import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from tests.house import tree
from tests.protection.builders import codes, drafted, safeguard, titled

from aigaq.protection import Cleared, clear, digest_of
from aigaq.protection.clearing import _SEAL
from aigaq.records.releases import Draft


@pytest.fixture
def cleared(tmp_path: Path) -> Cleared:
    found = clear(*drafted(tmp_path, "p: {killed: p}", safeguards=safeguard()))
    assert isinstance(found, Cleared)
    return found


def test_nobody_else_makes_one(cleared: Cleared) -> None:
    with pytest.raises(TypeError):
        Cleared(object(), cleared.draft, ())
    bare: Cleared = object.__new__(Cleared)
    with pytest.raises(AttributeError):
        _ = bare.draft


def test_it_is_neither_copied_nor_restored_nor_changed(cleared: Cleared) -> None:
    for attempt in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError):
            attempt(cleared)
    with pytest.raises(AttributeError):
        cleared.draft = titled(cleared.draft, "Other")
    with pytest.raises(AttributeError):
        del cleared.digest


def test_the_source_makes_one_in_one_place_and_hands_the_seal_to_nobody() -> None:
    made, sealed = set(), set()
    for file, module in tree.modules().items():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Cleared":
                made.add(file)
            if isinstance(node, ast.Name | ast.alias) and "_SEAL" in ast.unparse(node):
                sealed.add(file)
    assert made == sealed == {"protection/clearing.py"}
    assert _SEAL is not None


def test_what_changes_after_clearing_has_another_digest(cleared: Cleared) -> None:
    draft = cleared.draft
    others: list[Draft] = [
        titled(draft, "Other"),
        replace(draft, words={"summary": "more"}),
        replace(draft, slugs={"p": "person-9"}),
        replace(draft, texts={"talk": "Line 1."}),
        replace(draft, records=replace(draft.records, statements=draft.records.statements[1:])),
    ]
    assert len({digest_of(one) for one in (draft, *others)}) == 1 + len(others)
    assert cleared.digest == digest_of(draft)


def test_a_draft_without_its_safeguards_applied_is_refused(tmp_path: Path) -> None:
    told, listed = drafted(tmp_path / "a", "e: [q, rank, sergeant]", safeguards=safeguard("q, e"))
    bare, _ = drafted(tmp_path / "b", "e: [q, rank, sergeant]")
    assert codes(told, listed) == set()
    assert "not-applied" in codes(bare, listed)
