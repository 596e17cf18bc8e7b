"""Everything that the coding form shows: the words, the blanks, what can be chosen, what others wrote about the line.

Invariant: it is made of the case that the viewer sees, and of what she typed.
"""

from __future__ import annotations

from collections.abc import Mapping

from aigaq.errors import AigaqError
from aigaq.records.documents import Span, sentences_of, text_of
from aigaq.records.signs import sign, signed
from aigaq.records.statements import Statement
from aigaq.records.vocab.messages import Language, say
from aigaq.web.coding import fields as blanks
from aigaq.web.coding import suggestions
from aigaq.web.coding.form_notes import SAID, speaking
from aigaq.web.coding.form_request import Asked, seen, told
from aigaq.web.coding.parse import entry_id
from aigaq.web.coding.selection import Selection, selection

_MORE = ("via", "through", "aspect", "said", "under", "bracket", "note")
CHOSEN = ("is-", "kind-")
"""What the preview lets one choose: whom a label means, and what somebody new is."""
_APART = frozenset({"form", "line", "entry", "seen", "start", "end", "under"})


def around(asked: Asked) -> dict[str, object]:
    """All that the page shows whatever came of the form: the words, the blanks with what stands in them, the lists."""
    chosen = _chosen(asked)
    first, last = _range(asked, chosen)
    words = suggestions.words_of(
        asked.document, asked.line, first, last, chosen=chosen.span if chosen else None
    )
    own = entry_id(asked.typed.get("entry", ""))
    return {
        "row": asked.row,
        "case": asked.case,
        "source": asked.case.records.sources[asked.source],
        "form": asked.form,
        "forms": _forms(asked),
        "line": asked.line,
        "first": asked.typed.get("first", str(first)),
        "last": asked.typed.get("last", str(last)),
        "sentences": _sentences(asked, first, last),
        "words": words if chosen else "",
        "entry_id": own,
        "seen": seen(asked, own),
        "speaking": speaking(asked),
        "choices": [(name, value) for name, value in asked.typed.items() if name.startswith(CHOSEN)],
        "offered": blanks.offered(asked.case, asked.source, words),
        **_written(asked, words),
    }


def _written(asked: Asked, words: str) -> dict[str, object]:
    """The blanks, with what was typed or else found in the words; and the same to be read and to be sent again."""
    found = suggestions.found_in(words, asked.form, asked.case) if asked.request.method == "GET" else {}
    fields = blanks.fields(asked.form, asked.case, asked.typed, found, asked.language)
    found_who = "who" in found and not asked.typed.get("who")
    options, claims = _options(asked), _claims(asked)
    return {
        "typed": asked.typed | ({"who": found["who"]} if found_who else {}),
        "found_who": found_who,
        "fields": fields,
        "who_word": f"who-{asked.form.who}",
        "who_offers": blanks.who_offers(asked.form),
        "claims": claims,
        "options": options,
        "under": asked.typed["under"].split(","),
        "more": any(asked.typed.get(name) for name in _MORE),
        "read_only": _read_only(asked, fields, options, dict(claims)),
        "carried": _carried(asked),
    }


def _read_only(
    asked: Asked,
    fields: list[blanks.Field],
    options: Mapping[str, tuple[tuple[str, str], ...]],
    claims: Mapping[str, str],
) -> list[tuple[str, str]]:
    """What was typed, as people read it."""
    who = asked.typed.get("who", "")
    told = [(say(f"who-{asked.form.who}", asked.language), claims.get(who, who))]
    told += [(one.label, _read(one, asked.language)) for one in fields]
    for name, key in SAID.items():
        labels, given = dict(options.get(name, ())), asked.typed.get(name, "")
        several = given.split(",") if name == "under" else [given]
        told.append((say(key, asked.language), ", ".join(labels.get(one, one) for one in several)))
    return [(name, value) for name, value in told if value]


def _read(field: blanks.Field, language: Language) -> str:
    """What stands in a blank, as people read it."""
    labels = dict(field.choices)
    if field.widget == "yes":
        return say("yes", language) if field.value else ""
    if field.widget == "pair":
        return f"{labels.get(field.value, field.value)}: {field.other}" if field.value else ""
    return labels.get(field.value, field.value)


def _carried(asked: Asked) -> list[tuple[str, str]]:
    """What the preview sends again, field by field, as it was typed."""
    apart = (*_APART, *(name for name in asked.typed if name.startswith(CHOSEN)))
    one_each = [(name, value) for name, value in asked.typed.items() if value and name not in apart]
    return [*one_each, *(("under", one) for one in asked.typed["under"].split(",") if one)]


def _forms(asked: Asked) -> list[tuple[str, str]]:
    forms = asked.case.records.vocabulary.forms
    return [(name, one.labels[asked.language]) for name, one in forms.items() if name == one.code]


def _options(asked: Asked) -> dict[str, tuple[tuple[str, str], ...]]:
    words = asked.case.records.vocabulary
    lists = {
        "how": "basis",
        "sure": "modality",
        "through": "through",
        "aspect": "aspect",
        "under": "condition",
    }
    return {name: blanks.choices(codes, words, asked.language) for name, codes in lists.items()}


def _claims(asked: Asked) -> list[tuple[str, str]]:
    """For a form about something said: what was said, that of the same voice first."""
    if asked.form.who != "statement":
        return []
    voice = asked.case.records.sources[asked.source].voice_at(asked.line)
    labels = {one.id: one.label for one in asked.case.records.subjects.values()}
    mains = [
        asked.case.evidence().by_id.get(made[0]) for made in asked.case.records.made_for.values() if made
    ]
    said = sorted(
        (one for one in mains if one), key=lambda one: (one.chain[0].voice != voice, one.source, one.id)
    )
    return [(one.id, _claim(one, labels, asked)) for one in said[: blanks.MOST]]


def _claim(one: Statement, labels: Mapping[str, str], asked: Asked) -> str:
    words = told(one, labels, asked)
    value = signed(str(words["value"]), sign(one.polarity, asked.language, modality=one.modality))
    return f"{words['about']} · {words['predicate']}: {value} ({one.source} L{one.passages[0].line})"


def _chosen(asked: Asked) -> Selection | None:
    try:
        return selection(asked.document, asked.typed.get("start", ""), asked.typed.get("end", ""))
    except AigaqError:
        return None


def _range(asked: Asked, chosen: Selection | None) -> tuple[int, int]:
    """The sentences to be marked: those typed, else those of the selection, else all of the line."""
    count = len(sentences_of(asked.document, asked.line))
    start, end = (chosen.first, chosen.last) if chosen else (1, count)
    first, last = asked.typed.get("first", ""), asked.typed.get("last", "")
    return (
        int(first) if first.isdecimal() and len(first) < 6 else start,
        int(last) if last.isdecimal() and len(last) < 6 else end,
    )


def _sentences(asked: Asked, first: int, last: int) -> list[dict[str, object]]:
    return [
        {
            "number": one.number,
            "text": text_of(asked.document, Span(one.span.start, one.span.end)),
            "picked": first <= one.number <= last,
        }
        for one in sentences_of(asked.document, asked.line)
    ]
