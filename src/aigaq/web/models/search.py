"""The tables of the search index. Invariant: one table for one case and one set of compartments.

The tables themselves are made as they are needed, by `actions.indexing`; a row of Django's stands for each.
"""

from __future__ import annotations

from django.db import models

from aigaq.web.models.cases import CaseRow, SealRow


class IndexRow(models.Model):
    """A table of the search index: of records without a compartment, or of one set of compartments."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="indexes")
    seal = models.ForeignKey(SealRow, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        """A case has one table for each set, and one for records without any."""

        constraints = (
            models.UniqueConstraint(fields=("case", "seal"), name="one_index_a_seal"),
            models.UniqueConstraint(
                fields=("case",), condition=models.Q(seal__isnull=True), name="one_open_index"
            ),
        )

    @property
    def table(self) -> str:
        """The name of the table: a number, never a word of anybody's."""
        return f"aigaq_find_{self.pk}"
