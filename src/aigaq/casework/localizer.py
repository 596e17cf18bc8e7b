"""Localised words for records. Invariant: words of the case are shown as written; only codes are put into words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from aigaq.citation.request import day as day_in_words
from aigaq.records.cases import CaseRecords
from aigaq.records.dates.relative import Relative
from aigaq.records.statements import Statement
from aigaq.records.subjects import BUILT_IN
from aigaq.records.values import UNDATED, Code, Ref, Unknown, Value, Yes
from aigaq.records.vocab.messages import Language, say
from aigaq.records.vocab.vocabulary import standard
from aigaq.statements.evidence import OURS

_BUILT_IN = {one.id: one.label for one in BUILT_IN}
_DOCUMENTED = re.compile(r"(\d+) documented")
"""The side of the documented people, against a smaller figure that somebody claims."""


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

    def mention(self, statement: Statement) -> str:
        """A statement in few words, for a link to it: what it states, by whom, in which source."""
        source = self.records.sources.get(statement.source)
        where = (source.title or source.what) if source is not None else None
        words = (self.predicate(statement.predicate), self.who(statement.origin), where)
        return ", ".join(word for word in words if word)

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

    def side(self, predicate: str, value: str, *, denies: bool = False) -> str:
        """One side of a contradiction, in words. If it concerns another predicate, that is named: "intent: aimed".

        Args:
            value: as in `contradictions.Side`; "not" may stand before it.
            denies: the side denies the value.
        """
        denied, bare = denies or value.startswith("not "), value.removeprefix("not ")
        words = self._two_parts(bare) or self._one_part(predicate, bare)
        return f"{self.w('sign-denies')}: {words}" if denied else words

    def _two_parts(self, value: str) -> str | None:
        """A side that names what it concerns, as the rules that compare several predicates write it."""
        known = self.records.vocabulary
        code, colon, rest = value.partition(": ")
        about, blank, subject = code.partition(" ")
        if colon and code in known.predicates:
            # A fact that is only affirmed needs no "yes" behind its name.
            return (
                self.predicate(code) if rest == "true" else f"{self.predicate(code)}: {self.side(code, rest)}"
            )
        if colon and code in self.records.subjects:
            return f"{self.who(code)}: {self.relative(rest)}"
        if colon and blank and about in known.predicates:
            return f"{self.predicate(about)}, {self.who(subject)}: {self.side(about, rest)}"
        aspect, comma, modality = value.partition(", ")
        if comma and known.find("modality", modality) and known.find("aspect", aspect):
            return f"{self.label('aspect', aspect)}, {self.label('modality', modality)}"
        documented = _DOCUMENTED.fullmatch(value)
        return self.w("side-documented", number=documented[1]) if documented else None

    def _one_part(self, predicate: str, value: str) -> str:
        known = self.records.vocabulary
        definition = known.predicates.get(predicate)
        # A death without a day, opposed to a denial, is shown as the death itself.
        if value == predicate or (value == UNDATED.text and definition is not None):
            return self.predicate(predicate)
        if value in self.records.subjects or definition is None:
            return self.who(value)
        if definition.codes and known.find(definition.codes, value):
            return self.label(definition.codes, value)
        if value == Yes().text:
            return self.w("dossier-yes")
        if known.find("unknown", value):
            return self.label("unknown", value)
        return self.relative(value) if definition.takes == "date" else self.who(value)

    def range(self, low: int | None, high: int | None) -> str:
        """A number, a range or an open range in words; unknown is never shown as zero."""
        if low is None and high is None:
            return "?"
        if high is None:
            return f"≥ {low}"
        return str(low) if low == high else f"{'?' if low is None else low}–{high}"
