"""What an edition tells, as far as the pages around it ask: its statements by id, and the names it shows.

Invariant: it is read from what the edition holds, never from the case as it is now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aigaq.casework.recent import Recent
from aigaq.web.models import ReleaseRow

_facts: Recent[str, PublishedFacts] = Recent(4)


@dataclass(frozen=True, slots=True)
class PublishedFacts:
    """What is asked of one edition.

    Args:
        statements: by id, the label of whom it is about and its predicate.
        names: labels that are names, and what statements say of names.
    """

    statements: Mapping[str, tuple[str, str]]
    names: frozenset[str]


def published_facts(release: ReleaseRow) -> PublishedFacts:
    """What an edition tells; it never changes, so that what was read once is kept."""

    def read() -> PublishedFacts:
        content = ReleaseRow.objects.values_list("content", flat=True).get(pk=release.pk)
        return _read(json.loads(content)["records"])

    # Alone: a large edition is read once, however many ask for it at a time.
    return _facts.once(str(release.pk), read, alone=True)


def _read(records: Mapping[str, Any]) -> PublishedFacts:
    people: Mapping[str, Mapping[str, Any]] = records["subjects"]
    labels = {key: str(one["label"]) for key, one in people.items()}
    statements = {
        str(one["id"]): (labels.get(one["subject"], ""), str(one["predicate"]))
        for one in records["statements"]
    }
    names = {labels[key] for key, one in people.items() if one.get("named")}
    names |= {_words(one["value"]) for one in records["statements"] if one["predicate"] == "name"}
    return PublishedFacts(statements, frozenset(names - {""}))


def _words(value: object) -> str:
    return str(value.get("text", "")) if isinstance(value, Mapping) else ""
