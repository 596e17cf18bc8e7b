"""Setting up says plainly what is missing, before it has made anything.

Invariant: a machine that cannot run the casebook gets one sentence, not a traceback and half a `.venv`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.house import tree


def checkout(folder: Path) -> Path:
    """As much of a checkout as setting up looks at."""
    shutil.copytree(tree.ROOT / "requirements", folder / "requirements")
    shutil.copy(tree.ROOT / "pyproject.toml", folder)
    return folder


def set_up(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [folder / "requirements" / "setup.sh", "base"],
        env={**os.environ, "PYTHON": python},
        capture_output=True,
        text=True,
        check=False,
    )


def python_that(folder: Path, *, fails_at: str) -> str:
    """A stand-in for Python that fails when its code holds the words."""
    program = folder / "python"
    program.write_text(f'#!/bin/sh\ncase "$*" in *{fails_at}*) exit 1;; esac\n', encoding="utf-8")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("fails_at", "sentence"), [("version_info", "is older than 3.11"), ("ensurepip", "has no venv")]
)
def test_what_python_lacks_is_said_in_a_sentence(tmp_path: Path, fails_at: str, sentence: str) -> None:
    done = set_up(checkout(tmp_path), python_that(tmp_path, fails_at=fails_at))
    assert done.returncode == 1
    assert sentence in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path) -> None:
    done = set_up(checkout(tmp_path), "no-such-python")
    assert done.returncode == 1
    assert "Install Python 3.11 or newer" in done.stderr
