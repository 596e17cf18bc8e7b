"""Reader and writer of private/safeguards.yaml: protections, attempts at identification, consents.

Invariant: writing gives back what was read; each safeguard is signed, dated and has its reasons.
"""

from __future__ import annotations

import re

from aigaq.bundle.yamlout import Tree, stated
from aigaq.records.cases import Consent, Intruder, Safeguard
from aigaq.records.yamltext import Map, Text

_FIELDS = (
    *("covers", "wording", "reasons", "by", "at"),
    *("withholds", "names", "alike", "intruder", "consent", "replaces"),
)
_NUMBER = re.compile(r"[0-9]{1,9}")


def read_safeguard(key: Text, node: Map) -> Safeguard:
    """A safeguard from `s1: {covers: [guard], wording: a guard, reasons: ..., by: ..., at: ...}` and more keys."""
    node.only(_FIELDS)
    intruder, consent = node.part("intruder"), node.part("consent")
    return Safeguard(
        id=key.text,
        covers=node.words("covers"),
        wording=node.word("wording"),
        reasons=node.word("reasons"),
        by=node.word("by"),
        at=node.day("at"),
        withholds=node.texts("withholds"),
        names=node.texts("names"),
        alike=_number(node, "alike") if node.get("alike") is not None else None,
        intruder=None if intruder is None else _intruder(intruder),
        consent=None if consent is None else _consent(consent),
        replaces=node.text("replaces"),
    )


def _number(node: Map, key: str) -> int:
    node.matching(key, _NUMBER, "0, 1, 2 ...")
    return int(node.word(key))


def _intruder(fields: Map) -> Intruder:
    fields.only(("by", "minutes", "sources", "found"))
    # `found` is required: a missing answer does not mean "no".
    fields.need("found")
    return Intruder(
        by=fields.word("by"),
        minutes=_number(fields, "minutes"),
        sources=fields.words("sources"),
        found=fields.yes("found"),
    )


def _consent(fields: Map) -> Consent:
    fields.only(("uses", "until", "withdrawn"))
    return Consent(
        uses=fields.words("uses"),
        until=fields.day("until") if fields.text("until") else None,
        withdrawn=fields.day("withdrawn") if fields.text("withdrawn") else None,
    )


def tree_of(safeguard: Safeguard) -> dict[str, Tree]:
    """A safeguard as YAML tree."""
    more: dict[str, Tree] = stated(
        {
            "withholds": safeguard.withholds,
            "names": safeguard.names,
            "replaces": safeguard.replaces or None,
            "alike": safeguard.alike,
        }
    )
    if (intruder := safeguard.intruder) is not None:
        tried = {"by": intruder.by, "minutes": str(intruder.minutes), "sources": intruder.sources}
        more["intruder"] = {**tried, "found": "yes" if intruder.found else "no"}
    if (consent := safeguard.consent) is not None:
        days = stated({"until": consent.until, "withdrawn": consent.withdrawn})
        more["consent"] = {"uses": consent.uses, **days}
    return {
        "covers": safeguard.covers,
        "wording": safeguard.wording,
        "reasons": safeguard.reasons,
        "by": safeguard.by,
        "at": safeguard.at.isoformat(),
        **more,
    }
