"""Translatable paragraphs of a dossier, each under a permanent name.

Invariant: every word of the case that the pages show is in exactly one paragraph, except people's names; no paragraph
holds anything that the edition does not show.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from aigaq.casework.localizer import Localizer
from aigaq.dossier import addresses
from aigaq.names.rendering import Known
from aigaq.records.dates.relative import Relative
from aigaq.records.decisions import in_force
from aigaq.records.quantities import Quantity
from aigaq.records.releases import Draft
from aigaq.records.statements import Statement
from aigaq.records.values import Value, Words
from aigaq.statements.evidence import as_statement

NAMES = frozenset({"name"})
"""Predicates whose value is a name: names follow a rule in each language and are not translated."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One translatable piece of text.

    Args:
        unit: permanent name across editions: `case:title`, `source:news:L4`, `statement:d-hands:value`.
        language: of the text.
        page: address of its page, relative to the folder of a language.
    """

    unit: str
    words: str
    language: str
    page: str

    @property
    def digest(self) -> str:
        """Digest of the words; if it differs, a translation is out of date."""
        return hashlib.sha256(f"{self.language}\0{self.words}".encode()).hexdigest()


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    """Every paragraph of an edition, in the order of the dossier. Ids appear only as on the pages.

    Text that is only a number, date, code or person's name is left out.
    """
    return tuple(one for one in _Cut(draft).all() if any(letter.isalpha() for letter in one.words))


def known_names(draft: Draft) -> tuple[Known, ...]:
    """The people whom an edition names, each with every spelling it shows; no other people or spellings."""
    by_subject: dict[str, list[tuple[str, str | None]]] = {}
    for subject in draft.records.subjects.values():
        if subject.named:
            by_subject[subject.id] = [(subject.label, None)]
    for said in draft.records.statements:
        if said.predicate in NAMES and said.subject in by_subject and isinstance(said.value, Words):
            source = draft.records.sources.get(said.source)
            by_subject[said.subject].append((said.value.text, source.language if source else None))
    return tuple(Known(tuple(dict.fromkeys(spellings))) for spellings in by_subject.values())


class _Cut:
    """Cuts one draft into paragraphs."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.records = draft, draft.records
        self.localizer = Localizer(draft.language, draft.records)

    def all(self) -> Iterator[Paragraph]:
        yield self._ours("case:title", self.records.title, "index.html")
        for question in self.records.questions:
            if not question.computed:
                yield self._ours(f"question:{question.id}:ask", question.ask, "questions.html")
        yield from self._decisions()
        for subject in self.records.subjects.values():
            if not subject.named:
                word = self._word(subject.id)
                yield self._ours(
                    f"subject:{word}:label", subject.label, addresses.subject(subject.kind, word)
                )
        for said in (*self.records.statements, *(as_statement(one) for one in self.records.readings)):
            yield from self._said(said)
        yield from self._sources()
        yield from self._files()

    def _ours(self, unit: str, words: str, page: str) -> Paragraph:
        return Paragraph(unit, words, self.draft.language, page)

    def _word(self, id: str) -> str:
        return self.draft.slugs.get(id, id)

    def _files(self) -> Iterator[Paragraph]:
        for attachment in self.draft.files:
            for part, words in (
                ("alt", attachment.alt),
                ("caption", attachment.caption),
                ("text", attachment.text),
            ):
                yield self._ours(f"file:{attachment.name}:{part}", words, "index.html")

    def _decisions(self) -> Iterator[Paragraph]:
        """Our reasons, named by target and day: the id of a decision is shown nowhere."""
        said = {one.id for one in self.records.statements}
        seen: Counter[str] = Counter()
        for decision in in_force(self.records.decisions):
            target = next((each.removeprefix("#") for each in decision.targets), "")
            subject = self.records.subjects.get(target)
            if subject is None and target not in said:
                continue
            word = self._word(target)
            page = addresses.subject(subject.kind, word) if subject else addresses.statement(target)
            unit = f"decision:{word}:{decision.at.isoformat()}"
            seen[unit] += 1
            unit = unit if seen[unit] == 1 else f"{unit}:{seen[unit]}"
            yield self._ours(f"{unit}:reasons", decision.reasons, page)

    def _said(self, statement: Statement) -> Iterator[Paragraph]:
        page = addresses.statement(statement.id)
        if statement.predicate not in NAMES:
            yield from self._value(f"statement:{statement.id}:value", statement.value, page)
        for name, value in statement.qualifiers:
            if name != "script":
                yield from self._value(f"statement:{statement.id}:{name}", value, page)

    def _value(self, unit: str, value: Value, page: str) -> Iterator[Paragraph]:
        # A relative date consists of labels and our own words, but is read as one sentence.
        if isinstance(value, Words | Quantity | Relative):
            yield self._ours(unit, self.localizer.value(value), page)

    def _sources(self) -> Iterator[Paragraph]:
        for key, source in self.records.sources.items():
            word = self._word(key)
            page = addresses.source(word)
            yield self._ours(f"source:{word}:title", source.title or "", page)
            yield self._ours(f"source:{word}:what", source.what, page)
            language = source.language or self.draft.language
            for number, line in enumerate(self.draft.texts.get(key, "").split("\n"), start=1):
                yield Paragraph(f"source:{word}:L{number}", line, language, addresses.line(word, number))
