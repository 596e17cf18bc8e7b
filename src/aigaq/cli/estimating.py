"""`aigaq estimate`: the number of deaths never recorded, or the reason for refusing it.

Invariant: the JSON and the text come from one answer; a refusal is an answer (exit code 0), not a failure.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np

from aigaq import estimation
from aigaq.cli.estimates import check_text, comparison_text, dial_text, holdout_text, result_text
from aigaq.cli.registered import give
from aigaq.cli.telling import Teller
from aigaq.errors import FileUnreadable, WrongArguments
from aigaq.estimation import plots, views
from aigaq.estimation.cache import Cache
from aigaq.estimation.checks import unfit
from aigaq.estimation.intake import read
from aigaq.estimation.table import Draws, Table
from aigaq.records.vocab.messages import Language, say


def run(args: argparse.Namespace, language: Language) -> int:
    """Answer for one table: estimate, check, compare engines, hide its lists or turn the dial."""
    if args.ask not in _ASKS:
        raise WrongArguments(why=f"{args.ask!r}: {', '.join(sorted(filter(None, _ASKS)))}.")
    answer, unused = _ASKS[args.ask]
    for option in unused:
        # Refused, since an option that silently does nothing would seem to have worked (no picture, no message).
        if getattr(args, option) is not None:
            raise WrongArguments(why=say("estimate-no-option", language, ask=args.ask, option=option))
    teller = Teller(language)
    try:
        lists = [name.strip() for name in args.lists.split(",")] if args.lists else None
        return answer(args, read(args.table, lists=lists), language, teller)
    finally:
        teller.clear()


def _estimate(args: argparse.Namespace, table: Table | Draws, language: Language, teller: Teller) -> int:
    result = estimation.estimate(
        table, engine=args.engine or "default", seed=_seed(args), assume=_assume(args), cache=_cache(args),
        progress=teller,
    )  # fmt: skip
    _draw(args, lambda: plots.picture([result], **_words(language, args)))
    _give(args, teller, views.result_view(result, language), lambda: result_text(result, language))
    return 0


def _compare(args: argparse.Namespace, table: Table | Draws, language: Language, teller: Teller) -> int:
    names = tuple(args.engine.split(",")) if args.engine else ()
    results = estimation.compare(
        table,
        engines=names,
        seed=_seed(args),
        assume=_assume(args),
        cache=_cache(args),
        progress=teller,
    )
    _draw(args, lambda: plots.picture(results, **_words(language, args)))
    _give(
        args,
        teller,
        [views.result_view(one, language) for one in results],
        lambda: comparison_text(results, language),
    )
    return 0


def _check(args: argparse.Namespace, table: Table | Draws, language: Language, teller: Teller) -> int:
    table_read = _one(table)
    checked = estimation.check(table_read, assume=_assume(args))
    why = unfit(table_read, _assume(args))
    refused = () if why is None else why[:1]
    _give(
        args, teller, views.check_view(table_read, checked, refused, language),
        lambda: check_text(table_read, checked, refused, language),
    )  # fmt: skip
    return 0


def _holdout(args: argparse.Namespace, table: Table | Draws, language: Language, teller: Teller) -> int:
    result = estimation.holdout(
        _one(table),
        engine=args.engine or "",
        seed=_seed(args),
        assume=_assume(args),
        progress=teller,
    )
    _give(args, teller, views.holdout_view(result, language), lambda: holdout_text(result, language))
    return 0


def _sensitivity(args: argparse.Namespace, table: Table | Draws, language: Language, teller: Teller) -> int:
    first = _one(table)
    # With two lists xi is their odds ratio itself: the assumption of independence is the very thing varied.
    turned = ("independent",) if len(first.lists) == 2 else ()
    result = estimation.estimate(
        first, engine="sensitivity", seed=_seed(args), assume=(*turned, *_assume(args))
    )
    turns = () if result.refused else estimation.sweep(first, seed=_seed(args))
    if turns:
        bands = np.array([(turn.low, turn.median, turn.high) for turn in turns])
        words = _words(language, args)
        _draw(args, lambda: plots.dial([t.xi for t in turns], bands, title=words["title"], across="xi"))
    answer = {**views.result_view(result, language), "dial": views.sweep_view(turns)}
    _give(args, teller, answer, lambda: dial_text(result, turns, language))
    return 0


_Answer = Callable[[argparse.Namespace, Table | Draws, Language, Teller], int]
# By question, the function that answers it and the options it does not use.
_ASKS: dict[str | None, tuple[_Answer, tuple[str, ...]]] = {
    None: (_estimate, ()),
    "check": (_check, ("engine", "seed", "plot", "cache")),
    "compare": (_compare, ()),
    "holdout": (_holdout, ("plot", "cache")),
    "sensitivity": (_sensitivity, ("engine", "cache")),
}


def _one(table: Table | Draws) -> Table:
    """The single table that these questions need; for draws, the first one."""
    return table.tables[0] if isinstance(table, Draws) else table


def _seed(args: argparse.Namespace) -> int:
    written = args.seed if args.seed is not None else "0"
    if not written.isdecimal():
        raise WrongArguments(why=f"--seed: {written!r}.")
    return int(written)


def _assume(args: argparse.Namespace) -> tuple[str, ...]:
    return tuple(word for word in (args.assume or "").replace(",", " ").split())


def _cache(args: argparse.Namespace) -> Cache | None:
    return Cache(Path(args.cache)) if args.cache else None


def _words(language: Language, args: argparse.Namespace) -> dict[str, str]:
    return {
        "title": say("estimate-title", language, table=Path(args.table).stem),
        "refused": say("estimate-refused", language),
        "documented": say("estimate-documented", language),
        "before": say("estimate-prior", language),
    }


def _draw(args: argparse.Namespace, make: Callable[[], str]) -> None:
    if not args.plot:
        return
    path = Path(args.plot)
    if path.suffix.lower() != ".svg":
        raise WrongArguments(why=f"--plot: {path.name} (.svg).")
    picture = make()
    try:
        path.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise FileUnreadable(file=path.name) from error


def _give(args: argparse.Namespace, teller: Teller, answer: object, text: Callable[[], str]) -> None:
    teller.clear()
    give(answer, args, text)
