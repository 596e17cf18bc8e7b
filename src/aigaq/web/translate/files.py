"""Paragraphs and translations as a file: CSV for a translator's desk, CSV or JSON on the way back.

Invariant: what is written out and brought back untouched changes nothing; a cell never starts a formula.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from aigaq.errors import FileUnreadable, TooLarge, WrongArguments
from aigaq.records.vocab.messages import Language, say
from aigaq.web.layout.csv_cells import safe
from aigaq.web.translate.actions import Written
from aigaq.web.translate.queries import Piece

LIMIT = 20_000_000
"""Bytes of a file that is brought in."""
COLUMNS = ("unit", "language", "original", "digest", "state", "text")


def written_out(pieces: Iterable[Piece]) -> str:
    """The paragraphs as CSV, each with the translation that it has."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for one in pieces:
        paragraph, last = one.paragraph, one.last
        cells = (paragraph.unit, paragraph.language, paragraph.words, paragraph.digest, one.state)
        writer.writerow([_guarded(cell) for cell in (*cells, last.text if last is not None else "")])
    return "\ufeff" + file.getvalue()


def brought_in(path: Path, language: Language) -> list[Written]:
    """The rows of a file, in their order, whatever stands in them.

    Raises:
        FileUnreadable, TooLarge: as named. WrongArguments: no rows with unit and text, or no Unicode.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
    except OSError as error:
        raise FileUnreadable(file=path.name) from error
    if len(raw) > LIMIT:
        raise TooLarge(limit=LIMIT)
    text = _decoded(raw, path.name, language)
    try:
        rows = list(_json(text) if path.suffix.casefold() == ".json" else _csv(text))
    except (ValueError, RecursionError, csv.Error) as error:
        raise WrongArguments(why=say("translation-no-rows", language, file=path.name)) from error
    return [_written(one) for one in rows]


def _decoded(raw: bytes, name: str, language: Language) -> str:
    """Text as spreadsheets save it in Unicode: UTF-8 with or without its mark, UTF-16 with one.

    Another charset is not guessed: wrong letters would be published as somebody's words.
    """
    charset = "utf-16" if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    try:
        return raw.decode(charset)
    except UnicodeDecodeError as error:
        raise WrongArguments(why=say("translation-save-utf8", language, file=name)) from error


def _json(text: str) -> Iterator[dict[str, str]]:
    told = json.loads(text)
    if isinstance(told, dict):
        told = [{"unit": unit, "text": words} for unit, words in told.items()]
    if not isinstance(told, list):
        raise ValueError("no rows")
    for one in told:
        if not isinstance(one, dict) or not all(isinstance(one.get(name), str) for name in ("unit", "text")):
            raise ValueError("no unit and text")
        yield {name: value for name, value in one.items() if isinstance(value, str)}


def _csv(text: str) -> Iterator[dict[str, str]]:
    # A cell too long is refused by its own row, with a sentence; the limit is one for the whole program.
    before = csv.field_size_limit(LIMIT)
    try:
        head, mark = _marked(text)
        reader = csv.DictReader(io.StringIO(text[head:], newline=""), delimiter=mark, strict=True)
        rows = list(reader)
    finally:
        csv.field_size_limit(before)
    if not {"unit", "text"} <= set(reader.fieldnames or ()):
        raise ValueError("no unit and text")
    for row in rows:
        told = {name: value for name, value in row.items() if isinstance(name, str)}
        yield {name: _plain(cast("str | None", value) or "") for name, value in told.items()}


def _marked(text: str) -> tuple[int, str]:
    """Where the rows begin, and what parts their cells: a comma, or the semicolon or tab of other languages' Excel."""
    told = re.match(r"sep=([,;\t])\r?\n", text, re.IGNORECASE)
    if told:
        return told.end(), told[1]
    first = text.split("\n", 1)[0]
    return 0, max(",;\t", key=first.count)


def _guarded(cell: str) -> str:
    """A cell that a spreadsheet takes for words; one that begins as if it were guarded already, once more."""
    bare = cell.lstrip("'")
    return f"'{cell}" if safe(bare) != bare else cell


def _plain(cell: str) -> str:
    """A cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and _guarded(cell[1:]) == cell else cell


def _written(row: dict[str, str]) -> Written:
    return Written(row["unit"], row["text"], original=row.get("digest") or None, confirm=False)
