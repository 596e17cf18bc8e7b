"""Under `--no-skips` a test that skips without leave fails, and one that is expected to fail does not.

Invariant: the flag changes what a skip counts for, never what a test does.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests import notshipped
from tests.house import tree

SKIPS = """
import pytest
def test_skips(): pytest.skip("no such program here")
def test_runs(): assert True
@pytest.mark.xfail
def test_is_expected_to_fail(): assert False
"""
SKIPS_WHOLE = 'import pytest\npytest.skip("no such library", allow_module_level=True)\n'


def run(
    folder: Path, *options: str, leave: str | None = None, shared: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the tests of a folder under the project's own conftest; `leave` is a reason that is allowed.

    `shared` is the folder beside which real inputs are looked for.
    """
    conftest = folder / "conftest.py"
    shutil.copy(tree.ROOT / "tests" / "conftest.py", conftest)
    if leave is not None:
        allowed = re.sub(r"(ALLOWED_SKIPS.*= ).*", rf'\1("{leave}",)', conftest.read_text(encoding="utf-8"))
        conftest.write_text(allowed, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        "none.ini",
        *options,
        ".",
    ]
    (folder / "none.ini").write_text("[pytest]\n", encoding="utf-8")
    setting = {**os.environ, "AIGAQ_SHARED": str(shared or folder)}
    return subprocess.run(command, cwd=folder, env=setting, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "in a worker"])
def test_a_skip_without_leave_fails_the_run(tmp_path: Path, workers: tuple[str, ...]) -> None:
    (tmp_path / "test_it.py").write_text(SKIPS, encoding="utf-8")
    done = run(tmp_path, "--no-skips", *workers)
    assert done.returncode == 1
    assert "1 failed, 1 passed, 1 xfailed" in done.stdout.splitlines()[-1]
    assert "no such program here" in done.stdout


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "in a worker"])
def test_a_file_that_skips_whole_fails_the_run(tmp_path: Path, workers: tuple[str, ...]) -> None:
    (tmp_path / "test_it.py").write_text(SKIPS_WHOLE, encoding="utf-8")
    done = run(tmp_path, "--no-skips", *workers)
    assert done.returncode != 0
    assert "no such library" in done.stdout


def test_a_skip_with_leave_stays_a_skip(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(SKIPS, encoding="utf-8")
    done = run(tmp_path, "--no-skips", leave="no such program")
    assert done.returncode == 0
    assert "1 passed, 1 skipped, 1 xfailed" in done.stdout.splitlines()[-1]


def test_without_the_flag_a_skip_is_a_skip(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(SKIPS, encoding="utf-8")
    assert run(tmp_path).returncode == 0


def test_inputs_that_are_not_shipped_may_be_absent_as_a_whole_and_not_one_by_one(tmp_path: Path) -> None:
    skips = f'import pytest\ndef test_it(): pytest.skip("{notshipped.REASON}: page.html")\n'
    (tmp_path / "test_it.py").write_text(skips, encoding="utf-8")
    assert run(tmp_path, "--no-skips").returncode == 0
    (tmp_path / "shared" / "inputs").mkdir(parents=True)
    done = run(tmp_path, "--no-skips", shared=tmp_path / "shared")
    assert done.returncode == 1
    assert "page.html" in done.stdout
