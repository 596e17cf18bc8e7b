"""Start Django over the home that AIGAQ_HOME names.

Invariant: nothing asks the database before its tables are right; only whoever says so gets a new casebook.
"""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from aigaq.errors import DiskReadOnly, HomeMixed, NewerCasebook, NoCasebook
from aigaq.web.home import NAMED, holds_casebook, home, is_read_only, made, shut, writing, written_whole
from aigaq.web.server.broken import broken_is_named

_MADE = "casebook.made"


@broken_is_named
def start(*, new: bool = False) -> Path:
    """Set up Django, and the tables where they are older than the program; the home.

    Args:
        new: a casebook is made where there is none.
    Raises:
        HomeNotSaid: AIGAQ_HOME is not set. NoCasebook: there is none. HomeOpen: others can enter its folder.
        HomeMixed: folder and database do not belong together. NewerCasebook: a newer program wrote it.
        DiskReadOnly: its tables are older, and cannot be changed.
    """
    folder = made(home()) if new else home()
    if not new and not holds_casebook(folder):
        raise NoCasebook(folder=str(folder.absolute()))
    if not is_read_only(folder):
        shut(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aigaq.web.settings")
    if not apps.ready:
        django.setup()
    behind = _behind(folder, new=new)
    if is_read_only(folder):
        if behind or _bare():
            raise DiskReadOnly
        return folder
    # Tables that are right and cases that are not yet: whoever was at it was stopped between the two.
    if behind or _bare():
        with writing(folder):
            # Whoever waited for the lock may find that the other one did it.
            if _behind(folder, new=new):
                call_command("migrate", verbosity=0, interactive=False)
            make_searchable()
    _bind_what_is_here()
    _name(folder, new=new)
    # Once more: what was made just now is as open as whoever called us makes files.
    shut(folder)
    return folder


def _bare() -> bool:
    """Whether a case has nothing yet of what follows from its records: what is sealed would be open to all."""
    from aigaq.web.models import CaseRow  # noqa: PLC0415 - rows can be named only now

    return CaseRow.objects.filter(indexes__isnull=True).exists()


def _bind_what_is_here() -> None:
    """Let the log bind what an earlier version wrote, once, with a row of its own that says since when."""
    from aigaq.web.store.bound_rows import FROM_HERE, never_bound  # noqa: PLC0415 - as above
    from aigaq.web.store.change import append, change  # noqa: PLC0415 - rows can be named only now

    if never_bound():
        with change():
            # Whoever waited for the lock may find that the other one did it.
            if never_bound():
                append(None, FROM_HERE, by="-", about="", at=datetime.now(UTC))


def make_searchable() -> None:
    """Let cases be found that were there before search had tables of its own."""
    from aigaq.web.models import CaseRow  # noqa: PLC0415 - as above
    from aigaq.web.store.projections import rebuild  # noqa: PLC0415 - rows can be named only now

    for case in CaseRow.objects.filter(indexes__isnull=True):
        # The lock that writers share is held already.
        with transaction.atomic():
            rebuild(case)


def is_set_up() -> bool:
    """Whether somebody named a casebook: what is no folder is then a case of it."""
    return bool(os.environ.get("AIGAQ_HOME"))


def _behind(folder: Path, *, new: bool) -> bool:
    """Whether the tables are older than the program.

    Raises:
        NoCasebook: the database has no tables of ours, and nobody asked for new ones. NewerCasebook: they are newer.
    """
    executor = MigrationExecutor(connection)
    loader = executor.loader
    applied = {key for key in loader.applied_migrations if key[0] in loader.migrated_apps}
    if not new and not any(app == "web" for app, _ in applied):
        raise NoCasebook(folder=str(folder.absolute()))
    if applied - set(loader.disk_migrations):
        raise NewerCasebook
    return bool(executor.migration_plan(loader.graph.leaf_nodes()))


def _name(folder: Path, *, new: bool) -> None:
    """Hold the name in the folder against that in the log; both get one where neither has, as before names were given.

    Raises:
        HomeMixed: they differ, or one is missing and nobody asked to make up for it.
    """
    from aigaq.web.models import EventRow  # noqa: PLC0415 - as above
    from aigaq.web.store.change import append, change  # noqa: PLC0415 - rows can be named only now

    file = folder / NAMED
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
        name = written_whole(file, name)
    if not logged:
        with change():
            if not EventRow.objects.filter(case=None, action=_MADE).exists():
                append(None, _MADE, by="cli", about=name, at=datetime.now(UTC))
