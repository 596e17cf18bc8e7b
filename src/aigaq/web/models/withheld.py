"""Fields of records that only one compartment may see.

Invariant: the record stays unchanged; these rows only say who sees the field.
"""

from __future__ import annotations

from django.db import models

from aigaq.web.models.cases import CaseRow


class WithheldRow(models.Model):
    """A withheld field of a record, shown only to holders of one compartment.

    `act` names the field that a person withheld (`statement:marat.age:value`); the same act withholds all fields made
    from the same words, one row each. `words` is a label, which labels of other subjects may contain, and `wording`
    its replacement. A field that was disclosed again keeps its row, with the person, time and reason.
    """

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, db_index=False)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=300)
    field = models.CharField(max_length=300)
    compartment = models.CharField(max_length=80)
    act = models.CharField(max_length=700)
    words = models.CharField(max_length=500, blank=True)
    wording = models.CharField(max_length=500, blank=True)
    reasons = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        """A field is withheld only once for a compartment; indexed by case."""

        ordering = ("pk",)
        indexes = (models.Index(fields=("case", "ended_at"), name="withheld_of_case"),)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "kind", "key", "field", "compartment", "act"),
                condition=models.Q(ended_at__isnull=True),
                name="withheld_once",
            ),
        )
