"""Import of the extra `stats` (SciPy, matplotlib); no other file of this package imports them.

Invariant: nothing is imported before its first use; if it is missing, the error names the extra.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from aigaq.errors import ExtraMissing


def need(module: str, *, extra: str = "stats") -> ModuleType:
    """A module of the extra, imported now.

    Raises:
        ExtraMissing: it is not installed; the error names the extra.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise ExtraMissing(extra=extra, package=module.partition(".")[0]) from error
