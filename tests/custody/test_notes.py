"""A checkpoint is believed only as the exact bytes that its key signed."""

from __future__ import annotations

import base64

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.custody.builders import drawn

from aigaq.custody import KeyPair, keys, make_key, sign_checkpoint, verify_checkpoint
from aigaq.errors import CustodyBroken
from aigaq.records.custody import Checkpoint

KEY = make_key("aigaq.example/test", drawn())
STATE = Checkpoint("aigaq.example/test", 7, "ab" * 32)
NOTE = sign_checkpoint(STATE, KEY.private)


def test_a_signed_checkpoint_comes_back_as_it_was() -> None:
    assert verify_checkpoint(NOTE, KEY.public) == STATE


def test_a_note_is_written_as_the_standard_says() -> None:
    origin, size, root, blank, signature, end = NOTE.split("\n")
    assert (origin, size, blank, end) == ("aigaq.example/test", "7", "", "")
    assert base64.b64decode(root).hex() == STATE.root
    dash, name, signed = signature.split(" ")
    assert (dash, name, len(base64.b64decode(signed))) == ("—", origin, 4 + 64)


def test_a_published_go_key_is_read_and_has_its_published_hash() -> None:
    # The example key of Go's sumdb/note.
    secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    assert keys.public_of(secret) == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(0, 7))
def test_no_changed_bit_of_a_note_is_believed(offset: int, bit: int) -> None:
    changed = bytearray(NOTE.encode())
    changed[offset] ^= 1 << bit
    with pytest.raises(CustodyBroken):
        verify_checkpoint(changed.decode("utf-8", "replace"), KEY.public)


@given(st.integers(0, len(NOTE) - 1))
def test_no_note_that_was_cut_off_is_believed(length: int) -> None:
    with pytest.raises(CustodyBroken):
        verify_checkpoint(NOTE[:length], KEY.public)


@given(st.integers(0, len(KEY.public) - 1), st.sampled_from("Aa0+/-"))
def test_no_changed_letter_of_a_key_is_taken(offset: int, letter: str) -> None:
    changed = KEY.public[:offset] + letter + KEY.public[offset + 1 :]
    assume(changed != KEY.public)
    with pytest.raises(ValueError):
        verify_checkpoint(NOTE, changed)


def test_a_signature_has_one_writing_only() -> None:
    letters = base64.b64encode(bytes(range(256))).decode() + "+/"
    end = NOTE.removesuffix("=\n")
    same_bits = [NOTE[: len(end) - 1] + letter + "=\n" for letter in set(letters) - {"=", end[-1]}]
    assert len(same_bits) >= 60
    for note in same_bits:  # three of these decode to the very bytes that were signed
        with pytest.raises(CustodyBroken):
            verify_checkpoint(note, KEY.public)


def test_another_key_of_the_same_name_is_not_believed() -> None:
    other = make_key("aigaq.example/test", drawn("other"))
    with pytest.raises(CustodyBroken):
        verify_checkpoint(sign_checkpoint(STATE, other.private), KEY.public)


def test_a_witness_may_sign_beside() -> None:
    witness = make_key("witness.example", drawn("witness"))
    beside = sign_checkpoint(Checkpoint("witness.example", 7, STATE.root), witness.private).split("\n")[-2]
    assert verify_checkpoint(f"{NOTE}{beside}\n", KEY.public) == STATE


def test_a_key_signs_for_its_own_log_only() -> None:
    with pytest.raises(ValueError, match="another log"):
        sign_checkpoint(Checkpoint("elsewhere", 7, STATE.root), KEY.private)


@pytest.mark.parametrize("origin", ["", "two words", "plus+plus", "line\nbreak", "айғақ"])
def test_a_name_that_would_break_a_note_is_refused(origin: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        make_key(origin, drawn())


def test_a_private_key_does_not_show_when_printed() -> None:
    assert isinstance(KEY, KeyPair)
    assert KEY.private.rsplit("+", 1)[1] not in repr(KEY)
