"""Counting rules that people add. Invariant: a rule is added with its reason and never edited."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from aigaq.errors import BadValue, MissingField, UnknownId
from aigaq.records.cases import CaseRecords
from aigaq.records.decisions import Decision
from aigaq.records.rules import CountRule
from aigaq.records.serialize import to_plain
from aigaq.web.models import Account, CaseRow, DecisionRow, RuleRow
from aigaq.web.store import cases
from aigaq.web.store.access import held, require
from aigaq.web.store.case_heads import shelf
from aigaq.web.store.change import change, log
from aigaq.web.store.insert import fresh, keep
from aigaq.web.store.members import sees_all
from aigaq.web.store.short_names import short_name

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_TITLE = 300
_SPEAK = ("voice", "person", "body", "group")


def checked(rule: CountRule, records: CaseRecords) -> CountRule:
    """The rule, if all that it names is in the case and of the right kind.

    Raises:
        UnknownId: not there, or not to be seen. BadValue: an event where a place is due, or the like.
    """
    named: list[tuple[str | None, str, tuple[str, ...]]] = [
        (rule.scope, "scope", ("event",)),
        (rule.place, "place", ("place",)),
        (rule.population, "population", ("group", "body")),
    ]
    named += [(one, "speakers", _SPEAK) for one in rule.speakers]
    for target, field, kinds in named:
        if target is None:
            continue
        found = records.subjects.get(target)
        if found is None:
            raise UnknownId(value=target)
        if found.kind not in kinds:
            raise BadValue(key=field, value=target, due=" / ".join(kinds))
    return rule


def add_rule(viewer: Account, row: CaseRow, rule: CountRule, *, reasons: str, at: datetime) -> CountRule:
    """Add a rule to the case, with a decision that says why to count so; letters may come behind its key.

    The decision names whatever the rule names: who may not see the rule does not see it either.

    Raises:
        NotFound, NotAllowed: may not decide here. MissingField: no title or no reasons. BadValue: a key that cannot
            be. UnknownId: the rule names what is not there. DuplicateId: the key is taken.
    """
    require(viewer, "decide", row)
    _, case = cases.case(viewer, row.key)
    _complete(rule, reasons)
    checked(rule, case.records)
    by = viewer.get_username()
    with change():
        require(viewer, "decide", row)
        row.refresh_from_db()
        kept = replace(rule, key=_free(viewer, row, rule.key))
        why = _decision(kept, reasons.strip(), by=by, at=at)
        keep(RuleRow, row, (kept,), by=by, at=at)
        keep(DecisionRow, row, (why,), by=by, at=at)
        # Not the key: a lead who may not see the rule reads the log too.
        log(row, "rule.added", by=by, about=why.id, at=at, content=[to_plain(kept), to_plain(why)])
    return kept


def _complete(rule: CountRule, reasons: str) -> None:
    if not _KEY.fullmatch(rule.key):
        raise BadValue(key="key", value=rule.key[:60], due="a-z, 0-9, -")
    if not rule.title:
        raise MissingField(key="title")
    if len(rule.title) > _TITLE:
        raise BadValue(key="title", value="", due=f"1–{_TITLE}")
    if not reasons.strip():
        raise MissingField(key="reasons")


def _free(viewer: Account, row: CaseRow, typed: str) -> str:
    """The key of the new rule.

    Of what she sees, not of the case: of a large one that is as last reckoned, and a double press would add a second.
    """
    return short_name(
        typed,
        seen=shelf(row, held(viewer, row)).rules,
        whole=sees_all(viewer, row),
        taken=lambda key: RuleRow.objects.filter(case=row, key=key).exists(),
    )


def _decision(rule: CountRule, reasons: str, *, by: str, at: datetime) -> Decision:
    named = (rule.scope, rule.place, rule.population, *rule.speakers)
    targets = tuple(dict.fromkeys(one for one in named if one is not None))
    return Decision(
        fresh("d", at),
        "resolve",
        targets,
        by,
        at.date(),
        reasons,
        value=rule.key,
        harm=rule.harm,
        rule=rule.key,
    )
