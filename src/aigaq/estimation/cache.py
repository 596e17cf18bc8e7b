"""Cache of results, keyed by the digest of table and arguments.

Invariant: another version, seed, argument, list name or order of lists gives another key; a damaged file is no answer.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from aigaq.errors import CannotKeep
from aigaq.estimation.result import Result, Warned, arithmetic, our_version
from aigaq.estimation.table import Table

_ARRAYS = ("draws", "grid", "probability")


def key_of(table: Table, *, engine: str, seed: int, arguments: Mapping[str, Any]) -> str:
    """Key of a result.

    It includes the names and the order of the lists: a result names them, and random draws depend on their order.
    """
    rows = hashlib.sha256(table.patterns.tobytes() + table.counts.tobytes()).hexdigest()
    said = [table.digest, rows, table.lists, engine, seed, sorted((k, repr(v)) for k, v in arguments.items())]
    return hashlib.sha256(json.dumps([our_version(), arithmetic(), *said]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results."""

    folder: Path

    def ready(self) -> None:
        """Create the folder, before any work whose result would be lost.

        Raises:
            CannotKeep: it is no folder, or may not be written to.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
        except OSError as error:
            raise CannotKeep(file=self.folder.name) from error

    def get(self, key: str) -> Result | None:
        """Result kept under `key`; None if there is none."""
        try:
            with np.load(self.folder / f"{key}.npz", allow_pickle=False) as held:
                arrays = {name: held[name] for name in _ARRAYS if name in held}
                said = json.loads(str(held["said"]))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        said["warnings"] = tuple(Warned(**one) for one in said["warnings"])
        for name in ("lists", "reasons", "needed"):
            said[name] = tuple(said[name])
        curve = (arrays["grid"], arrays["probability"]) if "grid" in arrays else None
        return Result(**said, draws=arrays.get("draws"), curve=curve)

    def put(self, key: str, result: Result) -> None:
        """Store a result; a concurrent reader finds all of it or nothing."""
        arrays = {"said": np.array(json.dumps(_said(result)))}
        if result.draws is not None:
            arrays["draws"] = result.draws
        if result.curve is not None:
            arrays["grid"], arrays["probability"] = result.curve
        held = io.BytesIO()
        np.savez(held, **arrays)  # type: ignore[arg-type]
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(held.getvalue())
        Path(name).replace(self.folder / f"{key}.npz")


def _said(result: Result) -> dict[str, Any]:
    """All fields except the arrays, as JSON values."""
    names = (name for name in Result.__dataclass_fields__ if name not in ("draws", "curve"))
    fields: dict[str, Any] = {name: getattr(result, name) for name in names}
    fields["warnings"] = [asdict(warning) for warning in result.warnings]
    fields["diagnostics"], fields["arguments"] = dict(result.diagnostics), dict(result.arguments)
    return fields
