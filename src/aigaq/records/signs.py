"""The words that stand before a value which is denied, doubted or taken back.

Invariant: whoever reads a value alone, in a cell that was cut out or printed, reads that it is not simply said.
"""

from __future__ import annotations

from aigaq.records.vocab.messages import Language, say
from aigaq.records.vocab.vocabulary import standard

_POLARITY = {"denies": "sign-denies", "cannot-say": "sign-cannot-say"}


def sign(polarity: str, language: Language, *, modality: str = "certain", status: str = "asserted") -> str:
    """What turns or weakens a value, in words: "denies", "cannot say, possible", "taken back"; empty if nothing does.

    Args:
        polarity: `affirms`, `denies` or `cannot-say`.
        modality: how sure the voice is; `certain` needs no word.
        status: what became of the statement; `asserted` needs no word.
    """
    label = standard().label
    words = [say(_POLARITY[polarity], language)] if polarity in _POLARITY else []
    if modality != "certain":
        words.append(label("modality", modality, language))
    if status != "asserted":
        words.append(label("said-status", status, language))
    return ", ".join(words)


def signed(value: str, words: str) -> str:
    """A value behind its sign: "denies: the shooting"; as it is where there is no sign."""
    return f"{words}: {value}" if words else value
