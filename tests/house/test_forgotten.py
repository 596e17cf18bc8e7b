"""Places that a change must not forget, asked of the source itself: fields, kinds of safeguard, columns, ways out.

Invariant: a new field, column or way out fails here until it is placed. `docs/explanation/house.md` tells the same.
Others ask as well: `tests/protection/test_published_text.py` what is searched for names,
`tests/web/store/test_touching.py` which records a field names, `tests/house/test_canaries.py` what may leave,
`tests/protection/test_unweighed.py` what a predicate tells of a person, `tests/house/test_languages.py` where a
language stands.
"""

from __future__ import annotations

import ast
import hashlib
import string
from collections.abc import Iterator
from dataclasses import fields

from tests.house import tree

from aigaq.citation import STYLES
from aigaq.dossier.environment import _STYLE_NAMES
from aigaq.names.folding import folded
from aigaq.records.cases import Safeguard
from aigaq.records.releases import SIGNERS
from aigaq.records.sources import Source
from aigaq.records.vocab.messages import LANGUAGES, catalogue


def nodes(*places: str) -> Iterator[ast.AST]:
    """All nodes of the files below some places of the source."""
    for file, module in tree.modules().items():
        if file.startswith(places):
            yield from ast.walk(module)


def taken(*places: str) -> set[str]:
    """Attributes that some files read."""
    return {node.attr for node in nodes(*places) if isinstance(node, ast.Attribute)}


def given_to(kind: type, place: str) -> set[str | None]:
    """Fields that a file gives to a record which it makes."""
    made = [
        node
        for node in nodes(place)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == kind.__name__
    ]
    return {keyword.arg for node in made for keyword in node.keywords}


def names_of(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


NOT_WRITTEN = {
    "warnings": "always empty; kept for digests of signed editions",
    "shipped": "written as `on_board`, which holds for media too",
}
NOT_SHOWN = {
    **NOT_WRITTEN,
    "guessed": "who reads sees the voice that was decided on",
    "default_basis": "each statement tells its own",
    "file": "the name of a file as it came may be somebody's",
    "lines": "a text that is told is told whole",
    **dict.fromkeys(("turns", "rest"), "each statement tells whose words it holds"),
    **dict.fromkeys(("official", "document"), "weighed in counts; a statement tells its origin"),
}


def test_a_field_of_a_source_is_read_written_and_shown() -> None:
    whole = names_of(Source)
    assert whole - {"warnings"} <= given_to(Source, "bundle/sourcefile.py"), "read it (bundle/sourcefile.py)"
    assert whole - set(NOT_WRITTEN) <= taken("bundle/sourcefile.py"), "write it"
    assert whole - set(NOT_SHOWN) <= taken("dossier/"), "show it to readers (dossier), or say here why not"


PROTECTS = {"covers", "withholds"}
"""Kinds of safeguard: each names records of which something is not told."""
APPLIED_IN = (
    *("bundle/checks.py", "bundle/masking.py", "protection/differencing.py", "protection/guarding.py"),
    *("protection/release_checks.py", "web/protect/queries.py", "web/store/references.py"),
)
"""Where ids are checked, it is applied, held against earlier editions, looked for in the draft, listed, referred to."""
OF_A_SAFEGUARD = {
    **dict.fromkeys(("id", "by", "at", "reasons", "replaces"), "who said so, why, and instead of which"),
    **dict.fromkeys(("wording", "names", "alike"), "how it is told instead, and how it is looked for"),
    **dict.fromkeys(("intruder", "consent"), "what was tried, and agreed to"),
}


def test_a_kind_of_safeguard_is_applied_wherever_the_others_are() -> None:
    assert names_of(Safeguard) == PROTECTS | set(OF_A_SAFEGUARD), "does it protect something? Say so here"
    forgotten = {place: PROTECTS - taken(place) for place in APPLIED_IN if PROTECTS - taken(place)}
    assert forgotten == {}


def test_a_field_of_a_safeguard_is_read_written_and_asked_for() -> None:
    whole = names_of(Safeguard)
    assert whole <= given_to(Safeguard, "bundle/safeguardsfile.py"), "read it"
    assert whole - {"id"} <= taken("bundle/safeguardsfile.py"), "write it"
    assert whole <= given_to(Safeguard, "web/protect/"), "ask for it on the page"


COLUMNS = {
    "id": "its own",
    "label": "as this member may read it (`hidden.label`)",
    "said": "counted of what she may see",
}


def test_a_column_of_the_list_of_people_is_shown_and_says_who_may_read_it() -> None:
    (listed,) = [node for node in nodes("web/store/lists.py") if getattr(node, "name", "") == "Listed"]
    lines = [node.target for node in ast.walk(listed) if isinstance(node, ast.AnnAssign)]
    columns = {ast.unparse(target) for target in lines}
    assert columns == set(COLUMNS), "how is it told to whom it is withheld from? Say so here"
    template = (tree.SOURCE / "web/people/templates/people/list.html").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f".{name}" not in template] == []


WAYS_OUT = {
    "background/jobs.py": "`cases.leaving`: what the member may take along, safeguards applied",
    "casebook/commands.py": "`cases.leaving`, on the machine of the casebook",
    "casebook/tables.py": "`cases.case`: what the member sees on the page, cell by cell",
    "intake/views.py": "what one sender sent, sealed to the team, to a lead alone",
    "translate/files.py": "paragraphs of an edition that is out, or cleared",
}
_MAKES_A_FILE = {"csv.writer", "write_case", "zipfile.ZipFile", "ZipFile"}


def test_whatever_makes_a_file_to_take_along_says_what_it_lets_out() -> None:
    making = set()
    for file, module in tree.modules().items():
        calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
        made = [call for call in calls if ast.unparse(call.func) in _MAKES_A_FILE]
        # A ZIP that is only read has no mode.
        if any(not ast.unparse(call.func).endswith("ZipFile") or len(call.args) > 1 for call in made):
            making.add(file)
    assert {file.removeprefix("web/") for file in making if file.startswith("web/")} == set(WAYS_OUT)


_GOLDEN = {"bibtex": "full.bib", "ris": "full.ris", "csl-json": "full.json"}


def test_a_citation_style_has_its_name_its_golden_file_and_its_line_in_the_docs() -> None:
    page = (tree.ROOT / "docs/how-to/cite.md").read_text(encoding="utf-8")
    golden = tree.ROOT / "tests" / "data" / "citation"
    assert set(_STYLE_NAMES) | {"plain"} == set(STYLES), "name it for readers (dossier/environment.py)"
    assert [style for style in STYLES if style not in page.lower()] == []
    assert [style for style in STYLES if not (golden / _GOLDEN.get(style, f"{style}.txt")).is_file()] == []


FOLDED = "6584c1d5a98473b7"
"""Digest of how letters are folded for search."""


def test_letters_are_folded_as_the_words_that_are_indexed_were() -> None:
    letters = string.printable + "".join(map(chr, range(0xC0, 0x530)))
    digest = hashlib.sha256("\n".join(map(folded, letters)).encode()).hexdigest()[:16]
    assert digest == FOLDED, (
        "Search indexes that exist hold the old spelling. Say in CHANGELOG, in bold, that `aigaq rebuild` is due; "
        "then write the new digest here."
    )


def test_the_number_of_signers_is_put_into_each_sentence_that_tells_it() -> None:
    telling = ("own-draft", "not-signed", "publish-sub", "edition-step-not-signed", "edition-own")
    assert SIGNERS > 1
    for code in telling:
        assert [language for language in LANGUAGES if "{signers}" not in catalogue()[code][language]] == [], (
            code
        )
