"""Addresses that every file system takes. Invariant: two ids never meet in one file."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.dossier import addresses

ids = st.text(min_size=1, max_size=40)


@given(ids, ids)
def test_two_ids_have_two_addresses_even_where_letters_have_no_size(one: str, other: str) -> None:
    same = addresses.name(one).casefold() == addresses.name(other).casefold()
    assert same == (one == other)


@given(ids)
def test_an_address_is_made_of_plain_letters(id: str) -> None:
    assert re.fullmatch(r"[a-z0-9_-]+", addresses.name(id))


@pytest.mark.parametrize("id", ["con", "nul", "com1", "aux-2"])
def test_no_address_is_the_name_of_a_device(id: str) -> None:
    assert not addresses.name(id).startswith(id)


def test_an_id_of_the_usual_kind_stands_as_it_is() -> None:
    assert addresses.statement("c3-cause") == "statement/c3-cause.html"
    assert addresses.up(addresses.statement("c3-cause")) == "../"
