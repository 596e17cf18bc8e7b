"""What is translated: the paragraphs of the edition that stands, or of the open draft while nothing is out.

Invariant: a member is shown no draft that tells more than the case tells everybody in it now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from secrets import SystemRandom
from uuid import UUID

from django.utils import timezone

from aigaq.casework.editions import restored
from aigaq.dossier.paragraphs import Paragraph, known_names, paragraphs
from aigaq.names.rendering import Names
from aigaq.records.vocab.messages import Language
from aigaq.web.models import CaseRow, DossierRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, DRAFT, SUPERSEDED
from aigaq.web.publish.drafting import next_edition

_KEPT, _BACK = 8, 4
_fresh: dict[tuple[UUID, str, int], bool] = {}


@dataclass(frozen=True, slots=True)
class Ground:
    """The paragraphs of one edition, in its order.

    Args:
        out: the edition is published; else it is a draft.
    """

    release: UUID
    title: str
    language: Language
    number: int
    out: bool
    paragraphs: Mapping[str, Paragraph]
    names: Names

    def to_do(self, to: str) -> list[Paragraph]:
        """The paragraphs that are not in that language already."""
        return [one for one in self.paragraphs.values() if one.language != to]


def ground_of(dossier: DossierRow) -> Ground | None:
    """What can be translated of a dossier: the current edition, else the open draft where it still stands."""
    rows = ReleaseRow.objects.filter(dossier=dossier).only(
        "pk", "state", "digest", "number", "language", "asked"
    )
    current = rows.filter(state=CURRENT).first()
    if current is not None:
        return _ground(current.pk, current.digest, out=True)
    draft = rows.filter(state=DRAFT).first()
    return _ground(draft.pk, draft.digest, out=False) if draft and stands(dossier, draft) else None


def current_ground(dossier: DossierRow, release: ReleaseRow) -> Ground:
    """The edition that readers see."""
    return _ground(release.pk, release.digest, out=True)


def stands(dossier: DossierRow, draft: ReleaseRow) -> bool:
    """Whether the draft is what it would be if it were made now: what was sealed since then is not read from it."""
    case: CaseRow = dossier.case
    case.refresh_from_db()
    name = (draft.pk, draft.digest, case.version)
    if name not in _fresh:
        if len(_fresh) > 64:
            _fresh.clear()
        now = next_edition(
            case,
            dossier,
            number=draft.number,
            language=draft.language,
            asked=draft.asked,
            at=timezone.now(),
            rng=SystemRandom(),
        )
        _fresh[name] = now.digest == draft.digest
    return _fresh[name]


@lru_cache(_KEPT)
def _ground(release: UUID, digest: str, *, out: bool) -> Ground:
    """Worked out once an edition: it never changes, and a draft that does has another digest."""
    row = ReleaseRow.objects.only("content", "title", "number").get(pk=release)
    draft = restored(row.content)
    found = {one.unit: one for one in paragraphs(draft)}
    names = Names(known_names(draft))
    return Ground(release, row.title, draft.language, row.number, out, found, names)


def before(dossier: DossierRow, wanted: Mapping[str, str]) -> dict[str, Paragraph]:
    """Paragraphs as earlier editions had them: what some translations were made of.

    What was taken back is not looked into.

    Args:
        wanted: by unit, the digest of the words.
    """
    found: dict[str, Paragraph] = {}
    if not wanted:
        return found
    rows = ReleaseRow.objects.filter(dossier=dossier, state=SUPERSEDED).order_by("-number")
    for release, digest in rows.values_list("pk", "digest")[:_BACK]:
        known = _ground(release, digest, out=True).paragraphs
        for unit in wanted.keys() - found.keys():
            if unit in known and known[unit].digest == wanted[unit]:
                found[unit] = known[unit]
    return found
