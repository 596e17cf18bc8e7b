"""Start Django over the home that AIGAQ_HOME names.

Invariant: nothing asks the database before its tables are right.
"""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
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
    if _behind():
        with writing(folder):
            # Whoever waited for the lock may find that the other one did it.
            if _behind():
                call_command("migrate", verbosity=0, interactive=False)
    return folder


def is_set_up() -> bool:
    """Whether a casebook was set up: asking for a case must not make one."""
    named = os.environ.get("AIGAQ_HOME")
    return bool(named) and (
        bool(os.environ.get("AIGAQ_DATABASE_URL")) or (Path(str(named)) / DATABASE).exists()
    )


def _behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
