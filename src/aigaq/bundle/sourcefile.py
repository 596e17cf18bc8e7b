"""Reader and writer of source.yaml: description, origin and voices of a source.

Invariant: gaps and copies are recorded, not smoothed over; properties that were not stated are not written.
"""

from __future__ import annotations

import re

from aigaq.bundle.plainfiles import OURS, plain_name
from aigaq.bundle.yamlout import Tree, stated
from aigaq.errors import AigaqError, BadValue, ReversedRange
from aigaq.records.dates import edtf
from aigaq.records.dates.everyday import as_edtf
from aigaq.records.documents import Turn
from aigaq.records.sources import MEDIA_KINDS, Cover, Media, Source
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.yamltext import List, Map, Node, Text, here, mapping, word

FIELDS = (
    *("key", "is", "title", "kind", "language", "file", "tail", "turns", "guessed", "defaults"),
    *("derived-from", "official", "document", "said", "media"),
)
_RANGE = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")
_LINES = re.compile(r"\d{1,7}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def read_source(node: Map, vocabulary: Vocabulary) -> Source:
    """The source of one `source.yaml`.

    Raises:
        MissingField, UnknownField, BadValue, ReversedRange, WrongShape, UnknownCode: with file and line.
    """
    fields = node.mapping("source")
    fields.only(FIELDS)
    file = fields.inner("file")
    file.only(("sha256", "lines", "shipped", "name"))
    turns, rest = _turns(fields)
    derived, derivation = _derived(fields)
    defaults = fields.inner("defaults")
    defaults.only(("how",))
    lines = file.matching("lines", _LINES, "a number")
    return Source(
        key=fields.id_word("key"),
        what=fields.word("is"),
        title=fields.text("title"),
        kind=fields.text("kind"),
        language=fields.text("language"),
        sha256=file.matching("sha256", _SHA256, "64 hexadecimal digits"),
        lines=None if lines is None else int(lines),
        shipped=file.yes("shipped"),
        file=_file_name(file),
        tail=fields.texts("tail"),
        turns=turns,
        rest=rest,
        guessed=_guessed(fields),
        derived_from=derived,
        derivation=derivation,
        official=fields.yes("official"),
        document=fields.yes("document"),
        said=_said(fields),
        default_basis=vocabulary.code("basis", defaults.text("how") or "not-stated"),
        media=read_media(fields),
    )


def _said(fields: Map) -> str | None:
    """The date on which the words of this source were said or written."""
    written = fields.text("said")
    try:
        return None if written is None else edtf.parse(as_edtf(written)).text
    except AigaqError as error:
        error.parameters.update(here(fields.need("said")))
        raise


def _file_name(file: Map) -> str | None:
    """Name of the file beside `source.yaml`: never a path, never one of the case's own files."""
    written = file.text("name")
    if written is not None and (not plain_name(written) or written in OURS):
        raise file.bad("name", "the name of a file beside source.yaml, without a path")
    return written


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
    inner = fields.mapping("derived-from")
    inner.only(("source", "kind"))
    return inner.word("source"), inner.text("kind")


def source_fields(source: Source) -> Tree:
    """The fields under `source:`."""
    copy = {"source": source.derived_from or "", "kind": source.derivation or ""}
    return stated(
        {
            "key": source.key,
            "is": source.what,
            "title": source.title,
            "kind": source.kind,
            "language": source.language,
            "said": source.said,
            "file": {"shipped": "yes" if source.on_board else "no", **_file(source)},
            "tail": source.tail,
            "official": source.official,
            "document": source.document,
            "turns": _turns_tree(source),
            "guessed": [_lines(first, last) for first, last in source.guessed],
            "derived-from": copy if source.derived_from and source.derivation else source.derived_from,
            "defaults": {"how": source.default_basis} if source.default_basis != "not-stated" else None,
            "media": None if source.media is None else media_tree(source.media),
        }
    )


def _file(source: Source) -> dict[str, Tree]:
    return stated({"name": source.file, "sha256": source.sha256, "lines": source.lines})


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
    written = fields.part("media")
    if written is None:
        return None
    written.only(_MEDIA_FIELDS)
    kind = written.word("kind")
    if kind not in MEDIA_KINDS:
        raise written.bad("kind", ", ".join(MEDIA_KINDS))
    return Media(
        kind=kind,
        publish=written.yes("publish"),
        # A description is required before publication: some readers will have nothing but these words.
        alt=written.word("alt") if written.yes("publish") else written.text("alt") or "",
        caption=written.text("caption") or "",
        shows=_people(written, "shows"),
        hears=_people(written, "hears"),
        covers=_covers(written),
        distressing=written.yes("distressing"),
    )


def _people(fields: Map, key: str) -> tuple[str, ...] | None:
    """People from `shows: nobody` or `shows: [p02, p03]`; None if the key is absent: nobody checked."""
    if fields.get(key) is None:
        return None
    people = fields.texts(key)
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
    fields.only(COVER_FIELDS)
    numbers = fields.words("box")
    due = "left, top, width, height: 0-1000"
    bad = BadValue(**here(fields.need("box")), key="box", value=", ".join(numbers), due=due)
    if len(numbers) != 4 or not all(_NUMBER.fullmatch(one) for one in numbers):
        raise bad
    left, top, width, height = (int(one) for one in numbers)
    if width < 1 or height < 1 or left + width > 1000 or top + height > 1000:
        raise bad
    page = fields.matching("page", _NUMBER, "1, 2, 3 ...") or "1"
    if int(page) < 1:
        raise fields.bad("page", "1, 2, 3 ...")
    return Cover((left, top, width, height), fields.text("whom"), int(page))


def media_tree(media: Media) -> Tree:
    """The fields under `media:`."""
    return stated(
        {
            "kind": media.kind,
            "publish": media.publish,
            "distressing": media.distressing,
            "alt": media.alt or None,
            "caption": media.caption or None,
            "shows": _NOBODY if media.shows == () else media.shows,
            "hears": _NOBODY if media.hears == () else media.hears,
            "covers": [_cover_tree(cover) for cover in media.covers],
        }
    )


def _cover_tree(cover: Cover) -> Tree:
    page = cover.page if cover.page != 1 else None
    return stated({"box": [str(number) for number in cover.box], "whom": cover.whom, "page": page})
