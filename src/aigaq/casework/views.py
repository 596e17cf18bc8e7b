"""Answers as plain values, the same for the command line, a notebook and a page.

Invariant: each keeps its passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from aigaq.accountability.grid import Cell, Row
from aigaq.accountability.ranks import ranks_and_outcomes
from aigaq.accountability.served import time_served
from aigaq.accountability.timeline import Dated, date_of
from aigaq.bundle import locators
from aigaq.casework.case import Case
from aigaq.records.decisions import Question
from aigaq.records.ladder import ClaimedTotal, Individual, Ladder, Refused
from aigaq.records.statements import Passage
from aigaq.records.values import UNDATED
from aigaq.statements.computed import LabelledSum
from aigaq.statements.contradictions import Contradiction, Side

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


def passage(one: Passage) -> dict[str, Json]:
    """Where words stand: item, code points, line; positions are null while the text is not bound."""
    return {
        "source": one.source,
        "item": one.item,
        "start": one.start,
        "end": one.end,
        "line": one.line,
        "place": locators.write(one.place),
    }


def passages(found: Iterable[Passage]) -> Json:
    """Several places."""
    return [passage(one) for one in found]


def ladder_view(found: Ladder) -> dict[str, Json]:
    """The ladder, as `aigaq ladder --json` gives it."""
    return {
        "rule": found.rule,
        "harm": found.harm,
        "evidence": found.evidence,
        "as_of": found.as_of,
        "undated_sources": list(found.undated_sources),
        "scope": found.scope,
        "individuals": [_individual(one) for one in found.individuals],
        "unresolved": [_individual(one) for one in found.unresolved],
        "excluded": [
            {"id": one.id, "label": one.label, "reason": one.reason, "passages": passages(one.passages)}
            for one in found.excluded
        ],
        "groups": [
            {
                "id": one.id,
                "label": one.label,
                "low": one.low,
                "high": one.high,
                "about": one.about,
                "overlap": one.overlap,
                "passages": passages(one.passages),
            }
            for one in found.groups
        ],
        "claimed_totals": [_claimed(one) for one in found.claimed_totals],
        "claimed_apart": [_claimed(one) for one in found.claimed_apart],
        "claimed_elsewhere": found.claimed_elsewhere,
        "documented_min": found.documented_min,
        "documented_max": found.documented_max,
        "at_most": found.at_most,
        "open_ended": found.open_ended,
        "estimate": refusal(found.estimate),
        "sum_of_groups": refusal(found.sum_of_groups) if found.sum_of_groups else None,
        "sentence": dict(found.sentence.items()),
    }


def _individual(one: Individual) -> Json:
    return {
        "id": one.id,
        "label": one.label,
        "named": one.named,
        "class": one.kind,
        "state": one.state,
        "when": one.when,
        "reason": one.reason,
        "independent_origins": one.independent_origins,
        "by_event": list(one.by_event),
        "statements": list(one.statements),
        "passages": passages(one.passages),
    }


def _claimed(one: ClaimedTotal) -> Json:
    return {
        "statement": one.statement,
        "claimant": one.claimant,
        "text": one.text,
        "low": one.low,
        "high": one.high,
        "about": one.about,
        "documented": one.documented,
        "scope": one.scope,
        "said_at": one.said_at,
        "status": one.status,
        "explanations": [
            {
                "statement": why.statement,
                "by": why.by,
                "modality": why.modality,
                "passages": passages(why.passages),
            }
            for why in one.explanations
        ],
        "passages": passages(one.passages),
    }


def total_view(found: int | LabelledSum | Refused) -> Json:
    """The sum of groups or of claims, or the refusal."""
    if isinstance(found, Refused):
        return refusal(found)
    if isinstance(found, LabelledSum):
        exact = found.low if found.low == found.high else None
        parts = [{"of": of, "scope": scope} for of, scope in found.parts]
        told = {"claimed": True, "low": found.low, "high": found.high, "parts": parts}
        return {"refused": False, "total": exact, **told, "statements": list(found.premises)}
    return {"refused": False, "total": found}


def refusal(refused: Refused) -> dict[str, Json]:
    """A refusal, as a value."""
    return {"refused": True, "reasons": list(refused.reasons), "needed": list(refused.needed)}


def contradictions_view(case: Case, found: Iterable[Contradiction]) -> list[Json]:
    """Contradictions, as `aigaq contradictions --json` gives them."""
    return [
        {
            "id": one.id,
            # A death is compared under one name for all its events; people know it by the person.
            "subject": one.subject.removesuffix("~death"),
            "label": case.evidence().label(one.subject.removesuffix("~death")),
            "predicate": one.predicate,
            "class": one.kind,
            "result": one.result,
            "rule": one.rule,
            "sides": [
                {
                    "value": _side(one.predicate, side),
                    "statements": list(side.statements),
                    "voices": sorted({_voices(case, said) for said in side.statements}),
                    "passages": passages(_where(case, side.statements)),
                }
                for side in one.sides
            ],
        }
        for one in found
    ]


def _side(predicate: str, side: Side) -> str:
    """What one side says; a death without a date is a death, and its denial no denial of a date."""
    value = "died" if predicate == "died" and side.value == UNDATED.text else side.value
    if predicate == "died" and side.value == f"not {UNDATED.text}":
        value = "not died"
    return f"not {value}" if side.denies and not value.startswith("not ") else value


def _voices(case: Case, statement: str) -> str:
    evidence = case.evidence()
    return " < ".join(evidence.label(link.voice) for link in evidence.by_id[statement].chain)


def _where(case: Case, statements: Iterable[str]) -> list[Passage]:
    found = [place for one in statements for place in case.evidence().by_id[one].passages]
    return list(dict.fromkeys(found))


def questions_view(case: Case, asked: Iterable[Question] | None = None) -> list[Json]:
    """Open questions and blanks; those asked for, or all."""
    return [
        {
            "id": one.id,
            "ask": one.ask,
            "state": one.state,
            "about": one.about,
            "label": case.evidence().label(one.about) if one.about else None,
            "leading": one.leading,
            "computed": one.computed,
            "answers": list(one.answers),
            "passages": passages(one.passages),
        }
        for one in (case.questions() if asked is None else asked)
    ]


def grid_view(case: Case) -> dict[str, Json]:
    """The responsibility grid, time served, and rank against outcome."""
    evidence, dates = case.evidence(), case.dates()
    return {
        "rows": rows_view(case, case.grid()),
        "proceedings": rows_view(case, case.proceedings()),
        "time_served": [_plain(asdict(one)) for one in time_served(evidence, dates)],
        "ranks": [_plain(asdict(one)) for one in ranks_and_outcomes(evidence)],
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
    """What contradicts itself about who answers for it, and what became of that."""
    return [one for one in case.contradictions() if one.predicate in _JUSTICE]


_JUSTICE = frozenset(
    {"agent", "ordered", "decided", "commanded", "punished", "verdict", "blamed-falsely", "sentence-imposed"}
)


def _cell(case: Case, cell: Cell) -> Json:
    evidence = case.evidence()
    return {
        "role": cell.role,
        "of": cell.of,
        "said_by": [_voice(case, asdict(one)) for one in cell.said_by],
        "denied_by": [_voice(case, asdict(one)) for one in cell.denied_by],
        "status": sorted(
            {evidence.status_of(one.statement).state for one in (*cell.said_by, *cell.denied_by)}
        ),
    }


def _voice(case: Case, fields: dict[str, object]) -> Json:
    where = case.evidence().by_id[str(fields["statement"])].passages
    return {**_plain(fields), "passages": passages(where)}


def _plain(fields: dict[str, object]) -> dict[str, Json]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in fields.items()}  # type: ignore[misc]


def timeline_view(case: Case, *, on: str | None = None) -> list[Json]:
    """Events on the calendar, then those that stay relative; where asked, what may have been on one date."""
    return dated_view(case.timeline(on=on))


def dated_view(events: Iterable[Dated]) -> list[Json]:
    """Some events of the timeline."""
    return [_dated(one) for one in events]


def date_view(case: Case, event: str) -> Json:
    """When one event was, and what the answer rests on."""
    return _dated(date_of(event, case.evidence(), case.dates()))


def _dated(one: Dated) -> Json:
    return {**_plain(asdict(one)), "passages": passages(one.passages)}
