"""The commands that query a case: open, ask, show. Invariant: the JSON and the text come from one answer."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from aigaq.casework import views
from aigaq.casework.case import Case
from aigaq.casework.portraits import about_view, statement_view
from aigaq.cli import cite, files, intake, portray, readfile, registered, release, show, upkeep
from aigaq.cli.registered import Run, case_of
from aigaq.errors import BadDate, WrongArguments
from aigaq.records.vocab.messages import Language


def give(answer: views.Json, args: argparse.Namespace, text: Callable[[], str]) -> None:
    """Print an answer, as JSON or as text."""
    print(json.dumps(answer, ensure_ascii=False, indent=2) if args.json else text())


def _ladder(args: argparse.Namespace, language: Language) -> int:
    case = case_of(args)
    ladder = case.ladder(args.rule, evidence=args.evidence, as_of=_day(args.as_of))
    give(views.ladder_view(ladder), args, lambda: show.ladder(case, ladder, language))
    return 0


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise BadDate(value=str(written)) from error


def _contradictions(args: argparse.Namespace, language: Language) -> int:
    case = case_of(args)
    answer = views.contradictions_view(case, case.contradictions(as_of=_day(args.as_of)))
    give(answer, args, lambda: show.contradictions(case, answer, language))
    return 0


def _questions(args: argparse.Namespace, language: Language) -> int:
    case = case_of(args)
    answer = views.questions_view(case)
    give(answer, args, lambda: show.questions(case, answer, language))
    return 0


def _about(args: argparse.Namespace, language: Language) -> int:
    case = case_of(args)
    answer = about_view(case, args.subject)
    give(answer, args, lambda: portray.about(case, answer, language))
    return 0


def _statement(args: argparse.Namespace, language: Language) -> int:
    case = case_of(args)
    answer = statement_view(case, args.statement)
    give(answer, args, lambda: portray.statement(case, answer, language))
    return 0


def _grid(args: argparse.Namespace, language: Language) -> int:
    case = case_of(args)
    answer = views.grid_view(case)
    give(answer, args, lambda: portray.grid(case, answer, language))
    return 0


def _timeline(args: argparse.Namespace, language: Language) -> int:
    case = case_of(args)
    answer = views.timeline_view(case, on=args.on)
    give(answer, args, lambda: portray.timeline(answer, language))
    return 0


def _what_if(args: argparse.Namespace, language: Language) -> int:
    case = case_of(args)
    changes = dict(_change(word) for word in args.changes)
    other = case.what_if(changes)
    answer = _compared(case, other, args)
    give(answer, args, lambda: show.what_if(answer, language))
    return 0


def _change(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals or not name or not value:
        raise WrongArguments(why=f"{word!r}: ENTRY=VALUE.")
    return name, value


def _compared(case: Case, other: Case, args: argparse.Namespace) -> dict[str, views.Json]:
    """The differences: in the date of the requested event (or of any event), and in the count."""
    before = {str(one["event"]): one for one in views.timeline_view(case) if isinstance(one, Mapping)}
    after = {str(one["event"]): one for one in views.timeline_view(other) if isinstance(one, Mapping)}
    wanted = [args.about] if args.about else sorted({*before, *after})
    dates: list[views.Json] = []
    for event in wanted:
        old, new = views.date_view(case, event), views.date_view(other, event)
        if args.about or old != new:
            dates.append({"event": event, "before": old, "after": new})
    counted = [one.ladder(args.rule) for one in (case, other)]
    ids = [{one.id for one in each.contradictions()} for each in (case, other)]
    return {
        "dates": dates,
        "documented_min": {"before": counted[0].documented_min, "after": counted[1].documented_min},
        "contradictions": {"gone": sorted(ids[0] - ids[1]), "new": sorted(ids[1] - ids[0])},
    }


def _total(args: argparse.Namespace, language: Language) -> int:
    case = case_of(args)
    total = case.total(args.groups)
    answer = views.total_view(total)
    give(answer, args, lambda: show.total(case, total, language))
    return 0


def _estimate(args: argparse.Namespace, language: Language) -> int:
    # Imported here, so that other commands need not wait for the array libraries to load.
    from aigaq.cli import estimating  # noqa: PLC0415

    return estimating.run(args, language)


def run_of(args: argparse.Namespace) -> Run:
    """The function that runs a command: ours, or one from a package that added the command or a requested option."""
    added = registered.commands().get(args.command)
    if added is None or (args.command in RUN and not _asked(args, added.options)):
        return RUN[args.command]
    return added.run


def _asked(args: argparse.Namespace, options: Iterable[str]) -> bool:
    return any(getattr(args, name.replace("-", "_")) for name in options)


RUN: dict[str, Run] = {
    "ladder": _ladder,
    "contradictions": _contradictions,
    "questions": _questions,
    "about": _about,
    "statement": _statement,
    "grid": _grid,
    "timeline": _timeline,
    "what-if": _what_if,
    "total": _total,
    "cite": cite.run,
    "release": release.run,
    "check": files.check,
    "bind": files.bind,
    "read": readfile.read_file,
    "preserve": upkeep.preserve,
    "intake": intake.run,
    "estimate": _estimate,
    "verify": upkeep.verify,
    "doctor": upkeep.doctor,
}
