"""Insertions: the [bracketed] words of an editor in a text, with a guess of their kind.

Invariant: who speaks in a bracket is fixed by its place (never the speaker); only the kind is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aigaq.reading import lists
from aigaq.reading.brackets import pairs
from aigaq.reading.limits import Budget
from aigaq.reading.sentences import ends_with_stop
from aigaq.records.documents import Insertion, Kind, Sentence, Span

_WORD = re.compile(r"[^\W_][\w.’'\-]*")
_NEAR = 200
_NAME_WITHIN = 3


def insertions(
    text: str, lines: Sequence[Span], sentences: Sequence[Sentence], budget: Budget
) -> tuple[tuple[Insertion, ...], frozenset[str]]:
    """All outermost brackets in order, with warnings for nested and unpaired ones.

    Args:
        sentences: of the same text, in order.
    """
    insertions_found: list[Insertion] = []
    warnings: set[str] = set()
    by_line = _ByLine(sentences)
    for number, line in enumerate(lines, start=1):
        budget.check_time()
        here = by_line.take(number)
        paired = pairs(text, line)
        warnings |= paired.warnings
        insertions_found += _of_line(text, line, paired.whole, here)
        budget.check_places(len(insertions_found))
    return tuple(insertions_found), frozenset(warnings)


class _ByLine:
    """Cursor that gives the sentences of each line in turn."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._at = 0

    def take(self, line: int) -> Sequence[Sentence]:
        start = self._at
        while self._at < len(self._sentences) and self._sentences[self._at].line == line:
            self._at += 1
        return self._sentences[start : self._at]


def _of_line(
    text: str, line: Span, whole: Sequence[Span], sentences: Sequence[Sentence]
) -> Iterator[Insertion]:
    at = 0
    for number, span in enumerate(whole, start=1):
        while sentences[at].span.end < span.end:
            at += 1
        sentence = sentences[at]
        yield Insertion(span, sentence.line, number, sentence.number, _kind(text, line, span, sentence.span))


def _kind(text: str, line: Span, span: Span, sentence: Span) -> Kind:
    """Guessed kind of a bracket, tried in this order: note, identification, gloss, completion (docs/reference)."""
    inner = text[span.start + 1 : span.end - 1].strip()
    words = _WORD.findall(inner[:_NEAR])
    folded = [lists.fold(word).rstrip(".") for word in words]
    before = _WORD.findall(text[max(line.start, sentence.start, span.start - _NEAR) : span.start])
    after = _WORD.findall(text[span.end : min(sentence.end, span.end + _NEAR)])
    if _is_note(inner, folded, span == sentence):
        return "note"
    if _identifies(words, folded, before, after):
        return "identification"
    # A gloss stands right behind the word it explains: nothing but a space may lie between.
    behind_word = text[max(line.start, span.start - 2) : span.start].rstrip()[-1:].isalnum()
    if folded[:1] and folded[0] in lists.lookup("insertions", "glosses"):
        return "gloss"
    if behind_word and folded and folded[0] not in lists.lookup("insertions", "function"):
        return "gloss"
    return "completion"


def _is_note(inner: str, folded: Sequence[str], whole_sentence: bool) -> bool:
    """Whether a bracket is a note: a whole sentence, a footnote mark, or words typical of a note or a transcriber."""
    starts = lists.lookup("insertions", "note_starts")
    transcriber = lists.lookup("insertions", "transcriber")
    by_itself = whole_sentence and (ends_with_stop(inner) or len(folded) > 1)
    known = " ".join(folded) in transcriber or (folded[:1] != [] and folded[0] in starts)
    return by_itself or inner.isdigit() or known


def _identifies(
    words: Sequence[str], folded: Sequence[str], before: Sequence[str], after: Sequence[str]
) -> bool:
    """Whether a bracket identifies somebody: a rank or post beside a name, or a name beside a name or pronoun."""
    named_before = bool(before) and before[-1][0].isupper()
    named_after = any(word[0].isupper() for word in after[:_NAME_WITHIN])
    if not named_after and not named_before and not before:
        return False
    if any(word in lists.lookup("insertions", "people") for word in folded):
        return named_before or named_after
    if not words or not all(word[0].isupper() for word in words):
        return False
    beside_pronoun = bool(before) and lists.fold(before[-1]) in lists.lookup("insertions", "pronouns")
    return named_before or beside_pronoun or (bool(after) and after[0][0].isupper())
