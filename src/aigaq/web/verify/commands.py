"""Check the whole casebook to the ground, and make anew what follows from its records.

Invariant: the check changes nothing and tells ids alone; what is made anew stands in the log.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from aigaq import custody
from aigaq.casework.progress import Progress
from aigaq.errors import UnknownId, WrongArguments
from aigaq.records.custody_check import Break
from aigaq.records.vocab.messages import Language, say, sentence
from aigaq.web.command_output import tell
from aigaq.web.intake.queries import check_intake
from aigaq.web.models import CaseRow
from aigaq.web.publish import edition_check
from aigaq.web.store.differences import Difference
from aigaq.web.verify import integrity
from aigaq.web.verify.actions import made_anew
from aigaq.web.verify.strays import check_files


def verify(args: argparse.Namespace, language: Language) -> int:
    """Work out everything of the casebook anew, and name each row that differs.

    Raises:
        WrongArguments: a folder of sealed files is asked about at once, or a checkpoint, which belongs to one.
    """
    if args.home or args.checkpoint or args.key:
        raise WrongArguments(why="--deep: AIGAQ_HOME.")
    with Progress("verify", sys.stderr) as progress:
        found, broken, counts, notes = _checked(progress)
    if args.json:
        _tell_json(found, broken, counts, notes)
    else:
        for one in found:
            print(_line(one, language), file=sys.stderr)
        for torn in broken:
            print(sentence(custody.complaint(torn), language), file=sys.stderr)
        if not found and not broken:
            print(say("deep-fine", language, **counts))
        for code, count in notes.items():
            if count:
                print(say(f"deep-note-{code}", language, count=count))
        if not counts["cases"]:
            print(say("no-case-yet", language))
    return 1 if found or broken else 0


def _checked(
    progress: Progress,
) -> tuple[list[Difference], Sequence[Break], dict[str, int], dict[str, int]]:
    """What differs, what is broken of what is sealed, how much was looked at, and what else is to be known."""
    found: list[Difference] = integrity.check_database()
    with integrity.still():
        cases, torn = integrity.cases()
        found += torn
        rows = [integrity.rows_of(case) for case in cases]
        log = integrity.events()
        # Each row is met once more where it is held against the log.
        done, total = 0, log + sum(count + steps for count, steps in rows)

        def seen(more: int) -> None:
            nonlocal done
            done += more
            progress.seen(min(done, total), total)

        found += integrity.check_log(seen)
        bound, earlier = integrity.check_bound(seen)
        found += bound
        for case in cases:
            found += integrity.check_case(case, seen)
    for case in cases:
        found += integrity.check_search(case)
    found += check_intake()
    found += check_files()
    found += integrity.check_both_logs()
    items, broken = integrity.check_seals()
    records = sum(count for count, _ in rows)
    counts = {"cases": len(cases), "records": records, "log": log, "items": items}
    whole = not found and not broken
    notes = {
        "earlier": earlier,
        "unclaimed": integrity.unclaimed_items() if whole else 0,
        "pages": edition_check.without_sums() if whole else 0,
    }
    return list(dict.fromkeys(found)), broken, counts, notes


def _line(one: Difference, language: Language) -> str:
    why = say(f"deep-{one.why}", language, column=one.column)
    return f"{one.case + ': ' if one.case else ''}{one.table} {one.key}: {why}"


def _tell_json(
    found: Sequence[Difference], broken: Sequence[Break], counts: dict[str, int], notes: dict[str, int]
) -> None:
    rows = [
        {
            "case": one.case or None,
            "table": one.table,
            "key": one.key,
            "why": one.why,
            "column": one.column or None,
        }
        for one in found
    ]
    torn = [{"code": one.code, **one.parameters} for one in (custody.complaint(each) for each in broken)]
    answer = {
        "ok": not rows and not torn,
        "checked": counts,
        "notes": notes,
        "differences": rows,
        "broken": torn,
    }
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def rebuild(args: argparse.Namespace, language: Language) -> int:
    """Make anew whatever follows from the records of one case, or of all.

    Raises:
        UnknownId: no case of that key.
    """
    cases = list(CaseRow.objects.filter(**({"key": args.key} if args.key else {})).order_by("key"))
    if args.key and not cases:
        raise UnknownId(value=args.key)
    for case in cases:
        made_anew(case, at=datetime.now(UTC))
    tell(args, language, "rebuilt", cases=len(cases))
    return 0
