"""What a coding form says beside its blanks: whose line it is, whom it would make new, and what is wrong with a field.

Invariant: an error names the field as the page calls it, never an id or a code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from aigaq.casework.case import Case
from aigaq.errors import AigaqError, CaseInvalid
from aigaq.records.documents import is_content
from aigaq.records.subjects import Subject
from aigaq.records.vocab.messages import Language, say, sentence
from aigaq.records.voice_decisions import speakers
from aigaq.web.coding import fields as blanks
from aigaq.web.coding.form_request import Asked
from aigaq.web.coding.labels import NEW, Added, Met

SAID = {
    **{"speaker": "who-says-this", "how": "question-how", "sure": "how-sure", "via": "via"},
    **{"through": "passed-on-by", "aspect": "how-often", "said": "said-when", "under": "said-under"},
    **{"note": "own-note"},
}
"""By field, what the page calls it."""
_LINE = re.compile(r"L\d+")
_WHERE = frozenset({"file", "line", "id", "first"})


def speaking(asked: Asked) -> dict[str, object]:
    """Whose words the line is taken for, whether that is a guess, and whether it is taken for the page's own."""
    source = asked.case.records.sources[asked.source]
    decided = speakers(asked.source, asked.case.records.decisions).get(asked.line)
    voice = decided or source.voice_at(asked.line)
    subject = asked.case.records.subjects.get(voice)
    return {
        "label": subject.label if subject else "",
        "guessed": decided is None and source.is_guessed(asked.line),
        "aside": decided is None and not is_content(asked.document, asked.line),
    }


def new_ones(added: tuple[Added, ...], asked: Asked) -> list[dict[str, object]]:
    """Whom the entry names for the first time, as what, and what they may be instead."""
    return [
        {
            "label": one.subject.label,
            "is_name": one.subject.named,
            "described": one.subject.kind in ("person", "voice") and not one.subject.named,
            "field": one.field,
            "chosen": one.chosen,
            "kinds": [(kind, say(f"kind-one-{kind}", asked.language)) for kind in one.kinds],
        }
        for one in added
    ]


def met_ones(met: tuple[Met, ...], case: Case, language: Language) -> list[dict[str, object]]:
    """Labels that somebody bears already: the one who is there, told by where, or another."""
    return [
        {
            "label": one.label,
            "field": one.field,
            "choices": [
                *((other, _there(other, case, language), other == one.chosen) for other in one.others),
                (NEW, say("met-another", language), one.chosen == NEW),
            ],
        }
        for one in met
    ]


def _there(subject: str, case: Case, language: Language) -> str:
    """Somebody who is in the case already: what kind of subject, and where the words first named them."""
    one = case.records.subjects[subject]
    said = next((each for each in case.records.statements if each.subject == subject), None)
    place = f", {said.source} L{said.passages[0].line}" if said is not None else ""
    return say("met-there", language, kind=say(f"kind-one-{one.kind}", language), place=place)


def problems(error: AigaqError, asked: Asked) -> list[str]:
    """What is wrong, each with the field that it stands in."""
    listed = error.problems if isinstance(error, CaseInvalid) else (error,)
    labels = _labels(asked)
    return list(dict.fromkeys(_problem(one, asked, labels) for one in listed))


def _problem(error: AigaqError, asked: Asked, labels: Mapping[str, str]) -> str:
    told = {key: value for key, value in error.parameters.items() if key not in _WHERE}
    field = _field_of(told, asked, labels)
    if field is not None and str(told.get("key", "")) in (
        field,
        field.removeprefix("slot-"),
        asked.form.code,
        "label",
    ):
        told["key"] = labels[field]
    for key in ("value", "due"):
        told |= {key: _named(str(told[key]), asked.case.records.subjects)} if key in told else {}
    plain = type(error).__new__(type(error))
    AigaqError.__init__(plain, **told)
    text = sentence(plain, asked.language)
    return f"{labels[field]}: {text}" if field is not None else text


def _named(words: str, subjects: Mapping[str, Subject]) -> str:
    """An id alone as its label."""
    return subjects[words].label if words in subjects else words


def _field_of(told: Mapping[str, str | int], asked: Asked, labels: Mapping[str, str]) -> str | None:
    """The field that an error speaks of: by its name, else the one in which the very words stand."""
    key, value = str(told.get("key", "")), str(told.get("value", "")).strip()
    if key == "place" and _LINE.fullmatch(value):
        return "speaker"
    for name in (key, f"slot-{key}", "who" if key == asked.form.code else ""):
        if name in labels:
            return name
    held = [name for name in labels if value and value == asked.typed.get(name, "").strip()]
    near = [name for name in labels if value and value in asked.typed.get(name, "")]
    return next(iter((*held, *near)), None)


def _labels(asked: Asked) -> dict[str, str]:
    fields = blanks.fields(asked.form, asked.case, asked.typed, {}, asked.language)
    found = {"who": say(f"who-{asked.form.who}", asked.language)}
    found |= {one.name: one.label for one in fields}
    return found | {name: say(code, asked.language) for name, code in SAID.items()}
