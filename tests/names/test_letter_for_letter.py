"""A protected name that stands in a text as it is written is found, in any script and by any convention."""

from __future__ import annotations

import re
from random import Random

import pytest
from tests.names.conventions import SURROUNDINGS, names

from aigaq.names.watch import Watch, searchable

_BREAK = re.compile(r"[\s(),]+")
NAMES = list(names(Random(11), 2_000))


@pytest.mark.parametrize("lot", range(4))
def test_a_name_and_each_part_of_it_are_found_whatever_stands_around_them(lot: int) -> None:
    random, missed = Random(lot), []
    for kind, name in NAMES[lot::4]:
        watch = Watch({"p": [name]})
        for written in {name, *filter(_may_stand_alone, _BREAK.split(name))}:
            around = random.choice(SURROUNDINGS)
            if not watch.scan(around.format(written)):
                missed.append((kind, name, written, around))
    assert missed == []


def _may_stand_alone(part: str) -> bool:
    """An initial or a number of a name tells nobody by itself."""
    return searchable(part) and not part.endswith(".") and not part.isdecimal()
