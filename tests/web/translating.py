"""Builders for translations. Invariant: everything is written by the actions that people use."""

from __future__ import annotations

import json

from django.test import Client
from tests.web.cast import AT, Cast, account
from tests.web.published import ADDRESS

from aigaq.dossier.drafts import digest
from aigaq.web.models import Account, ReleaseRow
from aigaq.web.models.releases import CURRENT, SUPERSEDED
from aigaq.web.team import actions as team_actions
from aigaq.web.translate.actions import NewTranslation, Outcome, save
from aigaq.web.translate.queries import Piece, Version, board

KEY, TO = "tasqora", "ru"
NOT_RU = 'name="text-1"'


def saved(cast: Cast, unit: str, words: str, *, by: Account | None = None) -> Outcome:
    """One paragraph, by Aigerim where nobody else is named."""
    return save(by or cast.aigerim, KEY, TO, [NewTranslation(unit, words)], at=AT)


def piece(cast: Cast, unit: str, *, by: Account | None = None) -> Piece:
    """One paragraph as somebody sees it."""
    return next(one for one in board(by or cast.aigerim, KEY, TO).pieces if one.paragraph.unit == unit)


def newest(cast: Cast, unit: str) -> Version:
    """The last version of a paragraph, which is there."""
    last = piece(cast, unit).last
    assert last is not None
    return last


def unit_with(cast: Cast, word: str) -> str:
    """A label or value: with a word, or without a capital letter where the word is `no`."""
    listed = [one.paragraph for one in board(cast.aigerim, KEY, TO).pieces]
    listed = [one for one in listed if not one.unit.startswith("source")]
    fit = [one for one in listed if (one.words.islower() if word == "no" else word in one.words)]
    return fit[0].unit


def let_translate(cast: Cast, role: str = "translator") -> Account:
    """Bolat, in another role; or one of each role where he has it."""
    if role == "translator":
        team_actions.give_role(cast.aigerim, cast.row, username="bolat", role=role, at=AT)
        return cast.bolat
    who = account(role)
    cast.let_in(who, role)
    return who


def changed(cast: Cast, unit: str, words: str) -> ReleaseRow:
    """The next edition, in which one paragraph reads otherwise."""
    old = ReleaseRow.objects.get(dossier__case=cast.row, state=CURRENT)
    was = piece(cast, unit).paragraph.words
    content = old.content.replace(json.dumps(was, ensure_ascii=False), json.dumps(words, ensure_ascii=False))
    assert content != old.content
    ReleaseRow.objects.filter(pk=old.pk).update(state=SUPERSEDED)
    return ReleaseRow.objects.create(
        dossier=old.dossier,
        number=old.number + 1,
        title=old.title,
        language=old.language,
        state=CURRENT,
        content=content,
        digest=digest(content),
        drafted_by="bolat",
        drafted_at=AT,
        published_at=AT,
    )


def client_of(who: Account) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(who)
    return client


def public(to: str = TO) -> str:
    """What every reader sees."""
    return Client().get(f"/d/{ADDRESS}/en/translation/{to}/").content.decode()
