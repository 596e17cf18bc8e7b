"""The lists of a case: the ids are read, and a list without them is named.

Invariant: a list beside a case is no stray file, and anything else in its folder is.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.house import tree

from aigaq.bundle.listfiles import read_lists
from aigaq.bundle.unread_files import unread
from aigaq.errors import FileUnreadable, MissingField

AQSAI = tree.ROOT / "samples" / "aqsai"


def a_list(folder: Path, data: bytes) -> Path:
    (folder / "lists").mkdir()
    (folder / "lists" / "families.csv").write_bytes(data)
    return folder


def test_the_people_of_each_list_come_in_its_order(tmp_path: Path) -> None:
    folder = a_list(tmp_path, "\ufeffentry,person\n1,t9\n2,t1\n3,\n".encode())
    assert read_lists(folder) == {"families": ("t9", "t1")}
    assert len(read_lists(AQSAI)) == 4


def test_a_list_without_people_or_text_is_named(tmp_path: Path) -> None:
    folder = a_list(tmp_path, b"entry,name\n1,x\n")
    with pytest.raises(MissingField) as caught:
        read_lists(folder)
    assert caught.value.parameters["file"] == "lists/families.csv"
    (folder / "lists" / "families.csv").write_bytes(b"\xff\xfe\x00person")
    with pytest.raises(FileUnreadable):
        read_lists(folder)


def test_lists_belong_to_a_case_and_other_files_beside_them_do_not(tmp_path: Path) -> None:
    folder = a_list(tmp_path, b"entry,person\n")
    (folder / "sources").mkdir()
    assert list(unread(folder)) == []
    (folder / "lists" / "families.yaml").write_text("a: b\n", encoding="utf-8")
    assert [problem.parameters["file"] for problem in unread(folder)] == ["lists/families.yaml"]
