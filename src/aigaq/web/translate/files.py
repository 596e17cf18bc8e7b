"""Paragraphs and translations as a file: CSV on the way out, CSV or JSON on the way back.

Invariant: a file that is written out and brought back untouched changes nothing; no cell starts a formula.
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
from aigaq.web.translate.actions import NewTranslation
from aigaq.web.translate.queries import Piece

LIMIT = 20_000_000
"""Bytes of a file that is brought in."""
COLUMNS = ("unit", "language", "original", "digest", "state", "text")


def written_out(pieces: Iterable[Piece]) -> str:
    """The paragraphs as CSV, each with its newest translation."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for piece in pieces:
        paragraph, last = piece.paragraph, piece.last
        cells = (paragraph.unit, paragraph.language, paragraph.words, paragraph.digest, piece.state)
        writer.writerow([_guarded(cell) for cell in (*cells, last.text if last is not None else "")])
    return "\ufeff" + file.getvalue()


def brought_in(path: Path, language: Language) -> list[NewTranslation]:
    """The translations in a file, row by row, with whatever the cells hold.

    Raises:
        FileUnreadable, TooLarge: as named. WrongArguments: no rows with a unit and a text, or not in Unicode.
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
        rows = list(_json_rows(text) if path.suffix.casefold() == ".json" else _csv_rows(text))
    except (ValueError, RecursionError, csv.Error) as error:
        raise WrongArguments(why=say("translation-no-rows", language, file=path.name)) from error
    return [
        NewTranslation(row["unit"], row["text"], original=row.get("digest") or None, confirm=False)
        for row in rows
    ]


def _decoded(raw: bytes, name: str, language: Language) -> str:
    """The text of a file in UTF-8 (with or without its mark) or UTF-16 (with its mark), as spreadsheets save it.

    No other charset is guessed: wrong letters would be published as somebody's words.
    """
    charset = "utf-16" if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    try:
        return raw.decode(charset)
    except UnicodeDecodeError as error:
        raise WrongArguments(why=say("translation-save-utf8", language, file=name)) from error


def _json_rows(text: str) -> Iterator[dict[str, str]]:
    """Rows of a JSON list of objects, or of one object from unit to text."""
    rows = json.loads(text)
    if isinstance(rows, dict):
        rows = [{"unit": unit, "text": words} for unit, words in rows.items()]
    if not isinstance(rows, list):
        raise ValueError("no rows")
    for row in rows:
        if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in ("unit", "text")):
            raise ValueError("no unit and text")
        yield {name: value for name, value in row.items() if isinstance(value, str)}


def _csv_rows(text: str) -> Iterator[dict[str, str]]:
    # The csv module has one limit for the whole program: raised here, so that only the row with a long cell is refused.
    before = csv.field_size_limit(LIMIT)
    try:
        start, delimiter = _delimiter(text)
        reader = csv.DictReader(io.StringIO(text[start:], newline=""), delimiter=delimiter, strict=True)
        rows = list(reader)
    finally:
        csv.field_size_limit(before)
    if not {"unit", "text"} <= set(reader.fieldnames or ()):
        raise ValueError("no unit and text")
    for row in rows:
        # Cells beyond the last column stand under the key None.
        cells = {name: cast("str | None", cell) for name, cell in row.items() if isinstance(name, str)}
        yield {name: _plain(cell or "") for name, cell in cells.items()}


def _delimiter(text: str) -> tuple[int, str]:
    """Offset of the first row, and the delimiter: a comma, or the semicolon or tab of Excel in other languages."""
    declared = re.match(r"sep=([,;\t])\r?\n", text, re.IGNORECASE)
    if declared:
        return declared.end(), declared[1]
    return 0, max(",;\t", key=text.split("\n", 1)[0].count)


def _guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; one that looks guarded already is guarded once more."""
    bare = cell.lstrip("'")
    return f"'{cell}" if safe(bare) != bare else cell


def _plain(cell: str) -> str:
    """A cell without the apostrophe that guarded it."""
    return cell[1:] if cell.startswith("'") and _guarded(cell[1:]) == cell else cell
