"""Which database, and how it is held. Invariant: an acknowledgement is given only after the commit is durable."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from aigaq.errors import WrongArguments
from aigaq.web.home import DATABASE

# WAL with FULL: a power cut loses no acknowledged commit (NORMAL lost one in every cut that was tried).
_SQLITE = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA foreign_keys=ON;
PRAGMA secure_delete=ON;
PRAGMA busy_timeout=20000;
"""
_KEPT = 60
"""Seconds that a thread keeps its connection. SQLite's last to close copies the whole journal into the file, so that
a connection a request makes of every save two."""


def database(home: Path, url: str | None) -> dict[str, Any]:
    """Django's description of the database: SQLite in the home, or PostgreSQL by address.

    Raises:
        WrongArguments: an address that is not one of PostgreSQL.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(home / DATABASE),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE},
            "CONN_MAX_AGE": _KEPT,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise WrongArguments(why="AIGAQ_DATABASE_URL: postgresql://...")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": _KEPT,
        # After a restart of the server no request meets a connection that is gone.
        "CONN_HEALTH_CHECKS": True,
    }
