"""The state of the log as a text that can be held against it later.

Invariant: it tells neither how long the log is nor what stands in it: the digest of a row covers ids and times that
nobody can guess.
"""

from __future__ import annotations

from datetime import date

from aigaq.web.models import EventRow


def log_state(edition: str, *, at: date) -> str | None:
    """What is printed with an edition: the digest of the last row of the log; None where the log is empty.

    Each row is bound to the one before (`chain`): where a row up to that one is changed or taken out and the rest
    is written anew to fit, no row has this digest. It is not signed, and shows nothing to whoever cannot see the log.

    Args:
        edition: where the edition lasts.
        at: its day.
    """
    last = EventRow.objects.order_by("-seq").values_list("digest", flat=True).first()
    return f"aigaq log state\nedition {edition}\nday {at.isoformat()}\nsha256 {last}\n" if last else None
