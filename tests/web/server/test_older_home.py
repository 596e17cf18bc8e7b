"""Casebooks that earlier versions left: each still opens, is checked, drafts and publishes.

Invariant: a home in `tests/data/homes` is never made anew; a version that people used leaves one there, named by its
day. Each holds the case of Tasqora, edition 1 published, somebody sealed, and the accounts of the cast.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from tests.web.programs import environment

HOMES = Path(__file__).parents[2] / "data" / "homes"
STEPS = """
from aigaq.cli.main import main
def step(*words):
    assert main(list(words)) == 0, words
step("ladder", "tasqora", "--rule", "deaths", "--as", "aigerim")
step("verify", "--deep")
step("release", "draft", "tasqora", "--as", "bolat")
step("release", "clear", "tasqora", "--as", "aigerim")
for who in ("saule", "erlan"):
    step("release", "preview", "tasqora", f"preview-{who}", "--as", who)
    step("release", "sign", "tasqora", "--as", who)
step("release", "publish", "tasqora", "--as", "aigerim")
step("verify", "--deep")
"""


@pytest.mark.parametrize("made", sorted(path.name.split(".")[0] for path in HOMES.glob("*.tar.xz")))
def test_a_casebook_of_then_opens_drafts_and_publishes(own_home: Path, made: str) -> None:
    own_home.mkdir(mode=0o700)
    with tarfile.open(HOMES / f"{made}.tar.xz") as packed:
        packed.extractall(own_home, filter="data")
    setting = {**environment(own_home), "AIGAQ_ADDRESS": "https://witness.example"}
    done = subprocess.run(
        [sys.executable, "-c", STEPS],
        env=setting,
        cwd=own_home.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert [len(list(own_home.glob(f"public/*/{number}"))) for number in (1, 2)] == [1, 1]
