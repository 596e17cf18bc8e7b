"""The page of the coding form: its fields, the statements of the preview, what others coded, and what is wrong.

Invariant: it is made of the case that the viewer sees and of what she typed. An error names the field as the page
calls it, never an id or a code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aigaq.bundle.doubts import far_off
from aigaq.errors import AigaqError, CaseInvalid
from aigaq.records.documents import is_content, sentences_of, text_of
from aigaq.records.signs import sign, signed
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.vocab.messages import say, sentence
from aigaq.records.voice_decisions import speakers
from aigaq.web.coding import queries, suggestions
from aigaq.web.coding.forms import (
    OPTION_LISTS,
    CodingRequest,
    FormField,
    ParsedForm,
    choices,
    entry_id,
    fields_of,
)
from aigaq.web.coding.labels import NewSubject, label_choices

PREVIEW_CHOICES = ("is-", "kind-")
"""Prefixes of the fields of the preview: the subject that a label means, and the kind of a new subject."""
_OPTION_LABELS = {
    **{"speaker": "who-says-this", "how": "question-how", "sure": "how-sure", "via": "via"},
    **{"through": "passed-on-by", "aspect": "how-often", "said": "said-when", "under": "said-under"},
    **{"note": "own-note"},
}
"""By name of the field, the code of its label."""
_UNFOLDED = ("via", "through", "aspect", "said", "under", "bracket", "note")
"""Fields that the page folds away until one of them is filled."""
_NOT_RESENT = frozenset({"form", "line", "entry", "seen", "start", "end", "under"})
_PLACE_PARAMETERS = frozenset({"file", "line", "id", "first"})
"""Parameters of an error that tell of a place in a file, which a form does not have."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement as one line of the page, with labels in the viewer's language."""

    id: str
    about: str
    predicate: str
    polarity: str
    modality: str
    value: str


@dataclass(frozen=True, slots=True)
class NewSubjectLine:
    """A new subject as the preview shows it, with the kinds that may be chosen (code and label)."""

    label: str
    is_name: bool
    described: bool
    field: str
    chosen: str
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LineSpeaker:
    """The speaker of the line: the label, whether that is a guess, and whether the line is part of the page itself."""

    label: str
    guessed: bool
    aside: bool


@dataclass(frozen=True, slots=True)
class SentenceLine:
    """A sentence of the line, and whether it is part of the place."""

    number: int
    text: str
    picked: bool


def form_context(coding: CodingRequest, error: AigaqError | None = None) -> dict[str, object]:
    """Context of the page in each of its states: the line, the fields with their values, the lists.

    Args:
        error: what is wrong with the posted form.
    """
    case, typed, line = coding.case, coding.typed, coding.line
    chosen, first, last = _place(coding)
    words = suggestions.words_of(coding.document, line, first, last, chosen=chosen)
    entry = entry_id(typed.get("entry", ""))
    forms = case.records.vocabulary.forms
    return {
        "row": coding.row,
        "case": case,
        "source": case.records.sources[coding.source],
        "form": coding.form,
        "forms": [(key, form.labels[coding.language]) for key, form in forms.items() if key == form.code],
        "line": line,
        "first": typed.get("first", str(first)),
        "last": typed.get("last", str(last)),
        "sentences": [
            SentenceLine(
                segment.number, text_of(coding.document, segment.span), first <= segment.number <= last
            )
            for segment in sentences_of(coding.document, line)
        ],
        "words": words if chosen else "",
        "entry_id": entry,
        "seen": queries.line_digest(coding.request.user, coding.row, coding.source, line, but=entry),
        "speaking": _line_speaker(coding),
        "choices": [(name, value) for name, value in typed.items() if name.startswith(PREVIEW_CHOICES)],
        "offered": suggestions.label_lists(case, coding.source, words),
        **_fields_context(coding, words),
        "problems": [] if error is None else _problems(error, coding),
    }


def preview_context(
    coding: CodingRequest, parsed: ParsedForm, statements: Sequence[Statement], subjects: Sequence[Subject]
) -> dict[str, object]:
    """Context of the preview: the statements that the form will write, its new subjects, and doubts about dates."""
    # One question for each date, however many of the statements hold it.
    doubts = {str(doubt.parameters["value"]): doubt for doubt in far_off(coding.case.records, statements)}
    with_entry = replace(coding, typed={**coding.typed, "entry": parsed.entry.id})
    return form_context(with_entry) | {
        "preview": statement_lines(coding, statements, new=subjects),
        "new": _new_subject_lines(coding, parsed.new),
        "doubts": [say(doubt.code, coding.language, **doubt.parameters) for doubt in doubts.values()],
        "met": label_choices(parsed.known, coding.case, coding.language),
        "shown": parsed.digest,
    }


def _fields_context(coding: CodingRequest, words: str) -> dict[str, object]:
    """The fields with what was typed, or else suggested by the words; the same to be read, and to be sent again."""
    form, typed, vocabulary = coding.form, coding.typed, coding.case.records.vocabulary
    suggested = suggestions.suggest(words, form, coding.case) if coding.request.method == "GET" else {}
    fields, claims = fields_of(coding, suggested), _claims(coding)
    found_who = "who" in suggested and not typed.get("who")
    options = {name: choices(codes, vocabulary, coding.language) for name, codes in OPTION_LISTS.items()}
    conditions = typed["under"].split(",")
    resent = [
        (name, value)
        for name, value in typed.items()
        if value and name not in _NOT_RESENT and not name.startswith(PREVIEW_CHOICES)
    ]
    return {
        "typed": typed | ({"who": suggested["who"]} if found_who else {}),
        "found_who": found_who,
        "fields": fields,
        "who_word": f"who-{form.who}",
        "who_offers": suggestions.who_list(form),
        "claims": claims,
        "options": options,
        "under": conditions,
        "more": any(typed.get(name) for name in _UNFOLDED),
        "read_only": _read_only(coding, fields, options, dict(claims)),
        "carried": [*resent, *(("under", code) for code in conditions if code)],
    }


def _read_only(
    coding: CodingRequest,
    fields: Sequence[FormField],
    options: Mapping[str, tuple[tuple[str, str], ...]],
    claims: Mapping[str, str],
) -> list[tuple[str, str]]:
    """Label and value of each filled field, as people read them."""
    who = coding.typed.get("who", "")
    rows = [(say(f"who-{coding.form.who}", coding.language), claims.get(who, who))]
    for field in fields:
        value = field.shown
        if field.value and field.widget == "yes":
            value = say("yes", coding.language)
        elif field.value and field.widget == "pair":
            value = f"{value}: {field.other}"
        rows.append((field.label, value))
    for name, code in _OPTION_LABELS.items():
        labels, written = dict(options.get(name, ())), coding.typed.get(name, "")
        values = written.split(",") if name == "under" else [written]
        rows.append((say(code, coding.language), ", ".join(labels.get(value, value) for value in values)))
    return [(label, value) for label, value in rows if value]


def _claims(coding: CodingRequest) -> list[tuple[str, str]]:
    """Id and words of the statements that a form about something said may be about, those of the same voice first."""
    if coding.form.who != "statement":
        return []
    records, statements = coding.case.records, coding.case.evidence().by_id
    voice = records.sources[coding.source].voice_at(coding.line)
    mains = [statements[made[0]] for made in records.made_for.values() if made and made[0] in statements]
    mains.sort(key=lambda main: (main.chain[0].voice != voice, main.source, main.id))
    mains = mains[: suggestions.MOST]
    claims = []
    for main, line in zip(mains, statement_lines(coding, mains), strict=True):
        value = signed(line.value, sign(line.polarity, coding.language, modality=line.modality))
        place = f"{main.source} L{main.passages[0].line}"
        claims.append((main.id, f"{line.about} · {line.predicate}: {value} ({place})"))
    return claims


def _place(coding: CodingRequest) -> tuple[suggestions.Selection | None, int, int]:
    """The selection that was sent, if its words are there, and the first and last sentence of the place.

    Sentences as typed, else those of the selection, else all of the line.
    """
    typed = coding.typed
    try:
        chosen = suggestions.selection(coding.document, typed.get("start", ""), typed.get("end", ""))
    except AigaqError:
        chosen = None
    count = len(sentences_of(coding.document, coding.line))
    start, end = (chosen.first, chosen.last) if chosen else (1, count)
    first, last = typed.get("first", ""), typed.get("last", "")
    return (
        chosen,
        int(first) if first.isdecimal() and len(first) < 6 else start,
        int(last) if last.isdecimal() and len(last) < 6 else end,
    )


def _line_speaker(coding: CodingRequest) -> LineSpeaker:
    records, line = coding.case.records, coding.line
    source = records.sources[coding.source]
    decided = speakers(coding.source, records.decisions).get(line)
    subject = records.subjects.get(decided or source.voice_at(line))
    return LineSpeaker(
        label=subject.label if subject else "",
        guessed=decided is None and source.is_guessed(line),
        aside=decided is None and not is_content(coding.document, line),
    )


def coded_here(coding: CodingRequest) -> list[Statement]:
    """The statements that are coded from the line already."""
    return [
        statement
        for statement in coding.case.records.statements
        if statement.source == coding.source and statement.passages[0].line == coding.line
    ]


def statement_lines(
    coding: CodingRequest, statements: Sequence[Statement], *, new: Sequence[Subject] = ()
) -> list[StatementLine]:
    """Statements as people read them.

    Args:
        new: subjects of these statements that the case does not hold yet.
    """
    records, language = coding.case.records, coding.language
    labels = {subject.id: subject.label for subject in (*records.subjects.values(), *new)}
    lines = []
    for statement in statements:
        value, predicate = statement.value, records.vocabulary.predicates.get(statement.predicate)
        codes, target = getattr(value, "list", None), str(getattr(value, "id", None))
        text = (
            records.vocabulary.label(codes, value.text, language) if codes else labels.get(target, value.text)
        )
        line = StatementLine(
            id=statement.id,
            about=labels.get(statement.subject, statement.subject),
            predicate=predicate.labels[language] if predicate else statement.predicate,
            polarity=statement.polarity,
            modality=statement.modality,
            value=text,
        )
        lines.append(line)
    return lines


def _new_subject_lines(coding: CodingRequest, new: Sequence[NewSubject]) -> list[NewSubjectLine]:
    """The subjects that the entry names for the first time, with their kind and what they may be instead."""
    return [
        NewSubjectLine(
            label=added.subject.label,
            is_name=added.subject.named,
            described=added.subject.kind in ("person", "voice") and not added.subject.named,
            field=added.field,
            chosen=added.chosen,
            kinds=tuple((kind, say(f"kind-one-{kind}", coding.language)) for kind in added.kinds),
        )
        for added in new
    ]


def _problems(error: AigaqError, coding: CodingRequest) -> list[str]:
    """Sentences about what is wrong, each beginning with the label of its field."""
    errors = error.problems if isinstance(error, CaseInvalid) else (error,)
    labels = {"who": say(f"who-{coding.form.who}", coding.language)}
    labels |= {field.name: field.label for field in fields_of(coding, {})}
    labels |= {name: say(code, coding.language) for name, code in _OPTION_LABELS.items()}
    # Each once: the two readings of the form may find the same.
    return list(dict.fromkeys(_problem(one, coding, labels) for one in errors))


def _problem(error: AigaqError, coding: CodingRequest, labels: Mapping[str, str]) -> str:
    parameters = {key: value for key, value in error.parameters.items() if key not in _PLACE_PARAMETERS}
    field = _field_of(parameters, coding, labels)
    if field is not None and str(parameters.get("key", "")) in (
        field,
        field.removeprefix("slot-"),
        coding.form.code,
        "label",
    ):
        parameters["key"] = labels[field]
    for key in parameters.keys() & {"value", "due"}:
        subject = coding.case.records.subjects.get(str(parameters[key]))
        if subject is not None:
            parameters[key] = subject.label
    # The same error without its place; its own constructor may want arguments that are not at hand here.
    plain = type(error).__new__(type(error))
    AigaqError.__init__(plain, **parameters)
    text = sentence(plain, coding.language)
    return f"{labels[field]}: {text}" if field is not None else text


def _field_of(
    parameters: Mapping[str, str | int], coding: CodingRequest, labels: Mapping[str, str]
) -> str | None:
    """The field that an error is about: by its name, else the one that holds the very words."""
    key, value = str(parameters.get("key", "")), str(parameters.get("value", "")).strip()
    if key == "place" and re.fullmatch(r"L\d+", value):
        return "speaker"
    for name in (key, f"slot-{key}", "who" if key == coding.form.code else ""):
        if name in labels:
            return name
    equal = [name for name in labels if value and value == coding.typed.get(name, "").strip()]
    holding = [name for name in labels if value and value in coding.typed.get(name, "")]
    return next(iter((*equal, *holding)), None)
