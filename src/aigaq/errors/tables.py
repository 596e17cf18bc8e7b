"""Failures of an overlap table for estimation. Invariant: each names the row or list."""

from __future__ import annotations

from aigaq.errors.base import AigaqError


class TableInvalid(AigaqError):
    """The rows, columns and counts of an overlap table do not fit together."""

    code = "table-invalid"


class FewLists(TableInvalid):
    """The table has fewer than two lists, so nothing overlaps."""

    code = "few-lists"


class ManyLists(TableInvalid):
    """The table has more lists than it can hold."""

    code = "many-lists"


class ListTwice(TableInvalid):
    """Two lists have the same name."""

    code = "list-twice"


class NoSuchList(TableInvalid):
    """The file has no column of the name given for a list."""

    code = "no-such-list"


class BadCell(TableInvalid):
    """A cell is neither 0 nor 1 nor unknown."""

    code = "bad-cell"


class BadCount(TableInvalid):
    """A count of people is negative, a fraction, or not a number."""

    code = "bad-count"


class BadThreshold(TableInvalid):
    """A threshold is not a number, or differs within one draw of a linkage."""

    code = "bad-threshold"


class PatternTwice(TableInvalid):
    """Two rows have the same pattern of lists."""

    code = "pattern-twice"


class TableEmpty(TableInvalid):
    """No list of the table holds anybody."""

    code = "table-empty"
