"""Search finds either spelling, in one order on both databases, and tells nothing of what is sealed.

Invariant: whatever is typed is words; what a viewer may not see might never have been.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.cast import AT, SAMPLES, TASQORA, Cast, account, assembled, seen_by
from tests.web.store.test_visible import WITHOUT, larger

import aigaq
from aigaq.casework.case import Case
from aigaq.errors import NotFound
from aigaq.names.folding import folded, words_of
from aigaq.records.documents import is_content, line_text
from aigaq.records.values import Code, Ref, Unknown, Yes
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.statements.origins import VOICE_KINDS, voice_kind
from aigaq.web.casebook.commands import import_folder
from aigaq.web.models import Account
from aigaq.web.search.queries import KINDS, SearchResult, complete, search
from aigaq.web.sources.actions import add_source
from aigaq.web.store import cases

TYPED = (
    *(
        '"',
        "'",
        "a'; DROP TABLE x; --",
        "NEAR(a b)",
        "a AND OR NOT b",
        "a* b*",
        "^a",
        "-a",
        "a:b",
        "{a b}",
        "((",
    ),
    *(
        "\\",
        "%",
        "_",
        "a\x00b",
        "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        "🙂",
        "x" * 5000,
    ),
    *("'a':*", "&|!", "<->", "·person", "¸··м", "words:a", "rank:1", "ﬀ", "İ", "İ" * 90, "ß", "\u0301"),
)


def ids(result: SearchResult, kind: str) -> list[str]:
    """Of one kind, what was found, in order; of lines with the source."""
    return [
        f"{hit.source} {hit.id}" if kind == "passage" else hit.id
        for group in result.groups
        if group.kind == kind
        for hit in group.hits
    ]


def all_ids(viewer: Account, key: str, query: str) -> dict[str, list[str]]:
    """Everything found, page by page."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for kind in KINDS:
        page, more = 1, True
        while more:
            result = search(viewer, key, query, kind=kind, page=page)
            by_kind[kind] += ids(result, kind)
            page, more = page + 1, any(group.more for group in result.groups)
    return by_kind


@pytest.mark.parametrize("query", ["жанаозен", "Жаңаөзен", "ЖАҢАӨЗЕНДЕ", "жанаөз", "болды ЖАНА"])
def test_either_spelling_and_the_beginning_of_a_word_find_it(cast: Cast, query: str) -> None:
    data = "Жаңаөзенде не болды?\nБасқа жол.\n".encode()
    add_source(cast.aigerim, cast.row, key="kz", what="a talk", name="t", data=data, at=AT)
    assert ids(search(cast.bolat, "tasqora", query), "passage") == ["kz L1"]


def test_every_word_must_be_there(cast: Cast) -> None:
    assert ids(search(cast.bolat, "tasqora", "Marat Ospanov"), "subject") == [
        "marat",
        "sister",
        "marat.event",
    ]
    assert ids(search(cast.bolat, "tasqora", "Ospanov sister"), "subject") == ["sister"]
    assert search(cast.bolat, "tasqora", "Marat elsewhere").groups == ()


def test_whole_words_come_before_words_that_only_begin_so(cast: Cast) -> None:
    data = b"He warned us.\nThe war went on.\nA warden came.\nWar again.\n"
    add_source(cast.aigerim, cast.row, key="w", what="a talk", name="t", data=data, at=AT)
    assert ids(search(cast.bolat, "tasqora", "war"), "passage") == ["w L2", "w L4", "w L1", "w L3"]


def test_a_person_is_found_by_a_name_said_of_him_and_by_the_label_with_it(tmp_path: Path) -> None:
    folder = larger(tmp_path / "case")
    coding = folder / "sources" / "talk" / "coding.yaml"
    text = coding.read_text(encoding="utf-8")
    coding.write_text(text.rstrip() + '\n    called: [captain, name, "Қанат Ілиясұлы"]\n', encoding="utf-8")
    world = assembled(folder)
    for query in ("канат", "Ильяс", "Илияс"):
        expected = [] if query == "Ильяс" else ["captain"]
        assert ids(search(world.bolat, "tasqora", query), "subject") == expected
    world.seal("entry", "called")
    assert search(world.bolat, "tasqora", "канат").groups == ()


@pytest.mark.parametrize("query", TYPED)
def test_whatever_is_typed_is_words_and_never_fails(cast: Cast, query: str) -> None:
    client = Client()
    client.force_login(cast.bolat)
    for address in ("search", "find"):
        for more in ({}, {"kind": "person"}, {"kind": "passage", "page": query}):
            assert client.get(f"/c/tasqora/{address}/", {"q": query, **more}).status_code == 200


@given(st.text(max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_syntax(cast: Cast, query: str) -> None:
    result = search(cast.bolat, "tasqora", query)
    assert result.words == tuple(dict.fromkeys(words_of(query)))[:12]


# What must be found, worked out once more in plain Python over the case of the folder, with no index at all.


def _words_of_value(value: Any, case: Case) -> Iterator[str]:
    vocabulary = case.records.vocabulary
    if isinstance(value, Code | Unknown):
        name, code = (value.list, value.code) if isinstance(value, Code) else ("unknown", value.kind)
        yield code
        if name in vocabulary.lists:
            yield from (vocabulary.label(name, code, language) for language in LANGUAGES)
    elif value is not None and not isinstance(value, Ref | Yes) and value.text != "undated":
        yield value.text


@cache
def things(folder: Path) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """Kind, id, what it is sorted by, and its words; a subject once for each name."""
    case = aigaq.open(folder)
    entries: list[tuple[str, str, str, tuple[str, ...]]] = []
    for key, subject in case.records.subjects.items():
        names = [s.value.text for s in case.records.statements if (s.subject, s.predicate) == (key, "name")]
        for texts in ([subject.label], *([subject.label, name] for name in names)):
            entries.append(("subject", key, folded(subject.label), tuple(words_of(" ".join(texts)))))
    for statement in case.records.statements:
        parts = (
            *_words_of_value(statement.value, case),
            *_words_of_value(statement.said, case),
            statement.note or "",
        )
        entries.append(("statement", statement.id, "", tuple(words_of(" ".join(parts)))))
    for source in case.records.sources:
        document = case.documents.get(source)
        for number in range(1, len(document.lines) + 1) if document else ():
            if document and is_content(document, number):
                words = tuple(words_of(line_text(document, number)))
                entries.append(("passage", f"{source} L{number}", "", words))
    return tuple(entries)


def expected(folder: Path, query: str) -> dict[str, list[str]]:
    """By kind, what must be found, in order: whole before begun, subjects by label, the rest as the case has it."""
    sought = words_of(query)
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    if not sought:
        return by_kind

    def holds(words: tuple[str, ...], whole: bool) -> bool:
        return all(
            term in words
            or (
                not whole
                and (len(term) > 2 or term == sought[-1])
                and any(word.startswith(term) for word in words)
            )
            for term in sought
        )

    for whole in (True, False):
        matching = [entry for entry in things(folder) if holds(entry[3], whole)]
        subjects = sorted(
            (entry for entry in matching if entry[0] == "subject"), key=lambda entry: (entry[2], entry[1])
        )
        for kind, name, _, _ in [*subjects, *(entry for entry in matching if entry[0] != "subject")]:
            if name not in by_kind[kind]:
                by_kind[kind].append(name)
    return by_kind


@pytest.fixture(scope="module")
def aqsai_words() -> list[str]:
    return sorted({word for one in things(SAMPLES / "aqsai") for word in one[3]})


def test_on_either_database_it_finds_the_same_in_the_same_order(aqsai_words: list[str]) -> None:
    lead = account("aigerim")
    import_folder(lead, SAMPLES / "aqsai", at=AT)
    queries = [
        *aqsai_words[::7],
        *(word[:2] for word in aqsai_words[::5]),
        *(word[:3] for word in aqsai_words[::11]),
    ]
    queries += [
        f"{word} {other[:3]}" for word, other in zip(aqsai_words[::13], aqsai_words[5::13], strict=False)
    ]
    pairs = [one[3] for one in things(SAMPLES / "aqsai") if len(one[3]) > 4]
    queries += [f"{words[0]} {words[3][:3]}" for words in pairs[::9]]
    for query in dict.fromkeys(queries):
        assert all_ids(lead, "aqsai", query) == expected(SAMPLES / "aqsai", query), query


LETTERS = st.text("аәбвгғеёжқкңнөоүұуһхіиabcdeмрст", min_size=1, max_size=4)


@given(
    st.lists(st.lists(LETTERS, min_size=1, max_size=4), min_size=1, max_size=8),
    st.lists(LETTERS, min_size=1, max_size=3),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_made_up_words_are_found_as_plain_python_finds_them(
    cast: Cast, lines: list[list[str]], query: list[str]
) -> None:
    with transaction.atomic():
        data = "\n".join("Said " + " ".join(line) + "." for line in lines).encode()
        add_source(cast.aigerim, cast.row, key="made", what="words", name="t", data=data, at=AT)
        lines_found = [
            one for one in all_ids(cast.bolat, "tasqora", " ".join(query))["passage"] if "made" in one
        ]
        transaction.set_rollback(True)
    sought = words_of(" ".join(query))
    texts = [words_of(" ".join(["said", *line])) for line in lines]

    def begun(words: list[str], one: str) -> bool:
        loose = len(one) > 2 or one == sought[-1]
        return one in words or (loose and any(word.startswith(one) for word in words))

    whole = [n for n, words in enumerate(texts, 1) if set(sought) <= set(words)]
    half = [
        n for n, words in enumerate(texts, 1) if n not in whole and all(begun(words, one) for one in sought)
    ]
    assert lines_found == [f"made L{n}" for n in (*whole, *half)]


def answers(folder: Path, queries: list[str], sealed: tuple[str, str] | None) -> list[Any]:
    """All that search and suggestions tell Bolat in one world, which is gone afterwards."""
    with transaction.atomic():
        world = assembled(folder)
        if sealed:
            world.seal(*sealed)
        results = [
            (
                word,
                search(world.bolat, "tasqora", word),
                all_ids(world.bolat, "tasqora", word),
                complete(world.bolat, "tasqora", word, kind=None),
            )
            for word in queries
        ]
        transaction.set_rollback(True)
    return results


@pytest.mark.parametrize(("kind", "key"), WITHOUT, ids=lambda word: str(word))
def test_search_with_something_sealed_is_search_where_it_never_was(
    kind: str, key: str, tmp_path: Path
) -> None:
    whole, without = larger(tmp_path / "with"), larger(tmp_path / "without", WITHOUT[kind, key])
    words = sorted({word for one in things(whole) for word in one[3]})
    missed = (f"{word[:-1]}q" for word in words[::3] if len(word) > 4)
    queries = [*words, *missed, *sorted({word[:1] for word in words})]
    assert answers(whole, queries, (kind, key)) == answers(without, queries, None)


def test_suggestions_are_of_one_kind_and_at_most_twenty(cast: Cast) -> None:
    assert complete(cast.bolat, "tasqora", "mar", kind="person") == [
        ("marat", "Marat Ospanov"),
        ("sister", "sister of Marat Ospanov"),
    ]
    assert complete(cast.bolat, "tasqora", "mar", kind="place") == []
    assert complete(cast.bolat, "tasqora", "", kind="person") == []
    with pytest.raises(NotFound):
        complete(cast.dina, "tasqora", "mar", kind=None)


def test_a_word_written_nearly_so_is_offered(cast: Cast) -> None:
    assert "ospanov" in search(cast.bolat, "tasqora", "Osspanov").near
    cast.seal("subject", "marat")
    assert "ospanov" not in search(cast.bolat, "tasqora", "Osspanov").near


def test_the_page_says_which_words_were_sought_and_leafs_on(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.bolat)
    data = "".join(f"Күн сайын {n}.\n" for n in range(60)).encode()
    add_source(cast.aigerim, cast.row, key="kz", what="a talk", name="t", data=data, at=AT)
    first = client.get("/c/tasqora/search/", {"q": "Күн"}).content.decode()
    assert "<kbd>кун</kbd>" in first and "<strong>Күн</strong>" in first
    assert "kind=passage" in first and first.count("source/kz/?line=") == 10
    second = client.get("/c/tasqora/search/", {"q": "Күн", "kind": "passage", "page": "2"}).content.decode()
    assert second.count("source/kz/?line=") == 10 and 'rel="prev"' in second and 'rel="next"' not in second


def test_an_empty_question_and_one_without_an_answer_teach(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.bolat)
    assert "beginning of a word is enough" in client.get("/c/tasqora/search/").content.decode()
    none = client.get("/c/tasqora/search/", {"q": "qqqq"}).content.decode()
    assert "Nothing was found." in none and "Leave out a word" in none
    assert TASQORA.name not in none.split("<main")[1].split("</main")[0].replace("/c/tasqora/", "")


@pytest.mark.parametrize("folder", [TASQORA, SAMPLES / "aqsai"], ids=["tasqora", "aqsai"])
def test_every_statement_that_is_found_is_found_in_one_voice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = account("lead")
    row, _ = import_folder(lead, folder, at=AT)
    evidence = seen_by(lead, row.key).evidence()
    for large in (False, True):
        monkeypatch.setattr(cases, "LARGE", 0 if large else 10**9)
        by_voice = [ids(search(lead, row.key, "a", voice=voice), "statement") for voice in VOICE_KINDS]
        whole = ids(search(lead, row.key, "a", kind="statement"), "statement")
        assert sorted(key for keys in by_voice for key in keys) == sorted(whole)
        assert sum(1 for keys in by_voice if keys) > (row.key == "aqsai")
        for voice, keys in zip(VOICE_KINDS, by_voice, strict=True):
            assert {voice_kind(evidence.by_id[key], evidence) for key in keys} <= {voice}


def test_a_voice_tells_nothing_of_what_is_sealed(cast: Cast) -> None:
    def number_found() -> int:
        groups = [search(cast.bolat, "tasqora", "a", voice=voice).groups for voice in VOICE_KINDS]
        return sum(len(group.hits) for voice_groups in groups for group in voice_groups)

    before = number_found()
    cast.seal("source", "talk")
    assert before > 0 and number_found() == 0


def test_a_day_on_the_page_of_search_is_no_failure_whatever_it_is(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.aigerim)
    for typed, shown in (("31.05.2031", True), ("2031-02-30", False), ("1 May 2031", True), ("2031", False)):
        page = client.get("/c/tasqora/search/", {"q": typed, "voice": "nobody"})
        assert page.status_code == 200
        assert ("timeline/?on=" in page.content.decode()) is shown
    assert client.get("/c/tasqora/timeline/", {"on": "soon"}).status_code == 400


def test_of_a_large_case_a_day_leads_to_its_timeline(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "LARGE", 0)
    client = Client()
    client.force_login(cast.aigerim)
    page = client.get("/c/tasqora/search/", {"q": "1 May 2031"})
    assert page.status_code == 200 and "timeline/?on=2031-05-01" in page.content.decode()
