"""Detect whether the files of a case repeat a source that we may not redistribute.

The test is four words in a row: a coding tells in its own words, and a public copy of it must not be the text.

- A word is a run of letters, an apostrophe or hyphen between two letters included; large and small letters are one.
- Names of the cast (each word of a label that begins with a capital) do not count: they neither break a run nor
lengthen it. "Marat Ospanov was shot" is two words.
- Numbers and dates do not count either: they are facts, and cannot be said in another way.
- Function words (a list in three languages) count, but a run needs at least one other word: "and it was the" is
nobody's sentence.
- In YAML each value, key and comment is searched separately, however many lines it has: a run never spans two values.

Invariant: a finding gives file, line and number of words; the words themselves are never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from aigaq.bundle import plainfiles
from aigaq.errors import AigaqError, NotText, OwnWords
from aigaq.protection.lists import function_words
from aigaq.records import yamltext
from aigaq.records.yamltext import List, Node, Text

RUN = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MARKUP = re.compile(r"<[^<>]{0,2000}>")


def shared_words(
    texts: Mapping[str, str], source: str, *, names: Iterable[str], run: int = RUN
) -> tuple[OwnWords, ...]:
    """Every run of words that our files share with a source.

    Args:
        texts: our files, by the name used in errors (`sources/talk/coding.yaml`). YAML is searched by values, any
            other text by lines.
        source: the text that we may not redistribute.
        names: names of the cast; see above.
        run: number of words in a row that is too many.
    """
    apart = {word for name in names for word in _folded(name)} - function_words()
    theirs = _runs_of(_words(source, apart), run)
    return tuple(
        OwnWords(file=file, line=line, count=count)
        for file, text in texts.items()
        for line, count in _shared(file, text, apart, theirs, run)
    )


def _shared(
    file: str, text: str, apart: set[str], theirs: set[tuple[str, ...]], run: int
) -> Iterator[tuple[int, int]]:
    """Line and length of the longest shared run of each value."""
    for line, value in _values(file, text):
        words = _words(value, apart)
        longest = start = 0
        for at in range(len(words) - run + 1):
            if tuple(words[at : at + run]) not in theirs:
                start = at + 1
                continue
            longest = max(longest, at - start + run)
        if longest:
            yield line, longest


def _runs_of(words: list[str], run: int) -> set[tuple[str, ...]]:
    """Every run of a text that could be somebody's wording: not function words alone."""
    runs = (tuple(words[at : at + run]) for at in range(len(words) - run + 1))
    common = function_words()
    return {one for one in runs if not common.issuperset(one)}


def _words(text: str, apart: set[str]) -> list[str]:
    return [word for word in _folded(text) if word not in apart]


def _folded(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def _values(file: str, text: str) -> Iterator[tuple[int, str]]:
    """The pieces of a file that a person wrote, with their lines."""
    if file.endswith((".yaml", ".yml")):
        try:
            yield from _scalars(yamltext.parse(text, name=file))
        except AigaqError:
            # Anything but valid YAML is searched line by line: a broken file must not hide a copied sentence.
            yield from _lines(text)
        else:
            yield from _comments(text)
    else:
        yield from _lines(text)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(text.splitlines(), 1)


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """Comments of a YAML file, with their lines: people write them too."""
    for number, line in _lines(text):
        _, mark, comment = line.partition("#")
        if mark:
            yield number, comment


def _scalars(node: Node) -> Iterator[tuple[int, str]]:
    if isinstance(node, Text):
        yield node.line, node.text
    elif isinstance(node, List):
        for item in node.items:
            yield from _scalars(item)
    else:
        for key, value in node:
            yield key.line, key.text
            yield from _scalars(value)


def words_of_case(folder: Path) -> dict[str, str]:
    """By path in the case, the text of every file that we wrote: all YAML.

    Texts of sources on board are left out, and so is `private/`, which is never published.
    """
    words: dict[str, str] = {}
    for name in plainfiles.listing(folder).files:
        if name.endswith(".yaml") and not name.startswith("private/"):
            data = plainfiles.read(folder, name, limit=yamltext.MAX_BYTES)
            words[name] = data.decode("utf-8-sig", errors="replace")
    return words


def names_of_case(folder: Path) -> list[str]:
    """The words of the cast that begin with a capital letter."""
    try:
        data = plainfiles.read(folder, "cast.yaml", limit=yamltext.MAX_BYTES)
        cast = yamltext.parse_bytes(data, name="cast.yaml")
    except AigaqError:
        return []
    return [name for _, text in _scalars(cast) for name in text.split() if name[:1].isupper()]


def shared_with(folder: Path, data: bytes) -> tuple[OwnWords, ...]:
    """The runs that the files of a case share with a source, given as the bytes of its file.

    Raises:
        NotText: the bytes are not UTF-8 text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText() from error
    return shared_words(words_of_case(folder), _MARKUP.sub(" ", text), names=names_of_case(folder))
