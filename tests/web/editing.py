"""An edition on its way out, made by the actions that people use: who drafts, who signs, what it is made of."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tests.web.cast import AT, Cast, account

from aigaq.errors import ChangedSince, NotAllowed
from aigaq.protection import Cleared
from aigaq.web.models import Account, CaseRow, ReleaseRow
from aigaq.web.publish import actions as publish_actions
from aigaq.web.publish.queries import Imprint
from aigaq.web.publish.read_through import part_count

ADDRESS = "https://witness.example"
LATER = AT + timedelta(days=1)
PLAIN = Imprint()


@dataclass(frozen=True, slots=True)
class Press:
    """A team that publishes: Bolat drafts, Saule and Erlan review and sign, Aigerim leads."""

    cast: Cast
    saule: Account
    erlan: Account
    row: CaseRow

    def draft(self, imprint: Imprint = PLAIN, *, at: datetime = AT, by: Account | None = None) -> ReleaseRow:
        """The next edition, drafted."""
        return publish_actions.draft(by or self.cast.bolat, self.row, imprint, at=at, rng=Random(7))

    def clear(self, *, at: datetime = AT) -> ReleaseRow:
        """The open draft, cleared."""
        row, answer = publish_actions.clear(self.cast.aigerim, self.row, at=at, rng=Random(7))
        assert isinstance(answer, Cleared), answer
        return row

    def read(self, who: Account, *, at: datetime = AT) -> None:
        """Read through by somebody, as it was cleared last."""
        row = ReleaseRow.objects.get(dossier__case=self.row, state="draft")
        parts = range(1, part_count(row) + 1)
        publish_actions.note_read(who, self.row, parts, manifest=row.manifest, at=at)

    def sign(self, who: Account, manifest: str | None = None, *, at: datetime = AT) -> ReleaseRow:
        """Read through and signed by somebody, as it was cleared last."""
        row = ReleaseRow.objects.get(dossier__case=self.row, state="draft")
        told = row.manifest if manifest is None else manifest
        if told == row.manifest and told:
            with suppress(NotAllowed, ChangedSince):
                self.read(who, at=at)
        return publish_actions.sign(who, self.row, manifest=told, at=at, rng=Random(7))

    def signed(self, imprint: Imprint = PLAIN, *, at: datetime = AT) -> ReleaseRow:
        """An edition that only waits to be published."""
        self.draft(imprint, at=at)
        self.clear(at=at)
        self.sign(self.saule, at=at)
        return self.sign(self.erlan, at=at)

    def publish(self, *, at: datetime = AT) -> ReleaseRow:
        """Readers have it."""
        return publish_actions.publish(self.cast.aigerim, self.row, at=at, rng=Random(7))

    def published(self, imprint: Imprint = PLAIN, *, at: datetime = AT) -> ReleaseRow:
        """An edition from draft to readers."""
        self.signed(imprint, at=at)
        return self.publish(at=at)


def press(cast: Cast, row: CaseRow | None = None) -> Press:
    """The team around a case."""
    case = row or cast.row
    saule, erlan = account("saule"), account("erlan")
    for one in (saule, erlan):
        cast.let_in(one, "reviewer", case)
    if row is not None:
        cast.let_in(cast.bolat, "coder", case)
    return Press(cast, saule, erlan, case)
