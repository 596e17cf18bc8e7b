"""Answers as plain values, the same for the command line, a notebook and a page.

Invariant: each answer keeps its passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from aigaq.accountability.grid import Cell, Row, Voice
from aigaq.accountability.ranks import ranks_and_outcomes
from aigaq.accountability.served import time_served
from aigaq.accountability.timeline import Dated, date_of
from aigaq.casework.case import Case
from aigaq.casework.localizer import Localizer
from aigaq.records.decisions import Question
from aigaq.records.ladder import ClaimedTotal, Group, Individual, Ladder, Refused
from aigaq.records.statements import Passage
from aigaq.records.values import UNDATED
from aigaq.records.vocab.messages import Language
from aigaq.statements.computed import LabelledSum
from aigaq.statements.contradictions import Contradiction, Side
from aigaq.statements.evidence import Evidence

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


def passage(passage: Passage) -> dict[str, Json]:
    """A passage as item, code points and line; positions are null while the text is not bound."""
    return {
        "source": passage.source,
        "item": passage.item,
        "start": passage.start,
        "end": passage.end,
        "line": passage.line,
        "place": passage.place.written,
    }


def passages(places: Iterable[Passage]) -> Json:
    """Several passages as plain values."""
    return [passage(place) for place in places]


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a contradiction.

    Args:
        value: the answer, as code or as written; words: the same in the language of the reader.
        statements: ids of those who say so.
        mentions: each of these statements in words, by its id, for a link to it.
        voices: each chain of voices once, nearest first.
    """

    value: str
    words: str
    statements: tuple[str, ...]
    mentions: tuple[tuple[str, str], ...]
    voices: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """A contradiction as it is shown, with everybody on each of its sides."""

    id: str
    subject: str
    label: str
    predicate: str
    kind: str
    result: str
    rule: str
    sides: tuple[SideView, ...]


_KEYS: Mapping[type, tuple[str, ...]] = {
    Ladder: (
        *("rule", "harm", "evidence", "as_of", "undated_sources", "scope"),
        *("individuals", "unresolved", "excluded", "groups"),
        *("claimed_totals", "claimed_apart", "claimed_elsewhere"),
        *(
            "documented_min",
            "documented_max",
            "at_most",
            "open_ended",
            "estimate",
            "sum_of_groups",
            "sentence",
        ),
    ),
    Individual: (
        *("id", "label", "named", "kind", "state", "when", "reason", "independent_origins"),
        *("by_event", "statements", "passages"),
    ),
    ContradictionView: ("id", "subject", "label", "predicate", "kind", "result", "rule", "sides"),
    SideView: ("value", "statements", "voices", "passages"),
    Group: ("id", "label", "low", "high", "about", "overlap", "passages"),
    ClaimedTotal: (
        *(
            "statement",
            "claimant",
            "voice",
            "text",
            "low",
            "high",
            "about",
            "documented",
            "scope",
            "said_at",
            "status",
        ),
        *("explanations", "passages"),
    ),
}
"""Order of keys in an answer, if it differs from the order of the fields; documented in docs/reference/json.md."""


def plain(value: object) -> Json:
    """A value of an answer as JSON: a record by its fields, a place as `passage`, a refusal as `refusal`."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Passage):
        return passage(value)
    if isinstance(value, Refused):
        return refusal(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return fields_of(value)


def fields_of(record: object) -> dict[str, Json]:
    """The fields of a record by name. `kind` of a counted person or contradiction is called `class` in answers."""
    kind = type(record)
    keys = _KEYS.get(kind) or tuple(field.name for field in fields(kind))  # type: ignore[arg-type]  # a dataclass
    return {
        "class" if key == "kind" and kind in (Individual, ContradictionView) else key: plain(
            getattr(record, key)
        )
        for key in keys
    }


def ladder_view(ladder: Ladder) -> dict[str, Json]:
    """The ladder, as `aigaq ladder --json` gives it."""
    return fields_of(ladder)


def total_view(total: int | LabelledSum | Refused) -> Json:
    """A sum of groups or of claims, or the refusal, as a plain value."""
    if isinstance(total, Refused):
        return refusal(total)
    if isinstance(total, LabelledSum):
        exact = total.low if total.low == total.high else None
        parts = [{"of": of, "scope": scope} for of, scope in total.parts]
        claim = {"claimed": True, "low": total.low, "high": total.high, "parts": parts}
        return {"refused": False, "total": exact, **claim, "statements": list(total.premises)}
    return {"refused": False, "total": total}


def refusal(refused: Refused) -> dict[str, Json]:
    """A refusal as a plain value."""
    return {"refused": True, "reasons": list(refused.reasons), "needed": list(refused.needed)}


def contradiction_views(
    case: Case, contradictions: Iterable[Contradiction], language: Language
) -> list[ContradictionView]:
    """Contradictions as pages and the terminal show them."""
    localizer = Localizer(language, case.records)
    return [_contradiction(case, one, localizer) for one in contradictions]


def contradictions_view(case: Case, contradictions: Iterable[Contradiction]) -> list[Json]:
    """Contradictions, as `aigaq contradictions --json` gives them: with codes, whatever the language."""
    return [plain(one) for one in contradiction_views(case, contradictions, "en")]


def _contradiction(case: Case, contradiction: Contradiction, localizer: Localizer) -> ContradictionView:
    # A death is compared under one id for all its events (`~death`); readers know it by the person.
    subject = contradiction.subject.removesuffix("~death")
    return ContradictionView(
        id=contradiction.id,
        subject=subject,
        label=case.evidence().label(subject),
        predicate=contradiction.predicate,
        kind=contradiction.kind,
        result=contradiction.result,
        rule=contradiction.rule,
        sides=tuple(_side(case, contradiction.predicate, side, localizer) for side in contradiction.sides),
    )


def _side(case: Case, predicate: str, side: Side, localizer: Localizer) -> SideView:
    evidence = case.evidence()
    said = [evidence.by_id[one] for one in side.statements]
    return SideView(
        value=_answer(predicate, side),
        words=localizer.side(predicate, side.value, denies=side.denies),
        statements=side.statements,
        mentions=tuple((one.id, localizer.mention(one)) for one in said),
        voices=tuple(sorted({" < ".join(evidence.label(link.voice) for link in one.chain) for one in said})),
        passages=tuple(dict.fromkeys(place for one in said for place in one.passages)),
    )


def _answer(predicate: str, side: Side) -> str:
    """The answer of one side. A death without a date is shown as a death, and its denial not as denial of a date."""
    value = "died" if predicate == "died" and side.value == UNDATED.text else side.value
    if predicate == "died" and side.value == f"not {UNDATED.text}":
        value = "not died"
    return f"not {value}" if side.denies and not value.startswith("not ") else value


def questions_view(case: Case, questions: Iterable[Question] | None = None) -> list[Json]:
    """Open questions and blanks: the given ones, or all."""
    return [
        {
            "id": question.id,
            "ask": question.ask,
            "state": question.state,
            "about": question.about,
            "label": case.evidence().label(question.about) if question.about else None,
            "leading": question.leading,
            "computed": question.computed,
            "answers": list(question.answers),
            "passages": passages(question.passages),
        }
        for question in (case.questions() if questions is None else questions)
    ]


def grid_view(case: Case) -> dict[str, Json]:
    """The responsibility grid, time served, and rank against outcome."""
    evidence, dates = case.evidence(), case.dates()
    return {
        "rows": rows_view(case, case.grid()),
        "proceedings": rows_view(case, case.proceedings()),
        "time_served": [plain(one) for one in time_served(evidence, dates)],
        "ranks": [plain(one) for one in ranks_and_outcomes(evidence)],
        "contradictions": contradictions_view(case, of_justice(case)),
    }


def rows_view(case: Case, rows: Iterable[Row]) -> list[Json]:
    """Some rows of the responsibility grid."""
    return [
        {
            "id": row.subject,
            "label": row.label,
            "rank": row.rank,
            "roles": [_cell(case, cell) for cell in row.roles],
            "outcomes": [_cell(case, cell) for cell in row.outcomes],
        }
        for row in rows
    ]


def of_justice(case: Case) -> list[Contradiction]:
    """Contradictions about responsibility and its outcome."""
    return [one for one in case.contradictions() if one.predicate in _JUSTICE]


_JUSTICE = frozenset(
    {"agent", "ordered", "decided", "commanded", "punished", "verdict", "blamed-falsely", "sentence-imposed"}
)


def _cell(case: Case, cell: Cell) -> Json:
    evidence = case.evidence()
    return {
        "role": cell.role,
        "of": cell.of,
        "said_by": [_voice(one, evidence) for one in cell.said_by],
        "denied_by": [_voice(one, evidence) for one in cell.denied_by],
        "status": sorted(
            {evidence.status_of(one.statement).state for one in (*cell.said_by, *cell.denied_by)}
        ),
    }


def _voice(voice: Voice, evidence: Evidence) -> Json:
    return {**fields_of(voice), "passages": passages(evidence.by_id[voice.statement].passages)}


def timeline_view(case: Case, *, on: str | None = None) -> list[Json]:
    """Events on the calendar, then those with only a relative date; `on` limits them to one possible date."""
    return dated_view(case.timeline(on=on))


def dated_view(events: Iterable[Dated]) -> list[Json]:
    """Some events of the timeline."""
    return [fields_of(one) for one in events]


def date_view(case: Case, event: str) -> Json:
    """The date of one event, and the statements it rests on."""
    return fields_of(date_of(event, case.evidence(), case.dates()))
