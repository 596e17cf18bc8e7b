"""The `media` of a source: what is to be seen or heard in it, by whom it was looked at, what is made black.

Invariant: what is read is written back the same; that nobody looked is not that nobody is in it.
"""

from __future__ import annotations

import re

from aigaq.bundle.yamlout import Tree
from aigaq.errors import BadValue
from aigaq.records.sources import MEDIA_KINDS, Cover, Media, Source
from aigaq.records.yamltext import (
    List,
    Map,
    Node,
    here,
    mapping,
    need,
    only,
    text_of,
    texts_of,
    word,
    words,
    yes_of,
)

FIELDS = ("kind", "publish", "alt", "caption", "shows", "hears", "covers", "distressing")
COVER_FIELDS = ("whom", "box", "page")
_NOBODY = "nobody"
_NUMBER = re.compile(r"\d{1,4}")


def read_media(fields: Map) -> Media | None:
    """The media of a source; None where it is a text.

    Raises:
        MissingField, UnknownField, BadValue, WrongShape: with file and line.
    """
    node = fields.get("media")
    if node is None:
        return None
    written = mapping(node, key="media")
    only(written, FIELDS)
    kind = word(need(written, "kind"), key="kind")
    if kind not in MEDIA_KINDS:
        due = ", ".join(MEDIA_KINDS)
        raise BadValue(**here(need(written, "kind")), key="kind", value=kind, due=due)
    return Media(
        kind=kind,
        publish=yes_of(written, "publish"),
        # Described before it is shown: some readers will have nothing but these words.
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
    """`shows: nobody`, `shows: [p02, p03]`; left out, nobody looked."""
    if fields.get(key) is None:
        return None
    people = texts_of(fields, key)
    return () if people == (_NOBODY,) else people


def _covers(fields: Map) -> tuple[Cover, ...]:
    """`covers: [{box: [120, 80, 60, 90], whom: p02}]`, or one of them without the list."""
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
