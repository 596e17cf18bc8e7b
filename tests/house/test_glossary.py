"""The glossary is the list of names: a term of the field that names a file has its row, which names that file.

Invariant: a row that names code names code that exists.
"""

from __future__ import annotations

import ast
import re

import pytest
from tests.house import tree

from aigaq.records.vocab.messages import LANGUAGES

GLOSSARY = tree.ROOT / "docs" / "reference" / "glossary.md"
TERMS = {
    "quasi_identifiers": "quasi-identifier",
    "k_anonymity": "k-anonymity",
    "differencing": "differencing",
    "pseudonyms": "pseudonym",
    "sanitize": "to sanitise",
    "compartments": "compartment",
    "retracted_copies": "retracted",
    "disputed_retractions": "disputed retraction",
    "presuppositions": "presupposition",
    "sequence_conflicts": "sequence conflict",
    "manner_of_death": "manner of death",
    "admissible": "admissible",
    "prior_overlap": "prior and posterior",
    "localizer": "to localise",
    "constraints": "temporal network",
    "solver": "temporal network",
}
"""By the name of a module, the term of the field that it bears."""
MOODS = {
    "darkroom",
    "crowd",
    "cells",
    "hearing",
    "shelf",
    "standing",
    "told",
    "asked",
    "tongue",
    "fronts",
    "networks",
}
"""Names of before, which nothing bears again."""


def rows() -> dict[str, str]:
    """Each row of the glossary by its term."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    return {line.split("|")[1].strip(): line for line in lines if line.startswith("| ")}


@pytest.mark.parametrize("module", sorted(TERMS))
def test_a_term_of_the_field_has_its_row_which_names_its_module(module: str) -> None:
    (file,) = [file for file in tree.modules() if file.endswith(f"/{module}.py")]
    assert f"`{file}`" in rows()[TERMS[module]]


def test_code_that_a_row_names_exists() -> None:
    named = re.findall(r"`([\w/]+\.py)`", GLOSSARY.read_text(encoding="utf-8"))
    assert [file for file in named if file not in tree.modules()] == []
    for name, file in re.findall(r"`(\w+)` in `([\w/]+\.py)`", GLOSSARY.read_text(encoding="utf-8")):
        defined = {getattr(node, "name", None) for node in ast.walk(tree.modules()[file])}
        assert name in defined, f"{name} in {file}"


def test_no_module_bears_a_name_of_a_mood() -> None:
    bearing = {file for file in tree.modules() if file.rsplit("/", 1)[-1].removesuffix(".py") in MOODS}
    assert bearing == set()


def test_every_row_has_each_language_and_its_meaning() -> None:
    """The term itself is the English word."""
    due = len(LANGUAGES) + 1
    cells = {term: [cell for cell in row.split("|") if cell.strip()] for term, row in rows().items()}
    assert [term for term, row in cells.items() if len(row) != due] == []
