"""Editions that are out and show what is protected by now.

Invariant: a lead is told of what she may see herself; for her eyes there is nothing else in the case.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from secrets import SystemRandom

from django.utils import timezone

from aigaq.casework.clearing import texts_of
from aigaq.errors import AigaqError
from aigaq.protection import guarded_against
from aigaq.protection.differencing import exposed as told_by
from aigaq.protection.kept_back import kept_back
from aigaq.records.releases import Reason, Release
from aigaq.web.models import CaseRow, DossierRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, SUPERSEDED
from aigaq.web.publish.drafting import next_edition, releases
from aigaq.web.publish.queries import dossier_of, number_of_next
from aigaq.web.store import cases
from aigaq.web.store.access import Viewer, held, may

_KEPT = 32
_found: OrderedDict[tuple[object, ...], tuple[Exposed, ...]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Exposed:
    """An edition that is out and shows what is protected by now, and what speaks against it."""

    number: int
    reasons: tuple[Reason, ...]


def exposed(viewer: Viewer, case: CaseRow) -> tuple[Exposed, ...]:
    """The editions that readers can open and that show what is protected by now; to anybody but a lead none.

    Worked out once for each version of the case.
    """
    dossier = dossier_of(case) if may(viewer, "lead", case) else None
    out = ReleaseRow.objects.filter(dossier=dossier, state__in=(CURRENT, SUPERSEDED)) if dossier else None
    numbers = tuple(out.order_by("number").values_list("number", flat=True)) if out is not None else ()
    if dossier is None or not numbers:
        return ()
    case.refresh_from_db()
    own = held(viewer, case)
    name = (case.pk, case.version, numbers, own)
    if name not in _found:
        _found[name] = tuple(_of(case, dossier, own))
        while len(_found) > _KEPT:
            _found.popitem(last=False)
    return _found[name]


def _of(case: CaseRow, dossier: DossierRow, own: frozenset[str]) -> list[Exposed]:
    seen = cases.opened(case, own, safeguards=True)
    now = next_edition(
        case,
        dossier,
        number=number_of_next(dossier),
        language="en",
        asked={},
        at=timezone.now(),
        rng=SystemRandom(),
    ).draft
    names = {
        one.label
        for key, one in seen.records.subjects.items()
        if one.named and one.kind in ("person", "voice") and key not in now.records.subjects
    }
    guarded = guarded_against(now, seen.records, texts_of(seen), names=names)
    kept = frozenset(one.id for one in kept_back(seen.records, now, texts_of(seen)))
    found = ((one, told_by(one, now, guarded, kept)) for one in releases(dossier) if _is_out(one))
    return [Exposed(one.revision, reasons) for one, reasons in found if reasons]


def _is_out(one: Release) -> bool:
    return one.state in ("current", "superseded")


def exposed_or_none(viewer: Viewer, case: CaseRow) -> tuple[Exposed, ...]:
    """The same for a page that is about something else: where it cannot be worked out now, *Publish* says why."""
    try:
        return exposed(viewer, case)
    except AigaqError:
        return ()
