"""Inflected names, by a table of forms that people write and by what must hold of every name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.names.declension import kazakh, russian
from aigaq.names.keys import keys, script_of, unmixed
from aigaq.names.parts import all_keys, kind_of, parts_of
from aigaq.names.respelling import SYSTEMS, romanised

RUSSIAN = {
    "Шенгелов": "Шенгелова Шенгелову Шенгеловым Шенгелове Шенгеловы Шенгеловых Шенгеловыми Шенгелова Шенгеловой",
    "Бетегеева": "Бетегееву Бетегеевой Бетегеевою Бетегеевы Бетегеевых Бетегеевым",
    "Саксаулин": "Саксаулина Саксаулину Саксаулиным Саксаулине Саксаулиных",
    "Ковыльский": "Ковыльского Ковыльскому Ковыльским Ковыльском Ковыльская Ковыльской Ковыльскую Ковыльских",
    "Терновый": "Тернового Терновому Терновым Терновом Терновая Терновую Терновых",
    "Полынец": "Полынца Полынцу Полынцем Полынце Полынцы",
    "Данияр": "Данияра Данияру Данияром Данияре",
    "Нургуль": "Нургули Нургулью Нургуль",
    "Игорь": "Игоря Игорю Игорем Игоре",
    "Сергей": "Сергея Сергею Сергеем Сергее",
    "Дмитрий": "Дмитрия Дмитрию Дмитрием Дмитрии",
    "Дана": "Даны Дане Дану Даной Даною",
    "Алия": "Алии Алию Алиёй Алией",
    "Лев": "Льва Льву Львом Льве",
    "Павел": "Павла Павлу Павлом Павле",
    "Сабыровна": "Сабыровны Сабыровне Сабыровну Сабыровной",
    "Сабырович": "Сабыровича Сабыровичу Сабыровичем Сабыровиче",
}
KAZAKH = {
    "Нұргүл": "Нұргүлдің Нұргүлге Нұргүлді Нұргүлде Нұргүлден Нұргүлмен Нұргүлдер Нұргүлім Нұргүлдікі",
    "Ебелеков": "Ебелековтің Ебелековке Ебелековті Ебелековтен Ебелековпен Ебелековтер Ебелековтердің",
    "Торғайотов": "Торғайотовтың Торғайотовқа Торғайотовты Торғайотовтан Торғайотовтар",
    "Дана": "Дананың Данаға Дананы Данадан Данамен Данам Данасы Данасына",
    "Талғат": "Талғаттың Талғатқа Талғатты Талғаттан Талғатпен Талғаттар Талғатым",
    "Айбек": "Айбектің Айбекке Айбекті Айбекпен Айбегі Айбегім Айбегіне",
    "Нұрлан": "Нұрланның Нұрланға Нұрланды Нұрланнан Нұрландар Нұрланымыз",
    "Гүлсім": "Гүлсімнің Гүлсімге Гүлсімді Гүлсімнен Гүлсіммен",
    "Азиз": "Азиздің Азизге Азизбен Азиздер",
    "Бетегеева": "Бетегееваның Бетегееваға Бетегеевамен Бетегеевалар Бетегеевалардың",
}
NAMES = st.sampled_from([*RUSSIAN, *KAZAKH, "Төлеген", "Щебенёв", "Жүсіп", "Әлия", "Хангелді", "Юсупов"])


@pytest.mark.parametrize("name", RUSSIAN)
def test_russian_forms_are_those_that_people_write(name: str) -> None:
    assert set(RUSSIAN[name].casefold().split()) - russian(name) == set()


@pytest.mark.parametrize("name", KAZAKH)
def test_kazakh_forms_follow_harmony_and_the_last_sound(name: str) -> None:
    assert set(KAZAKH[name].casefold().split()) - kazakh(name) == set()


def test_a_back_word_takes_no_front_endings() -> None:
    assert not {"талғаттің", "талғатке"} & kazakh("Талғат")
    assert not {"нұргүлдың", "нұргүлға"} & kazakh("Нұргүл")


@given(NAMES, st.sampled_from(SYSTEMS))
def test_a_name_and_its_romanisation_share_a_key(name: str, system: str) -> None:
    assert keys(name) & keys(romanised(name, system))


@given(NAMES, st.sampled_from(SYSTEMS), st.data())
def test_every_form_is_found_from_the_name_in_either_script(
    name: str, system: str, data: st.DataObject
) -> None:
    form = data.draw(st.sampled_from(sorted(russian(name) | kazakh(name))))
    # German ears write з and ш beside each other in a way that nobody can part again.
    heard = data.draw(st.sampled_from([one for one in SYSTEMS if one != "german"]))
    written = form if data.draw(st.booleans()) else romanised(form, heard)
    if len(form) > 3:
        assert keys(written) & all_keys(name)
        assert keys(written) & all_keys(romanised(name, system).title())


@given(st.text(max_size=30))
def test_any_text_has_keys_or_none_and_never_fails(text: str) -> None:
    assert all(keys(text))
    assert all(script_of(one) in ("Cyrl", "Latn", "mixed", "other") for one in unmixed(text))


@given(st.text(alphabet="абвгдежзиклмнопрстуфхцчшщыэюяәғқңөұүһі", min_size=1, max_size=12))
def test_a_word_of_one_script_is_left_as_it_is(word: str) -> None:
    assert unmixed(word) == (word,)
    assert word in russian(word) and word in kazakh(word)


def test_letters_of_another_script_do_not_hide_a_word() -> None:
    borrowed = "Бетегеева".replace("е", "e").replace("а", "a")
    assert script_of(borrowed) == "mixed"
    assert keys(borrowed) & keys("Бетегеева")


def test_parts_are_told_by_their_endings() -> None:
    assert parts_of("Н. Бетегеева") == ("Бетегеева",)
    assert [kind_of(one) for one in parts_of("Бетегеева Нұргүл Сабырқызы")] == [
        "surname",
        "given",
        "patronymic",
    ]
    assert [kind_of(one) for one in parts_of("Timur Torgaiotov")] == ["given", "surname"]


SPELLINGS = [
    "Төлегенова Тулегенова Tulegenova Tölegenova Toelegenowa",
    "Көкжусанова Кокжусанова Kokzhusanova Kökjusanova Kokschusanowa Kokžusanova",
    "Нұргүл Нургуль Нургул Nurgul Nurgül Nurgul'",
    "Щебенёв Щебенев Shchebenev Shchebenyov Ščebenëv Schtschebenew",
    "Жақсыбаев Жаксыбаев Zhaqsybaev Jaksybayev Dzhaksybaev Zhaksybaiev",
    "Оспанов Ospanov Ospanoff Ospanow",
    "Қаңтарбай Кантарбай Kantarbay Qañtarbai Kangtarbai",
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_spellings_of_one_name_share_a_key(spellings: str) -> None:
    first, *others = spellings.split()
    assert [one for one in others if not keys(one) & keys(first)] == []


@pytest.mark.parametrize("pair", ["Оспанов Османов", "Дана Дина", "Ерлан Нурлан", "Сериков Сексеулов"])
def test_other_names_share_none(pair: str) -> None:
    one, other = pair.split()
    assert not all_keys(one) & all_keys(other)
