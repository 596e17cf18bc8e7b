"""Words of a protected passage are found where they stand again, and common words are nobody's."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.protection.passages import WordRuns

LINE = "A guard with a scarred left thumb opened the back gate for us that evening."


@pytest.mark.parametrize(
    "text",
    [
        LINE.upper(),
        "He told me: a guard with a scarred left thumb was there.",
        "a guard with a scarred\nleft thumb opened",
        "nothing here.\nThe scarred left thumb open\u00aded, the back gate \u2013 for us.",
        "scarred, left; thumb (opened)",
        "a guard with a scar-\nred left thumb opened the back gate",
        "\uff53\uff43\uff41\uff52\uff52\uff45\uff44 left thumb opened",
    ],
)
def test_four_words_of_a_passage_are_found_however_they_are_set(text: str) -> None:
    assert WordRuns([LINE]).found_in(text)


@pytest.mark.parametrize(
    "text",
    ["", "He was there for us that evening.", "A guard opened a gate.", "the left thumb, and scarred", "…"],
)
def test_words_that_anybody_uses_are_nobodys(text: str) -> None:
    assert not WordRuns([LINE]).found_in(text)


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        (
            "Күзетші бізге артқы қақпаны ашып берді, сол қолы күйген.",
            "иә, КУЗЕТШІ бізге артқы қақпаны ашып берді",
        ),
        ("Сержант с обожжённой левой рукой пропустил раненых", "с обожженной левой рукой пропустил"),
        ("他是村子对岸的警卫他的左手有烧伤的痕迹", "有人说他的左手有烧伤的痕迹。"),
        ("الحارس ذو اليد اليسرى المحروقة فتح لنا الباب", "قال: اليد اليسرى المحروقة فتح لنا"),
        ("ผู้คุมที่มือซ้ายมีแผลไหม้เปิดประตูให้เรา", "เขาบอกว่ามือซ้ายมีแผลไหม้เปิดประตู"),
    ],
)
def test_passages_in_other_scripts_are_found(passage: str, text: str) -> None:
    assert WordRuns([passage]).found_in(text)
    assert not WordRuns([passage]).found_in("?")


def test_a_passage_without_a_run_of_its_own_is_found_where_it_stands_whole() -> None:
    runs = WordRuns(["It was he who did it."])
    assert runs.found_in("I know. It was he who did it! So.")
    assert not runs.found_in("It was he who came.")
    assert not WordRuns(["No.", "", "He did."])


def test_words_of_labels_that_are_told_make_no_run_unless_a_label_repeats_the_passage() -> None:
    passage = "Soldiers stood at the canal bridge in Aqsai."
    told = ["the canal bridge", "Aqsai"]
    assert WordRuns([passage]).found_in("He fell at the canal bridge")
    assert not WordRuns([passage], told=told).found_in("He fell at the canal bridge in Aqsai")
    repeats = "where soldiers stood at the canal bridge"
    assert WordRuns([passage], told=[*told, repeats]).found_in(repeats)


def test_a_whole_text_is_found_by_eight_words_and_not_by_four() -> None:
    runs = WordRuns([], texts=[LINE])
    assert runs.found_in(f"So: {LINE}")
    assert not runs.found_in("scarred left thumb opened a door somewhere")


def test_the_line_is_told_and_none_where_it_runs_over_several() -> None:
    assert WordRuns([LINE]).line(f"one\ntwo {LINE}") == 2
    assert WordRuns([LINE]).line("scarred left\nthumb opened") is None


IN_SCRIPTS = (
    "A baker with one green eye hid the lists under the floor.",
    "Пекарь с одним зелёным глазом спрятал списки под полом.",
    "Көзінің бірі жасыл наубайшы тізімдерді еденнің астына жасырды.",
    "أخفى الخباز ذو العين الخضراء القوائم تحت أرضية المخزن القديم.",
    "一只眼睛是绿色的面包师把名单藏在地板下面。",
    "एक हरी आँख वाले नानबाई ने सूचियाँ फ़र्श के नीचे छिपाईं।",
    "ერთი მწვანე თვალის მქონე მცხობელმა სიები იატაკის ქვეშ დამალა.",
)


def _cut(text: str, sign: str) -> str:
    """A text with a sign in the middle of each longer word."""
    return " ".join(
        f"{one[: len(one) // 2]}{sign}{one[len(one) // 2 :]}" if len(one) > 3 else one
        for one in text.split(" ")
    )


@pytest.mark.parametrize("passage", IN_SCRIPTS)
def test_a_passage_is_found_whatever_stands_between_its_letters(passage: str) -> None:
    words = passage.split(" ")
    disguised = [
        *(
            _cut(passage, sign)
            for sign in ("-\r\n", "\u2013\n", "\u00ac\n", "-\n> ", "\n", "\u2060", "\ufeff")
        ),
        *(_cut(passage, sign) for sign in ("\u200f", "\u0640", "'", "[12]", "\u00b9")),
        "\n".join(f"{number} {word}" for number, word in enumerate(words, 14)),
        " ".join(passage),
        passage.replace(" ", "&nbsp;"),
        " ".join(f"<b>{word}</b>" for word in words),
        quote(passage),
    ]
    assert [
        text for text in disguised if not WordRuns([passage]).found_in(f"He said. {text} So it was.")
    ] == []


def test_letters_of_another_alphabet_that_look_alike_are_the_same() -> None:
    assert WordRuns([LINE]).found_in(LINE.translate(str.maketrans("aeocp", "аеоср")))


def test_words_of_a_script_with_vowel_signs_are_not_cut_by_them() -> None:
    passage = "बेकरी की छत पर कबूतर पालने वाले लंगड़े मुंशी ने तहखाना खोला।"
    assert WordRuns([passage]).found_in("कहा: कबूतर पालने वाले लंगड़े मुंशी।")
    assert not WordRuns([passage]).found_in("छत पर एक आदमी था।")


def test_what_is_told_on_purpose_is_no_run_letter_by_letter_either() -> None:
    runs = WordRuns(
        ["a baker with one green eye hid lists beneath floorboards"], but=["a baker with one green eye"]
    )
    assert not runs.found_in("a baker with one gre\nen eye")
    assert runs.found_in("hid lis\nts beneath floorboards")


WORDS = st.lists(st.text("абвгдеabcdefğшқң", min_size=4, max_size=9), min_size=4, max_size=12, unique=True)


@given(WORDS, st.text(max_size=20), st.text(max_size=20))
def test_a_passage_is_found_in_any_text_that_repeats_it(words: list[str], before: str, after: str) -> None:
    passage = " ".join(words)
    assert WordRuns([passage]).found_in(f"{before} {passage} {after}")
