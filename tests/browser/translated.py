"""A published dossier with people who translate it, served. Invariant: it is gone when the tests are over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module

from playwright.sync_api import Browser, Page
from tests.browser.ownsite import ROOT, serve, site_of

DONE = {
    "case:title": ("Аксай өткелі (ойдан шығарылған іс)", "checked"),
    "question:q-what:ask": ("өткелде не болды", "unchecked"),
    "question:q-order:ask": ("бұйрықты кім берді", "machine"),
    "question:q-captain:ask": ("бұйрықты капитан берді ме", "stale"),
}
"""Paragraphs in Kazakh that are there from the beginning, in each state."""


@dataclass(frozen=True, slots=True)
class Translated:
    """Where the site is, the dossier below it, and the sign-in of each of the team."""

    site: str
    dossier: str
    sessions: dict[str, str]

    def page_of(self, browser: Browser, who: str | None = None, **kept: object) -> Page:
        """A page of somebody who is signed in, or of a reader who is nobody."""
        context = browser.new_context(base_url=self.site, **kept)  # type: ignore[arg-type]  # options as they are
        if who is not None:
            context.add_cookies([{"name": "session", "value": self.sessions[who], "url": self.site}])
        return context.new_page()


@contextmanager
def translated() -> Iterator[Translated]:
    """Publish, translate a little, serve, and take everything away at the end of the block."""
    with site_of("tests.browser.translated") as (site, told):
        yield Translated(site, **told)


def _publish() -> dict[str, object]:
    """The sample, published by the actions that people use, with some of it in Kazakh."""
    cast, editing = import_module("tests.web.cast"), import_module("tests.web.editing")
    people = cast.assembled()
    press = editing.press(people)
    row, _ = import_module("aigaq.web.casebook.commands").import_folder(
        people.aigerim, ROOT / "samples" / "aqsai", at=cast.AT
    )
    people.let_in(people.bolat, "coder", row)
    for one in (press.saule, press.erlan):
        people.let_in(one, "reviewer", row)
    dina = people.dina
    people.let_in(dina, "translator", row)
    asked = import_module("aigaq.web.publish.queries").Imprint(publisher="The commission")
    first = editing.Press(people, press.saule, press.erlan, row).published(asked)
    _translate(dina, press.saule, row, cast.AT)
    client = import_module("django.test").Client
    sessions = {}
    for who in (people.aigerim, people.bolat, dina, press.saule):
        browser = client()
        browser.force_login(who)
        sessions[who.get_username()] = browser.cookies["session"].value
    return {"dossier": f"/d/{first.dossier.address}/", "sessions": sessions}


def _translate(writer: object, checker: object, row: object, at: object) -> None:
    """Each paragraph of `DONE` in its state; what is stale was made of other words than stand there."""
    acting = import_module("aigaq.web.translate.actions")
    rows = import_module("aigaq.web.models").TranslationRow
    for unit, (text, state) in DONE.items():
        listed = [acting.NewTranslation(unit, text)]
        done = acting.save(
            writer, "aqsai", "kk", listed, at=at, credit="Г. Сәрсенова", machine=state == "machine"
        )
        assert done.kept == 1, done.refused
        last = rows.objects.get(unit=unit)
        if state == "checked":
            acting.check(checker, "aqsai", "kk", last.pk, at=at)
        if state == "stale":
            rows.objects.filter(pk=last.pk).update(original="0" * 64)


if __name__ == "__main__":
    serve(_publish)
