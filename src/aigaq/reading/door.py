"""Reading of a sealed item's bytes into a `Document`: the only entry to this package.

Invariant: the same bytes with the same arguments give the same document, on any machine and any day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aigaq.errors import CustodyBroken
from aigaq.reading import charsets, completeness, furniture, kinds, plain, webpage
from aigaq.reading.insertions import insertions
from aigaq.reading.labels import labels
from aigaq.reading.limits import DEFAULT, Budget, Limits
from aigaq.reading.sentences import sentences
from aigaq.reading.turns import by_questions, labelled, questions
from aigaq.records.documents import Charset, Document, Sentence, Span, Turn


def read(
    data: bytes,
    *,
    media_type: str | None = None,
    item: str | None = None,
    charset: str | None = None,
    name: str | None = None,
    limits: Limits = DEFAULT,
    clock: Callable[[], float] | None = None,
) -> Document:
    """Text of some bytes, with its lines, sentences, brackets and turns.

    The label or the name (`.html`) tells a web page from plain text; without them the content does. Nothing is fetched.

    Args:
        media_type: label of the file, if it has one.
        item: SHA-256 (hex) of the bytes; they are checked against it.
        name: name of the file; with the ending `.html` it is a page, whatever it begins with.
        charset: charset known to a person; it overrides everything in the file.
        clock: monotonic clock in seconds (`time.monotonic`); without it there is no time limit.
    Raises:
        TooLarge, TooSlow: a limit is passed.
        NotText: the bytes are no text, or not in the charset given.
        NoReader: the kind of file is known, but no reader exists for it.
        BadValue: `charset` is no charset.
        CustodyBroken: the bytes are not those of `item`.
    """
    budget = Budget(limits, clock)
    budget.check_bytes(len(data))
    digest = hashlib.sha256(data).hexdigest()
    if item is not None and item != digest:
        raise CustodyBroken(id=item, why="sha256")
    if kinds.reader_for(data, media_type, name) == "text/html":
        return _document(
            digest, _label(media_type, "text/html"), _webpage(data, media_type, charset, budget), budget
        )
    return _document(
        digest, _label(media_type, "text/plain"), _plain(data, media_type, charset, budget), budget
    )


@dataclass(frozen=True, slots=True)
class _Derived:
    """Result of the reader for one kind of file: the text, and what the format knows of its lines."""

    text: str
    lines: tuple[Span, ...]
    natures: Mapping[int, str]
    title: str | None
    charset: Charset
    warnings: tuple[str, ...]


def _plain(data: bytes, media_type: str | None, charset: str | None, budget: Budget) -> _Derived:
    plain.check_lines(data, budget.limits)
    declared = kinds.labelled_charset(media_type)
    decoded, found_charset, warnings = charsets.decode(data, given=charset, declared=declared)
    text = plain.one_kind_of_break(decoded)
    lines = plain.lines_of(text, budget)
    strings = plain.strings(text, lines)
    natures = furniture.natures(strings, {}, blank_lines_part=True)
    wrapped = ("hard-wrapped",) if plain.is_hard_wrapped(strings) else ()
    title = furniture.title_of(strings, natures)
    return _Derived(text, lines, natures, title, found_charset, (*warnings, *wrapped))


def _webpage(data: bytes, media_type: str | None, charset: str | None, budget: Budget) -> _Derived:
    declared = kinds.labelled_charset(media_type) or webpage.declared_charset(data)
    decoded, found_charset, warnings = charsets.decode(data, given=charset, declared=declared)
    page = webpage.page(decoded, budget)
    text = "\n".join(page.lines)
    lines = plain.lines_of(text, budget)
    natures = furniture.natures(page.lines, page.roles, blank_lines_part=False)
    title = page.title or furniture.title_of(page.lines, natures)
    return _Derived(text, lines, natures, title, found_charset, (*warnings, *page.warnings))


def _document(item: str, media_type: str, derived: _Derived, budget: Budget) -> Document:
    text, lines = derived.text, derived.lines
    strings = plain.strings(text, lines)
    parts = sentences(text, lines, budget)
    brackets, odd = insertions(text, lines, parts, budget)
    turns, guessed = _turns(derived, strings, parts)
    empty = () if any(line.strip() for line in strings) else ("no-words",)
    return Document(
        item=item,
        media_type=media_type,
        text=text,
        digest=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        lines=lines,
        sentences=parts,
        insertions=brackets,
        turns=turns,
        title=derived.title,
        charset=derived.charset,
        start_missing=completeness.start_missing(strings, turns),
        end_missing=completeness.end_missing(strings, turns),
        warnings=(*derived.warnings, *sorted(odd), *guessed, *empty),
    )


def _turns(
    derived: _Derived, strings: Sequence[str], parts: Sequence[Sentence]
) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
    """Turns by labels if there are any, else by questions; and warnings if voices are a guess."""
    labels_found = labels(strings, [line.start for line in derived.lines], derived.natures)
    if labels_found:
        once = any(label.guessed and label.lasting for label in labels_found.values())
        return _warned(labelled(strings, derived.natures, labels_found), ("label-once",) if once else ())
    # In hard-wrapped text a line can end in a question mark that belongs to a longer sentence, so none counts.
    asking = frozenset[int]() if "hard-wrapped" in derived.warnings else questions(derived.text, parts)
    middle = completeness.start_missing(
        strings, by_questions(strings, derived.natures, frozenset(), from_start=False)
    )
    return _warned(by_questions(strings, derived.natures, asking, from_start=middle), ())


def _warned(turns: tuple[Turn, ...], warnings: tuple[str, ...]) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
    return turns, ("turns-guessed", *warnings) if any(turn.guessed for turn in turns) else warnings


def _label(media_type: str | None, otherwise: str) -> str:
    label = (media_type or "").partition(";")[0].strip().lower()
    return label if label and label != "application/octet-stream" else otherwise
