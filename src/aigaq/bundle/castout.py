"""`cast.yaml` from subjects. Invariant: a fact that was written in the cast is written there again, with its place."""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.bundle import castfile, locators
from aigaq.bundle.yamlout import Tree, block
from aigaq.records.cases import CaseRecords
from aigaq.records.entries import Entry
from aigaq.records.labels import is_name
from aigaq.records.statements import Passage
from aigaq.records.subjects import BUILT_IN, Subject

CAST = "cast.yaml"
_SECTIONS = {
    "voice": "voices",
    "person": "persons",
    "group": "groups",
    "body": "bodies",
    "event": "events",
    "place": "places",
}


def cast_text(records: CaseRecords) -> str:
    """`cast.yaml`: subjects by section, with the facts that were written there."""
    facts: dict[str, list[Entry]] = {}
    for entry in records.entries:
        if entry.file == CAST:
            facts.setdefault(str(entry.who), []).append(entry)
    built_in = {one.id: one for one in BUILT_IN}
    sections: dict[str, dict[str, Tree]] = {}
    for key, subject in records.subjects.items():
        if subject.made_by is None and (built_in.get(key) != subject or key in facts):
            section = _SECTIONS.get(subject.kind, "papers" if subject.document else "things")
            sections.setdefault(section, {})[key] = _subject(subject, facts.get(key, []), records)
    return block({"cast": sections}, depth=3)


def _subject(subject: Subject, facts: Iterable[Entry], records: CaseRecords) -> Tree:
    by_relation = _called_by_relation(subject, facts, records)
    fields: dict[str, Tree] = {} if by_relation else {"label": subject.label}
    reads_as_name = subject.kind == "person" and not by_relation and is_name(subject.label)
    if subject.named != reads_as_name:
        fields["named" if subject.named else "unnamed"] = "yes"
    fields |= {
        name: "yes" for name, held in (("plural", subject.plural), ("official", subject.official)) if held
    }
    ties = (("is", subject.stands_for), ("within", subject.within), ("source", subject.source))
    fields |= {name: value for name, value in ties if value}
    if subject.all_with is not None:
        fields["all-with"] = {subject.all_with[0]: subject.all_with[1]}
    if subject.overlap != "unknown":
        fields["overlap"] = subject.overlap
    for entry in facts:
        fields[entry.predicate] = entry.value
        fields["L"] = place_text(Passage(entry.source, entry.place), records)
    return subject.label if list(fields) == ["label"] else fields


def _called_by_relation(subject: Subject, facts: Iterable[Entry], records: CaseRecords) -> bool:
    """Whether `mother of ...` follows from a relation, so that the label need not be written."""
    return any(
        castfile.relation_label(fact, records.subjects, records.vocabulary) == subject.label for fact in facts
    )


def place_text(passage: Passage, records: CaseRecords) -> str:
    """A place with its source, which may be left out where the case has one alone."""
    written = locators.write(passage.place)
    return written if len(records.sources) == 1 else f"{passage.source} {written}"
