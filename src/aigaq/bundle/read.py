"""Read a case from its folder.

Invariant: either the whole case, or every problem in it; never a part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from aigaq.bundle import castfile, codingfile, judgements, locators, pins, rulesfile, sourcefile
from aigaq.bundle.assembly import assemble
from aigaq.bundle.checks import Places, check_case
from aigaq.bundle.problems import Problems
from aigaq.errors import DuplicateId, FileUnreadable, NotACase, UnknownId, WrongShape
from aigaq.records import yamltext
from aigaq.records.cases import Answer, CaseRecords, Pins
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import Entry, RawMap, raw_of
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.statements import Passage, Statement
from aigaq.records.subjects import Subject
from aigaq.records.vocabulary import Vocabulary, extended, standard
from aigaq.records.written import Known
from aigaq.records.yamltext import Map, Text, mapping, need, only, text_of, word

FORMAT = "aigaq/1"
_T = TypeVar("_T")
_Said = TypeVar("_Said", Statement, Reading, Question)


def read_case(folder: Path) -> CaseRecords:
    """The records of the case in `folder`.

    Raises:
        NotACase: no folder, or no case.yaml in it.
        CaseInvalid: with every problem found, each naming file, line and id where it has them.
    """
    if not (folder / "case.yaml").is_file():
        raise NotACase(file=folder.name or str(folder))
    problems = Problems()
    reader = _Reader(folder, problems)
    records = reader.read()
    problems.stop_if_any()
    assert records is not None
    check_case(records, problems, reader.places)
    problems.stop_if_any()
    return records


@dataclass(frozen=True, slots=True)
class _Head:
    key: str
    title: str
    anchor: str | None
    coder: str
    second: str | None


class _Reader:
    """Reads file after file; keeps going after a problem for as long as what follows can be understood."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        self.folder = folder
        self.problems = problems
        self.vocabulary: Vocabulary = standard()
        self.sources: dict[str, Source] = {}
        self.pins: dict[str, Pins] = {}
        self.places: Places = {}
        self.added_words: RawMap | None = None

    def read(self) -> CaseRecords | None:
        head = self._caught(self._head)
        self._caught(self._vocabulary)
        codings = self._sources()
        cast = self._cast()
        if head is None or cast is None:
            return None
        entries = (*cast.entries, *(self._named(entry, cast.subjects) for entry in codings))
        return self._assemble(head, dict(cast.subjects), entries)

    def _assemble(
        self, head: _Head, subjects: dict[str, Subject], entries: tuple[Entry, ...]
    ) -> CaseRecords | None:
        if head.anchor is not None and head.anchor not in subjects:
            self.problems.add(UnknownId(file="case.yaml", line=1, id="anchor", value=head.anchor))
        questions = self._questions()
        made = assemble(
            entries,
            subjects=subjects,
            sources=self.sources,
            vocabulary=self.vocabulary,
            questions=questions,
            anchor=head.anchor,
            problems=self.problems,
        )
        known = made.known
        decisions, readings = self._decisions(known)
        safeguards = self._items("private/safeguards.yaml", "safeguards", judgements.read_safeguard)
        rules, answers = self._rules(), self._answers()
        if self.problems.found:
            return None
        return CaseRecords(
            key=head.key,
            title=head.title,
            anchor=head.anchor,
            coder=head.coder,
            second_coder=head.second,
            vocabulary=self.vocabulary,
            subjects=known.subjects,
            sources=self.sources,
            entries=entries,
            statements=tuple(self._pinned(one) for one in made.statements),
            decisions=decisions,
            readings=tuple(self._pinned(one) for one in readings),
            questions=tuple(self._pinned(one) for one in questions),
            rules=rules,
            answers=answers,
            safeguards=safeguards,
            pins=self.pins,
            unfilled=made.unfilled,
            made_for=known.entries,
            added_words=self.added_words,
        )

    def _caught(self, read: Callable[[], _T], **place: str | int) -> _T | None:
        with self.problems.caught(**place):
            return read()
        return None

    def _yaml(self, name: str) -> Map:
        return yamltext.read(self.folder / name, name=name)

    def _head(self) -> _Head:
        node = self._yaml("case.yaml")
        only(node, ("bundle", "case", "coder"))
        if word(need(node, "bundle"), key="bundle") != FORMAT:
            raise WrongShape(**yamltext.here(node), key="bundle", due=FORMAT)
        case = mapping(need(node, "case"), key="case")
        only(case, ("key", "title", "anchor"))
        coder = mapping(need(node, "coder"), key="coder")
        only(coder, ("by", "second"))
        return _Head(
            word(need(case, "key"), key="key"),
            word(need(case, "title"), key="title"),
            text_of(case, "anchor"),
            word(need(coder, "by"), key="by"),
            text_of(coder, "second"),
        )

    def _vocabulary(self) -> None:
        if (self.folder / "vocabulary.yaml").is_file():
            node = self._yaml("vocabulary.yaml")
            only(node, ("vocabulary",))
            words = mapping(need(node, "vocabulary"), key="vocabulary")
            self.vocabulary = extended(self.vocabulary, words)
            self.added_words = RawMap(tuple((key.text, raw_of(value)) for key, value in words))

    def _sources(self) -> list[Entry]:
        """Sources first, since a locator may name one; then what was coded from them."""
        for path in sorted(self.folder.glob("sources/*/source.yaml")):
            name = path.relative_to(self.folder).as_posix()
            self.sources[path.parent.name] = _stand_in(path.parent)
            with self.problems.caught(file=name):
                source = sourcefile.read_source(self._yaml(name), self.vocabulary)
                if source.key != path.parent.name:
                    raise WrongShape(
                        file=name, line=1, key="key", due=f"the folder's name, {path.parent.name}"
                    )
                self.sources[source.key] = _on_board(source, path.parent)
                if (path.parent / "pins.json").is_file():
                    self.pins[source.key] = pins.read_pins(
                        path.parent / "pins.json", f"sources/{source.key}/pins.json"
                    )
        entries: list[Entry] = []
        for path in sorted(self.folder.glob("sources/*/coding.yaml")):
            name = path.relative_to(self.folder).as_posix()
            if path.parent.name not in self.sources:
                self.sources[path.parent.name] = _stand_in(path.parent)
                self.problems.add(FileUnreadable(file=f"sources/{path.parent.name}/source.yaml"))
            with self.problems.caught(file=name):
                entries.extend(codingfile.read_coding(self._yaml(name), path.parent.name, self.problems))
        return entries

    def _cast(self) -> castfile.Cast | None:
        return self._caught(
            lambda: castfile.read_cast(
                self._yaml("cast.yaml"), self.vocabulary, tuple(sorted(self.sources)), self.problems
            ),
            file="cast.yaml",
        )

    def _named(self, entry: Entry, subjects: dict[str, Subject] | object) -> Entry:
        """An entry of `named` says the name that the cast's label holds."""
        if entry.value != "(label)" or not isinstance(subjects, dict):
            return entry
        subject = subjects.get(str(entry.who))
        return replace(entry, value=subject.label if subject else entry.value)

    def _pinned(self, said: _Said) -> _Said:
        return replace(said, passages=tuple(bound(passage, self.pins) for passage in said.passages))

    def _items(self, name: str, section: str, read: Callable[[Text, Map], _T]) -> tuple[_T, ...]:
        """The items under one key of one file, if the file is there."""
        if not (self.folder / name).is_file():
            return ()
        found: list[_T] = []
        with self.problems.caught(file=name):
            node = self._yaml(name)
            if judgements.is_none(node.get(section)):
                return ()
            for key, entry in mapping(need(node, section), key=section):
                self.places.setdefault((section, key.text), {"file": name, "line": key.line})
                with self.problems.caught(file=name, line=key.line, id=key.text):
                    found.append(read(key, mapping(entry, key=key.text)))
        return tuple(found)

    def _questions(self) -> tuple[Question, ...]:
        keys = tuple(sorted(self.sources))
        return self._items(
            "questions.yaml",
            "questions",
            lambda key, node: judgements.read_question(key, node, keys, self.vocabulary),
        )

    def _decisions(self, known: Known) -> tuple[tuple[Decision, ...], tuple[Reading, ...]]:
        decisions: list[Decision] = []
        readings: list[Reading] = []
        keys = tuple(sorted(self.sources))
        for path in sorted(self.folder.glob("decisions/*.yaml")):
            name = f"decisions/{path.name}"
            with self.problems.caught(file=name):
                only(self._yaml(name), ("decisions", "readings"))
            decisions += self._items(
                name, "decisions", lambda key, node: judgements.read_decision(key, node, self.vocabulary)
            )
            readings += self._items(
                name, "readings", lambda key, node: judgements.read_reading(key, node, keys, known)
            )
        self._unique_judgements(decisions, "decisions")
        self._unique_judgements(readings, "readings")
        decisions.sort(key=lambda one: (one.at, one.id))
        readings.sort(key=lambda one: (one.at, one.id))
        return tuple(decisions), tuple(readings)

    def _unique_judgements(self, judgements: Iterable[Decision | Reading], section: str) -> None:
        seen: set[str] = set()
        for one in judgements:
            if one.id in seen:
                self.problems.add(DuplicateId(**self.places[(section, one.id)], id=one.id, value=one.id))
            seen.add(one.id)

    def _rules(self) -> dict[str, CountRule]:
        rules: dict[str, CountRule] = {}
        for path in sorted(self.folder.glob("rules/*.yaml")):
            name = f"rules/{path.name}"
            with self.problems.caught(file=name, line=1):
                rule = rulesfile.read_rule(self._yaml(name), self.vocabulary)
                self.places.setdefault(("rules", rule.key), {"file": name, "line": 1})
                if rule.key in rules:
                    raise DuplicateId(id=rule.key, value=rule.key)
                rules[rule.key] = rule
        return rules

    def _answers(self) -> tuple[Answer, ...]:
        answers = []
        for path in sorted(self.folder.glob("answers/*.yaml")):
            name = f"answers/{path.name}"
            with self.problems.caught(file=name, line=1):
                answers.append(rulesfile.read_answer(path.stem, self._yaml(name)))
        return tuple(answers)


def vocabulary_of(node: Map) -> Vocabulary:
    """The standard words and those of a `vocabulary.yaml`."""
    only(node, ("vocabulary",))
    return extended(standard(), mapping(need(node, "vocabulary"), key="vocabulary"))


def _stand_in(folder: Path) -> Source:
    """What a source is taken for while its file cannot be read: one fault must not make one of every entry."""
    return Source(folder.name, what="", rest="unknown")


def _on_board(source: Source, folder: Path) -> Source:
    """A text that lies beside its `source.yaml` is on board, whether or not `shipped` says so."""
    return (
        source
        if source.shipped
        else replace(source, shipped=(folder / (source.file or "text.txt")).is_file())
    )


def bound(passage: Passage, pins_by_source: dict[str, Pins]) -> Passage:
    """The passage with the positions of its pin, where there is one."""
    from_source = pins_by_source.get(passage.source)
    place = locators.write(passage.place)
    if from_source is None or place not in from_source.places:
        return passage
    pin = from_source.places[place]
    return replace(passage, item=from_source.item, start=pin.start, end=pin.end, pin=place)
