"""Begins one server after another, each in a process of its own, having loaded the program once for all of them.

Invariant: each runs `aigaq serve` from its arguments on, and shares nothing with the next but the home.
"""

from __future__ import annotations

import os
import sys

import django
from django.urls import get_resolver

from aigaq.cli.main import main
from aigaq.records.vocab.vocabulary import standard


def loaded() -> None:
    """Load what a server needs: half of what beginning one takes. Nothing of the home is opened."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "aigaq.web.settings"
    django.setup()
    assert get_resolver().url_patterns
    assert standard().forms


def serve() -> None:
    """One server; its process is told, then its address."""
    child = os.fork()
    if child == 0:
        print(os.getpid(), flush=True)
        os._exit(main(["serve", "--port", "0", "--json"]))
    os.waitpid(child, 0)


if __name__ == "__main__":
    loaded()
    for _ in sys.stdin:
        serve()
