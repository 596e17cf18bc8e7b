"""The commands `verify --deep` (check the whole casebook) and `rebuild` (make the projections anew).

Invariant: the check changes nothing and prints ids alone; each rebuilding is logged.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from aigaq import custody
from aigaq.casework.progress import Progress
from aigaq.errors import UnknownId, WrongArguments
from aigaq.records.custody_check import Break
from aigaq.records.vocab.messages import Language, say, sentence
from aigaq.web.command_output import tell
from aigaq.web.intake.queries import check_intake
from aigaq.web.models import CaseRow, EventRow
from aigaq.web.publish import edition_check
from aigaq.web.store.differences import Difference
from aigaq.web.verify import integrity
from aigaq.web.verify.actions import rebuild_projections
from aigaq.web.verify.stray_files import check_files


@dataclass(frozen=True, slots=True)
class Report:
    """The result of the check: differences, broken seals, how much was looked at, and notes that are no fault."""

    differences: Sequence[Difference]
    broken: Sequence[Break]
    counts: Mapping[str, int]
    notes: Mapping[str, int]


def verify(args: argparse.Namespace, language: Language) -> int:
    """Compute everything of the casebook again, and name each row that differs.

    Raises:
        WrongArguments: a folder of sealed files is named too, or a checkpoint, which belongs to one.
    """
    if args.home or args.checkpoint or args.key:
        raise WrongArguments(why="--deep: AIGAQ_HOME.")
    with Progress("verify", sys.stderr) as progress:
        report = _check(progress)
    if args.json:
        print(json.dumps(_as_json(report), ensure_ascii=False, indent=2))
    else:
        _print(report, language)
    return 1 if report.differences or report.broken else 0


def _print(report: Report, language: Language) -> None:
    for one in report.differences:
        why = say(f"deep-{one.why}", language, column=one.column)
        print(f"{one.case + ': ' if one.case else ''}{one.table} {one.key}: {why}", file=sys.stderr)
    for broken in report.broken:
        print(sentence(custody.complaint(broken), language), file=sys.stderr)
    if not report.differences and not report.broken:
        print(say("deep-fine", language, **report.counts))
    for code, count in report.notes.items():
        if count:
            print(say(f"deep-note-{code}", language, count=count))
    if not report.counts["cases"]:
        print(say("no-case-yet", language))


def _check(progress: Progress) -> Report:
    differences = integrity.check_database()
    with integrity.read_snapshot():
        cases, damaged = integrity.cases()
        differences += damaged
        sizes = [integrity.size_of(case) for case in cases]
        events = EventRow.objects.count()
        # Rows that are bound by the log are read once more by `check_bound`.
        done, total = 0, events + sum(records + steps for records, steps in sizes)

        def seen(more: int) -> None:
            nonlocal done
            done += more
            progress.seen(min(done, total), total)

        differences += integrity.check_log(seen)
        bound, earlier = integrity.check_bound(seen)
        differences += bound
        for case in cases:
            differences += integrity.check_case(case, seen)
    for case in cases:
        differences += integrity.check_search(case)
    differences += check_intake()
    differences += check_files()
    differences += integrity.check_both_logs()
    items, broken = integrity.check_seals()
    records = sum(count for count, _ in sizes)
    is_whole = not differences and not broken
    return Report(
        list(dict.fromkeys(differences)),
        broken,
        {"cases": len(cases), "records": records, "log": events, "items": items},
        {
            "earlier": earlier,
            "unclaimed": integrity.count_unclaimed() if is_whole else 0,
            "pages": edition_check.count_without_sums() if is_whole else 0,
        },
    )


def _as_json(report: Report) -> dict[str, object]:
    rows = [
        {
            "case": one.case or None,
            "table": one.table,
            "key": one.key,
            "why": one.why,
            "column": one.column or None,
        }
        for one in report.differences
    ]
    complaints = [custody.complaint(one) for one in report.broken]
    return {
        "ok": not rows and not complaints,
        "checked": report.counts,
        "notes": report.notes,
        "differences": rows,
        "broken": [{"code": one.code, **one.parameters} for one in complaints],
    }


def rebuild(args: argparse.Namespace, language: Language) -> int:
    """Make the projections of one case, or of all, anew.

    Raises:
        UnknownId: no case of that key.
    """
    cases = list(CaseRow.objects.filter(**({"key": args.key} if args.key else {})).order_by("key"))
    if args.key and not cases:
        raise UnknownId(value=args.key)
    for case in cases:
        rebuild_projections(case, at=datetime.now(UTC))
    tell(args, language, "rebuilt", cases=len(cases))
    return 0
