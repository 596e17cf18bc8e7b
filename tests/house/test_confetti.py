"""What is read together stands together, under names that a searcher would type.

Invariant: no habit of `ratchet.yaml` grows. What a test here asks for is written in `CONTRIBUTING.md`, "How we write".
"""

from __future__ import annotations

import ast

import pytest
import yaml
from tests.house import measures, ratchet, test_features, test_sizes, tree

ADVICE = {
    "any-in-views": "name the type: a view model, or what the query returns",
    "short-functions-called-once": "write it into its caller",
    "pronouns": "name the noun: statement, person, row, reason",
    "free-relatives": "say what the thing is, subject first",
    "modules-with-one-importer": "join it with its importer, or name it with its reason in one_importer.yaml",
    "classes-named-twice": "qualify the name: SourceRow, CountRow",
}


@pytest.mark.parametrize("habit", sorted(ADVICE))
def test_no_old_habit_grows(habit: str) -> None:
    now, before = ratchet.counted(ratchet.places())[habit], ratchet.allowed()[habit]
    more = {folder for folder, count in now.items() if count > before.get(folder, 0)}
    where = [place for place in ratchet.places()[habit] if ratchet.folder(place) in more]
    assert not more, f"{ADVICE[habit]}; if it only moved, `python -m tests.house.ratchet`:\n" + "\n".join(
        where
    )


SLACK = 10
"""A habit may have fallen by one in so many before the file has to be lowered."""


@pytest.mark.parametrize("habit", sorted(ADVICE))
def test_what_has_fallen_is_written_down(habit: str) -> None:
    now, before = ratchet.counted(ratchet.places())[habit], ratchet.allowed()[habit]
    fallen = ratchet.total(before) - ratchet.total(now)
    assert fallen <= max(SLACK, ratchet.total(before)) // SLACK, "run `python -m tests.house.ratchet`"


def named_with_reason() -> list[str]:
    """Files of `one_importer.yaml`, and those that `test_features.py` names with their subject."""
    groups = yaml.safe_load((tree.ROOT / "tests/house/one_importer.yaml").read_text(encoding="utf-8"))
    assert all(group["why"].strip() for group in groups)
    listed = [file for group in groups for file in group["files"]]
    return [*listed, *(f"web/{name}.py" for name in test_features.FURTHER)]


def test_a_module_that_could_go_into_its_only_importer_says_why_it_does_not() -> None:
    rooms = {
        f"web/{feature}/{room}.py" for feature in test_features.features() for room in test_features.ROOMS
    }
    joinable = measures.could_be_joined(tree.modules(), test_sizes.file_lines(), test_sizes.FILE_RULE)
    unnamed = set(joinable) - rooms - set(named_with_reason())
    assert not unnamed, f"join each with its importer, or say why not in one_importer.yaml: {sorted(unnamed)}"


def test_no_reason_stands_for_a_file_that_is_gone() -> None:
    assert [file for file in named_with_reason() if file not in tree.modules()] == []


def test_what_could_be_joined_is_seen_but_not_across_folders_nor_beyond_a_file() -> None:
    source = modules(a_b="", a_c="import aigaq.a.b", d="", e_f="import aigaq.d")
    lines = {"a/b.py": 100, "a/c.py": 200, "d.py": 1, "e/f.py": 1}
    assert measures.could_be_joined(source, lines, 300) == ["a/b.py"]
    assert measures.could_be_joined(source, lines, 299) == []


def modules(**files: str) -> dict[str, ast.Module]:
    """Source in memory: `a_b="..."` is `a/b.py`."""
    return {f"{name.replace('_', '/')}.py": ast.parse(text) for name, text in files.items()}


def test_a_module_with_one_importer_is_seen_whichever_way_it_is_imported() -> None:
    for line in ("import aigaq.a.b", "from aigaq.a import b", "from aigaq.a.b import thing"):
        assert measures.with_one_importer(modules(a_b="", c=line)) == ["a/b.py"]
    assert measures.with_one_importer(modules(a_b="", c="import aigaq.a.b", d="import aigaq.a.b")) == []


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("def f(): return _g()\ndef _g(): return 1", True),
        ("def f(): return _g() + _g()\ndef _g(): return 1", False),
        ("def f(): return sorted([], key=_g)\ndef _g(it): return it", False),
        ("def f(): return _g()\n@cache\ndef _g(): return 1", False),
        ("def f(): return _g()\ndef _g():\n    a = 1\n    b = 2\n    c = 3\n    return a", False),
        ("def f(): return _g(1)\ndef _g(n): return _g(n - 1)", True),
        ("class C:\n    def f(self): return self._g()\n    def _g(self): return 1", True),
    ],
)
def test_a_short_function_called_once_is_seen(code: str, seen: bool) -> None:
    found = [
        private for private in measures.used_once(modules(a=code)) if private.called and private.lines <= 3
    ]
    assert bool(found) is seen


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("rows = [one.x for one in things]", 0),
        ("rows = [\n    one.x for one in things\n]", 1),
        ("for one in things: pass", 1),
        ("found, told = 1, 2", 2),
        ("def f(asked, *, given): pass", 2),
        ("with f() as found: pass", 1),
        ("things.found = 1; one.two = 3", 0),
    ],
)
def test_a_pronoun_is_seen_but_in_a_comprehension_of_one_line(code: str, count: int) -> None:
    assert len(measures.pronouns(modules(a=code))) == count


@pytest.mark.parametrize(
    "line", ["What others did.", "Whom it names.", "That it holds.", "Where, if anywhere."]
)
def test_a_docstring_that_names_no_thing_is_seen(line: str) -> None:
    assert measures.relatives(modules(a=f'"""{line}"""'))
    assert not measures.relatives(modules(a='"""Whatever the case, the sum of all lists. What more."""'))


def test_a_class_named_twice_is_seen() -> None:
    assert measures.doubled_classes(
        modules(a="class Row: pass", b="class Row: pass", c="class Cell: pass")
    ) == {"Row": ["a.py", "b.py"]}


def test_what_has_fallen_or_moved_is_written_and_what_grew_is_not() -> None:
    before = {"pronouns": {"a": 3, "b": 4}}
    assert ratchet.lowered({"pronouns": {"a": 2, "c": 5}}, before) == {"pronouns": {"a": 2, "c": 5}}
    assert ratchet.lowered({"pronouns": {"a": 2, "b": 6}}, before) == before
