"""Start Django over the home that AIGAQ_HOME names.

Invariant: nothing asks the database before its tables are right.
"""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from aigaq.web.home import DATABASE, home, writing


def start() -> Path:
    """Set up Django and the tables, made on first use; the home.

    Raises:
        WrongArguments: AIGAQ_HOME is not set.
    """
    folder = home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aigaq.web.settings")
    if not apps.ready:
        django.setup()
    # Tables that are right and cases that are not yet: whoever was at it was stopped between the two.
    if _behind() or _bare():
        with writing(folder):
            # Whoever waited for the lock may find that the other one did it.
            if _behind():
                call_command("migrate", verbosity=0, interactive=False)
            make_searchable()
    return folder


def _bare() -> bool:
    """Whether a case has nothing yet of what follows from its records: what is sealed would be open to all."""
    from aigaq.web.models import CaseRow  # noqa: PLC0415 - rows can be named only now

    return CaseRow.objects.filter(indexes__isnull=True).exists()


def make_searchable() -> None:
    """Let cases be found that were there before search had tables of its own."""
    from aigaq.web.actions.projecting import rebuild  # noqa: PLC0415 - rows can be named only now
    from aigaq.web.models import CaseRow  # noqa: PLC0415 - as above

    for case in CaseRow.objects.filter(indexes__isnull=True):
        # The lock that writers share is held already.
        with transaction.atomic():
            rebuild(case)


def is_set_up() -> bool:
    """Whether a casebook was set up: asking for a case must not make one."""
    named = os.environ.get("AIGAQ_HOME")
    return bool(named) and (
        bool(os.environ.get("AIGAQ_DATABASE_URL")) or (Path(str(named)) / DATABASE).exists()
    )


def _behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
