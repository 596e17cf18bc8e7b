"""What can be wrong with a table of lists that is to be estimated from. Invariant: each names the row or list."""

from __future__ import annotations

from aigaq.errors.base import AigaqError


class TableInvalid(AigaqError):
    """An overlap table whose rows, columns and counts do not fit together."""

    code = "table-invalid"


class FewLists(TableInvalid):
    """Fewer than two lists: nothing overlaps."""

    code = "few-lists"


class ManyLists(TableInvalid):
    """More lists than a table can hold."""

    code = "many-lists"


class ListTwice(TableInvalid):
    """Two lists of one name."""

    code = "list-twice"


class NoSuchList(TableInvalid):
    """A column was named as a list, and the file has none of that name."""

    code = "no-such-list"


class BadCell(TableInvalid):
    """A cell that is neither 0, nor 1, nor unknown."""

    code = "bad-cell"


class BadCount(TableInvalid):
    """A count of people that is negative, broken or no number."""

    code = "bad-count"


class BadThreshold(TableInvalid):
    """A threshold that is no number, or several of them in one draw of a linkage."""

    code = "bad-threshold"


class PatternTwice(TableInvalid):
    """One pattern of lists stands in two rows."""

    code = "pattern-twice"


class TableEmpty(TableInvalid):
    """Nobody is on any list."""

    code = "table-empty"
