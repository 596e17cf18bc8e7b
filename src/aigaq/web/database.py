"""Choice and settings of the database. Invariant: a change is acknowledged only after a durable commit."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from aigaq.errors import DiskReadOnly, ExtraMissing, SettingWrong
from aigaq.web.home import DATABASE, is_read_only

# WAL with FULL: a power cut loses no acknowledged commit (NORMAL lost one in every cut that was tried).
_SQLITE = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA foreign_keys=ON;
PRAGMA secure_delete=ON;
PRAGMA busy_timeout=20000;
"""
_PASSED_ON = frozenset(
    {"sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "channel_binding", "ssl_min_protocol_version"}
    | {"host", "hostaddr", "passfile", "service", "connect_timeout", "target_session_attrs", "gssencmode"}
)
"""Options allowed after `?` in the address; libpq reads them."""
_KEPT = 60
"""Seconds that a thread keeps its connection. With one connection per request every save would be written twice: the
last SQLite connection to close copies the whole journal into the file."""


def database(home: Path, url: str | None) -> dict[str, Any]:
    """Django's settings for the database: SQLite in the home, or PostgreSQL at an address.

    Raises:
        SettingWrong: the address is not of PostgreSQL, or has an option that is not passed on.
        ExtraMissing: the PostgreSQL driver is not installed.
    """
    if not url:
        if is_read_only(home) and (home / DATABASE).exists():
            return _evidence(home / DATABASE)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(home / DATABASE),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE},
            "CONN_MAX_AGE": _KEPT,
        }
    wrong = SettingWrong(
        name="AIGAQ_DATABASE_URL", due="postgresql://user:password@host/name?sslmode=verify-full"
    )
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
        query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise wrong from None
    options = dict(query)
    if parts.scheme not in ("postgres", "postgresql") or parts.fragment:
        raise wrong
    # Whoever writes `sslmode=verify-full` relies on it, so an option that is not passed on must be refused.
    if len(options) != len(query) or not set(options) <= _PASSED_ON or not all(options.values()):
        raise wrong
    if find_spec("psycopg") is None:
        raise ExtraMissing(extra="postgres", package='"psycopg[binary]"')
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "OPTIONS": options,
        "CONN_MAX_AGE": _KEPT,
        # After a restart of the server no request meets a connection that is gone.
        "CONN_HEALTH_CHECKS": True,
    }


def _evidence(file: Path) -> dict[str, Any]:
    """Options for a copy on a read-only disk: SQLite reads the file alone, and takes no lock.

    Raises:
        DiskReadOnly: its last changes are still in the journal file, and would be missing.
    """
    journal = file.with_name(f"{file.name}-wal")
    if journal.exists() and journal.stat().st_size:
        raise DiskReadOnly
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{file.absolute().as_uri()}?mode=ro&immutable=1",
        "OPTIONS": {"uri": True},
        "CONN_MAX_AGE": _KEPT,
    }
