"""Facts of an edition for the pages around it: its statements by id, and the names it shows.

Invariant: they are read from the content of the edition, never from the case as it is now.
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
    """Facts of one edition.

    Args:
        statements: by id, the label of the subject and the predicate.
        names: labels that are names, and names from statements.
    """

    statements: Mapping[str, tuple[str, str]]
    names: frozenset[str]


def published_facts(release: ReleaseRow) -> PublishedFacts:
    """The facts of an edition. An edition never changes, so they are read once and kept."""

    def read() -> PublishedFacts:
        content = ReleaseRow.objects.values_list("content", flat=True).get(pk=release.pk)
        return _read(json.loads(content)["records"])

    # `alone`: with many simultaneous requests, a large edition is still read only once.
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
