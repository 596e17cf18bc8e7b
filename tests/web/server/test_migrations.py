"""Migrations follow the models, and none that landed is edited: casebooks elsewhere have run it as it was. A new
casebook gets its tables at once, and they are those that the migrations make.

Invariant: `tests/data/migrations.txt` grows by a line for each new migration, and no line of it ever changes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
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


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseDatabaseWrapper]:
    """An empty database, or on PostgreSQL an empty schema, through which all migrations have run."""
    settings: dict[str, Any] = dict(connection.settings_dict)
    if connection.vendor == "sqlite":
        settings["NAME"] = str(tmp_path_factory.mktemp("migrated") / "aigaq.sqlite3")
    else:
        settings["OPTIONS"] = {**settings["OPTIONS"], "options": "-c search_path=migrated"}
    connections.settings["migrated"] = settings
    database = connections["migrated"]
    try:
        if database.vendor == "postgresql":
            with database.cursor() as cursor:
                cursor.execute("CREATE SCHEMA migrated")
        call_command("migrate", database="migrated", verbosity=0, interactive=False)
        yield database
    finally:
        if database.vendor == "postgresql":
            with database.cursor() as cursor:
                cursor.execute("DROP SCHEMA IF EXISTS migrated CASCADE")
        database.close()
        del connections["migrated"], connections.settings["migrated"]


COLUMNS_AND_CONSTRAINTS = """
    SELECT table_name, concat_ws(' ', column_name, udt_name, character_maximum_length, is_nullable, column_default,
        is_identity, collation_name)
    FROM information_schema.columns WHERE table_schema = current_schema()
    UNION ALL SELECT conrelid::regclass::text, concat_ws(' ', conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND conrelid <> 0
    UNION ALL SELECT tablename, replace(indexdef, schemaname || '.', '') FROM pg_indexes
    WHERE schemaname = current_schema()
"""


def tables(database: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """Columns, constraints and indexes of each table as the database tells them; a column's place says nothing."""
    told: dict[str, list[str]] = {}
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(COLUMNS_AND_CONSTRAINTS)
            rows = cursor.fetchall()
        else:
            cursor.execute("SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            rows = [(table, part) for table, sql in cursor.fetchall() for part in parts(sql)]
    for table, part in rows:
        told.setdefault(table, []).append(part)
    return {table: sorted(lines) for table, lines in told.items()}


def parts(sql: str) -> list[str]:
    """The columns and constraints of a CREATE TABLE; a CREATE INDEX as it is."""
    if not sql.startswith("CREATE TABLE"):
        return [sql]
    body, depth, pieces = sql[sql.index("(") + 1 : sql.rindex(")")], 0, [""]
    for token in re.split(r"([(),])", body):
        depth += {"(": 1, ")": -1}.get(token, 0)
        if token == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += token
    return [piece.strip() for piece in pieces]


def test_a_new_casebook_has_the_tables_that_the_migrations_make(migrated: BaseDatabaseWrapper) -> None:
    ours, theirs = tables(connection), tables(migrated)
    # Django numbers this one table with 8 bytes in a migration and with 4 by the model. Nothing here makes a group.
    groups = theirs["auth_group_permissions"]
    theirs["auth_group_permissions"] = sorted(
        line.replace("id int8 NO YES", "id int4 NO YES") for line in groups
    )
    assert {table: ours.get(table) for table in theirs} == theirs


@pytest.mark.parametrize(
    "question",
    [
        "SELECT app, name FROM django_migrations ORDER BY app, name",
        "SELECT codename FROM auth_permission ORDER BY codename",
    ],
)
def test_a_new_casebook_has_the_rows_that_the_migrations_leave(
    migrated: BaseDatabaseWrapper, question: str
) -> None:
    with connection.cursor() as new, migrated.cursor() as old:
        new.execute(question)
        old.execute(question)
        assert new.fetchall() == old.fetchall() != []
