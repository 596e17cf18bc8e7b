"""Everything an edition says of the case, each thing once, for signers to read through.

Invariant: every word of the case that a page would show is here, in the order of the sources; nothing is cut for
length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aigaq.casework.localizer import Localizer
from aigaq.dossier.index import Index
from aigaq.dossier.view_models import StatementView
from aigaq.dossier.views import Views
from aigaq.records.decisions import in_force
from aigaq.records.releases import Draft
from aigaq.records.sources import Source


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of text to read.

    Args:
        at: its place: a line of a text, or the kind of thing it is.
        language: of the words, if the source states it.
    """

    at: str
    words: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """Lines that belong together: a source with its text and coding, or all things of one kind."""

    head: str
    lines: tuple[Line, ...]


def chapters(draft: Draft, index: Index, localizer: Localizer) -> Iterator[Chapter]:
    """Everything that the edition says, with our words in one language.

    Args:
        index: of the same draft.
    """
    views, records = Views(index, localizer), draft.records
    own_words = (Line(localizer.w("spot-words"), words) for words in draft.words.values())
    yield Chapter(records.title, (Line(localizer.w("spot-case"), records.title), *own_words))
    for key, source in records.sources.items():
        yield Chapter(source.title or source.what, tuple(_of_source(views, source, draft.texts.get(key))))
    yield Chapter(localizer.w("read-labels"), tuple(Line("", one.label) for one in records.subjects.values()))
    yield Chapter(localizer.w("read-ours"), tuple(_ours(draft, views, localizer)))
    yield Chapter(localizer.w("read-pictures"), tuple(_pictures(draft, localizer)))


def _of_source(views: Views, source: Source, text: str | None) -> Iterator[Line]:
    localizer = views.localizer
    for word in (source.title, source.what, source.derivation):
        if word:
            yield Line(localizer.w("spot-source"), word)
    if text is None:
        yield Line("", localizer.w("dossier-no-text"))
    for number, line in enumerate((text or "").split("\n"), 1):
        if line.strip():
            yield Line(f"L{number}", line, source.language)
    for statement in views.index.from_source.get(source.key, ()):
        yield Line(localizer.w("statement"), sentence(views.row(statement), localizer))


def sentence(row: StatementView, localizer: Localizer) -> str:
    """A statement as one line: subject, predicate, denial, value, voices, basis, later status."""
    sign = (
        localizer.w("sign-denies") if row.denies else localizer.w("sign-cannot-say") if row.cannot_say else ""
    )
    said = f"{sign}: {row.value.text}" if sign else row.value.text
    more = "".join(f"; {name}: {value}" for name, value in row.qualified)
    how = ", ".join((*row.how, *((row.became,) if row.became else ())))
    return f"{row.of.text} · {row.what}: {said}{more} — {' < '.join(row.by)} ({how})"


def _ours(draft: Draft, views: Views, localizer: Localizer) -> Iterator[Line]:
    records = draft.records
    for question in records.questions:
        yield Line(localizer.w("spot-question"), question.ask)
    for decision in in_force(records.decisions):
        yield Line(localizer.w("spot-decision"), decision.reasons)
    read = {one.id for one in records.readings}
    for said in views.index.evidence.by_id.values():
        if said.id in read:
            yield Line(localizer.w("spot-reading"), sentence(views.row(said), localizer))


def _pictures(draft: Draft, localizer: Localizer) -> Iterator[Line]:
    for file in draft.files:
        for words in (file.alt, file.caption, file.text):
            if words:
                yield Line(localizer.w("spot-file"), words)
