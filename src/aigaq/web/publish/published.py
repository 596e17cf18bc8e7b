"""Where the files of what is published lie, by the address of a dossier; one question to the database a time.

Invariant: of a draft, of what was dropped and of what never was, no answer differs from another; no file outside the
folder of an edition is ever found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from aigaq.errors import NotFound, Withdrawn
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.web.home import edition_folder
from aigaq.web.models import ReleaseRow
from aigaq.web.models.releases import CURRENT, OUT, WITHDRAWN

# As the site names its own files: no step starts with a full stop, so that none leads up or to what is hidden.
_PATH = re.compile(r"(?:[A-Za-z0-9_~-][A-Za-z0-9_~.-]*/)*[A-Za-z0-9_~-][A-Za-z0-9_~.-]*\Z")


@dataclass(frozen=True, slots=True)
class Published:
    """An edition that is out.

    Args:
        stands: it is the current one; else a newer has come.
    """

    address: str
    number: int
    stands: bool

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return edition_folder(Path(settings.HOME), self.address, self.number)

    def file(self, path: str) -> Path:
        """One of its files; a folder answers with its first page.

        Raises:
            NotFound: there is none of that name.
        """
        asked = path + "index.html" if not path or path.endswith("/") else path
        if len(asked) > 1000 or not _PATH.match(asked):
            raise NotFound
        found = self.folder / asked
        # A link that somebody laid into the folder leads nowhere, whatever it points at.
        if not found.is_file() or found.resolve() != self.folder.resolve() / asked:
            raise NotFound
        return found

    def languages(self) -> list[str]:
        """The languages that it has pages in."""
        return [one for one in LANGUAGES if (self.folder / one / "index.html").is_file()]


def edition(address: str, number: int) -> Published:
    """One edition of a dossier; anybody may ask.

    Raises:
        NotFound: it is not out, or not there at all. Withdrawn: it was taken back.
    """
    states = ReleaseRow.objects.filter(dossier__address=address, number=number, state__in=OUT)
    state = states.order_by().values_list("state", flat=True).first()
    if state is None:
        raise NotFound
    if state == WITHDRAWN:
        raise Withdrawn
    return Published(address, number, state == CURRENT)


def current(address: str) -> Published:
    """The edition of a dossier that stands.

    Raises:
        NotFound: nothing is out at that address. Withdrawn: what was is taken back, and nothing has come since.
    """
    out = ReleaseRow.objects.filter(dossier__address=address, state__in=(CURRENT, WITHDRAWN))
    states = dict(out.order_by("-number").values_list("state", "number"))
    if CURRENT in states:
        return Published(address, states[CURRENT], stands=True)
    raise Withdrawn if states else NotFound


def standing() -> Iterator[Published]:
    """Every edition that stands, for search machines."""
    out = ReleaseRow.objects.filter(state=CURRENT).order_by("dossier__address")
    for address, number in out.values_list("dossier__address", "number"):
        yield Published(address, number, stands=True)
