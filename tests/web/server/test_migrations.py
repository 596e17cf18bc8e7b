"""Migrations follow the models, and none that landed is edited: casebooks elsewhere have run it as it was.

Invariant: `tests/data/migrations.txt` grows by a line for each new migration, and no line of it ever changes.
"""

from __future__ import annotations

import hashlib

from django.core.management import call_command
from tests.house import tree

FOLDER = tree.SOURCE / "web" / "migrations"
LANDED = tree.ROOT / "tests" / "data" / "migrations.txt"


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "web", check=True, dry_run=True, verbosity=0)


def test_no_migration_that_landed_is_edited() -> None:
    written = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("0*.py")}
    lines = [line.split() for line in LANDED.read_text(encoding="utf-8").splitlines()]
    landed = {name: digest for digest, name in lines}
    edited = sorted(name for name, digest in landed.items() if written.get(name) != digest)
    assert edited == [], "add a new migration instead"
    new = "\n".join(f"{written[name]}  {name}" for name in sorted(written.keys() - landed.keys()))
    assert not new, f"add to tests/data/migrations.txt:\n{new}"


def test_a_migration_imports_no_code_that_may_move() -> None:
    """0007 imports `label_key`; its old name is kept for it in `records/labelling.py`."""
    importing = {path.name for path in FOLDER.glob("0*.py") if "aigaq" in path.read_text(encoding="utf-8")}
    assert importing == {"0007_labels.py"}
