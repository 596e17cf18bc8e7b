"""Our templates as they are read: the indentation that their authors need is not sent to readers.

Invariant: between two words or elements there is a blank in what is sent where there is one in the file.
"""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import filesystem

_INDENTATION = re.compile(r"\n[ \t]+")


class Loader(filesystem.Loader):
    """The templates of the features, in `TEMPLATES` before those of Django and allauth."""

    def get_contents(self, origin: Origin) -> str:
        """A line break is a blank already: what stands before the line's first word can go (a fifth of a page)."""
        contents: str = super().get_contents(origin)
        return _INDENTATION.sub("\n", contents)
