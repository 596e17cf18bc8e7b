"""A feature of the shell is a folder with the same rooms as its neighbours: `docs/explanation/house.md` draws them.

Invariant: a further file of a feature is named here with the subject that it holds, and so is nothing else.
"""

from __future__ import annotations

import tomllib

import pytest
from tests.house import tree

WEB = tree.SOURCE / "web"
ROOMS = {"__init__", "views", "forms", "queries", "actions", "jobs", "commands"}
FURTHER = {
    "background/attempts": "one attempt at a job, as jobs of all features see it",
    "background/leases": "writes of a worker to a job and its file; a worker is no member and asks for no right",
    "background/worker": "a process of its own",
    "casebook/backup": "the command that copies the whole casebook into one file",
    "casebook/tables": "every list as CSV, whichever feature shows it",
    "coding/form_page": "the page of the form, made alike by its own view and by the one of a subject",
    "coding/labels": "whom a typed label means, asked by other features too",
    "coding/suggestions": "suggestions, of a selection and of labels",
    "counts/tallies": "what pages show of a count, of this feature and of the case at a glance",
    "people/history": "history of a statement",
    "protect/withholding_actions": "writes of single fields",
    "protect/withholding_check": "withheld fields against the log, for the check of the casebook",
    "publish/citing": "how an edition is cited, on its pages and from the terminal",
    "publish/drafting": "the next edition, and all that it is cleared against",
    "publish/edition_check": "editions against what was signed, for the check of the casebook",
    "publish/exposure": "editions that show what is protected by now, and the warning for other features",
    "publish/public_files": "folders of published editions, read by the server at its start too",
    "publish/read_through": "the open draft part by part, and who has read it",
    "publish/served": "pages for readers, who are not signed in",
    "sources/reader": "the reader, a page larger than all others",
    "team/invitations": "links that are signed, and what makes them void",
    "translate/files": "translations as a file, on the way out and back",
    "translate/text_rules": "rules for the text of a translation",
    "verify/entries_check": "entries assembled again, against the statements",
    "verify/integrity": "the check as a whole, in the order of its parts",
    "verify/projections_check": "projections against the records",
    "verify/stray_files": "files that no row names",
}


def features() -> list[str]:
    """Folders that bring pages, and `verify`, which is a feature of the terminal and of jobs."""
    return sorted({path.parent.name for path in WEB.glob("*/views.py")} | {"verify"})


def every_contract() -> list[dict[str, object]]:
    config = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, object]] = config["tool"]["importlinter"]["contracts"]
    return contracts


def test_every_feature_is_held_apart_from_the_others() -> None:
    (apart,) = [contract["modules"] for contract in every_contract() if contract["type"] == "independence"]
    assert isinstance(apart, list)
    assert sorted(apart) == [f"aigaq.web.{name}" for name in features()]


@pytest.mark.parametrize("feature", features())
def test_a_feature_has_known_rooms_and_further_ones_with_a_subject(feature: str) -> None:
    files = {path.stem for path in (WEB / feature).glob("*.py")} - ROOMS
    unnamed = {f"{feature}/{name}" for name in files} - set(FURTHER)
    assert not unnamed, "put it into one of the rooms, or name its subject in FURTHER"


def test_templates_of_a_feature_lie_in_its_folder_under_its_name() -> None:
    pages = [path.relative_to(WEB) for path in WEB.rglob("*.html")]
    astray = [str(page) for page in pages if page.parts[1:3] != ("templates", page.parts[0])]
    assert [page for page in astray if page.split("/")[2] not in OF_OTHERS] == []


OF_OTHERS = {
    "account",
    "mfa",
    "allauth",
    "usersessions",
    "404.html",
    "500.html",
    "403_csrf.html",
    "400.html",
    "403.html",
}
"""Templates that Django and allauth look for under names of their own."""


def test_tests_of_a_feature_lie_under_its_name() -> None:
    folders = {path.name for path in (tree.ROOT / "tests" / "web").iterdir() if path.is_dir()}
    rooms = {path.name for path in WEB.iterdir() if path.is_dir()}
    assert folders - rooms - {"__pycache__"} == set()


def test_contributing_draws_the_floors_that_the_linter_holds() -> None:
    contract = next(one for one in every_contract() if str(one["name"]).startswith("Floors"))
    layers = contract["layers"]
    assert isinstance(layers, list)
    # A floor in brackets is for a room that is not built.
    due = [" | ".join(room for room in layer.split(" | ") if "(" not in room) for layer in layers]
    drawn = (
        (tree.ROOT / "CONTRIBUTING.md")
        .read_text(encoding="utf-8")
        .partition("```\n")[2]
        .partition("\n```")[0]
    )
    assert drawn.splitlines() == due


def test_the_page_of_the_house_names_every_feature_and_floor() -> None:
    page = (tree.ROOT / "docs" / "explanation" / "house.md").read_text(encoding="utf-8")
    rooms = {path.name for path in tree.SOURCE.iterdir() if (path / "__init__.py").is_file()}
    assert [name for name in [*features(), *sorted(rooms)] if f"`{name}`" not in page] == []
