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
from aigaq.web.models import CaseRow, DecisionRow, RuleRow
from aigaq.web.store import cases
from aigaq.web.store.access import Viewer, held, require, sees_all
from aigaq.web.store.case_heads import case_head
from aigaq.web.store.change import change, log
from aigaq.web.store.compartments import short_name
from aigaq.web.store.insert import fresh, keep

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_TITLE = 300
_SPEAK = ("voice", "person", "body", "group")


def check_rule(rule: CountRule, records: CaseRecords) -> CountRule:
    """The rule, if each subject that it names is in the case and of the right kind.

    Raises:
        UnknownId: no such subject, or one that the viewer may not see. BadValue: an event instead of a place, or so.
    """
    named: list[tuple[str | None, str, tuple[str, ...]]] = [
        (rule.scope, "scope", ("event",)),
        (rule.place, "place", ("place",)),
        (rule.population, "population", ("group", "body")),
    ]
    named += [(speaker, "speakers", _SPEAK) for speaker in rule.speakers]
    for target, field, kinds in named:
        if target is None:
            continue
        subject = records.subjects.get(target)
        if subject is None:
            raise UnknownId(value=target)
        if subject.kind not in kinds:
            raise BadValue(key=field, value=target, due=" / ".join(kinds))
    return rule


def add_rule(viewer: Viewer, row: CaseRow, rule: CountRule, *, reasons: str, at: datetime) -> CountRule:
    """Add a rule to the case, with a decision that gives the reason; random letters may be added to its key.

    The decision targets each subject that the rule names: whoever may not see the rule must not see it either.

    Raises:
        NotFound, NotAllowed: the viewer may not decide here. MissingField: no title or no reasons. BadValue: a wrong
            key. UnknownId: the rule names a subject that is not there. DuplicateId: the key is taken.
    """
    require(viewer, "decide", row)
    _, case = cases.case(viewer, row.key)
    _check_complete(rule, reasons)
    check_rule(rule, case.records)
    by = viewer.get_username()
    with change():
        require(viewer, "decide", row)
        row.refresh_from_db()
        saved = replace(rule, key=_free_key(viewer, row, rule.key))
        decision = _decision(saved, reasons.strip(), by=by, at=at)
        keep(RuleRow, row, (saved,), by=by, at=at)
        keep(DecisionRow, row, (decision,), by=by, at=at)
        # Not the key of the rule: the log is read by leads who may not see the rule.
        content = [to_plain(saved), to_plain(decision)]
        log(row, "rule.added", by=by, about=decision.id, at=at, content=content)
    return saved


def _check_complete(rule: CountRule, reasons: str) -> None:
    if not _KEY.fullmatch(rule.key):
        raise BadValue(key="key", value=rule.key[:60], due="a-z, 0-9, -")
    if not rule.title:
        raise MissingField(key="title")
    if len(rule.title) > _TITLE:
        raise BadValue(key="title", value="", due=f"1–{_TITLE}")
    if not reasons.strip():
        raise MissingField(key="reasons")


def _free_key(viewer: Viewer, row: CaseRow, typed: str) -> str:
    """A key for the new rule, from the rules that the viewer sees.

    Not from the snapshot of a large case: it may be stale, and a double press would add a second rule.
    """
    return short_name(
        typed,
        seen=case_head(row, held(viewer, row)).rules,
        whole=sees_all(viewer, row),
        taken=lambda key: RuleRow.objects.filter(case=row, key=key).exists(),
    )


def _decision(rule: CountRule, reasons: str, *, by: str, at: datetime) -> Decision:
    named = (rule.scope, rule.place, rule.population, *rule.speakers)
    targets = tuple(dict.fromkeys(subject for subject in named if subject is not None))
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
