"""What the team and readers see of translations: nothing protected, nothing sealed, no id of the house."""

from __future__ import annotations

from random import Random

import pytest
from django.test import Client
from tests.web.cast import AT, Cast
from tests.web.published import ADDRESS, safeguarded
from tests.web.translating import (
    KEY,
    NOT_RU,
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
    NamesProtected,
    NotAllowed,
    NotFound,
)
from aigaq.web.models import EventRow, TranslationRow
from aigaq.web.publish.actions import draft
from aigaq.web.publish.queries import Imprint
from aigaq.web.store.log import content_of
from aigaq.web.translate.actions import NewTranslation, save
from aigaq.web.translate.queries import board


def test_who_may_know_is_told_of_a_protected_name_and_nothing_is_kept(cast: Cast, unit: str) -> None:
    safeguarded(cast.row, names=("Sholpan Zhumagulova",))
    told = saved(cast, unit, "Шолпан Жумагулова видела.")
    assert [type(error) for _, error in told.refused] == [NamesProtected]
    assert not TranslationRow.objects.exists()


def test_who_may_not_know_writes_on_and_nobody_else_reads_it(cast: Cast, unit: str) -> None:
    bolat = let_translate(cast)
    safeguarded(cast.row, names=("Sholpan Zhumagulova",), compartment="closed")
    before = public()
    assert saved(cast, unit, "Шолпан Жумагулова видела.", by=bolat).kept == 1
    assert public() == before
    assert piece(cast, unit, by=bolat).state == "unchecked" and not piece(cast, unit, by=bolat).held
    assert piece(cast, unit).state == "untranslated"


def test_a_name_protected_later_leaves_the_page(cast: Cast, unit: str) -> None:
    before = public()
    saved(cast, unit, "Шолпан Жумагулова видела.")
    assert "Шолпан" in public()
    safeguarded(cast.row, names=("Sholpan Zhumagulova",))
    assert public() == before


def test_a_name_in_the_credit_is_looked_for_too(cast: Cast, unit: str) -> None:
    safeguarded(cast.row, names=("Sholpan Zhumagulova",), compartment="closed")
    save(cast.aigerim, KEY, TO, [NewTranslation(unit, "Слова.")], credit="Шолпан Жумагулова", at=AT)
    assert "Шолпан" not in public()


def test_readers_get_the_same_bytes_whatever_is_sealed(cast: Cast, unit: str) -> None:
    saved(cast, unit, "Слова.")
    before = public()
    cast.seal("subject", "daulet")
    cast.seal("source", "talk")
    assert public() == before


def test_a_draft_that_tells_what_was_sealed_since_is_not_shown(cast: Cast) -> None:
    draft(cast.aigerim, cast.row, Imprint(), at=AT, rng=Random(1))
    assert board(cast.bolat, KEY, TO).edition is not None
    cast.seal("subject", "daulet")
    assert board(cast.bolat, KEY, TO).edition is None


def test_each_role_translates_or_only_reads(cast: Cast, unit: str) -> None:
    for role, may in (("translator", True), ("reviewer", True), ("reader", False), ("coder", False)):
        who = let_translate(cast, role)
        if may:
            assert save(who, KEY, TO, [NewTranslation(unit, f"Слова: {role}.")], at=AT).kept == 1
            continue
        with pytest.raises(NotAllowed):
            save(who, KEY, TO, [NewTranslation(unit, "Слова.")], at=AT)
        assert board(who, KEY, TO).may is False
    with pytest.raises(NotFound):
        save(cast.dina, KEY, TO, [NewTranslation(unit, "Слова.")], at=AT)


def test_the_case_does_not_move_and_the_log_tells_units_alone(cast: Cast, unit: str) -> None:
    cast.row.refresh_from_db()
    version = cast.row.version
    saved(cast, unit, "Тайные слова.")
    cast.row.refresh_from_db()
    last = EventRow.objects.order_by("-seq").first()
    assert last is not None and (last.action, last.about) == ("translation.written", f"{TO}:{unit}")
    assert last.content == content_of(None)
    assert cast.row.version == version


def test_a_machine_is_named_as_one(cast: Cast, unit: str) -> None:
    save(cast.aigerim, KEY, TO, [NewTranslation(unit, "Слова машины.")], at=AT, machine=True)
    page = public()
    assert 'data-state="machine"' in page and "machine, unchecked" in page


def test_reading_takes_no_account_and_sets_no_cookie(cast: Cast, unit: str) -> None:
    answer = Client().get(f"/d/{ADDRESS}/kk/translation/ru/")
    assert answer.status_code == 200 and not answer.cookies
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert '<html lang="kk"' in answer.content.decode()


def test_no_id_of_the_house_stands_on_the_public_page(cast: Cast, unit: str) -> None:
    page = public()
    assert all(one.paragraph.unit not in page for one in board(cast.aigerim, KEY, TO).pieces)


def test_a_form_keeps_what_is_right_and_gives_back_what_is_wrong(cast: Cast, unit: str) -> None:
    named = unit_with(cast, "Marat")
    rows = {"unit-1": unit, "text-1": "Верно.", "unit-2": named, "text-2": "Без имени.", "credit": "А. А."}
    answer = client_of(cast.aigerim).post(f"/c/{KEY}/translations/{TO}/", rows)
    page = answer.content.decode()
    assert answer.status_code == 400 and "Без имени." in page and "Марат" in page
    assert [one.text for one in TranslationRow.objects.all()] == ["Верно."]
    assert "А. А." in public()


def test_a_stale_field_sent_back_untouched_confirms_nothing(cast: Cast, unit: str) -> None:
    saved(cast, unit, "Слова.")
    changed(cast, unit, "other words")
    client = client_of(cast.aigerim)
    rows = {"unit-1": unit, "text-1": "Слова.", "before-1": str(newest(cast, unit).pk)}
    client.post(f"/c/{KEY}/translations/{TO}/", rows)
    assert piece(cast, unit).state == "stale"
    client.post(f"/c/{KEY}/translations/{TO}/", {**rows, "confirm": unit})
    assert piece(cast, unit).state == "unchecked"


def test_every_state_can_be_asked_for(cast: Cast, unit: str) -> None:
    saved(cast, unit, "Слова.")
    client = client_of(cast.aigerim)
    for state, there in (("unchecked", True), ("checked", False), ("untranslated", False)):
        page = client.get(f"/c/{KEY}/translations/{TO}/?state={state}").content.decode()
        assert (f'value="{unit}"' in page) is there, state


def test_without_an_edition_there_is_nothing_to_translate(cast: Cast) -> None:
    page = client_of(cast.aigerim).get(f"/c/{KEY}/translations/{TO}/")
    assert page.status_code == 200 and "no edition to translate" in page.content.decode()
    assert Client().get(f"/d/{ADDRESS}/en/translation/ru/").status_code == 404
    assert NOT_RU not in page.content.decode()
