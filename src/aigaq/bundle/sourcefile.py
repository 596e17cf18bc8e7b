"""Reader and writer of source.yaml: description, origin and voices of a source.

Invariant: gaps and copies are recorded, not smoothed over; properties that were not stated are not written.
"""

from __future__ import annotations

import re

from aigaq.bundle.plainfiles import OURS, plain_name
from aigaq.bundle.yamlout import Tree
from aigaq.errors import AigaqError, BadValue, ReversedRange, UnknownField
from aigaq.records.dates import edtf
from aigaq.records.dates.everyday import as_edtf
from aigaq.records.documents import Turn
from aigaq.records.sources import MEDIA_KINDS, Cover, Media, Source
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.yamltext import (
    List,
    Map,
    Node,
    Text,
    here,
    id_word,
    mapping,
    need,
    only,
    text_of,
    texts_of,
    word,
    words,
    yes_of,
)

FIELDS = [
    "key",
    "is",
    "title",
    "kind",
    "language",
    "file",
    "tail",
    "turns",
    "guessed",
    "defaults",
    "derived-from",
    "official",
    "document",
    "said",
    "media",
]
_RANGE = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def read_source(node: Map, vocabulary: Vocabulary) -> Source:
    """The source of one `source.yaml`.

    Raises:
        MissingField, UnknownField, BadValue, ReversedRange, WrongShape, UnknownCode: with file and line.
    """
    fields = mapping(need(node, "source"), key="source")
    only(fields, FIELDS)
    file = mapping(fields.get("file") or Map((), fields.file, fields.line), key="file")
    only(file, ("sha256", "lines", "shipped", "name"))
    turns, rest = _turns(fields)
    derived, derivation = _derived(fields)
    defaults = mapping(fields.get("defaults") or Map((), fields.file, fields.line), key="defaults")
    only(defaults, ("how",))
    return Source(
        key=id_word(need(fields, "key"), key="key"),
        what=word(need(fields, "is"), key="is"),
        title=text_of(fields, "title"),
        kind=text_of(fields, "kind"),
        language=text_of(fields, "language"),
        sha256=_digest(file),
        lines=_number(file, "lines"),
        shipped=yes_of(file, "shipped"),
        file=_file_name(file),
        tail=texts_of(fields, "tail"),
        turns=turns,
        rest=rest,
        guessed=_guessed(fields),
        derived_from=derived,
        derivation=derivation,
        official=yes_of(fields, "official"),
        document=yes_of(fields, "document"),
        said=_said(fields),
        default_basis=vocabulary.code("basis", text_of(defaults, "how") or "not-stated"),
        media=read_media(fields),
    )


def _said(fields: Map) -> str | None:
    """The date on which the words of this source were said or written."""
    written = text_of(fields, "said")
    if written is not None:
        try:
            return edtf.parse(as_edtf(written)).text
        except AigaqError as error:
            error.parameters.update(here(need(fields, "said")))
            raise
    return written


def _digest(file: Map) -> str | None:
    written = text_of(file, "sha256")
    if written is not None and not _SHA256.fullmatch(written):
        raise BadValue(**here(need(file, "sha256")), key="sha256", value=written, due="64 hexadecimal digits")
    return written


def _file_name(file: Map) -> str | None:
    """Name of the file beside `source.yaml`: never a path, never one of the case's own files."""
    written = text_of(file, "name")
    if written is not None and (not plain_name(written) or written in OURS):
        due = "the name of a file beside source.yaml, without a path"
        raise BadValue(**here(need(file, "name")), key="name", value=written, due=due)
    return written


def _number(file: Map, key: str) -> int | None:
    written = text_of(file, key)
    if written is None:
        return None
    if not re.fullmatch(r"\d{1,7}", written):
        raise BadValue(**here(need(file, key)), key=key, value=written, due="a number")
    return int(written)


def _turns(fields: Map) -> tuple[tuple[Turn, ...], str]:
    """Turns and the other lines' voice from `turns: {asker: [1, 5], furniture: [87-98], speaker: rest}`.

    A single voice takes all lines.
    """
    node = fields.get("turns")
    if node is None:
        return (), "speaker"
    if isinstance(node, Text):
        return (), node.text
    turns: list[Turn] = []
    rest = "speaker"
    for voice, lines in mapping(node, key="turns"):
        if isinstance(lines, Text) and lines.text == "rest":
            rest = voice.text
            continue
        turns.extend(_ranges(voice.text, lines))
    _refuse_shared_lines(node, turns)
    return tuple(turns), rest


def _refuse_shared_lines(node: Node, turns: list[Turn]) -> None:
    last = 0
    for turn in sorted(turns, key=lambda turn: turn.first_line):
        if turn.first_line <= last:
            due = "each line in one turn"
            raise BadValue(**here(node), key="turns", value=f"L{turn.first_line}", due=due)
        last = turn.last_line


def _ranges(voice: str, node: Node, *, key: str = "turns") -> list[Turn]:
    items = node.items if isinstance(node, List) else (node,)
    turns = []
    for item in items:
        match = _RANGE.fullmatch(word(item, key=key))
        if match is None or int(match[1]) < 1:
            raise BadValue(**here(item), key=key, value=word(item, key=key), due="lines: 7 or 87-98")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise ReversedRange(**here(item), value=word(item, key=key))
        turns.append(Turn(voice, first, last))
    return turns


def _guessed(fields: Map) -> tuple[tuple[int, int], ...]:
    """Ranges of lines from `guessed: [2, 4-6]`, whose speaker is assumed."""
    node = fields.get("guessed")
    turns = _ranges("guessed", node, key="guessed") if node is not None else []
    return tuple((turn.first_line, turn.last_line) for turn in turns)


def _derived(fields: Map) -> tuple[str | None, str | None]:
    """Origin and kind of a copy, from `derived-from: talk` or `derived-from: {source: talk, kind: translation}`."""
    node = fields.get("derived-from")
    if node is None or isinstance(node, Text):
        return (node.text if node else None), None
    inner = mapping(node, key="derived-from")
    for key, _ in inner:
        if key.text not in ("source", "kind"):
            raise UnknownField(**here(key), key=key.text)
    return word(need(inner, "source"), key="source"), text_of(inner, "kind")


def source_fields(source: Source) -> Tree:
    """The fields under `source:`."""
    texts = {
        "key": source.key,
        "is": source.what,
        "title": source.title,
        "kind": source.kind,
        "language": source.language,
        "said": source.said,
    }
    fields: dict[str, Tree] = {name: value for name, value in texts.items() if value is not None}
    fields["file"] = _file(source)
    if source.tail:
        fields["tail"] = source.tail
    fields |= {
        name: "yes" for name, held in (("official", source.official), ("document", source.document)) if held
    }
    fields["turns"] = _turns_tree(source)
    if source.guessed:
        fields["guessed"] = [_lines(first, last) for first, last in source.guessed]
    if source.derived_from is not None:
        copy: dict[str, Tree] = {"source": source.derived_from, "kind": source.derivation or ""}
        fields["derived-from"] = copy if source.derivation else source.derived_from
    if source.default_basis != "not-stated":
        fields["defaults"] = {"how": source.default_basis}
    if source.media is not None:
        fields["media"] = media_tree(source)
    return fields


def _file(source: Source) -> Tree:
    named = {"name": source.file, "sha256": source.sha256, "lines": source.lines}
    fields = {name: str(value) for name, value in named.items() if value is not None}
    return {"shipped": "yes" if source.on_board else "no", **fields}


def _turns_tree(source: Source) -> Tree:
    turns: dict[str, list[Tree]] = {}
    for turn in source.turns:
        turns.setdefault(turn.role, []).append(_lines(turn.first_line, turn.last_line))
    if not turns:
        return source.rest
    return {**turns, source.rest: "rest"}


def _lines(first: int, last: int) -> str:
    return f"{first}-{last}" if last > first else str(first)


# `media`: pictures and recordings, the people in them, and areas to black out. A missing list means that nobody
# checked, not that nobody is in the picture.

_MEDIA_FIELDS = ("kind", "publish", "alt", "caption", "shows", "hears", "covers", "distressing")
COVER_FIELDS = ("whom", "box", "page")
_NOBODY = "nobody"
_NUMBER = re.compile(r"\d{1,4}")


def read_media(fields: Map) -> Media | None:
    """The media of a source; None if it is a text.

    Raises:
        MissingField, UnknownField, BadValue, WrongShape: with file and line.
    """
    node = fields.get("media")
    if node is None:
        return None
    written = mapping(node, key="media")
    only(written, _MEDIA_FIELDS)
    kind = word(need(written, "kind"), key="kind")
    if kind not in MEDIA_KINDS:
        due = ", ".join(MEDIA_KINDS)
        raise BadValue(**here(need(written, "kind")), key="kind", value=kind, due=due)
    return Media(
        kind=kind,
        publish=yes_of(written, "publish"),
        # A description is required before publication: some readers will have nothing but these words.
        alt=word(need(written, "alt"), key="alt")
        if yes_of(written, "publish")
        else text_of(written, "alt") or "",
        caption=text_of(written, "caption") or "",
        shows=_people(written, "shows"),
        hears=_people(written, "hears"),
        covers=_covers(written),
        distressing=yes_of(written, "distressing"),
    )


def _people(fields: Map, key: str) -> tuple[str, ...] | None:
    """People from `shows: nobody` or `shows: [p02, p03]`; None if the key is absent: nobody checked."""
    if fields.get(key) is None:
        return None
    people = texts_of(fields, key)
    return () if people == (_NOBODY,) else people


def _covers(fields: Map) -> tuple[Cover, ...]:
    """Covers from `covers: [{box: [120, 80, 60, 90], whom: p02}]`; a single cover needs no list."""
    node = fields.get("covers")
    if node is None:
        return ()
    items = node.items if isinstance(node, List) else (node,)
    return tuple(_cover(one) for one in items)


def _cover(node: Node) -> Cover:
    fields = mapping(node, key="covers")
    only(fields, COVER_FIELDS)
    numbers = words(need(fields, "box"), key="box")
    due = "left, top, width, height: 0-1000"
    if len(numbers) != 4 or not all(_NUMBER.fullmatch(one) for one in numbers):
        raise BadValue(**here(need(fields, "box")), key="box", value=", ".join(numbers), due=due)
    left, top, width, height = (int(one) for one in numbers)
    if width < 1 or height < 1 or left + width > 1000 or top + height > 1000:
        raise BadValue(**here(need(fields, "box")), key="box", value=", ".join(numbers), due=due)
    page = text_of(fields, "page") or "1"
    if not _NUMBER.fullmatch(page) or int(page) < 1:
        raise BadValue(**here(need(fields, "page")), key="page", value=page, due="1, 2, 3 ...")
    return Cover((left, top, width, height), text_of(fields, "whom"), int(page))


def media_tree(source: Source) -> Tree:
    """The fields under `media:`."""
    media = source.media
    assert media is not None
    tree: dict[str, Tree] = {"kind": media.kind}
    for name, held in (("publish", media.publish), ("distressing", media.distressing)):
        tree |= {name: "yes"} if held else {}
    tree |= {name: text for name, text in (("alt", media.alt), ("caption", media.caption)) if text}
    for name, people in (("shows", media.shows), ("hears", media.hears)):
        if people is not None:
            tree[name] = people or _NOBODY
    if media.covers:
        tree["covers"] = [_cover_tree(one) for one in media.covers]
    return tree


def _cover_tree(cover: Cover) -> Tree:
    tree: dict[str, Tree] = {"box": [str(number) for number in cover.box]}
    tree |= {"whom": cover.whom} if cover.whom is not None else {}
    return tree | ({"page": str(cover.page)} if cover.page != 1 else {})
