"""Letters that nobody sees: refused where they turn or command, kept where a script needs them."""

from __future__ import annotations

import pytest

from aigaq.records.hidden import hides, shown, unfit_for_id


@pytest.mark.parametrize(
    "text",
    ["a\x00b", "\x1b[31mred", "bell\x07", "\x9b31m", "back\x08", "del\x7f", "over\r", "\u202eabc", "\u202dabc\u202c",
     "open \u2066 and left", "closed \u2069 alone", "crossed \u202a\u2066\u202c\u2069", "a\n\u2067b\nc\u2069",
     "half \ud800", "\ufffe"],
)  # fmt: skip
def test_what_commands_or_turns_is_hidden(text: str) -> None:
    assert hides(text)


@pytest.mark.parametrize(
    "text",
    ["", "two\nlines\tand a tab",
     "می\u200cخواهم", "\u2068العربية\u2069 in a line", "\u202bעברית\u202c", "\u200fשלום\u200f",
     "क्\u200dष", "e\u0301", "👩\u200d👧", "soft\u00adhyphen"],
)  # fmt: skip
def test_what_writing_needs_stays(text: str) -> None:
    assert not hides(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [("ma\u200brat", "U+200B"), ("ma\nrat", "U+000A"), ("\u202emarat", "U+202E"), ("marat\u200f", "U+200F"),
     ("cafe\u0301", "NFC"), ("\ufeffa", "U+FEFF"), ("a\u00adb", "U+00AD"), ("a\x1bb", "U+001B"), ("a\u3164", "U+3164")],
)  # fmt: skip
def test_an_id_shows_every_letter(text: str, why: str) -> None:
    assert unfit_for_id(text) == why


@pytest.mark.parametrize(
    "text", ["marat", "марат-2", "Қанарбек", "café", "L2.1", "مروان", "田中", "किशोर", "someone at the gate"]
)
def test_an_id_may_be_of_any_script(text: str) -> None:
    assert unfit_for_id(text) is None


def test_a_terminal_gets_the_code_points_of_what_would_command_it() -> None:
    assert (
        shown('"\x1b]52;c;eA==\x07\x00\x9b"\n\tend\r\n')
        == '"\\u001b]52;c;eA==\\u0007\\u0000\\u009b"\n\tend\r\n'
    )
    assert shown("kept\rwritten over \u202egnp") == "kept\\u000dwritten over \\u202egnp"
