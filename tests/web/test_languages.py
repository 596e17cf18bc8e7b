"""The account pages speak Kazakh too, where Django and allauth leave their strings empty."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from django.test import Client
from tests.web.cast import Cast

import aigaq.web

LOCALE = Path(aigaq.web.__path__[0]) / "locale" / "kk" / "LC_MESSAGES"


def test_the_compiled_words_are_those_of_the_text() -> None:
    with (LOCALE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    text = re.sub(r'"\n"', "", (LOCALE / "django.po").read_text(encoding="utf-8"))
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"', text, re.M)
    assert len(pairs) > 80
    for original, kazakh in pairs:
        assert kazakh and compiled.gettext(original) == kazakh


@pytest.mark.parametrize(
    "page", ["2fa/", "password/change/", "logout/", "2fa/totp/activate/", "reauthenticate/"]
)
def test_no_english_is_left_on_the_account_pages(cast: Cast, page: str) -> None:
    client = Client(headers={"accept-language": "kk"})
    client.force_login(cast.aigerim)
    client.cookies["django_language"] = "kk"
    text = client.get(f"/accounts/{page}", follow=True).content.decode()
    seen = re.sub(r"<script.*?</script>|<[^>]+>", " ", text, flags=re.S)
    english = re.findall(
        r"\b(?:Password|Sign Out|Activate|Change|Recovery|Security|Confirm|Authenticator|Enter)\b", seen
    )
    assert english == []
