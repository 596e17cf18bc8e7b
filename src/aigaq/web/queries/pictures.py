"""The pictures of a case as they came, for whoever makes an edition of it. Invariant: what is sealed is not opened."""

from __future__ import annotations

from aigaq.casework.attaching import Opens
from aigaq.errors import ItemMissing
from aigaq.web.models import CaseRow, SourceRow, TextRow


def opener(row: CaseRow) -> Opens:
    """Opens the pictures that lie in no compartment.

    Raises:
        ItemMissing: (when asked) no such picture, or a sealed one.
    """

    def opened(key: str) -> bytes:
        open_to_all = SourceRow.objects.filter(case=row, key=key, seal=None).exists()
        text = TextRow.objects.filter(case=row, source=key).first() if open_to_all else None
        if text is None:
            raise ItemMissing(id=key)
        return bytes(text.data)

    return opened
