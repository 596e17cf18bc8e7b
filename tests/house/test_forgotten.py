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
import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import fields

import pytest
from tests.house import tree

from aigaq.bundle import safeguardsfile, sourcefile
from aigaq.citation import STYLES
from aigaq.dossier.environment import _STYLE_NAMES
from aigaq.names.folding import RUSSIAN_FOR_KAZAKH, folded
from aigaq.protection.published_text import WITHOUT_WORDS
from aigaq.records.cases import Safeguard
from aigaq.records.releases import SIGNERS
from aigaq.records.sources import Source
from aigaq.records.vocab.messages import LANGUAGES, catalogue
from aigaq.statements.origins import Corroboration


def nodes(*places: str) -> Iterator[ast.AST]:
    """All nodes of the files below some places of the source."""
    for file, module in tree.modules().items():
        if file.startswith(places):
            yield from ast.walk(module)


def taken(*places: str) -> set[str]:
    """Attributes that some files read."""
    return {node.attr for node in nodes(*places) if isinstance(node, ast.Attribute)}


def read_by(place: str, name: str) -> set[str]:
    """Attributes that one function or class of a file reads."""
    (body,) = [node for node in nodes(place) if getattr(node, "name", "") == name]
    return {node.attr for node in ast.walk(body) if isinstance(node, ast.Attribute)}


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


def words_of(*places: str) -> str:
    """Python and templates of some folders of the source, in one text."""
    files = [file for place in places for file in sorted((tree.SOURCE / place).rglob("*"))]
    return "".join(file.read_text(encoding="utf-8") for file in files if file.suffix in (".py", ".html"))


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


NOT_FOR_MEMBERS = {
    **{name: NOT_SHOWN[name] for name in ("warnings", "official", "default_basis")},
    "shipped": "shown as the text, or that it is not here",
    "derivation": "the page names the original; its kind stands in the folder",
    "tail": "each statement shows its whole chain",
}


def test_a_field_of_a_source_is_shown_to_members() -> None:
    pages = words_of("web/sources")
    forgotten = [name for name in names_of(Source) - set(NOT_FOR_MEMBERS) if f".{name}" not in pages]
    assert forgotten == [], "show it in web/sources, or say here why not"


NOT_ALL_ASK = {
    "protection/kept_back.py": dict.fromkeys(("file", "language", "said"), "no words, or in no edition"),
    "dossier/read_through.py": {
        "file": "in no edition",
        **dict.fromkeys(("kind", "said"), "not shown; a word of a list, and a day"),
    },
    "dossier/paragraphs.py": {
        "file": "in no edition",
        **dict.fromkeys(("kind", "said", "derivation"), "words of a list, and a day"),
    },
}


@pytest.mark.parametrize("place", NOT_ALL_ASK)
def test_a_field_of_a_source_that_holds_words_is_held_back_read_by_signers_and_translated(place: str) -> None:
    worded = names_of(Source) - set(WITHOUT_WORDS[Source]) - {"warnings"}
    known = taken(place) | {node.value for node in nodes(place) if isinstance(node, ast.Constant)}
    assert worded - set(NOT_ALL_ASK[place]) - known == set()


@pytest.mark.parametrize(
    "keys",
    [sourcefile.FIELDS, safeguardsfile._FIELDS],
    ids=["source.yaml", "safeguards.yaml"],
)
def test_a_key_of_a_file_of_the_folder_stands_in_the_page_of_the_format(keys: Sequence[str]) -> None:
    page = (tree.ROOT / "docs/reference/bundle.md").read_text(encoding="utf-8")
    written = set(re.findall(r"`(?:source\.)?([a-z-]+)[`:.]", page))
    assert set(keys) - written == set()


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


ASKED_FOR = {
    ("web/protect/actions.py", "_tells_as_much"): "a try to find somebody counts on only if no more is told",
    ("web/protect/actions.py", "check_draft"): "each id exists",
    ("web/protect/forms.py", "beside"): "what the safeguard before held is held on",
    ("web/protect/forms.py", "named"): "what is picked is listed",
    ("web/protect/queries.py", "more"): "how many are not listed",
    ("web/protect/views.py", "_show_safeguards"): "a safeguard that is changed comes filled in",
    ("web/protect/views.py", "_offer"): "so does one to which something is added",
}
"""Where a kind that is left out protects less than before, and nobody is told."""


@pytest.mark.parametrize(("place", "name"), ASKED_FOR)
def test_a_kind_of_safeguard_is_not_lost_when_one_is_changed(place: str, name: str) -> None:
    assert PROTECTS - read_by(place, name) == set(), ASKED_FOR[place, name]


def test_a_kind_of_safeguard_is_named_where_safeguards_are_written_by_hand() -> None:
    page = (tree.ROOT / "docs/how-to/clear-an-edition.md").read_text(encoding="utf-8")
    assert [kind for kind in PROTECTS if f" {kind}: [" not in page] == []


def test_a_kind_of_safeguard_is_picked_and_listed_on_the_page() -> None:
    templates = tree.SOURCE / "web/protect/templates"
    pages = "".join(path.read_text(encoding="utf-8") for path in sorted(templates.rglob("*.html")))
    for kind in PROTECTS:
        assert f".{kind} %}}" in pages, "list it (protect/_safeguard.html)"
        assert f'name="{kind}"' in pages, "let a lead pick it (protect/_covers.html, _withholds.html)"
    assert taken("web/protect/forms.py") >= PROTECTS


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
    wide = f'colspan="{len(re.findall("<th ", template))}"'
    assert wide in template, "the row of an empty list"


NOT_IN_THE_TABLE = {"said": "the table of statements holds them one by one"}
NOT_FOR_READERS = {
    "id": "the address of the person's page",
    "said": "on the person's page, statement by statement",
}


def test_a_column_of_the_list_of_people_stands_in_the_table_and_in_the_list_for_readers() -> None:
    head = ast.unparse(
        next(node for node in nodes("web/casebook/tables.py") if getattr(node, "name", "") == "_subjects")
    )
    assert [name for name in COLUMNS if name not in NOT_IN_THE_TABLE and f"'{name}'" not in head] == []
    readers = (tree.SOURCE / "dossier/templates/people.html").read_text(encoding="utf-8")
    shown = {"label": "link(one"}
    told = [name for name in COLUMNS if name not in NOT_FOR_READERS]
    assert [name for name in told if shown.get(name, f".{name}") not in readers] == []


def test_every_table_to_take_along_has_its_link_on_a_page() -> None:
    dicts = [node for node in nodes("web/casebook/tables.py") if isinstance(node, ast.Dict)]
    tables = {key.value for table in dicts for key in table.keys if isinstance(key, ast.Constant)}
    assert set(re.findall(r"'table' case_key '([a-z-]+)'", words_of("web"))) == tables


WAYS_OUT = {
    "background/jobs.py": "`cases.leaving`: what the member may take along, safeguards applied",
    "casebook/commands.py": "`cases.leaving`, on the machine of the casebook",
    "casebook/tables.py": "`cases.case`: what the member sees on the page, cell by cell",
    "intake/views.py": "what one sender sent, sealed to the team, to a lead alone",
    "translate/files.py": "paragraphs of an edition that is out, or cleared",
}
_MAKES_A_FILE = {"csv.writer", "write_case", "zipfile.ZipFile", "ZipFile"}
SENDS = {
    "background/views.py": "the file of a job, to whoever asked for it and may still see what is in it",
    "casebook/tables.py": WAYS_OUT["casebook/tables.py"],
    "intake/views.py": WAYS_OUT["intake/views.py"],
    "layout/public.py": "that nothing is there any more",
    "publish/served.py": "what is published",
}
MADE_BY_JOBS = {
    "background/jobs.py": WAYS_OUT["background/jobs.py"],
    "publish/jobs.py": "pages of a draft that was cleared, to those who code",
}


def test_whatever_hands_out_a_file_says_what_it_lets_out() -> None:
    """Also one that is written letter by letter, as a calendar or a page: by how it is sent, or kept by a job."""
    sent, kept = set(), set()
    for file in (name for name in tree.modules() if name.startswith("web/")):
        words = {str(node.arg) for node in nodes(file) if isinstance(node, ast.keyword)}
        words |= {str(node.value) for node in nodes(file) if isinstance(node, ast.Constant)}
        names = {node.id for node in nodes(file) if isinstance(node, ast.Name)}
        if words & {"content_type", "Content-Disposition"} or "FileResponse" in names:
            sent.add(file.removeprefix("web/"))
        if file.endswith("/jobs.py") and ("zipped" in names or "part" in taken(file)):
            kept.add(file.removeprefix("web/"))
    assert (sent, kept) == (set(SENDS), set(MADE_BY_JOBS))


def test_every_kind_of_job_has_its_sentence_and_its_function() -> None:
    calls = [node for node in nodes("web/background/actions.py") if isinstance(node, ast.Dict)]
    kinds = {
        str(key.value): ast.unparse(kind)
        for found in calls
        for key, kind in zip(found.keys, found.values, strict=True)
        if isinstance(key, ast.Constant) and ast.unparse(kind).startswith("Kind(")
    }
    assert [kind for kind in kinds if f"job-{kind}" not in catalogue()] == []
    for made in kinds.values():
        ((module, name),) = re.findall(r"aigaq\.([\w.]+):(\w+)", made)
        assert name in {getattr(node, "name", "") for node in nodes(f"{module.replace('.', '/')}.py")}


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
    words = [(golden / f"words.{language}.txt").read_text(encoding="utf-8") for language in LANGUAGES]
    assert [style for style in STYLES if any(f"\n{style}: " not in f"\n{text}" for text in words)] == list(
        _GOLDEN
    )
    assert set(_STYLE_NAMES) | {"plain"} == set(STYLES), "name it for readers (dossier/environment.py)"
    command = (tree.ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    assert [style for style in STYLES if style not in page.lower() or f"`{style}`" not in command] == []
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


def test_a_letter_that_is_folded_into_another_stands_in_the_page_on_search() -> None:
    page = (tree.ROOT / "docs/how-to/search.md").read_text(encoding="utf-8")
    pairs = [(chr(one), chr(other)) for one, other in RUSSIAN_FOR_KAZAKH.items() if chr(one).islower()]
    assert [pair for pair in pairs if "/".join(pair) not in page] == []
    letters = [letter for letter in map(chr, range(0x430, 0x530)) if letter.isalpha() and letter.islower()]
    assert [letter for letter in letters if folded(letter) != letter and letter not in page] == []


def test_the_number_of_signers_is_put_into_each_sentence_that_tells_it() -> None:
    telling = ("own-draft", "not-signed", "publish-sub", "edition-step-not-signed", "edition-own")
    assert SIGNERS > 1
    for code in telling:
        assert [language for language in LANGUAGES if "{signers}" not in catalogue()[code][language]] == [], (
            code
        )


_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen"
NUMBERS = dict(enumerate(_NUMBERS.split(), 1))
"""Numbers as the docs spell them."""
SIGNERS_IN = {
    "README.md": "signed by {} people",
    "docs/how-to/publish-an-edition.md": "{} others sign",
    "docs/how-to/export-a-dossier.md": "{} people sign",
    "docs/decisions/0016-editions.md": "{} sign",
    "src/aigaq/errors/editions.py": "{} different people must sign",
    "src/aigaq/protection/clearing.py": "what {} people sign",
    "src/aigaq/web/publish/actions.py": "fewer than {} people signed",
}
ORIGINS_IN = {
    "docs/explanation/counting.md": "| corroborated | {} independent origins",
    "docs/reference/glossary.md": "{} or more independent origins",
    "docs/reference/bundle.md": "make a death `corroborated`: {} at least",
    "docs/how-to/say-who-speaks.md": "{} voices: {} origins, so the death counts as corroborated",
    "docs/how-to/write-a-counting-rule.md": "by {} independent origins at least",
    "src/aigaq/statements/origins.py": "there are {} independent origins",
    "docs/tutorials/read-a-count.md": "| `corroborated` | dana kokzhusanova | {} origins",
}


STYLES_IN = {
    "README.md": "`aigaq cite` in {} styles and formats",
    "docs/README.md": "in {} styles and formats",
    "docs/how-to/read-and-share-a-dossier.md": "{} styles and formats",
}


def untold(places: dict[str, str], number: int) -> list[str]:
    """Pages without their sentence with this number in it."""
    pages = {page: (tree.ROOT / page).read_text(encoding="utf-8").lower() for page in places}
    return [page for page, words in places.items() if words.replace("{}", NUMBERS[number]) not in pages[page]]


def test_the_docs_tell_the_number_of_signers() -> None:
    assert untold(SIGNERS_IN, SIGNERS) == []
    assert untold({"docs/how-to/publish-an-edition.md": "{} people take part"}, SIGNERS + 1) == []


def test_the_demo_has_enough_people_to_sign() -> None:
    """Bolat drafts, so only those count who may decide."""
    words = [node.value for node in nodes("web/server/cast.py") if isinstance(node, ast.Constant)]
    assert sum(word in ("demo-lead", "demo-reviewer") for word in words) >= SIGNERS


def test_the_docs_tell_how_many_origins_corroborate() -> None:
    needed = next(count for count in NUMBERS if Corroboration((), count, 0, False).corroborated)
    assert untold(ORIGINS_IN, needed) == []


def test_the_docs_tell_the_number_of_styles() -> None:
    assert untold(STYLES_IN, len(STYLES)) == []
