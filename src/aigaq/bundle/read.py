"""Read a case from its folder.

Invariant: the result is either the whole case or every problem in it; never a part of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from aigaq.bundle import castfile, judgements, plainfiles
from aigaq.bundle.assembly import assemble
from aigaq.bundle.casefolder import CaseFolder
from aigaq.bundle.checks import check_case
from aigaq.bundle.problems import Problems
from aigaq.bundle.safeguardsfile import read_safeguard
from aigaq.bundle.sourcefolders import Sources, read_sources
from aigaq.errors import BadValue, HarmWithoutActs, NotACase, UnknownCode, UnknownId, WrongShape
from aigaq.records.cases import CaseRecords, Pins
from aigaq.records.coding.resolution import Known
from aigaq.records.decisions import Question, Reading
from aigaq.records.entries import Entry, RawMap, raw_of
from aigaq.records.statements import Passage, Statement
from aigaq.records.subjects import Subject
from aigaq.records.vocab.codes import nearest
from aigaq.records.vocab.vocabulary import Vocabulary, extended, standard
from aigaq.records.yamltext import Map, Text, here, mapping

Ids = dict[str, str | None]
_T = TypeVar("_T")
_Said = TypeVar("_Said", Statement, Reading, Question)


def read_case(path: Path) -> CaseRecords:
    """The records of the case in the folder at `path`.

    Raises:
        NotACase: there is no folder, or no case.yaml in it.
        CaseInvalid: with every problem found, each naming file, line and id where it has them.
        TooLarge: more files or YAML than a case may have.
    """
    if not plainfiles.is_there(path, "case.yaml"):
        raise NotACase(file=path.name or str(path))
    problems = Problems()
    folder = CaseFolder(path, problems)
    records, ids = _read(folder)
    _stop(problems, ids)
    assert records is not None
    check_case(records, problems, folder.places)
    _stop(problems, ids)
    return records


def _stop(problems: Problems, ids: Ids) -> None:
    """Stop reading if any problem was found; unknown ids get suggestions from `ids`."""
    for problem in problems.found:
        near = (
            nearest_ids(str(problem.parameters.get("value")), ids) if problem.code == UnknownId.code else ""
        )
        if near:
            problem.parameters.setdefault("known", near)
    problems.stop_if_any()


def nearest_ids(written: str, labels: Mapping[str, str | None]) -> str:
    """Suggested ids for an unknown one: by its label, else the nearest in spelling; empty if there is none.

    Args:
        labels: by id, the label of a subject; None for an entry. Labels are never suggested.
    """
    said = " ".join(written.casefold().split())
    named = sorted(key for key, label in labels.items() if label is not None and label.casefold() == said)
    return ", ".join(named or get_close_matches(written, sorted(labels), n=3, cutoff=0.6))


def _read(folder: CaseFolder) -> tuple[CaseRecords | None, Ids]:
    """Read file after file; continue after a problem as long as later files can be understood."""
    head = _caught(folder, lambda: read_head(folder.yaml("case.yaml")))
    added = _caught(folder, lambda: _added_words(folder))
    vocabulary = _caught(folder, lambda: extended(standard(), added)) if added is not None else standard()
    vocabulary = vocabulary or standard()
    if added is not None:
        _caught(folder, lambda: check_added_words(added, vocabulary, folder.problems))
    sources = read_sources(folder, vocabulary)
    keys = tuple(sorted(sources.sources))
    cast = _caught(
        folder,
        lambda: castfile.read_cast(folder.yaml("cast.yaml"), vocabulary, keys, folder.problems),
        file="cast.yaml",
    )
    if head is None or cast is None:
        return None, {}
    if head.anchor is not None and head.anchor not in cast.subjects:
        folder.problems.add(UnknownId(file="case.yaml", line=1, id="anchor", value=head.anchor))
    ids: Ids = {entry.id: None for entry in (*cast.entries, *sources.entries)}
    ids |= {key: subject.label for key, subject in cast.subjects.items()}
    return _records(folder, head, cast, sources, vocabulary, added), ids


def _caught(folder: CaseFolder, read: Callable[[], _T], **place: str | int) -> _T | None:
    with folder.problems.caught(**place):
        return read()
    return None


def _added_words(folder: CaseFolder) -> Map | None:
    return _words(folder.yaml("vocabulary.yaml")) if folder.has("vocabulary.yaml") else None


def _words(node: Map) -> Map:
    node.only(("vocabulary",))
    return node.mapping("vocabulary")


def _records(
    folder: CaseFolder,
    head: Head,
    cast: castfile.Cast,
    coded: Sources,
    vocabulary: Vocabulary,
    added: Map | None,
) -> CaseRecords:
    """All records of a folder whose head, vocabulary, sources and cast are read."""
    entries = (*cast.entries, *(_named(entry, cast.subjects) for entry in coded.entries))
    words = RawMap(tuple((key.text, raw_of(value)) for key, value in added)) if added is not None else None
    keys = tuple(sorted(coded.sources))
    questions = judgements.read_questions(folder, keys, vocabulary)
    question_ids = frozenset(question.id for question in questions)
    known = Known(vocabulary, cast.subjects, entries={}, statements=frozenset(), questions=question_ids)
    made = assemble(entries, known=known, sources=coded.sources, anchor=head.anchor, problems=folder.problems)
    records = CaseRecords(
        key=head.key,
        title=head.title,
        anchor=head.anchor,
        coder=head.coder,
        second_coder=head.second,
        vocabulary=vocabulary,
        subjects=made.known.subjects,
        sources=coded.sources,
        entries=entries,
        statements=_pinned(made.statements, coded.pins),
        questions=_pinned(questions, coded.pins),
        pins=coded.pins,
        unfilled=made.unfilled,
        made_for=made.known.entries,
        added_words=words,
    )
    return _judged(records, made.known, folder)


def _judged(records: CaseRecords, known: Known, folder: CaseFolder) -> CaseRecords:
    """The records with our own judgements: decisions, readings, rules, answers, safeguards."""
    decisions, readings = judgements.read_decisions(folder, tuple(sorted(records.sources)), known)
    return replace(
        records,
        decisions=decisions,
        readings=_pinned(readings, records.pins),
        safeguards=folder.items("private/safeguards.yaml", "safeguards", read_safeguard),
        rules=judgements.read_rules(folder, records.vocabulary),
        answers=judgements.read_answers(folder),
    )


def _named(entry: Entry, subjects: Mapping[str, Subject]) -> Entry:
    """An entry of `named`, its value filled with the name from the cast's label."""
    if entry.value != "(label)":
        return entry
    subject = subjects.get(str(entry.who))
    return replace(entry, value=subject.label if subject else entry.value)


def _pinned(said: tuple[_Said, ...], pins: Mapping[str, Pins]) -> tuple[_Said, ...]:
    return tuple(
        replace(place, passages=tuple(bound(passage, pins) for passage in place.passages)) for place in said
    )


def bound(passage: Passage, pins_by_source: Mapping[str, Pins]) -> Passage:
    """The passage with the position of its pin, if it has one."""
    from_source = pins_by_source.get(passage.source)
    place = passage.place.written
    if from_source is None or place not in from_source.places:
        return passage
    pin = from_source.places[place]
    return replace(passage, item=from_source.item, start=pin.start, end=pin.end, pin=place)


# case.yaml: the head of the case. An unknown format is refused, not guessed.

FORMAT = "aigaq/1"


@dataclass(frozen=True, slots=True)
class Head:
    """The fields of `case.yaml`."""

    key: str
    title: str
    anchor: str | None
    coder: str
    second: str | None


def read_head(node: Map) -> Head:
    """The head of a case, from `case.yaml`.

    Raises:
        WrongShape, MissingField, UnknownField: with file and line.
    """
    node.only(("bundle", "case", "coder"))
    if node.word("bundle") != FORMAT:
        raise WrongShape(**here(node), key="bundle", due=FORMAT)
    case = node.mapping("case")
    case.only(("key", "title", "anchor"))
    coder = node.mapping("coder")
    coder.only(("by", "second"))
    return Head(
        case.id_word("key"),
        case.word("title"),
        case.text("anchor"),
        coder.word("by"),
        coder.text("second"),
    )


# Checks of the words that a case adds in vocabulary.yaml. A harm that no kind of act causes is refused: a count by it
# would be empty and look like "nobody".


def check_added_words(added: Map, vocabulary: Vocabulary, problems: Problems) -> None:
    """Refuse added harms that name no act, and unknown acts or kinds of death."""
    for code, node in _codes(added, "harm"):
        if not node.texts("acts"):
            acts = vocabulary.lists["act"].terms
            known = nearest(code.text, acts)
            problems.add(HarmWithoutActs(**here(code), id=code.text, value=code.text, known=known))
        for act in node.texts("acts"):
            _check_word(act, "act", code, vocabulary, problems)
    _check_forms(added, problems)
    for name in ("weapon", "cause"):
        for code, node in _codes(added, name):
            kind = node.text("class")
            if kind is not None:
                _check_word(kind, "death-class", code, vocabulary, problems)


def _check_forms(added: Map, problems: Problems) -> None:
    """Refuse a slot with the name of its form: it could not be written, since a key occurs only once."""
    forms = added.get("forms")
    for key, node in mapping(forms, key="forms") if forms is not None else ():
        form = mapping(node, key=key.text)
        slots = form.get("slots")
        for name, _ in mapping(slots, key="slots") if slots is not None else ():
            if name.text in (key.text, *form.texts("also")):
                due = "a name other than that of its form"
                problems.add(BadValue(**here(name), id=key.text, key="slots", value=name.text, due=due))


def _check_word(word: str, list_name: str, code: Text, vocabulary: Vocabulary, problems: Problems) -> None:
    terms = vocabulary.lists[list_name].terms
    if word not in terms:
        problems.add(
            UnknownCode(**here(code), id=code.text, key=list_name, value=word, known=nearest(word, terms))
        )


def _codes(added: Map, list_name: str) -> Iterator[tuple[Text, Map]]:
    """The codes that a case adds to a list."""
    lists = added.get("codes")
    entry = mapping(lists, key="codes").get(list_name) if lists is not None else None
    codes = mapping(entry, key=list_name).get("codes") if entry is not None else None
    for key, node in mapping(codes, key="codes") if codes is not None else ():
        yield key, mapping(node, key=key.text)
