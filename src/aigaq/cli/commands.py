"""The commands that query a case: open, ask, show. Invariant: the JSON and the text come from one answer."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aigaq.casework import views
from aigaq.casework.case import Case
from aigaq.casework.portraits import about_view, statement_view
from aigaq.citation import cite
from aigaq.cli import files, intake, portray, registered, release, show, upkeep
from aigaq.cli.registered import Run, case_of, day, give
from aigaq.errors import WrongArguments
from aigaq.records.vocab.messages import Language


def _asked_of_case(
    view: Callable[[Case, argparse.Namespace], Any], text: Callable[[Case, Any, Language], str]
) -> Run:
    """A command that prints one view of a case, as it is or as the text made from it."""

    def run(args: argparse.Namespace, language: Language) -> int:
        case = case_of(args)
        answer = view(case, args)
        give(answer, args, lambda: text(case, answer, language))
        return 0

    return run


def _contradictions(case: Case, args: argparse.Namespace) -> views.Json:
    return views.contradictions_view(case, case.contradictions(as_of=day(args.as_of)))


def _what_if(case: Case, args: argparse.Namespace) -> views.Json:
    changes = dict(_change(word) for word in args.changes)
    return _compared(case, case.what_if(changes), args)


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


def _ladder(args: argparse.Namespace, language: Language) -> int:
    case = case_of(args)
    ladder = case.ladder(args.rule, evidence=args.evidence, as_of=day(args.as_of))
    give(views.ladder_view(ladder), args, lambda: show.ladder(case, ladder, language))
    return 0


def _total(args: argparse.Namespace, language: Language) -> int:
    case = case_of(args)
    total = case.total(args.groups)
    answer = views.total_view(total)
    give(answer, args, lambda: show.total(case, total, language))
    return 0


def _cite(args: argparse.Namespace, language: Language) -> int:
    """Cite a case or one statement: only what may be published, whoever asks. JSON adds the fields."""
    accessed = day(args.accessed)
    what = case_of(args, leaving=True).citable(args.statement, language)
    style = args.style or "plain"
    text = cite(what, style, language=language, accessed=accessed)
    answer = {
        "style": style,
        "language": language,
        "text": text,
        "draft": what.draft,
        "revision": what.revision,
        "sha256": what.digest,
        "address": what.address,
        "statement": what.statement.id if what.statement else None,
        "accessed": accessed.isoformat() if accessed else None,
    }
    give(answer, args, lambda: text)
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
    "contradictions": _asked_of_case(_contradictions, show.contradictions),
    "questions": _asked_of_case(lambda case, _: views.questions_view(case), show.questions),
    "about": _asked_of_case(lambda case, args: about_view(case, args.subject), portray.about),
    "statement": _asked_of_case(lambda case, args: statement_view(case, args.statement), portray.statement),
    "grid": _asked_of_case(lambda case, _: views.grid_view(case), portray.grid),
    "timeline": _asked_of_case(lambda case, args: views.timeline_view(case, on=args.on), portray.timeline),
    "what-if": _asked_of_case(_what_if, show.what_if),
    "total": _total,
    "cite": _cite,
    "release": release.run,
    "check": files.check,
    "bind": files.bind,
    "read": files.read_file,
    "preserve": upkeep.preserve,
    "intake": intake.run,
    "estimate": _estimate,
    "verify": upkeep.verify,
    "doctor": upkeep.doctor,
}
