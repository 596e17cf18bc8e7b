"""Aigaq: a casebook of evidence. `aigaq.open(folder)` opens a case.

Nothing is imported until it is asked for, so that `import aigaq` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from aigaq.casework.case import Case

__version__ = "0.1.0"
__all__ = ["open"]


def open(folder: str | Path) -> Case:  # the name is the public door: aigaq.open
    """Open the case that stands in `folder` as a bundle.

    Args:
        folder: a bundle (docs/reference/bundle.md).
    Returns:
        The case, ready to be asked.
    Raises:
        CaseInvalid: the folder is no case, or has problems; it carries all of them.
    """
    from aigaq.casework.opening import open_case  # noqa: PLC0415 - the package stays lazy

    return open_case(folder)
