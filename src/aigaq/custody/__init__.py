"""Custody: seal bytes on arrival, log every act on them, and name the first thing that changed.

Invariant: what was acknowledged is never written again, and survives a power cut.

    found(folder, origin=..., randomness=secrets.token_bytes)         once
    item, row = preserve(path, folder=folder, by=..., at=..., randomness=...)
    with open_item(folder, item.id) as file: ...                      checked before the first byte
    note = checkpoint(folder, randomness=...)                         send it out of the house
    verify(folder, checkpoint=note, public_key=...).broken            None, or the first broken thing
"""

from __future__ import annotations

from aigaq.custody.checkpoints import checkpoint, sign_checkpoint, verify_checkpoint
from aigaq.custody.home import found, is_home
from aigaq.custody.intake import preserve, record
from aigaq.custody.keys import KeyPair, make_key
from aigaq.custody.log import head_of
from aigaq.custody.opening import all_items, item, open_item
from aigaq.custody.verification import complaint, item_ids, verify, witness

__all__ = [
    "KeyPair",
    "all_items",
    "checkpoint",
    "complaint",
    "found",
    "head_of",
    "is_home",
    "item",
    "item_ids",
    "make_key",
    "open_item",
    "preserve",
    "record",
    "sign_checkpoint",
    "verify",
    "verify_checkpoint",
    "witness",
]
