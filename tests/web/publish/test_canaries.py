"""No word of a protected place stands in anything that a casebook gives to whoever may not see it.

Invariant: what is looked at is every address that the router has, every table, search and copy, and every byte that is
published; nobody has to name a new page here.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.canaries import OPEN, PLACES, canary, canary_folder, told_in
from tests.main_path.asking import run
from tests.main_path.test_protected_passages import every_byte
from tests.web.cast import AT, COMPARTMENT, Cast, seen_by, told
from tests.web.editing import ADDRESS, Press, press
from tests.web.routes import FILLED, addresses, body_of

from aigaq.web.casebook.commands import import_folder
from aigaq.web.models import CommentRow, DossierRow, EventRow, JobRow
from aigaq.web.models.contributions import HELD
from aigaq.web.protect import withholding_actions
from aigaq.web.protect.withholding_actions import WithheldField
from aigaq.web.store import cases
from aigaq.web.team import actions as team_actions

LATE = "zqlatecomment"
WITHHELD_WHY = "zqsealreason"


@pytest.fixture
def team(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Everything protected lies in a compartment as well; an edition is out, a comment waits."""
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    row, _ = import_folder(cast.aigerim, canary_folder(tmp_path / "case"), at=AT)
    made = press(cast, row)
    team_actions.grant(cast.aigerim, row, username="aigerim", compartment=COMPARTMENT, at=AT)
    age = WithheldField("statement", "n-age", "value", COMPARTMENT)
    withholding_actions.withhold(cast.aigerim, row, age, reasons=WITHHELD_WHY, at=AT)
    for kind, key in (
        *(("subject", "helper"), ("subject", "named"), ("subject", "den")),
        *(("entry", "n-secret"), ("source", "closed"), ("source", "scan")),
    ):
        team_actions.seal(cast.aigerim, row, kind=kind, key=key, compartment=COMPARTMENT, at=AT)
    made.published()
    CommentRow.objects.create(
        dossier=DossierRow.objects.get(case=row), text=LATE, language="en", state=HELD, at=AT
    )
    return made


def leaks(text: str) -> list[str]:
    """The places whose word is told, by name; never in a message that only the reader of a text would see."""
    return told_in(text) + [word for word in (LATE, WITHHELD_WHY) if word in text.casefold()]


IN_THE_TEXT = frozenset(
    {"text of a covered entry", "text of a withheld statement", "text elsewhere in it"}
    | {"text of a copy", "text of a translation"}
)
"""Members go on reading a text that is not sealed itself."""


def test_nothing_protected_is_published(team: Press) -> None:
    told_to_all = every_byte(Path(settings.HOME) / "public")
    assert OPEN in told_to_all
    assert leaks(told_to_all) == []


def test_nothing_protected_is_told_to_a_member_without_the_compartment(team: Press) -> None:
    seen = seen_by(team.erlan, "canary")
    answers = json.dumps(told(seen), ensure_ascii=False, default=str)
    assert "Oraz Seitov" in answers
    assert leaks(answers) == []
    records, _ = cases.leaving(team.erlan, "canary", private=False)
    assert leaks(repr(records)) == []


def crawled(client: Client, filled: dict[str, str]) -> str:
    found = []
    for address in addresses(filled).values():
        answer = client.get(address, follow=False)
        found.append(body_of(answer).decode("utf-8", "replace") + str(dict(answer.headers)))
    return "\n".join(found)


def test_no_page_of_the_router_tells_it_to_who_may_not_know(team: Press) -> None:
    outside, member = Client(), Client()
    member.force_login(team.erlan)
    address = DossierRow.objects.get(case=team.row).address
    for client in (outside, member):
        for source, subject, statement in (("plain", "p", "killing.died"), ("first", "helper", "n-secret")):
            more = {"key": "canary", "source": source, "subject": subject, "statement": statement}
            more |= {"address": address, "number": "1", "entry": "n-secret", "path": "en/index.html"}
            body = crawled(client, {**FILLED, **more, "language": "en", "to": "ru", "part": "1"})
            # Whoever may let a comment through reads it while it waits.
            waits = set() if client is outside else {LATE}
            assert [one for one in leaks(body) if one not in IN_THE_TEXT | waits] == [], subject
    for place in PLACES:
        body = member.get("/c/canary/search/", {"q": canary(place)}).content.decode()
        if place not in IN_THE_TEXT:
            assert leaks(re.sub(rf"{canary(place)}", "", body)) == [], place


def test_no_command_row_or_error_tells_it(team: Press) -> None:
    said: list[str] = []
    for words in (("ladder", "canary"), ("grid", "canary"), ("questions", "canary"), ("timeline", "canary")):
        for who in ((), ("--as", "erlan"), ("--as", "dina")):
            said += run(*words, "--json", *who)[1:]
    for about in ("helper", "named", "closed"):
        said += run("about", "canary", about, "--json", "--as", "erlan")[1:]
    said += run("release", "check", "canary", "--as", "erlan")[1:]
    rows = [str(one) for one in EventRow.objects.values_list("about", "action", "content")]
    jobs = [str(one) for one in JobRow.objects.values_list("kind", "message", "error", "result", "file")]
    assert leaks("\n".join([*said, *rows, *jobs])) == []
