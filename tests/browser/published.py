"""A casebook with published dossiers, served: one with two editions, one that was taken back.

Invariant: it is gone when the tests are over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module

from tests.browser.ownsite import ROOT, serve, site_of


@dataclass(frozen=True, slots=True)
class Published:
    """Where the site is, and below it a dossier that stands and one that was taken back."""

    site: str
    dossier: str
    gone: str

    def edition(self, number: int, path: str = "") -> str:
        """A page of one edition of the dossier that stands."""
        return f"{self.dossier}{number}/{path}"


@contextmanager
def published() -> Iterator[Published]:
    """Publish, serve, and take everything away at the end of the block."""
    with site_of("tests.browser.published") as (site, told):
        yield Published(site, **told)


def _publish() -> dict[str, str]:
    """Publish by the actions that people use; the addresses of what stands and of what was taken back."""
    cast = import_module("tests.web.cast")
    editing = import_module("tests.web.editing")
    editions = import_module("aigaq.web.publish.actions")
    imprint = import_module("aigaq.web.publish.queries").Imprint
    people = cast.assembled()
    gone = editing.press(people)
    gone.published()
    editions.withdraw(people.aigerim, gone.row, reasons="somebody is afraid", at=editing.LATER)
    row, _ = import_module("aigaq.web.casebook.commands").import_folder(
        people.aigerim, ROOT / "samples" / "aqsai", at=cast.AT
    )
    people.let_in(people.bolat, "coder", row)
    for one in (gone.saule, gone.erlan):
        people.let_in(one, "reviewer", row)
    team = editing.Press(people, gone.saule, gone.erlan, row)
    authors = ("Nurlan, Aiša", "Қаржаубай, Мөлдір")
    first = team.published(imprint(publisher="The commission", authors=authors))
    row.title = f"{row.title} (revised)"
    row.save(update_fields=["title"])
    again = imprint(publisher="The commission", authors=authors, paper=True)
    team.published(again, at=editing.LATER)
    return {"dossier": f"/d/{first.dossier.address}/", "gone": f"/d/{gone.row.dossier.address}/"}


if __name__ == "__main__":
    serve(_publish)
