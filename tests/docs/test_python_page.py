"""The page on Python names every public method of a case.

Invariant: what a notebook can call, she can look up.
"""

from __future__ import annotations

from tests.docs.transcripts import ROOT

from aigaq.casework.case import Case

PAGE = ROOT / "docs" / "reference" / "python.md"


def test_the_page_names_every_method_of_a_case() -> None:
    page = PAGE.read_text(encoding="utf-8")
    methods = [name for name in vars(Case) if not name.startswith("_")]
    assert len(methods) > 5
    assert [name for name in methods if f"`case.{name}(" not in page and f"`case.{name}`" not in page] == []
