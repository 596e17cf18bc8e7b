"""The count as a page tells it. Invariant: claimed, documented and estimated never meet in one value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from aigaq.counting.figures import as_said
from aigaq.counting.rule_in_words import in_words
from aigaq.dossier import addresses
from aigaq.dossier.index import Index
from aigaq.dossier.view_models import Link
from aigaq.dossier.views import Views
from aigaq.records.ladder import ClaimedTotal, Group


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that somebody gives, as its claimant's word."""

    figure: str
    to: str
    claimant: str
    voice: str
    scope: str
    said_at: str | None
    became: str | None
    explained: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The ladder in words.

    Args:
        claims_apart: figures of which nobody says whether they are of what the rule counts.
        documented: None where nobody reached the threshold: that says nothing of how many died.
        no_estimate, no_sum: why not, in words.
    """

    sentence: str
    rule: str
    claims: tuple[Claim, ...]
    claims_apart: tuple[Claim, ...]
    claims_elsewhere: int
    documented: int | None
    open_ended: bool
    left_out: int
    no_estimate: tuple[str, ...]
    no_sum: tuple[str, ...]


def front(views: Views, index: Index) -> Front:
    """The ladder of the case."""
    tongue, found = views.tongue, index.ladder
    rule = in_words(
        index.case.rule(index.rule),
        label=tongue.who,
        vocabulary=index.records.vocabulary,
        language=tongue.language,
    )
    sums = found.sum_of_groups.reasons if found.sum_of_groups else ()
    return Front(
        sentence=found.sentence[tongue.language],
        rule=rule,
        claims=tuple(_claim(one, views) for one in found.claimed_totals),
        claims_apart=tuple(_claim(one, views) for one in found.claimed_apart),
        claims_elsewhere=found.claimed_elsewhere,
        documented=found.documented_min if found.individuals else None,
        open_ended=found.open_ended,
        left_out=len(found.excluded),
        no_estimate=tuple(tongue.label("refusal", one) for one in found.estimate.reasons),
        no_sum=tuple(tongue.label("refusal", one) for one in sums),
    )


def _claim(one: ClaimedTotal, views: Views) -> Claim:
    tongue = views.tongue
    return Claim(
        figure=as_said(one.text, one.low, one.high, about=one.about),
        to=addresses.statement(one.statement),
        claimant=one.claimant,
        voice=views.index.voice(views.index.evidence.by_id[one.statement]),
        scope=one.scope,
        said_at=one.said_at,
        became=None if one.status == "asserted" else tongue.label("said-status", one.status),
        explained=tuple(Link(why.by, addresses.statement(why.statement)) for why in one.explanations),
    )


def groups(views: Views, index: Index) -> list[tuple[Link, str, str]]:
    """Groups, their sizes and how far they overlap; never added."""
    tongue = views.tongue
    return [
        (views.subject(one.id), _size(one, views), tongue.label("overlap", one.overlap))
        for one in index.ladder.groups
    ]


def _size(one: Group, views: Views) -> str:
    if one.high is None and one.low <= 1:
        return views.tongue.w("no-size")
    if one.about is not None:
        return views.tongue.w("figure-about", number=one.about)
    return views.tongue.range(one.low, one.high)


def left_out(views: Views, index: Index) -> list[tuple[str, int]]:
    """How many are not counted, by reason."""
    counted = Counter(one.reason for one in index.ladder.excluded)
    return [(views.tongue.label("excluded", reason), number) for reason, number in sorted(counted.items())]
