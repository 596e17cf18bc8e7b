"""Write the files of a case from its records. Invariant: reading them again gives the same records."""

from __future__ import annotations

import re
from collections.abc import Mapping

from aigaq.bundle import yamlout
from aigaq.bundle.castfile import cast_text, place_text
from aigaq.bundle.codingfile import coding_text
from aigaq.bundle.pins import write_pins
from aigaq.bundle.safeguardsfile import tree_of
from aigaq.bundle.sourcefile import source_fields
from aigaq.bundle.yamlout import Tree, block, stated
from aigaq.errors import BadValue, ItemMissing
from aigaq.records.cases import Answer, CaseRecords
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.rules import CountRule

_PLAIN_NAME = re.compile(r"[^/\\\x00-\x1f]{1,200}")


def files_of(records: CaseRecords, texts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Content of every file of a case by its path in the case, except `private/`.

    Args:
        texts: by source, the bytes of the text or picture on board.
    Raises:
        ItemMissing: the bytes of a source on board are missing. BadValue: an id cannot be a file name.
    """
    files: dict[str, str] = {"case.yaml": _case(records), "cast.yaml": cast_text(records)}
    if records.added_words is not None:
        files["vocabulary.yaml"] = f"vocabulary: {yamlout.flow(records.added_words)}\n"
    for key, source in records.sources.items():
        folder = f"sources/{_file_name(key)}"
        files[f"{folder}/source.yaml"] = block({"source": source_fields(source)}, depth=2)
        if coding := coding_text(records, key):
            files[f"{folder}/coding.yaml"] = coding
        if key in records.pins:
            files[f"{folder}/pins.json"] = write_pins(records.pins[key])
    if records.questions:
        questions = {one.id: _question(one, records) for one in records.questions}
        files["questions.yaml"] = block({"questions": questions}, depth=2)
    files |= _judgements(records)
    files |= {f"rules/{_slug(key)}.yaml": _rule(rule) for key, rule in records.rules.items()}
    files |= {f"answers/{_file_name(one.key)}.yaml": _answer(one) for one in records.answers}
    return {name: text.encode() for name, text in files.items()} | _texts(records, texts)


def safeguards_text(records: CaseRecords) -> str:
    """Text of `private/safeguards.yaml`."""
    kept: dict[str, Tree] = {one.id: tree_of(one) for one in records.safeguards}
    return block({"safeguards": kept}, depth=2)


def _texts(records: CaseRecords, texts: Mapping[str, bytes]) -> dict[str, bytes]:
    by_path = {}
    for key, source in records.sources.items():
        name = f"sources/{key}/{_file_name(source.file or 'text.txt')}"
        if source.on_board:
            if key not in texts:
                raise ItemMissing(file=name, id=key)
            by_path[name] = texts[key]
    return by_path


def _file_name(key: str) -> str:
    if not _PLAIN_NAME.fullmatch(key) or key in (".", ".."):
        raise BadValue(key="file name", value=key, due="letters, digits and hyphens")
    return key


def _slug(key: str) -> str:
    """A file name for a record whose id is inside the file; code points of other letters keep names distinct."""
    return "".join(letter if letter.isalnum() or letter in "-." else f"_{ord(letter):x}" for letter in key)[
        :180
    ]


def _case(records: CaseRecords) -> str:
    case = stated({"key": records.key, "title": records.title, "anchor": records.anchor})
    coder = stated({"by": records.coder, "second": records.second_coder})
    return block({"bundle": "aigaq/1", "case": case, "coder": coder}, depth=1)


def _question(question: Question, records: CaseRecords) -> Tree:
    return stated(
        {
            "L": [place_text(passage, records) for passage in question.passages],
            "ask": question.ask,
            "state": question.state,
            "about": question.about,
            "answers": question.answers,
            "leading": question.leading,
        }
    )


def _judgements(records: CaseRecords) -> dict[str, str]:
    """One file for each decision and reading, so that a new one is a new file."""
    files = {}
    for decision in records.decisions:
        text = block({"decisions": {decision.id: _decision(decision)}}, depth=2)
        files[f"decisions/{decision.at}-{_slug(decision.id)}.yaml"] = text
    for reading in records.readings:
        text = block({"readings": {reading.id: _reading(reading, records)}}, depth=2)
        files[f"decisions/{reading.at}-reading-{_slug(reading.id)}.yaml"] = text
    return files


def _decision(decision: Decision) -> Tree:
    harm = decision.harm if decision.harm != "died" else None
    fields = stated({"as": decision.value, "rule": decision.rule, "harm": harm})
    signed = {"reasons": decision.reasons, "by": decision.by, "at": decision.at.isoformat()}
    return {decision.kind: decision.targets, **fields, **signed}


def _reading(reading: Reading, records: CaseRecords) -> Tree:
    said = f"not {reading.predicate}" if reading.polarity == "denies" else reading.predicate
    passages = [place_text(passage, records) for passage in reading.passages]
    return {
        "says": [reading.subject, said, reading.value.text],
        "sure": reading.modality,
        "because": reading.premises,
        **stated({"from": passages, "event": reading.event, "by": reading.by, "at": reading.at}),
    }


def _rule(rule: CountRule) -> str:
    fields = stated(
        {
            "key": rule.key,
            "title": rule.title,
            "harm": rule.harm,
            "scope": rule.scope,
            "place": rule.place,
            "place-role": rule.place_role,
            "population": rule.population,
            "origins": rule.origins,
            "threshold": rule.threshold,
            "custody": rule.custody,
            "speakers": rule.speakers,
            "leave-out": rule.leave_out,
            "readings": None if rule.readings else "no",
        }
    )
    return block({"rule": fields}, depth=1)


def _answer(answer: Answer) -> str:
    rule = answer.rule if answer.rule != answer.key else None
    fields = stated({"rule": rule, "evidence": answer.evidence})
    return block({"answer": {**fields, **dict(answer.expected)}}, depth=2)
