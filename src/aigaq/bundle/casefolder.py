"""The files of one case folder, with every problem on the way. Invariant: a file is called by its path in the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from aigaq.bundle import judgements
from aigaq.bundle.checks import Places
from aigaq.bundle.problems import Problems
from aigaq.records import yamltext
from aigaq.records.yamltext import Map, Text, mapping, need

_T = TypeVar("_T")


class CaseFolder:
    """Reads files; `places` says where each judgement and rule stood."""

    def __init__(self, path: Path, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self.places: Places = {}

    def has(self, name: str) -> bool:
        """Whether the file is there."""
        return (self.path / name).is_file()

    def yaml(self, name: str) -> Map:
        """One file of the case."""
        return yamltext.read(self.path / name, name=name)

    def matching(self, pattern: str) -> Iterator[tuple[str, Path]]:
        """The files of a pattern in a fixed order: the name in the case, and where it is."""
        for path in sorted(self.path.glob(pattern)):
            yield path.relative_to(self.path).as_posix(), path

    def items(self, name: str, section: str, read: Callable[[Text, Map], _T]) -> tuple[_T, ...]:
        """The items under one key of one file, if the file is there."""
        if not self.has(name):
            return ()
        found: list[_T] = []
        with self.problems.caught(file=name):
            node = self.yaml(name)
            if judgements.is_none(node.get(section)):
                return ()
            for key, entry in mapping(need(node, section), key=section):
                self.places.setdefault((section, key.text), {"file": name, "line": key.line})
                with self.problems.caught(file=name, line=key.line, id=key.text):
                    found.append(read(key, mapping(entry, key=key.text)))
        return tuple(found)
