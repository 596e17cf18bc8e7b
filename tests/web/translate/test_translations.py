"""Translations of a dossier: who writes, who checks, what is stale, what is refused."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.cast import AT, Cast
from tests.web.published import ADDRESS, published
from tests.web.translating import (
    KEY,
    TO,
    changed,
    client_of,
    let_translate,
    newest,
    piece,
    public,
    saved,
    unit_with,
)

from aigaq.errors import (
    AigaqError,
    BadValue,
    MissingField,
    NameNotByRule,
    NotFound,
    OwnTranslation,
    ParagraphGone,
    SameLanguage,
    Stale,
    TooLarge,
)
from aigaq.web.models import TranslationRow
from aigaq.web.translate.actions import NewTranslation, check, save
from aigaq.web.translate.queries import board


def test_a_translation_is_kept_unchecked_and_read_so(cast: Cast, unit: str) -> None:
    assert saved(cast, unit, "Перевод один.").kept == 1
    assert piece(cast, unit).state == "unchecked"
    page = public()
    assert "Перевод один." in page and 'data-state="unchecked"' in page


def test_each_version_is_a_row_and_the_earlier_ones_stay(cast: Cast, unit: str) -> None:
    for words in ("Первый.", "Второй.", "Третий."):
        saved(cast, unit, words)
    assert [one.text for one in piece(cast, unit).versions] == ["Первый.", "Второй.", "Третий."]
    assert "Третий." in public() and "Второй." not in public()


def test_saving_the_same_twice_is_saving_once(cast: Cast, unit: str) -> None:
    saved(cast, unit, "Одно и то же.")
    again = saved(cast, unit, "Одно  и то же.")
    assert (again.kept, again.same) == (0, 1) and TranslationRow.objects.count() == 1


def test_two_who_wrote_at_once_are_told(cast: Cast, unit: str) -> None:
    saved(cast, unit, "Раньше.")
    late = save(cast.aigerim, KEY, TO, [NewTranslation(unit, "Позже.", before=None)], at=AT)
    assert isinstance(late.refused[0][1], Stale) and newest(cast, unit).text == "Раньше."


def test_somebody_else_checks_and_never_the_writer(cast: Cast, unit: str) -> None:
    bolat = let_translate(cast)
    saved(cast, unit, "Слова.")
    last = newest(cast, unit)
    with pytest.raises(OwnTranslation):
        check(cast.aigerim, KEY, TO, last.pk, at=AT)
    check(bolat, KEY, TO, last.pk, at=AT)
    now = piece(cast, unit)
    assert (now.state, newest(cast, unit).checked_by, newest(cast, unit).by) == (
        "checked",
        "bolat",
        "aigerim",
    )
    assert 'data-state="checked"' in public() and len(now.versions) == 2


def test_a_checked_one_that_is_rewritten_is_unchecked_again(cast: Cast, unit: str) -> None:
    bolat = let_translate(cast)
    saved(cast, unit, "Слова.")
    check(bolat, KEY, TO, newest(cast, unit).pk, at=AT)
    saved(cast, unit, "Другие слова.")
    assert piece(cast, unit).state == "unchecked"


def test_what_is_not_the_newest_any_more_cannot_be_checked(cast: Cast, unit: str) -> None:
    bolat = let_translate(cast)
    saved(cast, unit, "Слова.")
    old = newest(cast, unit).pk
    saved(cast, unit, "Другие слова.")
    with pytest.raises(Stale):
        check(bolat, KEY, TO, old, at=AT)


def test_a_changed_original_makes_it_stale_and_its_return_does_not(cast: Cast, unit: str) -> None:
    words = piece(cast, unit).paragraph.words
    saved(cast, unit, "Слова.")
    changed(cast, unit, "quite other words")
    now = piece(cast, unit)
    assert now.state == "stale" and now.was is not None and now.was.words == words
    changed(cast, unit, words)
    assert piece(cast, unit).state == "unchecked"


def test_words_of_a_stale_translation_are_not_shown_to_readers(cast: Cast, unit: str) -> None:
    saved(cast, unit, "Учитель школы номер пять.")
    assert "Учитель" in public()
    changed(cast, unit, "somebody")
    page = public()
    assert 'data-state="stale"' in page and "Учитель" not in page


def test_a_stale_one_that_is_right_is_confirmed_by_saving_it_again(cast: Cast, unit: str) -> None:
    saved(cast, unit, "Слова.")
    changed(cast, unit, "other words")
    saved(cast, unit, "Слова.")
    assert piece(cast, unit).state == "unchecked"


def test_what_was_translated_of_other_words_is_refused(cast: Cast, unit: str) -> None:
    digest = piece(cast, unit).paragraph.digest
    changed(cast, unit, "other words")
    late = save(cast.aigerim, KEY, TO, [NewTranslation(unit, "Слова.", original=digest)], at=AT)
    assert isinstance(late.refused[0][1], Stale)


BAD: list[tuple[str, type[AigaqError]]] = [
    ("", MissingField),
    ("   \n ", MissingField),
    ("а" * 1_000_000, TooLarge),
    ("а" + "\u0301" * 1_000_000, TooLarge),
    ("сло" + "\u0301" * 9 + "во", BadValue),
    ("сло\x00во", BadValue),
    ("сло\x1bво", BadValue),
    ("\u202eолс", BadValue),
]


@pytest.mark.parametrize(("words", "error"), BAD, ids=[str(number) for number in range(len(BAD))])
def test_what_is_no_paragraph_is_refused_by_one_sentence(
    cast: Cast, unit: str, words: str, error: type[AigaqError]
) -> None:
    told = saved(cast, unit, words)
    assert [type(one) for _, one in told.refused] == [error] and not TranslationRow.objects.exists()


def test_what_looks_like_html_stays_words(cast: Cast, unit: str) -> None:
    saved(cast, unit, "<script>alert(1)</script>")
    for page in (public(), client_of(cast.aigerim).get(f"/c/{KEY}/translations/{TO}/").content.decode()):
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_a_paragraph_that_is_gone_is_told_and_the_others_are_kept(cast: Cast, unit: str) -> None:
    told = save(
        cast.aigerim,
        KEY,
        TO,
        [NewTranslation("source:none:L9", "Слова."), NewTranslation(unit, "Другие.")],
        at=AT,
    )
    assert told.kept == 1 and [type(error) for _, error in told.refused] == [ParagraphGone]


def test_a_paragraph_in_that_language_already_is_refused(cast: Cast, unit: str) -> None:
    told = save(cast.aigerim, KEY, "en", [NewTranslation(unit, "Words.")], at=AT)
    assert [type(error) for _, error in told.refused] == [SameLanguage]


def test_a_language_that_is_none_of_ours_is_not_found(cast: Cast, unit: str) -> None:
    with pytest.raises(NotFound):
        board(cast.aigerim, KEY, "xx")
    assert Client().get(f"/d/{ADDRESS}/en/translation/xx/").status_code == 404
    assert Client().get(f"/d/{ADDRESS}/xx/translation/ru/").status_code == 404


def test_names_stand_by_rule_or_as_in_the_original(cast: Cast) -> None:
    published(cast.row)
    unit = unit_with(cast, "Marat")
    told = saved(cast, unit, "Кто-то другой.")
    assert [type(error) for _, error in told.refused] == [NameNotByRule]
    assert "Марат" in str(told.refused[0][1].parameters["names"])
    assert saved(cast, unit, "О Марате Оспанове.").kept == 1
    assert saved(cast, unit, "О Marat Ospanov.").kept == 1
