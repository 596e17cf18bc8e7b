"""Start of Django over the home that AIGAQ_HOME names.

Invariant: the database is not read before its tables are right; only `new` makes a new casebook.
"""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from aigaq.errors import DiskReadOnly, HomeMixed, NewerCasebook, NoCasebook
from aigaq.web.home import (
    ID_FILE,
    close_to_others,
    holds_casebook,
    home,
    is_read_only,
    make_folder,
    write_whole,
    writing,
)
from aigaq.web.server.failures import damage_named

_MADE = "casebook.made"


@damage_named
def start(*, new: bool = False) -> Path:
    """Set up Django, and migrate tables that are older than the program. Returns the folder of the casebook.

    Args:
        new: a casebook is made if there is none.
    Raises:
        HomeNotSaid: AIGAQ_HOME is not set. NoCasebook: there is none. HomeOpen: others can enter its folder.
        HomeMixed: folder and database do not belong together. NewerCasebook: a newer program wrote it.
        DiskReadOnly: its tables are older, and cannot be changed.
    """
    folder = make_folder(home()) if new else home()
    if not new and not holds_casebook(folder):
        raise NoCasebook(folder=str(folder.absolute()))
    if not is_read_only(folder):
        close_to_others(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aigaq.web.settings")
    if not apps.ready:
        django.setup()
    behind = _behind(folder, new=new)
    if is_read_only(folder):
        if behind or _lacks_projections():
            raise DiskReadOnly
        return folder
    # A start that was killed may have left the tables migrated and the projections not yet made.
    if behind or _lacks_projections():
        with writing(folder):
            # Another process may have migrated while this one waited for the lock.
            if _behind(folder, new=new):
                _migrate()
            make_searchable()
    _bind_what_is_here()
    _name(folder, new=new)
    # Once more: files made just now have the permissions of the umask.
    close_to_others(folder)
    return folder


def _lacks_projections() -> bool:
    """Whether a case has no projections yet; its sealed records would be visible to all."""
    from aigaq.web.models import CaseRow  # noqa: PLC0415 - rows can be named only now

    return CaseRow.objects.filter(indexes__isnull=True).exists()


def _bind_what_is_here() -> None:
    """Bind rows that an earlier version wrote, once, under a log row that tells so."""
    from aigaq.web.store.bound_rows import FROM_HERE, never_bound  # noqa: PLC0415 - as above
    from aigaq.web.store.change import append, change  # noqa: PLC0415 - rows can be named only now

    if never_bound():
        with change():
            # Another process may have done it while this one waited for the lock.
            if never_bound():
                append(None, FROM_HERE, by="-", about="", at=datetime.now(UTC))


def make_searchable() -> None:
    """Make the projections of cases that are older than the search index."""
    from aigaq.web.models import CaseRow  # noqa: PLC0415 - as above
    from aigaq.web.store.projections import rebuild  # noqa: PLC0415 - rows can be named only now

    for case in CaseRow.objects.filter(indexes__isnull=True):
        # `start` holds the lock that writers share; `change` would take it again.
        with transaction.atomic():
            rebuild(case)


def is_set_up() -> bool:
    """Whether AIGAQ_HOME is set: a name that is no folder is then a case of it."""
    return bool(os.environ.get("AIGAQ_HOME"))


def _behind(folder: Path, *, new: bool) -> bool:
    """Whether the tables are older than the program.

    Raises:
        NoCasebook: the database has no tables of ours, and `new` is not set. NewerCasebook: they are newer.
    """
    executor = MigrationExecutor(connection)
    loader = executor.loader
    applied = {key for key in loader.applied_migrations if key[0] in loader.migrated_apps}
    if not new and not any(app == "web" for app, _ in applied):
        raise NoCasebook(folder=str(folder.absolute()))
    if applied - set(loader.disk_migrations):
        raise NewerCasebook
    return bool(executor.migration_plan(loader.graph.leaf_nodes()))


def _migrate() -> None:
    """Bring the tables up to the models: an empty database gets them at once, any other by its migrations.

    Running all migrations takes seconds, nearly all of them to draw every model anew after every step. Both ways give
    the same tables; `tests/web/server/test_migrations.py` compares them.
    """
    if connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)
        return
    executor = MigrationExecutor(connection)
    models: list[type[Model]] = [*apps.get_models(), executor.recorder.Migration]
    # One transaction: of a start that is killed nothing is left.
    with connection.schema_editor(atomic=True) as editor:
        for model in models:
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for app, name in executor.loader.disk_migrations:
            executor.recorder.record_applied(app, name)
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _name(folder: Path, *, new: bool) -> None:
    """Compare the name in the folder with that in the log; if neither has one, both get a new one.

    Raises:
        HomeMixed: they differ, or one is missing and `new` is not set.
    """
    from aigaq.web.models import EventRow  # noqa: PLC0415 - as above
    from aigaq.web.store.change import append, change  # noqa: PLC0415 - rows can be named only now

    file = folder / ID_FILE
    written = file.read_text(encoding="ascii").strip() if file.is_file() else ""
    row = EventRow.objects.filter(case=None, action=_MADE).order_by("seq").first()
    logged = row.about if row is not None else ""
    if written and written == logged:
        return
    if (bool(written) != bool(logged) and not new) or (written and logged):
        raise HomeMixed(folder=str(folder.absolute()))
    name = written or logged or secrets.token_hex(16)
    if not written:
        # Of two that start at once the second takes the name of the first.
        name = write_whole(file, name)
    if not logged:
        with change():
            if not EventRow.objects.filter(case=None, action=_MADE).exists():
                append(None, _MADE, by="cli", about=name, at=datetime.now(UTC))
