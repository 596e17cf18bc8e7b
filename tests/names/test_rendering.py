"""How names must stand in a translation, in Latin letters, in Russian and in Kazakh."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.names.declension import kazakh, russian
from aigaq.names.rendering import Known, Names, Slip

NAMES = Names(
    [
        Known((("Marlen Kokpekov", None), ("Кокпеков Марлен", "ru"))),
        Known((("Nurgul Betegeeva", None), ("Нұргүл Бетегеева", "kk"))),
        Known((("Qanat Sekseulov", None),)),
        Known((("Ұлан Өтегенов", None),)),
    ]
)
RIGHT = [
    ("the killing of Marlen Kokpekov", "убийство Марлена Кокпекова", "ru"),
    ("the killing of Marlen Kokpekov", "Марлен Кокпековтің өлтірілуі", "kk"),
    ("Kokpekov's wife", "жена Кокпекова", "ru"),
    ("Кокпекова Марлена убили", "Marlen Kokpekov was killed", "en"),
    ("Кокпекова Марлена убили", "Марлен Кокпековті өлтірді", "kk"),
    ("the detention of Nurgul Betegeeva", "задержание Нургуль Бетегеевой", "ru"),
    ("the detention of Nurgul Betegeeva", "задержание Нургул Бетегеевой", "ru"),
    ("the detention of Nurgul Betegeeva", "Нұргүл Бетегееваның ұсталуы", "kk"),
    ("the death of Qanat Sekseulov", "смерть Каната Сексеулова", "ru"),
    ("the death of Qanat Sekseulov", "Қанат Сексеуловтің өлімі", "kk"),
    ("Ұлан Өтегеновті ұстады", "задержали Улана Отегенова", "ru"),
    ("Ұлан Өтегеновті ұстады", "Ulan Otegenov was detained", "en"),
    ("those who stood at the crossing", "стоявшие на переезде", "ru"),
]
WRONG = [
    ("the killing of Marlen Kokpekov", "убийство Марлена", "ru", Slip("missing", "Kokpekov", "Кокпеков")),
    (
        "the killing of Marlen Kokpekov",
        "убийство Марлена Кокпеккова",
        "ru",
        Slip("spelt", "Kokpekov", "Кокпеков", "Кокпеккова"),
    ),
    (
        "the killing of Marlen Kokpekov",
        "Марлен Көкпековтің өлтірілуі",
        "kk",
        Slip("spelt", "Kokpekov", "Кокпеков", "Көкпековтің"),
    ),
    (
        "Кокпекова Марлена убили",
        "Marlen Kokpekoff was killed",
        "en",
        Slip("spelt", "Кокпекова", "Kokpekov", "Kokpekoff"),
    ),
    (
        "the detention of Nurgul Betegeeva",
        "Нургул Бетегееваның ұсталуы",
        "kk",
        Slip("spelt", "Nurgul", "Нұргүл", "Нургул"),
    ),
    ("the death of Qanat Sekseulov", "Канат", "ru", Slip("missing", "Sekseulov", "Сексеулов")),
    ("Ұлан ұсталды", "he was detained", "en", Slip("missing", "Ұлан", "Ulan")),
]


@pytest.mark.parametrize(("original", "text", "to"), RIGHT)
def test_a_name_by_the_rule_stands_in_any_case_form(original: str, text: str, to: str) -> None:
    assert NAMES.slips(original, text, to) == ()


@pytest.mark.parametrize(("original", "text", "to", "slip"), WRONG)
def test_a_name_left_out_or_spelt_otherwise_is_told_with_its_form(
    original: str, text: str, to: str, slip: Slip
) -> None:
    assert NAMES.slips(original, text, to) == (slip,)


@pytest.mark.parametrize("to", ["en", "ru", "kk"])
@pytest.mark.parametrize("original", sorted({one[0] for one in RIGHT}))
def test_a_name_may_stay_as_it_is_in_the_original(original: str, to: str) -> None:
    assert NAMES.slips(original, original, to) == ()


@pytest.mark.parametrize("to", ["en", "ru", "kk"])
def test_what_is_offered_is_taken(to: str) -> None:
    for original in ("Marlen Kokpekov", "Nurgul Betegeeva", "Qanat Sekseulov", "Ұлан Өтегенов"):
        offered = " ".join(one.form for one in NAMES.slips(original, "–", to))
        assert NAMES.slips(original, offered, to) == () and (offered or to == "en" or original in offered)


@given(
    st.sampled_from(sorted(russian("кокпеков"))),
    st.sampled_from(sorted(kazakh("кокпеков"))),
)
def test_every_form_of_the_declensions_is_taken(in_russian: str, in_kazakh: str) -> None:
    assert NAMES.slips("Kokpekov was there", f"там {in_russian}", "ru") == ()
    assert NAMES.slips("Kokpekov was there", f"{in_kazakh} болды", "kk") == ()


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_the_rule_itself(original: str, text: str) -> None:
    for one in NAMES.slips(original, text, "ru"):
        assert one.original in original and one.form
