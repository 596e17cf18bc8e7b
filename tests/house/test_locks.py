"""What is installed is what was locked, hashed and allowed: no address, no copyleft that binds our users.

Invariant: each package asked for by name has its line in `docs/decisions/0003-dependencies.md`.
"""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
from tests.house import tree

REQUIREMENTS = tree.ROOT / "requirements"
LOCKS = sorted(REQUIREMENTS.glob("*.lock"))
COPYLEFT = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public License|Affero", re.IGNORECASE)


def asked_for(name: str) -> frozenset[str]:
    return tree.requirement_names(REQUIREMENTS / f"{name}.in")


def licence(metadata: importlib.metadata.PackageMetadata) -> str:
    """The licence as declared: expression, else first line of the text field, and the classifiers.

    A package that declares none is told by the first lines of the texts that it carries.
    """
    declared = metadata["License-Expression"] or (metadata["License"] or "").split("\n")[0]
    classifiers = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    said = [part for part in [declared, *classifiers] if part]
    return " | ".join(said or carried(metadata["Name"]))


def carried(name: str) -> list[str]:
    """The first line of each licence that lies with an installed package."""
    files = importlib.metadata.files(name) or []
    return [
        one.read_text().lstrip().split("\n")[0] for one in files if one.name.upper().startswith("LICENSE")
    ]


def installed(name: str) -> importlib.metadata.PackageMetadata | None:
    """The metadata of a package, or None where this machine does not need it (another system)."""
    try:
        return importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return None


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_has_a_hash_for_each_package_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=[A-Za-z0-9])", text) if "==" in entry]
    assert entries
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "# via" not in text


@pytest.mark.parametrize("name", ["uv", "base", "dev"])
def test_a_lock_holds_all_that_was_asked_for(name: str) -> None:
    assert asked_for(name) - tree.requirement_names(REQUIREMENTS / f"{name}.lock") == set()


def test_users_run_what_was_tested() -> None:
    pins = {
        lock.stem: set(re.findall(r"^\S+==[^ ]+", lock.read_text(), flags=re.MULTILINE)) for lock in LOCKS
    }
    assert pins["base"] - pins["dev"] == set(), "run `make lock`"


def test_the_package_asks_for_what_the_lock_holds() -> None:
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # What users are set up with holds the extras `stats` and `media` too: the demo and the tests run with them.
    extras = project["optional-dependencies"]
    named = [*project["dependencies"], *extras["stats"], *extras["media"]]
    asked = {re.split(r"[\[<>=~!;, ]", wanted)[0].lower() for wanted in named}
    assert asked == asked_for("base") - {"flit-core"}


def test_every_dependency_has_its_decision_line() -> None:
    decision = (tree.ROOT / "docs" / "decisions" / "0003-dependencies.md").read_text(encoding="utf-8")
    lines = {line.split("|")[1].strip().lower() for line in decision.splitlines() if line.startswith("| ")}
    assert (asked_for("base") | asked_for("dev") | asked_for("uv")) - lines == set()


def test_nothing_a_user_installs_binds_her_by_copyleft() -> None:
    found = {name: installed(name) for name in sorted(tree.requirement_names(REQUIREMENTS / "base.lock"))}
    licences = {name: licence(metadata) for name, metadata in found.items() if metadata is not None}
    assert licences
    assert {name: words for name, words in licences.items() if not words or COPYLEFT.search(words)} == {}


@pytest.mark.parametrize(
    ("words", "binds"),
    [("GPL-3.0-only", True), ("AGPLv3", True), ("GNU Affero", True), ("LGPL-2.1", False), ("MIT", False)],
)
def test_copyleft_is_told_from_its_lesser_kind(words: str, binds: bool) -> None:
    assert bool(COPYLEFT.search(words)) is binds
