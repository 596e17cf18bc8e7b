"""YAML reader in which every scalar is text and every node knows its line.

Invariant: nothing is guessed. `on`, `no` and `2011-12-16` stay the words that were written. An empty value, a
repeated key and an alias are refused, because each of them has silently lost a fact in trials.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from aigaq.errors import (
    BadDate,
    BadId,
    BadValue,
    DuplicateKey,
    EmptyValue,
    FileUnreadable,
    HiddenLetters,
    MissingField,
    TooLarge,
    UnknownField,
    WrongShape,
    YamlUnreadable,
)
from aigaq.records.hidden import first_command, hides, unfit_for_id

MAX_BYTES = 20_000_000
MAX_DEPTH = 40
MAX_NODES = 1_000_000
"""Limit of nodes in one file: 20 MB of bare keys would fill a gigabyte and take minutes to read."""


@dataclass(frozen=True, slots=True)
class Text:
    """A word or a line of words, with its file and line."""

    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class List:
    """Several nodes in the order in which they were written."""

    items: tuple[Node, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Map:
    """Keys with their nodes, in the order in which they were written."""

    entries: tuple[tuple[Text, Node], ...]
    file: str
    line: int

    def get(self, key: str) -> Node | None:
        """The node under `key`; None if the key is absent."""
        return next((node for name, node in self.entries if name.text == key), None)

    def keys(self) -> tuple[str, ...]:
        """The keys in the order they were written."""
        return tuple(name.text for name, _ in self.entries)

    def __iter__(self) -> Iterator[tuple[Text, Node]]:
        return iter(self.entries)

    def need(self, key: str) -> Node:
        """The node under a required key."""
        value = self.get(key)
        if value is None:
            raise MissingField(**here(self), key=key)
        return value

    def word(self, key: str) -> str:
        """The word under a required key."""
        return word(self.need(key), key=key)

    def words(self, key: str) -> tuple[str, ...]:
        """The words under a required key."""
        return words(self.need(key), key=key)

    def mapping(self, key: str) -> Map:
        """The mapping under a required key."""
        return mapping(self.need(key), key=key)

    def part(self, key: str) -> Map | None:
        """The mapping under `key`; None if the key is absent."""
        value = self.get(key)
        return None if value is None else mapping(value, key=key)

    def inner(self, key: str) -> Map:
        """The mapping under `key`; an empty one if the key is absent."""
        return self.part(key) or Map((), self.file, self.line)

    def id_word(self, key: str) -> str:
        """The word under a required key, which others write again as an id of this thing."""
        written = self.word(key)
        if (why := unfit_for_id(written)) is not None:
            raise BadId(**here(self.need(key)), id=written, why=why)
        return written

    def text(self, key: str) -> str | None:
        """The word under `key`; None if the key is absent."""
        value = self.get(key)
        return None if value is None else word(value, key=key)

    def texts(self, key: str) -> tuple[str, ...]:
        """The words under `key`; empty if the key is absent."""
        value = self.get(key)
        return () if value is None else words(value, key=key)

    def yes(self, key: str) -> bool:
        """Whether the value of `key` is yes. Only yes, true, no and false are accepted."""
        answer = _YES.get((self.text(key) or "no").casefold())
        if answer is None:
            raise self.bad(key, "yes / no")
        return answer

    def day(self, key: str) -> date:
        """The civil day under a required key, written 2031-06-02."""
        written = self.word(key)
        try:
            if not _DAY.fullmatch(written):
                raise ValueError(written)
            return date.fromisoformat(written)
        except ValueError as error:
            raise BadDate(**here(self.need(key)), value=written) from error

    def matching(self, key: str, pattern: re.Pattern[str], due: str) -> str | None:
        """The word under `key`, which must match a pattern; None if the key is absent."""
        written = self.text(key)
        if written is not None and not pattern.fullmatch(written):
            raise self.bad(key, due)
        return written

    def bad(self, key: str, due: str) -> BadValue:
        """The error for a word under `key` that is not what is `due`."""
        return BadValue(**here(self.need(key)), key=key, value=self.word(key), due=due)

    def only(self, keys: Iterable[str]) -> None:
        """Refuse an unknown key: its author meant to say something that would be lost."""
        known = tuple(dict.fromkeys(keys))
        for key, _ in self:
            if key.text not in known:
                raise UnknownField(**here(key), key=key.text, known=", ".join(known))


Node = Text | List | Map


def read(path: Path) -> Map:
    """Read a file of the program itself that holds one mapping. (Files of a bundle are read by `bundle.plainfiles`.)

    Raises:
        FileUnreadable, TooLarge, YamlUnreadable, DuplicateKey, EmptyValue, WrongShape.
    """
    try:
        return parse_bytes(path.read_bytes(), name=path.name)
    except OSError as error:
        raise FileUnreadable(file=path.name) from error


def parse_bytes(data: bytes, *, name: str) -> Map:
    """Read one mapping from the bytes of a file. Errors call the file `name`, never by its path on the machine."""
    if len(data) > MAX_BYTES:
        raise TooLarge(file=name, limit=MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise YamlUnreadable(file=name, line=line, why="not UTF-8") from error
    return parse(text, name=name)


def parse(text: str, *, name: str) -> Map:
    """Read one mapping from text. Errors call the file `name`."""
    if (at := first_command(text)) is not None:
        raise HiddenLetters(file=name, line=text.count("\n", 0, at) + 1, key="(the file)")
    try:
        _refuse_what_a_case_may_not(text, name)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise YamlUnreadable(file=name, line=line, why=error.problem or "not YAML") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlUnreadable(file=name, line=1, why="not YAML") from error
    if root is None:
        raise EmptyValue(file=name, line=1, key="(the file)")
    node = _node(root, name, depth=0)
    if not isinstance(node, Map):
        raise WrongShape(file=name, line=node.line, key="(the file)", due="a mapping")
    return node


_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _refuse_what_a_case_may_not(text: str, name: str) -> None:
    """Refuse aliases and tags: a chain of aliases fills the memory, and a tag makes text something else than text."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        if isinstance(event, yaml.AliasEvent):
            raise YamlUnreadable(file=name, line=_line(event), why="an alias (*name)")
        if getattr(event, "tag", None) is not None:
            raise YamlUnreadable(file=name, line=_line(event), why="a tag (!name)")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise TooLarge(file=name, line=_line(event), limit=MAX_DEPTH)
        if count > MAX_NODES:
            raise TooLarge(file=name, line=_line(event), limit=MAX_NODES)


def _line(marked: yaml.Event | yaml.Node) -> int:
    return marked.start_mark.line + 1 if marked.start_mark else 1


def _node(node: yaml.Node, file: str, depth: int) -> Node:
    line = _line(node)
    if isinstance(node, yaml.ScalarNode):
        # A quoted "" is as empty as nothing at all; `~` and `null` are words like any other.
        return Text(str(node.value).strip(), file, line)
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_node(item, file, depth + 1) for item in node.value)
        _refuse_empty_items(items, file)
        return List(items, file, line)
    assert isinstance(node, yaml.MappingNode)
    return Map(_entries(node, file, depth), file, line)


def _refuse_hidden(node: Node, key: str) -> None:
    """Refuse words that control the terminal or change text direction, under a key or in a list under it."""
    for item in node.items if isinstance(node, List) else (node,):
        if isinstance(item, List):
            _refuse_hidden(item, key)
        elif isinstance(item, Text) and hides(item.text):
            raise HiddenLetters(file=item.file, line=item.line, key=key)


def _refuse_empty_items(items: tuple[Node, ...], file: str) -> None:
    for item in items:
        if isinstance(item, Text) and not item.text:
            raise EmptyValue(file=file, line=item.line, key="(an item of a list)")


def _entries(node: yaml.MappingNode, file: str, depth: int) -> tuple[tuple[Text, Node], ...]:
    seen: dict[str, int] = {}
    entries = []
    for key_node, value_node in node.value:
        key = _node(key_node, file, depth + 1)
        if not isinstance(key, Text):
            raise WrongShape(file=file, line=key.line, key="(a key)", due="a word")
        if not key.text:
            raise EmptyValue(file=file, line=key.line, key="(a key)")
        if (why := unfit_for_id(key.text)) is not None:
            raise BadId(file=file, line=key.line, id=key.text, why=why)
        if key.text in seen:
            raise DuplicateKey(file=file, line=key.line, key=key.text, first=seen[key.text])
        seen[key.text] = key.line
        value = _node(value_node, file, depth + 1)
        if isinstance(value, Text) and not value.text:
            raise EmptyValue(file=file, line=value.line, key=key.text)
        _refuse_hidden(value, key.text)
        entries.append((key, value))
    return tuple(entries)


def words(node: Node, *, key: str) -> tuple[str, ...]:
    """A word or a list of words, as a tuple. Errors call the node `key`."""
    if isinstance(node, Text):
        return (node.text,)
    if isinstance(node, List):
        return tuple(word(item, key=key) for item in node.items)
    raise WrongShape(**here(node), key=key, due="a word or a list of words")


def word(node: Node, *, key: str) -> str:
    """A single word or line; anything else is refused."""
    if not isinstance(node, Text):
        raise WrongShape(**here(node), key=key, due="one value")
    return node.text


def mapping(node: Node, *, key: str) -> Map:
    """A mapping; anything else is refused."""
    if not isinstance(node, Map):
        raise WrongShape(**here(node), key=key, due="a mapping")
    return node


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YES = {"yes": True, "true": True, "no": False, "false": False}


def here(node: Node) -> dict[str, str | int]:
    """File and line of a node, as parameters of an error."""
    return {"file": node.file, "line": node.line}
