"""Tables of the search index. Invariant: one table for one case and one set of compartments.

`store.index_tables` creates the tables when they are needed; each has one row here.
"""

from __future__ import annotations

from django.db import models

from aigaq.web.models.cases import CaseRow, SealRow


class IndexRow(models.Model):
    """One table of the search index: for records without a compartment, or for one set of compartments."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="indexes")
    seal = models.ForeignKey(SealRow, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        """A case has one table per set, and one for records without a compartment."""

        constraints = (
            models.UniqueConstraint(fields=("case", "seal"), name="one_index_a_seal"),
            models.UniqueConstraint(
                fields=("case",), condition=models.Q(seal__isnull=True), name="one_open_index"
            ),
        )

    @property
    def table(self) -> str:
        """Name of the table: a number, never a word that somebody wrote."""
        return f"aigaq_find_{self.pk}"
