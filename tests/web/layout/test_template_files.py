"""What is sent of our templates. Invariant: no word and no blank between words is lost with the indentation."""

from __future__ import annotations

from pathlib import Path

from django.template import Engine
from django.test import Client


def test_a_page_is_sent_without_the_indentation_of_its_template() -> None:
    page = Client().get("/keys/").content.decode()
    assert [line for line in page.splitlines() if line.startswith((" ", "\t"))] == []
    assert '<a class="skip" href="#main">' in page and "\n<title>" in page


def test_a_line_break_stays_a_blank_between_words() -> None:
    template = Engine.get_default().get_template("layout/base.html")
    written = Path(template.origin.name).read_text(encoding="utf-8")
    assert template.source.split() == written.split() and len(template.source) < len(written)
