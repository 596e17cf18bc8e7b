"""Ask the sample cases through the command line and through Python, and hold the answers together."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import aigaq
from aigaq.casework.case import Case
from aigaq.cli.main import main

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
ZHANAOZEN = SAMPLES / "zhanaozen"


def run(*words: str | Path) -> tuple[int, str, str]:
    """Exit code, output and errors of one command."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(word) for word in words])
    return code, out.getvalue(), err.getvalue()


def ask(*words: str | Path) -> Any:
    """The JSON answer of a command that must succeed."""
    code, out, err = run(*words, "--json")
    assert code == 0, err
    return json.loads(out)


def zhanaozen() -> Case:
    """The sample case, opened anew."""
    return aigaq.open(ZHANAOZEN)
