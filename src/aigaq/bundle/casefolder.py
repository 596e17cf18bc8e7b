"""Read the files of one case folder, collecting problems.

Invariant: a file is named by its path in the case. Anything but a plain file inside the folder is reported as a
problem and never opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeVar

from aigaq.bundle import plainfiles
from aigaq.bundle.checks import Places
from aigaq.bundle.problems import Problems
from aigaq.errors import TooLarge
from aigaq.records import yamltext
from aigaq.records.yamltext import List, Map, Node, Text, mapping

_T = TypeVar("_T")
MAX_YAML = 200_000_000
"""Limit for all YAML of a case, in bytes; far above any real coding."""


class CaseFolder:
    """Reader of one case folder; `places` records the place of each judgement and rule."""

    def __init__(self, path: Path, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self.places: Places = {}
        listing = plainfiles.listing(path)
        self.files = listing.files
        problems.found.extend(listing.refused)
        sizes = [size for name, size in self.files.items() if name.endswith(".yaml")]
        # A single file that is too large is reported when it is read.
        if sum(size for size in sizes if size <= yamltext.MAX_BYTES) > MAX_YAML:
            raise TooLarge(file=path.name, limit=MAX_YAML)

    def has(self, name: str) -> bool:
        """Whether the file exists."""
        return name in self.files

    def bytes(self, name: str) -> bytes:
        """The bytes of one file of the case other than the text of a source."""
        return plainfiles.read(self.path, name, limit=yamltext.MAX_BYTES)

    def yaml(self, name: str) -> Map:
        """One file of the case, parsed as YAML."""
        return yamltext.parse_bytes(self.bytes(name), name=name)

    def matching(self, pattern: str) -> Iterator[str]:
        """Paths in the case that match a pattern part by part, in a fixed order."""
        parts = pattern.split("/")
        for name in sorted(self.files):
            names = name.split("/")
            if len(names) == len(parts) and all(map(fnmatchcase, names, parts)):
                yield name

    def items(self, name: str, section: str, read: Callable[[Text, Map], _T]) -> tuple[_T, ...]:
        """The items under one key of one file; none if the file does not exist."""
        if not self.has(name):
            return ()
        items: list[_T] = []
        with self.problems.caught(file=name):
            node = self.yaml(name)
            if _is_none(node.get(section)):
                return ()
            for key, entry in node.mapping(section):
                self.places.setdefault((section, key.text), {"file": name, "line": key.line})
                with self.problems.caught(file=name, line=key.line, id=key.text):
                    items.append(read(key, mapping(entry, key=key.text)))
        return tuple(items)


def _is_none(node: Node | None) -> bool:
    """Whether a node says that there are none: `decisions: []` or `decisions: none`."""
    return (
        node is None
        or (isinstance(node, List) and not node.items)
        or (isinstance(node, Text) and node.text == "none")
    )
