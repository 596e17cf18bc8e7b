"""Localised words for records. Invariant: words of the case are shown as written; only codes are put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aigaq.citation.days import day as day_in_words
from aigaq.records.cases import CaseRecords
from aigaq.records.dates.relative import Relative
from aigaq.records.subjects import BUILT_IN
from aigaq.records.values import UNDATED, Code, Ref, Unknown, Value, Yes
from aigaq.records.vocab.messages import Language, say
from aigaq.records.vocab.vocabulary import standard
from aigaq.statements.evidence import OURS

_BUILT_IN = {one.id: one.label for one in BUILT_IN}


@dataclass(frozen=True, slots=True)
class Localizer:
    """Words of one language for the records of one case."""

    language: Language
    records: CaseRecords

    def w(self, code: str, **parameters: object) -> str:
        """A sentence of the message catalogue."""
        return say(code, self.language, **parameters)

    def label(self, listed: str, code: str) -> str:
        """The label of a code of a list."""
        known = self.records.vocabulary
        return known.label(listed, code, self.language) if listed in known.lists else code

    def predicate(self, code: str) -> str:
        """The label of a predicate."""
        predicate = self.records.vocabulary.predicates.get(code) or standard().predicates.get(code)
        return predicate.labels[self.language] if predicate else code

    def who(self, id: str) -> str:
        """The safe label of a subject; the own voice of a text is named as such."""
        subject = self.records.subjects.get(id)
        if subject is not None:
            return subject.label
        return self.w("dossier-ours") if id == OURS else _BUILT_IN.get(id, id)

    def day(self, when: date) -> str:
        """One of our own days (of an edition or decision) in words."""
        return day_in_words(when, "day-first", self.language)

    def value(self, value: Value) -> str:
        """The value of a statement in words."""
        if isinstance(value, Ref):
            return self.who(value.id)
        if isinstance(value, Code):
            return self.label(value.list, value.code)
        if isinstance(value, Unknown):
            return self.label("unknown", value.kind)
        if isinstance(value, Yes):
            return self.w("dossier-yes")
        if value == UNDATED:
            return self.w("undated")
        return self.relative(value.text) if isinstance(value, Relative) else value.text

    def relative(self, words: str) -> str:
        """A relative date, with the label of its anchor."""
        return " ".join(self._anchor(word) for word in words.split(" "))

    def _anchor(self, word: str) -> str:
        subject = self.records.subjects.get(word)
        return f"“{subject.label}”" if subject is not None else word

    def side(self, predicate: str, value: str) -> str:
        """One side of a contradiction. A death without a day, opposed to a denial, is shown as the death itself."""
        known = self.records.vocabulary.predicates.get(predicate)
        denied, bare = value.startswith("not "), value.removeprefix("not ")
        if bare == UNDATED.text and known is not None:
            label = known.labels[self.language]
        elif known is not None and known.codes and bare not in self.records.subjects:
            label = self.label(known.codes, bare)
        else:
            label = self.who(bare)
        return f"{self.w('sign-denies')}: {label}" if denied else label

    def range(self, low: int | None, high: int | None) -> str:
        """A number, a range or an open range in words; unknown is never shown as zero."""
        if low is None and high is None:
            return "?"
        if high is None:
            return f"≥ {low}"
        return str(low) if low == high else f"{'?' if low is None else low}–{high}"
