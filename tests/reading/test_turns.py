"""Who speaks: by labels, by questions, and as the case says; headings, the page's own lines, missing ends.

Invariant: turns are in order, do not overlap, and leave out no line that has words.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import BadValue, PlaceNotInSource
from aigaq.reading import read, with_turns
from aigaq.records.documents import Document, Turn, is_content, role_of, text_of


def plain(text: str) -> Document:
    return read(text.encode(), media_type="text/plain", charset="utf-8")


def roles(document: Document) -> str:
    """One letter a line: what a reader would pencil in the margin."""
    letters = {"interviewer": "q", "interviewee": "a", "furniture": "x", "citation": "c", None: "."}
    return "".join(
        letters.get(role := role_of(document, n + 1), (role or "?")[0]) for n in range(len(document.lines))
    )


INTERVIEW = (
    "How many were there?\n\nThree. I saw them.\n\nThey ran.\n\nWho opened the gate?\n\nThe guard did."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: Who?\nA: The guard.\nHe had the key.\nQ: When?\nA: At five.", "qaaqa"),
        ("Q. Who?\nA. The guard.\nQ. When?\nA. At five.", "qaqa"),
        ("Q1: Who?\nA1: The guard.\nQ2: When?\nA2: At five.", "qaqa"),
        ("Вопрос: Кто?\nОтвет: Охранник.", "qa"),
        ("Сұрақ: Кім?\nЖауап: Күзетші.", "qa"),
        (
            "**Interviewer:** Who?\n**Daulet:** The guard.\n**Interviewer:** When?\n**Daulet:** At five.",
            "qaqa",
        ),
        ("[REPORTER] WHO?\n[SERIKOV] THE GUARD.", "qa"),
        ("JUDGE: Who?\nSERIKOV: The guard.\nJUDGE: When?\nSERIKOV: At five.", "ssss"),
        ("Note: he left.\nSource: the guard.\nNote: again.", "bbb"),
        (INTERVIEW, "q.aaa.q.a"),
        ("An introduction by the paper.\n\n" + INTERVIEW, "b.q.aaa.q.a"),
        ("And so we ran.\n\n" + INTERVIEW, "a.q.aaa.q.a"),
        ("He left. Was it the guard? Who knows.\n\nNobody.\n\nNobody at all.", "bbbbb"),
    ],
)
def test_voices_are_suggested(text: str, expected: str) -> None:
    assert roles(plain(text)) == expected


def test_a_question_with_a_note_behind_it_still_asks() -> None:
    document = plain("Was it he? He denied it. Was it? [Note. He was heard on 4 May.]\n\nNo.\n\n" + INTERVIEW)
    assert role_of(document, 1) == "interviewer"


def test_half_questions_from_the_first_on_ask() -> None:
    document = plain("And the guard? Did he see it? You did not say.\n\nHe did.\n\n" + INTERVIEW)
    assert role_of(document, 1) == "interviewer"


def test_a_guess_is_called_a_guess_and_a_label_is_not() -> None:
    assert plain(INTERVIEW).warnings == ("turns-guessed",)
    assert plain("Q: Who?\nA: The guard.").warnings == ()


def guessed(document: Document) -> list[int]:
    return [n for turn in document.turns if turn.guessed for n in range(turn.first_line, turn.last_line + 1)]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Сұрақ: Кім?\nЖауап: Күзетші.\nАйыптаушы: Ол өлді.\nЖауап: Жоқ.", "q a s-1 a"),
        ("Q: Who?\nA: He.\nInterpreter: He says he.\nQ: When?", "q a s-1 q"),
        ("Вопрос: Кто?\nОтвет: Он.\nВопрос защитника: Когда?\nОтвет потерпевшей: В пять.", "q a q a"),
        ("Сұрақ: Кім?\nЖауап: Ол.\nТергеушінің сұрағы: Қашан?\nКуәнің жауабы: Бесте.", "q a q a"),
        (
            "AIGUL: He fell.\nRUSTEM: I saw.\nAIGUL: Yes.\nRUSTEM: Yes.",
            "s-1 s-2 s-1 s-2",
        ),
        ("SPEAKER 1: Who?\nSPEAKER 2: He.\nSPEAKER 1: When?", "s-1 s-2 s-1"),
        ("[00:01] Q: Who?\n[00:04] A: He.", "q a"),
        (
            "AIGUL (weeps): He fell.\nRUSTEM: I saw.\nAIGUL: Yes.\nRUSTEM: Yes.",
            "s-1 s-2 s-1 s-2",
        ),
        ("Witness 1: I saw.\nWitness 2: I too.\nJudge: Thank you.", "a-1 a-2 s-1"),
        ("س: من؟\nج: الحارس.\nالمترجم: قال الحارس.", "q a s-1"),
        ("Свидетель Дуйсен: Я видел.\nСвидетель Айман: И я.\nСудья: Когда?", "a-1 a-2 s-1"),
        ("Q: Who?\nA: He.\n[Duisen] came.\nA: Yes.", "q a a a"),
    ],
)
def test_whoever_has_a_label_has_a_voice(text: str, voices: str) -> None:
    document = plain(text)
    short = [str(role_of(document, n + 1)) for n in range(len(document.lines))]
    assert (
        " ".join(short).replace("interviewer", "q").replace("interviewee", "a").replace("speaker", "s")
        == voices
    )


def test_a_line_without_a_label_behind_one_that_has_it_is_a_guess() -> None:
    document = plain("Q: Who?\nA: The guard.\nHe had the key.\nQ: When?\nA: At five.")
    assert guessed(document) == [3] and document.warnings == ("turns-guessed",)


def test_a_name_that_stands_once_is_a_voice_as_a_guess() -> None:
    document = plain("Q: Who?\nA: The guard.\nDuisen: He lies.\nA: I do not.")
    assert role_of(document, 3) == "speaker-1" and guessed(document) == [3]
    assert document.warnings == ("turns-guessed", "label-once")


def test_a_bare_answer_where_two_answer_is_a_guess() -> None:
    document = plain("Ответ Дуйсена: Да.\nОтвет Айман: Нет.\nОтвет: Да.\nВопрос: Кто?")
    assert [role_of(document, n) for n in (1, 2, 3)] == ["interviewee-1", "interviewee-2", "interviewee"]
    assert guessed(document) == [3]


def test_the_note_of_a_translator_is_not_the_witness_speaking() -> None:
    document = plain("Вопрос: Кто?\nОтвет: Он.\nПримечание переводчика: плачет.\nБольше ничего.")
    assert [role_of(document, n) for n in (3, 4)] == ["body", "interviewee"] and guessed(document) == [3, 4]


def test_a_list_of_people_is_not_taken_for_a_talk_in_silence() -> None:
    assert guessed(plain("Mother: wounded.\nFather: dead.\nDoctor: missing.")) == [1, 2, 3]


def test_every_voice_found_by_questions_is_a_guess() -> None:
    assert guessed(plain("He ran. Who would not?\nThey shot. Can you imagine?\nHe fell.")) == [1, 2, 3]


def test_a_label_is_pinned_by_its_place() -> None:
    document = plain("Q: Who?\nA: The guard.")
    assert [text_of(document, turn.label) for turn in document.turns if turn.label] == ["Q", "A"]


def test_text_wrapped_at_a_fixed_width_is_no_interview() -> None:
    document = plain(
        "He asked me why the gate was open and who" + "\nhad the key. Did I know?\nHe asked who" * 6
    )
    assert set(roles(document)) == {"b"} and "hard-wrapped" in document.warnings


@pytest.mark.parametrize(
    "line",
    [
        "Print Share Comment",
        "Leave a Reply",
        "To access this feature you must login or create an account.",
        "This website uses cookies to make it better.",
        "Поделиться Распечатать",
        "Оставить комментарий",
        "Мы используем cookie.",
        "Пікір қалдыру",
        "Бөлісу Басып шығару",
        "Барлық құқықтар қорғалған.",
    ],
)
def test_the_pages_own_lines_are_furniture(line: str) -> None:
    document = plain(f"The gate at Tasqora\n\nHe opened it.\n\n{line}")
    assert roles(document) == "h.b.x" and not is_content(document, 5)


TITLE = "The gate at Tasqora, ten years on"


@pytest.mark.parametrize(
    "line",
    [
        f"Daily (2031) » {TITLE}. Retrieved from",
        f"“{TITLE}.” Daily - Sunday January 12, 2031,",
        f"Daily » {TITLE}., viewed 2031-05-04,",
        "Daily. [Internet]. Available from:",
        f"{TITLE} | Daily | 2031-05-04",
        "Тасқора. [Электронный ресурс]. Дата обращения: 04.05.2031",
        "Тасқора. [Электрондық ресурс]. Қаралған күні: 04.05.2031",
    ],
)
def test_citation_lines_are_no_content(line: str) -> None:
    document = plain(f"{TITLE}\n\nHe opened it.\n\n{line}")
    assert roles(document) == "h.b.c" and document.title == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "The papers were retrieved from the morgue.",
        "He viewed the body at noon.",
        "We comment on this below.",
        "Share.",
        "The judge accessed the files in May.",
        "He said that all rights reserved to the guard were void.",
        "Divers retrieved 12 boats from the lake.",
        "The father viewed 3 May, a day of mourning, as the end.",
        "We accessed 4 cells in June 2031 with the key of the guard.",
        f"Everybody remembers {TITLE} and the June of 2031.",
        f"{TITLE} were still counted in 2031, says the clerk.",
        f"In {TITLE}, nine had died by 2031, says the clerk.",
    ],
)
def test_what_a_witness_says_is_not_taken_for_the_pages_own(line: str) -> None:
    assert is_content(plain(f"{TITLE}\n\nHe opened it.\n\n{line}"), 5)


def test_headings_stand_apart_and_are_content() -> None:
    document = plain(f"{TITLE}\n\nHe opened it.\n\nThe day after. What the guards said\n\nNothing.\n\nYes")
    assert roles(document) == "h.b.h.bbb" and is_content(document, 5)


def test_a_word_of_the_tools_behind_a_question_is_the_answer() -> None:
    assert roles(plain("Where were you?\n\nHome\n\nWhere was he?\n\nSearch me.")) == "q.a.q.a"


def test_a_short_answer_is_no_heading() -> None:
    assert roles(plain("Were you there?\n\nYes\n\nDid he see you?\n\nNo.")) == "q.a.q.a"


@pytest.mark.parametrize(
    ("start", "missing"),
    [
        ("What’s more, they ran.", True),
        ("and then they ran.", True),
        ("… they ran.", True),
        ("Но они ушли.", True),
        ("А, кроме того, ушли.", True),
        ("Сондай-ақ олар кетті.", True),
        ("Ал олар кетті.", True),
        ("“But they ran.”", True),
        ("Andrei ran.", False),
        ("Они ушли.", False),
        ("Алма кетті.", False),
    ],
)
def test_a_start_in_the_middle_is_seen(start: str, missing: bool) -> None:
    assert plain(f"{start} It was May.").start_missing is missing


@pytest.mark.parametrize(
    ("end", "missing"),
    [("He left.", False), ("He left", True), ("He left...", True), ("He “left.”", False), ("Он ушёл…", True)],
)
def test_an_end_in_the_middle_is_seen(end: str, missing: bool) -> None:
    assert plain(f"It was May. {end}").end_missing is missing


def test_a_last_question_without_an_answer_is_a_missing_end() -> None:
    assert plain(INTERVIEW + "\n\nAnd then?").end_missing


def test_a_transcript_that_begins_with_an_answer_lacks_its_start() -> None:
    assert plain("A: The guard.\nQ: When?\nA: At five.").start_missing


def test_the_case_overrules_the_guess() -> None:
    document = with_turns(plain(INTERVIEW), [Turn("asker", 7, 7), Turn("judge", 1, 1)])
    assert [role_of(document, line) for line in (1, 3, 5, 7, 9)] == [
        "judge",
        "interviewee",
        "interviewee",
        "asker",
        "interviewee",
    ]
    assert document.warnings == ()


def test_a_stated_turn_may_lie_within_a_guessed_one() -> None:
    document = with_turns(plain("One.\nTwo.\nThree."), [Turn("judge", 2, 2)])
    assert [(turn.role, turn.first_line, turn.last_line) for turn in document.turns] == [
        ("body", 1, 1),
        ("judge", 2, 2),
        ("body", 3, 3),
    ]


def test_turns_that_share_a_line_are_refused() -> None:
    with pytest.raises(BadValue):
        with_turns(plain(INTERVIEW), [Turn("asker", 1, 3), Turn("judge", 3, 5)])


def test_a_turn_beyond_the_text_is_refused() -> None:
    with pytest.raises(PlaceNotInSource):
        with_turns(plain(INTERVIEW), [Turn("asker", 1, 99)])


LINE = st.sampled_from(
    ["", "Who?", "He did.", "Q: Who?", "A: He.", "A title", "Leave a Reply", "JUDGE: Yes.", "  "]
)


@given(st.lists(LINE, max_size=15))
def test_turns_cover_every_line_with_words_once(lines: list[str]) -> None:
    document = plain("\n".join(lines))
    edges = [line for turn in document.turns for line in (turn.first_line, turn.last_line)]
    assert edges == sorted(edges) and len({turn.first_line for turn in document.turns}) == len(document.turns)
    assert all(role_of(document, n) is not None for n, line in enumerate(lines, start=1) if line.strip())
