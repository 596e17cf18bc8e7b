"""Reading: from the bytes of an item to text with lines, sentences, brackets and turns.

Invariant: reading never edits; the item stays as it was sealed, and every irregularity is reported.
"""

from __future__ import annotations

from aigaq.reading.door import read
from aigaq.reading.limits import DEFAULT, Limits
from aigaq.reading.turns import with_turns

__all__ = ["DEFAULT", "Limits", "read", "with_turns"]
