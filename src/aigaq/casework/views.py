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


def passage(passage: Passage) -> dict[str, Json]:
    """Where words stand: item, code points, line; positions are null while the text is not bound."""
    return {
        "source": passage.source,
        "item": passage.item,
        "start": passage.start,
        "end": passage.end,
        "line": passage.line,
        "place": locators.write(passage.place),
    }


def passages(passages: Iterable[Passage]) -> Json:
    """Several places."""
    return [passage(one) for one in passages]


def ladder_view(ladder: Ladder) -> dict[str, Json]:
    """The ladder, as `aigaq ladder --json` gives it."""
    return {
        "rule": ladder.rule,
        "harm": ladder.harm,
        "evidence": ladder.evidence,
        "as_of": ladder.as_of,
        "undated_sources": list(ladder.undated_sources),
        "scope": ladder.scope,
        "individuals": [_individual(one) for one in ladder.individuals],
        "unresolved": [_individual(one) for one in ladder.unresolved],
        "excluded": [
            {
                "id": person.id,
                "label": person.label,
                "reason": person.reason,
                "passages": passages(person.passages),
            }
            for person in ladder.excluded
        ],
        "groups": [
            {
                "id": group.id,
                "label": group.label,
                "low": group.low,
                "high": group.high,
                "about": group.about,
                "overlap": group.overlap,
                "passages": passages(group.passages),
            }
            for group in ladder.groups
        ],
        "claimed_totals": [_claimed(one) for one in ladder.claimed_totals],
        "claimed_apart": [_claimed(one) for one in ladder.claimed_apart],
        "claimed_elsewhere": ladder.claimed_elsewhere,
        "documented_min": ladder.documented_min,
        "documented_max": ladder.documented_max,
        "at_most": ladder.at_most,
        "open_ended": ladder.open_ended,
        "estimate": refusal(ladder.estimate),
        "sum_of_groups": refusal(ladder.sum_of_groups) if ladder.sum_of_groups else None,
        "sentence": dict(ladder.sentence.items()),
    }


def _individual(person: Individual) -> Json:
    return {
        "id": person.id,
        "label": person.label,
        "named": person.named,
        "class": person.kind,
        "state": person.state,
        "when": person.when,
        "reason": person.reason,
        "independent_origins": person.independent_origins,
        "by_event": list(person.by_event),
        "statements": list(person.statements),
        "passages": passages(person.passages),
    }


def _claimed(claim: ClaimedTotal) -> Json:
    return {
        "statement": claim.statement,
        "claimant": claim.claimant,
        "text": claim.text,
        "low": claim.low,
        "high": claim.high,
        "about": claim.about,
        "documented": claim.documented,
        "scope": claim.scope,
        "said_at": claim.said_at,
        "status": claim.status,
        "explanations": [
            {
                "statement": why.statement,
                "by": why.by,
                "modality": why.modality,
                "passages": passages(why.passages),
            }
            for why in claim.explanations
        ],
        "passages": passages(claim.passages),
    }


def total_view(total: int | LabelledSum | Refused) -> Json:
    """The sum of groups or of claims, or the refusal."""
    if isinstance(total, Refused):
        return refusal(total)
    if isinstance(total, LabelledSum):
        exact = total.low if total.low == total.high else None
        parts = [{"of": of, "scope": scope} for of, scope in total.parts]
        claim = {"claimed": True, "low": total.low, "high": total.high, "parts": parts}
        return {"refused": False, "total": exact, **claim, "statements": list(total.premises)}
    return {"refused": False, "total": total}


def refusal(refused: Refused) -> dict[str, Json]:
    """A refusal, as a value."""
    return {"refused": True, "reasons": list(refused.reasons), "needed": list(refused.needed)}


def contradictions_view(case: Case, contradictions: Iterable[Contradiction]) -> list[Json]:
    """Contradictions, as `aigaq contradictions --json` gives them."""
    return [
        {
            "id": contradiction.id,
            # A death is compared under one name for all its events; people know it by the person.
            "subject": contradiction.subject.removesuffix("~death"),
            "label": case.evidence().label(contradiction.subject.removesuffix("~death")),
            "predicate": contradiction.predicate,
            "class": contradiction.kind,
            "result": contradiction.result,
            "rule": contradiction.rule,
            "sides": [
                {
                    "value": _side(contradiction.predicate, side),
                    "statements": list(side.statements),
                    "voices": sorted({_voices(case, said) for said in side.statements}),
                    "passages": passages(_where(case, side.statements)),
                }
                for side in contradiction.sides
            ],
        }
        for contradiction in contradictions
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
    where = [place for one in statements for place in case.evidence().by_id[one].passages]
    return list(dict.fromkeys(where))


def questions_view(case: Case, questions: Iterable[Question] | None = None) -> list[Json]:
    """Open questions and blanks; those asked for, or all."""
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


def _dated(dated: Dated) -> Json:
    return {**_plain(asdict(dated)), "passages": passages(dated.passages)}
