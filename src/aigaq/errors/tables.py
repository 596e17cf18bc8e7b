"""Failures of an overlap table for estimation. Invariant: each names the row or list."""

from __future__ import annotations

from aigaq.errors.base import AigaqError


class TableInvalid(AigaqError):
    """The rows, columns and counts of an overlap table do not fit together."""


class FewLists(TableInvalid):
    """The table has fewer than two lists, so nothing overlaps."""


class ManyLists(TableInvalid):
    """The table has more lists than it can hold."""


class ListTwice(TableInvalid):
    """Two lists have the same name."""


class NoSuchList(TableInvalid):
    """The file has no column of the name given for a list."""


class BadCell(TableInvalid):
    """A cell is neither 0 nor 1 nor unknown."""


class BadCount(TableInvalid):
    """A count of people is negative, a fraction, or not a number."""


class BadThreshold(TableInvalid):
    """A threshold is not a number, or differs within one draw of a linkage."""


class PatternTwice(TableInvalid):
    """Two rows have the same pattern of lists."""


class TableEmpty(TableInvalid):
    """No list of the table holds anybody."""
