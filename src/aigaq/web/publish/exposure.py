"""Published editions that show what is protected by now, and the warning to a lead who protected it.

Invariant: a lead is told only of records that the lead may see; for anybody else there is no such edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from secrets import SystemRandom

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from aigaq.casework.clearing import texts_of
from aigaq.casework.recent import Recent
from aigaq.errors import AigaqError
from aigaq.protection import guarded_against
from aigaq.protection.differencing import exposed
from aigaq.protection.kept_back import kept_back
from aigaq.records.releases import Reason
from aigaq.web.models import CaseRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, SUPERSEDED
from aigaq.web.publish.drafting import CaseReader, next_edition, unshown_names
from aigaq.web.publish.queries import Imprint, next_number
from aigaq.web.store import whole_cases
from aigaq.web.store.access import CaseHandle, Viewer, held, may

_exposed: Recent[tuple[object, ...], tuple[ExposedEdition, ...]] = Recent(32)


@dataclass(frozen=True, slots=True)
class ExposedEdition:
    """A published edition that shows what is protected by now, with a reason for each place."""

    number: int
    reasons: tuple[Reason, ...]


def exposed_editions(
    viewer: Viewer, case: CaseRow, reader: CaseReader | None = None
) -> tuple[ExposedEdition, ...]:
    """The editions that readers can open and that show what is protected by now; none for anybody but a lead.

    Worked out once for each version of the case.

    Raises:
        Stale, ItemMissing ...: as `next_edition`.
    """
    if not may(viewer, "lead", case):
        return ()
    out = ReleaseRow.objects.filter(dossier__case=case, state__in=(CURRENT, SUPERSEDED)).order_by("number")
    numbers = tuple(out.values_list("number", flat=True))
    if not numbers:
        return ()
    case.refresh_from_db()
    own = held(viewer, case)
    key = (case.pk, case.version, numbers, own)
    return _exposed.once(key, lambda: _work_out(case, own, reader or CaseReader(case)))


def _work_out(case: CaseRow, own: frozenset[str], reader: CaseReader) -> tuple[ExposedEdition, ...]:
    seen = whole_cases.opened(case, own, safeguards=True)
    number = next_number(reader.dossier)
    edition = next_edition(reader, number=number, imprint=Imprint(), at=timezone.now(), rng=SystemRandom())
    now = edition.draft
    names = unshown_names(seen.records, now)
    guarded = guarded_against(now, seen.records, texts_of(seen), names=names)
    kept = frozenset(record.id for record in kept_back(seen.records, now, texts_of(seen)))
    public = [release for release in edition.earlier if release.state in ("current", "superseded")]
    judged = ((release.revision, exposed(release, now, guarded, kept)) for release in public)
    return tuple(ExposedEdition(number, reasons) for number, reasons in judged if reasons)


def exposed_or_none(
    viewer: Viewer, case: CaseHandle, reader: CaseReader | None = None
) -> tuple[ExposedEdition, ...]:
    """The same for a page about something else: none where they cannot be worked out; the Publish page says why."""
    try:
        return exposed_editions(viewer, case, reader)
    except AigaqError:
        return ()


def warn_of_editions(request: HttpRequest, case: CaseHandle) -> None:
    """Add a warning to the next page of a lead where a published edition shows what is protected by now."""
    if exposed_or_none(request.user, case):
        messages.warning(request, "edition-exposes-some", extra_tags="ours")
