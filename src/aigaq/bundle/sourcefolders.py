"""Read `sources/`: every source with its pins and its coding.

Invariant: a broken source is one problem, not one for each of its entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from aigaq.bundle import codingfile, pins, sourcefile
from aigaq.bundle.casefolder import CaseFolder
from aigaq.errors import DuplicateKey, FileUnreadable, WrongShape
from aigaq.records.cases import Pins
from aigaq.records.entries import Entry
from aigaq.records.sources import Media, Source
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.yamltext import Map


@dataclass(frozen=True, slots=True)
class Sources:
    """The content of `sources/`."""

    sources: Mapping[str, Source]
    pins: Mapping[str, Pins]
    entries: tuple[Entry, ...]


def read_sources(folder: CaseFolder, vocabulary: Vocabulary) -> Sources:
    """Read all sources first, since a locator may name one; then their codings."""
    sources: dict[str, Source] = {}
    pins_of: dict[str, Pins] = {}
    for name in folder.matching("sources/*/source.yaml"):
        key = PurePosixPath(name).parent.name
        sources[key] = _stand_in(key)
        with folder.problems.caught(file=name):
            sources[key] = _source(folder, name, key, vocabulary)
            beside = f"sources/{key}/pins.json"
            if folder.has(beside):
                pins_of[key] = pins.read_pins(folder.bytes(beside), beside)
    entries: list[Entry] = []
    for name in folder.matching("sources/*/coding.yaml"):
        key = PurePosixPath(name).parent.name
        if key not in sources:
            sources[key] = _stand_in(key)
            folder.problems.add(FileUnreadable(file=f"sources/{key}/source.yaml"))
        with folder.problems.caught(file=name):
            entries.extend(codingfile.read_coding(_coding(folder, name, vocabulary), key, folder.problems))
    return Sources(sources, pins_of, tuple(entries))


def _coding(folder: CaseFolder, name: str, vocabulary: Vocabulary) -> Map:
    """One coding.yaml. If a repeated key is the name of a form, the error lists the form's slots."""
    try:
        return folder.yaml(name)
    except DuplicateKey as error:
        form = vocabulary.forms.get(str(error.parameters["key"]))
        if form is not None:
            error.parameters["known"] = ", ".join(
                slot for slot in form.slots if slot != error.parameters["key"]
            )
        raise


def _stand_in(key: str) -> Source:
    """A placeholder for a source whose file cannot be read."""
    return Source(key, what="", rest="unknown")


def _source(folder: CaseFolder, name: str, key: str, vocabulary: Vocabulary) -> Source:
    """One source. A text or picture that lies beside it is on board, even without `shipped`."""
    node = folder.yaml(name)
    source = sourcefile.read_source(node, vocabulary)
    if source.key != key:
        raise WrongShape(file=name, line=1, key="key", due=f"the folder's name, {key}")
    there = folder.has(f"sources/{key}/{source.file or 'text.txt'}")
    if source.media is not None:
        return _with_media(source, source.media, node, there=there and source.file is not None)
    return replace(source, shipped=source.shipped or there)


def _with_media(source: Source, media: Media, node: Map, *, there: bool) -> Source:
    """A source with its picture or recording; a file on board must have its name and digest stated."""
    # Not checked by `read_media`: only here is it known whether the file is in the folder.
    if source.shipped or there:
        file = node.mapping("source").mapping("file")
        file.need("name")
        file.need("sha256")
    return replace(source, shipped=False, media=replace(media, on_board=source.shipped or there))
