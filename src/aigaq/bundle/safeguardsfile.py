"""Reader and writer of private/safeguards.yaml: protections, attempts at identification, consents.

Invariant: writing gives back what was read; each safeguard is signed, dated and has its reasons.
"""

from __future__ import annotations

from aigaq.bundle.judgements import day_of
from aigaq.bundle.yamlout import Tree
from aigaq.errors import BadValue
from aigaq.records.cases import Consent, Intruder, Safeguard
from aigaq.records.yamltext import (
    Map,
    Node,
    Text,
    here,
    mapping,
    need,
    only,
    text_of,
    texts_of,
    word,
    words,
    yes_of,
)

_SIGNED = ("covers", "wording", "reasons", "by", "at")
_MORE = ("withholds", "names", "alike", "intruder", "consent", "replaces")


def read_safeguard(key: Text, node: Map) -> Safeguard:
    """A safeguard from `s1: {covers: [guard], wording: a guard, reasons: ..., by: ..., at: ...}` and more keys."""
    only(node, (*_SIGNED, *_MORE))
    alike = node.get("alike")
    return Safeguard(
        id=key.text,
        covers=words(need(node, "covers"), key="covers"),
        wording=word(need(node, "wording"), key="wording"),
        reasons=word(need(node, "reasons"), key="reasons"),
        by=word(need(node, "by"), key="by"),
        at=day_of(node, "at"),
        withholds=texts_of(node, "withholds"),
        names=texts_of(node, "names"),
        alike=_number(alike, "alike") if alike is not None else None,
        intruder=_intruder(node),
        consent=_consent(node),
        replaces=text_of(node, "replaces"),
    )


def _number(node: Node, key: str) -> int:
    written = word(node, key=key)
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise BadValue(**here(node), key=key, value=written, due="0, 1, 2 ...")
    return int(written)


def _intruder(node: Map) -> Intruder | None:
    node_of = node.get("intruder")
    if node_of is None:
        return None
    fields = mapping(node_of, key="intruder")
    only(fields, ("by", "minutes", "sources", "found"))
    # `found` is required: a missing answer does not mean "no".
    need(fields, "found")
    return Intruder(
        by=word(need(fields, "by"), key="by"),
        minutes=_number(need(fields, "minutes"), "minutes"),
        sources=words(need(fields, "sources"), key="sources"),
        found=yes_of(fields, "found"),
    )


def _consent(node: Map) -> Consent | None:
    consent = node.get("consent")
    if consent is None:
        return None
    fields = mapping(consent, key="consent")
    only(fields, ("uses", "until", "withdrawn"))
    return Consent(
        uses=words(need(fields, "uses"), key="uses"),
        until=day_of(fields, "until") if text_of(fields, "until") else None,
        withdrawn=day_of(fields, "withdrawn") if text_of(fields, "withdrawn") else None,
    )


def tree_of(safeguard: Safeguard) -> dict[str, Tree]:
    """A safeguard as YAML tree."""
    tree: dict[str, Tree] = {
        "covers": safeguard.covers,
        "wording": safeguard.wording,
        "reasons": safeguard.reasons,
        "by": safeguard.by,
        "at": safeguard.at.isoformat(),
    }
    lists = (("withholds", safeguard.withholds), ("names", safeguard.names), ("replaces", safeguard.replaces))
    tree |= {name: value for name, value in lists if value}
    if safeguard.alike is not None:
        tree["alike"] = str(safeguard.alike)
    if safeguard.intruder is not None:
        answer = "yes" if safeguard.intruder.found else "no"
        minutes = str(safeguard.intruder.minutes)
        tree["intruder"] = {
            "by": safeguard.intruder.by,
            "minutes": minutes,
            "sources": safeguard.intruder.sources,
            "found": answer,
        }
    if safeguard.consent is not None:
        days = (("until", safeguard.consent.until), ("withdrawn", safeguard.consent.withdrawn))
        tree["consent"] = {
            "uses": safeguard.consent.uses,
            **{name: day.isoformat() for name, day in days if day},
        }
    return tree
