"""Who must not be found from what is published: clearing, and numbers in place of people.

Invariant: nothing is published that did not pass `clear`; it is the only maker of `Cleared`.
"""

from aigaq.protection.clearing import Cleared, clear, digest_of
from aigaq.protection.guarding import guarded, guarded_against
from aigaq.protection.pseudonyms import pseudonyms, slug

__all__ = ["Cleared", "clear", "digest_of", "guarded", "guarded_against", "pseudonyms", "slug"]
