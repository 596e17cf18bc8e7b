"""The charset that a source is decided to be read in. Invariant: without a decision its letters say it."""

from __future__ import annotations

from aigaq.records.decisions import charsets
from aigaq.web.models import CaseRow, DecisionRow


def decided(case: CaseRow) -> dict[str, str]:
    """By source, the charset that was chosen for it."""
    taken = DecisionRow.objects.filter(case=case, kind__in=("read-as", "withdraw"))
    if not taken.filter(kind="read-as").exists():
        return {}
    return charsets(row.to_record() for row in taken)
