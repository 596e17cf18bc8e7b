"""Protection of people in what is published: clearing of drafts, and pseudonyms.

Invariant: nothing is published that did not pass `clear`, the only maker of `Cleared`.
"""

from aigaq.protection.clearing import Cleared, clear, digest_of
from aigaq.protection.guarding import guarded, guarded_against
from aigaq.protection.pseudonyms import pseudonyms, slug

__all__ = ["Cleared", "clear", "digest_of", "guarded", "guarded_against", "pseudonyms", "slug"]
