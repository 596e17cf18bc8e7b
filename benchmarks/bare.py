"""A Django view that puts in one row and does nothing else, served as the casebook is: what ours is held against.

Invariant: the same database, server and durability; no sign-in, no check, no log.
"""

from __future__ import annotations

import os
import secrets
import sys

import waitress

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aigaq.web.settings")


def main() -> int:
    """Serve it at a free port, until stopped."""
    from aigaq.web.server.starting import start  # noqa: PLC0415 - Django begins here

    start()
    from django.conf import settings  # noqa: PLC0415 - as above
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    settings.ROOT_URLCONF, settings.MIDDLEWARE = "benchmarks.bareview", []
    server = waitress.create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=8)
    print(f"http://localhost:{server.effective_port}", flush=True)
    server.run()
    return 0


def word() -> str:
    """Something to put in."""
    return secrets.token_hex(8)


if __name__ == "__main__":
    sys.exit(main())
