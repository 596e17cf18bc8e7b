"""View of the count ladder. Invariant: claimed, documented and estimated never meet in one value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from aigaq.counting.wording import as_said, in_words
from aigaq.dossier import addresses
from aigaq.dossier.index import Index
from aigaq.dossier.view_models import Link
from aigaq.dossier.views import Views
from aigaq.records.ladder import ClaimedTotal, Group


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claimed figure, in the words of its claimant."""

    figure: str
    to: str
    claimant: str
    voice: str
    scope: str
    said_at: str | None
    became: str | None
    explained: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LadderView:
    """The ladder in words.

    Args:
        claims_apart: figures for which nobody says whether they are for what the rule counts.
        documented: None if nobody reached the threshold, which says nothing about the number of dead.
        no_estimate, no_sum: the reason for the refusal, in words.
    """

    sentence: str
    rule: str
    claims: tuple[ClaimView, ...]
    claims_apart: tuple[ClaimView, ...]
    claims_elsewhere: int
    documented: int | None
    open_ended: bool
    left_out: int
    no_estimate: tuple[str, ...]
    no_sum: tuple[str, ...]


def ladder_view(views: Views, index: Index) -> LadderView:
    """View of the case's ladder."""
    localizer, ladder = views.localizer, index.ladder
    rule = in_words(
        index.case.rule(index.rule),
        label=localizer.who,
        vocabulary=index.records.vocabulary,
        language=localizer.language,
    )
    sums = ladder.sum_of_groups.reasons if ladder.sum_of_groups else ()
    return LadderView(
        sentence=ladder.sentence[localizer.language],
        rule=rule,
        claims=tuple(_claim(one, views) for one in ladder.claimed_totals),
        claims_apart=tuple(_claim(one, views) for one in ladder.claimed_apart),
        claims_elsewhere=ladder.claimed_elsewhere,
        documented=ladder.documented_min if ladder.individuals else None,
        open_ended=ladder.open_ended,
        left_out=len(ladder.excluded),
        no_estimate=tuple(localizer.label("refusal", one) for one in ladder.estimate.reasons),
        no_sum=tuple(localizer.label("refusal", one) for one in sums),
    )


def _claim(claim: ClaimedTotal, views: Views) -> ClaimView:
    localizer = views.localizer
    return ClaimView(
        figure=as_said(claim.text, claim.low, claim.high, about=claim.about),
        to=addresses.statement(claim.statement),
        claimant=claim.claimant,
        voice=claim.voice,
        scope=claim.scope,
        said_at=claim.said_at,
        became=None if claim.status == "asserted" else localizer.label("said-status", claim.status),
        explained=tuple(Link(why.by, addresses.statement(why.statement)) for why in claim.explanations),
    )


def groups(views: Views, index: Index) -> list[tuple[Link, str, str]]:
    """Groups with their sizes and overlap; never added."""
    localizer = views.localizer
    return [
        (views.subject(group.id), _size(group, views), localizer.label("overlap", group.overlap))
        for group in index.ladder.groups
    ]


def _size(group: Group, views: Views) -> str:
    if group.high is None and group.low <= 1:
        return views.localizer.w("no-size")
    if group.about is not None:
        return views.localizer.w("figure-about", number=group.about)
    return views.localizer.range(group.low, group.high)


def left_out(views: Views, index: Index) -> list[tuple[str, int]]:
    """Number of people not counted, by reason."""
    counted = Counter(one.reason for one in index.ladder.excluded)
    return [(views.localizer.label("excluded", reason), number) for reason, number in sorted(counted.items())]
