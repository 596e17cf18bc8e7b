"""All that an edition says of the case, each thing once, to be read through by whoever signs it.

Invariant: every word of the case that a page would show stands here, in the order of the sources; nothing is left out
for its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aigaq.dossier.index import Index
from aigaq.dossier.localizer import Tongue
from aigaq.dossier.view_models import Row
from aigaq.dossier.views import Views
from aigaq.records.decisions import in_force
from aigaq.records.releases import Draft
from aigaq.records.sources import Source


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of words.

    Args:
        at: where it stands: a line of a text, or what kind of thing it is.
        language: of the words, where a source says it.
    """

    at: str
    words: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """What belongs together: a source with its text and what is coded from it, or all of one kind."""

    head: str
    lines: tuple[Line, ...]


def chapters(draft: Draft, index: Index, tongue: Tongue) -> Iterator[Chapter]:
    """Everything that the edition says, in one language of ours.

    Args:
        index: of the same draft.
    """
    views, records = Views(index, tongue), draft.records
    own_words = (Line(tongue.w("spot-words"), words) for words in draft.words.values())
    yield Chapter(records.title, (Line(tongue.w("spot-case"), records.title), *own_words))
    for key, source in records.sources.items():
        yield Chapter(source.title or source.what, tuple(_of_source(views, source, draft.texts.get(key))))
    yield Chapter(tongue.w("read-labels"), tuple(Line("", one.label) for one in records.subjects.values()))
    yield Chapter(tongue.w("read-ours"), tuple(_ours(draft, views, tongue)))
    yield Chapter(tongue.w("read-pictures"), tuple(_pictures(draft, tongue)))


def _of_source(views: Views, source: Source, text: str | None) -> Iterator[Line]:
    tongue = views.tongue
    for word in (source.title, source.what, source.derivation):
        if word:
            yield Line(tongue.w("spot-source"), word)
    if text is None:
        yield Line("", tongue.w("dossier-no-text"))
    for number, line in enumerate((text or "").split("\n"), 1):
        if line.strip():
            yield Line(f"L{number}", line, source.language)
    for statement in views.index.from_source.get(source.key, ()):
        yield Line(tongue.w("statement"), sentence(views.row(statement), tongue))


def sentence(row: Row, tongue: Tongue) -> str:
    """A statement as one line: about whom, what, that it is denied, the value, who says so, how, what became of it."""
    sign = tongue.w("sign-denies") if row.denies else tongue.w("sign-cannot-say") if row.cannot_say else ""
    said = f"{sign}: {row.value.text}" if sign else row.value.text
    more = "".join(f"; {name}: {value}" for name, value in row.qualified)
    how = ", ".join((*row.how, *((row.became,) if row.became else ())))
    return f"{row.of.text} · {row.what}: {said}{more} — {' < '.join(row.by)} ({how})"


def _ours(draft: Draft, views: Views, tongue: Tongue) -> Iterator[Line]:
    records = draft.records
    for question in records.questions:
        yield Line(tongue.w("spot-question"), question.ask)
    for decision in in_force(records.decisions):
        yield Line(tongue.w("spot-decision"), decision.reasons)
    read = {one.id for one in records.readings}
    for said in views.index.evidence.by_id.values():
        if said.id in read:
            yield Line(tongue.w("spot-reading"), sentence(views.row(said), tongue))


def _pictures(draft: Draft, tongue: Tongue) -> Iterator[Line]:
    for file in draft.files:
        for words in (file.alt, file.caption, file.text):
            if words:
                yield Line(tongue.w("spot-file"), words)
