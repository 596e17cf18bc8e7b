"""Every page meets the cast: who sees it, what it says to those who may not, what headers it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.web.cast import Cast, account

from aigaq.web.headers import HEADERS
from aigaq.web.models import EventRow

KEY = "tasqora"
HERE = f"/c/{KEY}"
NO_JOB = "0e0e0e0e-0000-4000-8000-000000000000"
# Address, and what each of Aigerim (lead), Bolat (coder), Dina (outside), nobody gets.
NOWHERE = (404, 404, 404, 404)
OPEN, MEMBERS, LEADS = (200, 200, 200, 200), (200, 200, 404, 302), (200, 403, 404, 302)
MATRIX: dict[str, tuple[str, tuple[int, int, int, int]]] = {
    "home": ("/", OPEN),
    "keys": ("/keys/", OPEN),
    "language": ("/language/", (405, 405, 405, 405)),
    "new-case": ("/new/", (200, 200, 200, 302)),
    "invitation": ("/invitation/none/", (404, 404, 404, 302)),
    "jobs": ("/jobs/", (200, 200, 200, 302)),
    "ask-job": (f"/c/{KEY}/jobs/", (405, 405, 405, 405)),
    "cancel-job": (f"/jobs/{NO_JOB}/cancel/", (405, 405, 405, 405)),
    "again-job": (f"/jobs/{NO_JOB}/again/", (405, 405, 405, 405)),
    "job-file": (f"/jobs/{NO_JOB}/file/", (404, 404, 404, 302)),
    "case": (f"/c/{KEY}/", MEMBERS),
    "contradictions": (f"/c/{KEY}/contradictions/", MEMBERS),
    "questions": (f"/c/{KEY}/questions/", MEMBERS),
    "timeline": (f"/c/{KEY}/timeline/", MEMBERS),
    "grid": (f"/c/{KEY}/grid/", MEMBERS),
    "counts": (f"/c/{KEY}/counts/?rule=deaths", MEMBERS),
    "new-rule": (f"/c/{KEY}/counts/new/?harm=died", MEMBERS),
    "custody": (f"/c/{KEY}/custody/", MEMBERS),
    "sources": (f"/c/{KEY}/sources/", MEMBERS),
    "new-source": (f"/c/{KEY}/sources/new/", MEMBERS),
    "reader": (f"/c/{KEY}/source/talk/?line=3", MEMBERS),
    "code": (f"/c/{KEY}/source/talk/code/?line=3", MEMBERS),
    "bind": (f"/c/{KEY}/source/talk/bind/", (404, 404, 404, 302)),
    "speaks": (f"/c/{KEY}/source/talk/speaks/", (405, 405, 405, 405)),
    "read-as": (f"/c/{KEY}/source/talk/read-as/", (405, 405, 405, 405)),
    "new-subject": (f"/c/{KEY}/subjects/person/new/", MEMBERS),
    "withdraw": (f"/c/{KEY}/entry/marat/withdraw/", (405, 405, 405, 405)),
    "subjects": (f"/c/{KEY}/subjects/person/", MEMBERS),
    "subject": (f"/c/{KEY}/subject/marat/", MEMBERS),
    "decide": (f"/c/{KEY}/subject/marat/decide/", (405, 405, 405, 405)),
    "statement": (f"/c/{KEY}/statement/marat/", MEMBERS),
    "members": (f"/c/{KEY}/members/", MEMBERS),
    "withhold": (f"/c/{KEY}/withhold/?kind=subject&record=marat", LEADS),
    "publish": (f"/c/{KEY}/publish/", MEMBERS),
    # Nothing is drafted here: what is, and who reads it through, is told in test_publish_page.py.
    "read-draft": (f"/c/{KEY}/publish/read/1/", (404, 404, 404, 302)),
    "job-page": (f"/jobs/{NO_JOB}/pages/en/index.html", (404, 404, 404, 302)),
    "safeguards": (f"/c/{KEY}/safeguards/?ids=marat", LEADS),
    "search": (f"/c/{KEY}/search/?q=marat", MEMBERS),
    "find": (f"/c/{KEY}/find/?q=mar&kind=person", MEMBERS),
    "robots": ("/robots.txt", OPEN),
    "sitemap": ("/sitemap.xml", OPEN),
    # Nothing is published of this case: what is, and who sees it, is told in test_public.py.
    "dossier": ("/d/none/", NOWHERE),
    "translations": (f"/c/{KEY}/translations/", (302, 302, 404, 302)),
    "translate": (f"/c/{KEY}/translations/ru/", MEMBERS),
    "translation": ("/d/none/en/translation/ru/", NOWHERE),
    "dossier-bare": ("/d/none/1", NOWHERE),
    "dossier-edition": ("/d/none/1/", NOWHERE),
    "dossier-file": ("/d/none/1/en/index.html", NOWHERE),
    "dossier-lasting": ("/d/none/en/index.html", NOWHERE),
    # With something said: test_comments.py.
    "comments": ("/d/none/en/comments/", NOWHERE),
    "write-comment": ("/d/none/en/comments/new/", NOWHERE),
    "comment-queue": (f"/c/{KEY}/comments/", LEADS),
    # With something sent: test_intake.py.
    "send": ("/d/none/en/send/", NOWHERE),
    "receipt": ("/d/none/en/receipt/", NOWHERE),
    "intake": (f"/c/{KEY}/intake/", LEADS),
    "fetch-upload": (f"/c/{KEY}/intake/{NO_JOB}/", (405, 405, 405, 405)),
    "table": (f"/c/{KEY}/table/statements.csv", MEMBERS),
}
POSTS: dict[str, tuple[dict[str, str], tuple[int, int, int, int]]] = {
    f"/c/{KEY}/members/": (
        {"do": "role", "username": "bolat", "role": "reader"},
        (302, 403, 404, 401),
    ),
    f"/c/{KEY}/members/?remove": (
        {"do": "remove", "username": "bolat", "reasons": "gone"},
        (302, 403, 404, 401),
    ),
    f"/c/{KEY}/members/?revoke": (
        {"do": "revoke", "username": "bolat", "compartment": "ward", "reasons": "gone"},
        (302, 403, 404, 401),
    ),
    f"/c/{KEY}/withhold/": (
        {
            "do": "withhold",
            "kind": "subject",
            "record": "marat",
            "field": "label",
            "compartment": "ward",
            "wording": "a young man",
            "reasons": "asked",
        },
        (302, 403, 404, 401),
    ),
    f"/c/{KEY}/subject/marat/decide/": ({"kind": "accept", "reasons": "seen"}, (302, 403, 404, 401)),
    f"/c/{KEY}/entry/late/withdraw/": ({"reasons": "wrong line"}, (302, 302, 404, 401)),
    f"/c/{KEY}/sources/new/": ({"key": "s2", "what": "a note", "text": "One line."}, (302, 302, 404, 401)),
    f"/c/{KEY}/source/talk/code/": (
        {"form": "died", "line": "3", "first": "1", "last": "1", "who": "daulet", "look": "1"},
        (200, 200, 404, 401),
    ),
    f"/c/{KEY}/source/talk/read-as/": ({"charset": "utf-8", "reasons": "seen"}, (302, 302, 404, 401)),
    f"/c/{KEY}/translations/ru/": ({"unit-1": "case:title", "text-1": "Дело"}, (400, 403, 404, 401)),
    f"/c/{KEY}/comments/": ({"do": "show", "comment": NO_JOB}, (404, 403, 404, 401)),
    f"/c/{KEY}/jobs/": ({"kind": "export"}, (302, 302, 404, 401)),
    # Nothing of it is drafted for publication: there is nothing yet to be sent to.
    f"/c/{KEY}/intake/": ({"do": "key", "recipient": ""}, (404, 403, 404, 401)),
    f"/c/{KEY}/intake/?one": ({"do": "opened", "upload": NO_JOB, "reply": "x"}, (404, 403, 404, 401)),
    f"/c/{KEY}/intake/{NO_JOB}/": ({}, (404, 403, 404, 401)),
    f"/jobs/{NO_JOB}/cancel/": ({}, (404, 404, 404, 401)),
    f"/jobs/{NO_JOB}/again/": ({}, (404, 404, 404, 401)),
    f"/c/{KEY}/custody/": ({}, (200, 200, 404, 401)),
    f"/c/{KEY}/counts/new/": (
        {"harm": "died", "key": "seen", "title": "Seen", "reasons": "asked"},
        (302, 403, 404, 401),
    ),
}


# What each right lets whom do, written out: taken from the program, the table would hold whatever that says.
ROLES: dict[str, set[str]] = {
    "read": {"lead", "coder", "reviewer", "translator", "reader"},
    "code": {"lead", "coder", "reviewer"},
    "decide": {"lead", "reviewer"},
    "translate": {"lead", "reviewer", "translator"},
    "lead": {"lead"},
}
PAGES: dict[str, str] = {
    **dict.fromkeys(("code", "new-source", "bind", "publish", "read-draft", "new-subject"), "code"),
    **dict.fromkeys(("withhold", "safeguards", "intake"), "lead"),
    "comment-queue": "decide",
}
"""The right that a page takes; the others are open to every member."""
DOINGS: dict[str, str] = {
    **dict.fromkeys(
        (
            f"{HERE}/entry/late/withdraw/",
            f"{HERE}/sources/new/",
            f"{HERE}/source/talk/code/",
            f"{HERE}/source/talk/read-as/",
        ),
        "code",
    ),
    **dict.fromkeys((f"{HERE}/subject/marat/decide/", f"{HERE}/comments/", f"{HERE}/counts/new/"), "decide"),
    **dict.fromkeys((f"{HERE}/jobs/", f"{HERE}/custody/"), "read"),
    **dict.fromkeys((f"/jobs/{NO_JOB}/cancel/", f"/jobs/{NO_JOB}/again/"), "read"),
    f"{HERE}/translations/ru/": "translate",
}
"""The right that a form takes; the others are for leads."""


def names() -> Iterator[str]:
    """Every named address of ours; the account pages are allauth's own."""

    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
        for one in patterns:
            if isinstance(one, URLPattern) and one.name:
                yield one.name

    yield from walk(list(get_resolver().url_patterns))


def visitors(cast: Cast) -> list[Client]:
    clients = [Client(), Client(), Client(), Client()]
    for client, who in zip(clients, (cast.aigerim, cast.bolat, cast.dina), strict=False):
        client.force_login(who)
    return clients


def test_no_address_is_undeclared() -> None:
    assert set(names()) == set(MATRIX)


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_each_visitor_gets_what_the_matrix_says(cast: Cast, name: str) -> None:
    address, due = MATRIX[name]
    assert tuple(client.get(address).status_code for client in visitors(cast)) == due


@pytest.mark.parametrize("address", sorted(POSTS))
@pytest.mark.parametrize("who", range(4))
def test_each_doing_is_allowed_or_refused(cast: Cast, address: str, who: int) -> None:
    data, due = POSTS[address]
    assert visitors(cast)[who].post(address, data).status_code == due[who]


@pytest.mark.parametrize("role", ["reader", "translator", "reviewer"])
def test_a_page_opens_for_a_role_or_refuses_it(cast: Cast, role: str) -> None:
    client = member(cast, role)
    wrong = {}
    for name, (address, (lead, *_)) in MATRIX.items():
        due = lead if role in ROLES[PAGES.get(name, "read")] else 403
        if (status := client.get(address).status_code) != due:
            wrong[name] = (status, due)
    assert wrong == {}


@pytest.mark.parametrize("role", ["reader", "translator", "reviewer"])
@pytest.mark.parametrize("address", sorted(POSTS))
def test_a_form_is_open_to_a_role_or_changes_nothing(cast: Cast, role: str, address: str) -> None:
    data, (lead, *_) = POSTS[address]
    client, before = member(cast, role), EventRow.objects.count()
    status = client.post(address, data).status_code
    allowed = role in ROLES[DOINGS.get(address, "lead")]
    assert status == (lead if allowed else 403)
    assert allowed or EventRow.objects.count() == before


def member(cast: Cast, role: str) -> Client:
    """Somebody who comes into the case in a role, and is signed in."""
    who = account(role)
    cast.let_in(who, role)
    client = Client()
    client.force_login(who)
    return client


def test_a_case_of_others_and_no_case_are_one_page(cast: Cast) -> None:
    dina = visitors(cast)[2]
    pages = [
        plain(dina.get(address).content)
        for address in (f"/c/{KEY}/subject/marat/", "/c/nothere/subject/marat/")
    ]
    assert pages[0].replace(KEY, "K") == pages[1].replace("nothere", "K")
    assert "Marat" not in pages[0] and "Tasqora" not in pages[0]


def plain(page: bytes) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page.decode())


def test_a_subject_in_a_compartment_is_on_no_page_but_the_text_that_names_him(cast: Cast) -> None:
    cast.seal("subject", "daulet")
    bolat = visitors(cast)[1]
    for name, (address, due) in MATRIX.items():
        if due == MEMBERS and name not in ("reader", "code"):
            assert "Daulet" not in bolat.get(address).content.decode(), name
    assert bolat.get(f"/c/{KEY}/subject/daulet/").status_code == 404
    assert bolat.get(f"/c/{KEY}/statement/three/").status_code == 404
    assert "subject/daulet" not in bolat.get(f"/c/{KEY}/search/?q=Daulet").content.decode()


def test_a_source_in_a_compartment_takes_everything_of_it_along(cast: Cast) -> None:
    cast.seal("source", "talk")
    bolat = visitors(cast)[1]
    for name, (address, due) in MATRIX.items():
        response = bolat.get(address)
        if due == MEMBERS and response.status_code == 200:
            text = response.content.decode().replace('value="marat"', "")
            assert "talk" not in text and "firearm" not in text, name
    assert bolat.get(f"/c/{KEY}/source/talk/").status_code == 404
    assert documented(bolat) == 0


@pytest.mark.parametrize(
    "address", ["/", "/nothing/", f"/c/{KEY}/", "/accounts/login/", "/static/aigaq/aigaq.css"]
)
def test_every_answer_carries_the_header_table(cast: Cast, address: str) -> None:
    response = visitors(cast)[0].get(address)
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    if not address.startswith("/static/"):
        assert response.headers["Cache-Control"] == "private, no-store"


def test_a_form_without_its_token_changes_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.aigerim)
    assert client.post(f"/c/{KEY}/entry/late/withdraw/", {"reasons": "x"}).status_code == 403
    assert client.get(f"/c/{KEY}/statement/late/").status_code == 200


XSS = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "{{7*7}}{% load x %}",
    "javascript:alert(1)",
    "</textarea><img src=x onerror=alert(1)>",
    "\u202egnp.exe",
]


@pytest.mark.parametrize("words", XSS)
def test_whatever_is_typed_comes_back_inert(cast: Cast, words: str) -> None:
    client = visitors(cast)[0]
    client.post(
        f"/c/{KEY}/sources/new/", {"key": "hostile", "what": words, "text": f"{words}\nHe said: {words}."}
    )
    form = {
        "form": "died",
        "line": "1",
        "first": "1",
        "last": "1",
        "who": f"Q {words}",
        "slot-cause": f"of {words}",
    }
    client.post(f"/c/{KEY}/source/hostile/code/", {**form, "entry": "e00000001", "save": "1"})
    for page in (
        "source/hostile/?line=1",
        "sources/",
        "subjects/person/",
        "",
        "counts/",
        f"search/?q={words}",
    ):
        text = client.get(f"/c/{KEY}/{page}").content.decode()
        assert "<script>alert" not in text and "<svg onload" not in text and "<img src=x" not in text
        assert "49{% load x %}" not in text


BAD_FORMS = [
    {"form": "killed", "line": "3", "first": "1", "last": "1", "who": ""},
    {"form": "killed", "line": "3", "first": "9", "last": "9", "who": "marat"},
    {"form": "killed", "line": "nine", "first": "1", "last": "1", "who": "marat"},
    {"form": "killed", "line": "3", "first": "1", "last": "1", "who": "marat", "slot-when": "yesterday"},
    {"form": "killed", "line": "3", "first": "1", "last": "1", "who": "x" * 3000},
    {"form": "killed", "line": "3", "first": "1", "last": "1", "who": "a\x00b"},
    {"form": "killed", "line": "3", "first": "1", "last": "1", "who": "marat", "sure": "perhaps not"},
]


@pytest.mark.parametrize("form", BAD_FORMS)
def test_a_form_filled_wrongly_says_so_and_keeps_the_words(cast: Cast, form: dict[str, str]) -> None:
    response = visitors(cast)[1].post(f"/c/{KEY}/source/talk/code/", {**form, "look": "1"})
    text = response.content.decode()
    assert response.status_code == 400
    assert 'role="alert"' in text
    if form.get("slot-when"):
        assert "yesterday" in text


def test_a_voice_between_that_nobody_bears_yet_is_shown_as_new(cast: Cast) -> None:
    form = {"form": "killed", "line": "3", "first": "1", "last": "1", "who": "marat", "via": "a night guard"}
    response = visitors(cast)[1].post(f"/c/{KEY}/source/talk/code/", {**form, "look": "1"})
    assert response.status_code == 200
    assert re.search(r"class=\"fresh\">\s*<b>a night guard<", response.content.decode())


def test_an_unknown_form_or_source_is_not_there(cast: Cast) -> None:
    client = visitors(cast)[1]
    assert client.get(f"/c/{KEY}/source/talk/code/?form=nonsense").status_code == 404
    assert client.get(f"/c/{KEY}/source/none/").status_code == 404
    assert client.get(f"/c/{KEY}/table/none.csv").status_code == 404
    assert client.get(f"/c/{KEY}/counts/?as_of=soon").status_code == 400


def test_coding_changes_the_ladder_and_taking_it_back_changes_it_back(cast: Cast) -> None:
    client = visitors(cast)[1]
    before = documented(client)
    form = {"form": "died", "line": "2", "first": "2", "last": "2", "who": "daulet", "entry": "e0000000a"}
    preview = client.post(f"/c/{KEY}/source/talk/code/", {**form, "look": "1"}).content.decode()
    assert "Save 2 statements" in preview
    for _ in range(2):
        assert client.post(f"/c/{KEY}/source/talk/code/", {**form, "save": "1"}).status_code == 302
    assert documented(client) == before + 1
    assert "Daulet" in client.get(f"/c/{KEY}/subject/daulet/").content.decode()
    assert client.post(f"/c/{KEY}/entry/e0000000a/withdraw/", {"reasons": "misread"}).status_code == 302
    assert documented(client) == before


def test_saving_takes_any_junk_in_fields_it_does_not_know(cast: Cast) -> None:
    form = {"form": "died", "line": "2", "first": "2", "last": "2", "who": "daulet", "entry": "e0000000b"}
    junk = {**form, "save": "1", "version": "not a number"}
    assert visitors(cast)[1].post(f"/c/{KEY}/source/talk/code/", junk).status_code == 302


def test_a_form_tells_nothing_that_moves_when_sealed_rows_do(cast: Cast) -> None:
    client = visitors(cast)[1]
    address = f"/c/{KEY}/source/talk/code/?line=3&entry=e0000000c"
    before = plain(client.get(address).content)
    cast.seal("question", "q-police")
    cast.seal("question", "q-order")
    assert plain(client.get(address).content) == before


def documented(client: Client) -> int:
    found = re.search(r'class="documented"[^>]*>(\d+)<', client.get(f"/c/{KEY}/").content.decode())
    return int(found[1]) if found else 0


def test_the_first_day_a_case_a_source_a_colleague(cast: Cast) -> None:
    client = visitors(cast)[2]
    begun = client.post("/new/", {"key": "ferry", "title": "The ferry", "event": "the landing"})
    ferry = begun.headers["Location"]
    paper = {"key": "note", "what": "a note", "text": "Two lines.\nAnd another."}
    assert client.post(f"{ferry}sources/new/", paper).headers["Location"] == f"{ferry}source/note/"
    assert "Two lines." in client.get(f"{ferry}source/note/").content.decode()
    made = client.post(f"{ferry}members/", {"do": "invite", "role": "coder"}).content.decode()
    link = re.search(r'http://testserver(/invitation/[^"]+)"', made)
    assert link is not None
    assert visitors(cast)[1].post(link[1]).headers["Location"] == ferry
    assert visitors(cast)[1].get(ferry).status_code == 200
    assert client.post("/new/", {"key": "ferry", "title": "Again", "event": "x"}).status_code == 400
    assert client.post(f"{ferry}sources/new/", {"key": "n2", "what": "x", "text": ""}).status_code == 400


def test_the_lead_puts_a_statement_away_with_all_that_was_coded_in_one_go(cast: Cast) -> None:
    lead, bolat = visitors(cast)[:2]
    asked = {"do": "seal", "kind": "statement", "record": "marat", "compartment": "closed"}
    assert bolat.post(f"/c/{KEY}/members/", asked).status_code == 403
    assert bolat.get(f"/c/{KEY}/statement/marat/").status_code == 200
    assert lead.post(f"/c/{KEY}/members/", {**asked, "compartment": ""}).status_code == 400
    assert lead.post(f"/c/{KEY}/members/", asked).status_code == 302
    assert [one.get(f"/c/{KEY}/statement/marat/").status_code for one in (lead, bolat)] == [404, 404]


def test_the_language_changes_and_the_page_stays(cast: Cast) -> None:
    client = visitors(cast)[0]
    for language, word in (("ru", "Противоречия"), ("kk", "Қайшылықтар"), ("en", "Contradictions")):
        response = client.post("/language/", {"language": language, "next": f"/c/{KEY}/contradictions/"})
        assert response.headers["Location"] == f"/c/{KEY}/contradictions/"
        assert f"<h1>{word}</h1>" in client.get(f"/c/{KEY}/contradictions/").content.decode()
    away = client.post("/language/", {"language": "ru", "next": "//elsewhere.example/"})
    assert away.headers["Location"] == "/"


def test_a_cell_of_a_table_starts_no_formula(cast: Cast) -> None:
    client = visitors(cast)[0]
    sums = client.post("/new/", {"key": "sums", "title": "Sums", "event": "=HYPERLINK(1)"}).headers[
        "Location"
    ]
    table = client.get(f"{sums}table/subjects.csv").content.decode()
    assert "'=HYPERLINK(1)" in table and ",=HYPERLINK" not in table


def test_kazakh_and_russian_spellings_find_each_other(cast: Cast) -> None:
    client = visitors(cast)[0]
    text = "Жаңаөзенде не болды?"
    client.post(f"/c/{KEY}/sources/new/", {"key": "kz", "what": "a talk", "text": text})
    for asked in ("жанаозен", "Жаңаөзен", "ЖАҢАӨЗЕНДЕ"):
        assert "source/kz/" in client.get(f"/c/{KEY}/search/", {"q": asked}).content.decode()
