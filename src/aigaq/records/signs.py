"""Words put before a value that is denied, doubted or withdrawn.

Invariant: a value read alone, in a table cell cut out or printed, still shows that it is not simply affirmed.
"""

from __future__ import annotations

from aigaq.records.vocab.messages import Language, say
from aigaq.records.vocab.vocabulary import standard

_POLARITY = {"denies": "sign-denies", "cannot-say": "sign-cannot-say"}


def sign(polarity: str, language: Language, *, modality: str = "certain", status: str = "asserted") -> str:
    """The words that negate or weaken a value: "denies", "cannot say, possible", "taken back"; empty if nothing does.

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
    """A value with its sign in front ("denies: the shooting"); unchanged if there is no sign."""
    return f"{words}: {value}" if words else value
