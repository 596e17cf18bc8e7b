"""What selected words offer to a form: the number with what bounds it, or nothing."""

from __future__ import annotations

import pytest

from aigaq.records.dates.day_in_text import day_in
from aigaq.web.coding.suggestions import number_in


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        *[("About 250 people were held.", "About 250"), ("Свыше 30 тел лежало там.", "Свыше 30")],
        *[
            ("30-дан астам адам қаза тапты", "30-дан астам"),
            ("In all 30+ bodies.", "30+"),
            ("30 or more died", "30 or more"),
        ],
        *[
            ("at least 30 were killed", "at least 30"),
            ("Там было 30 с лишним человек", "30 с лишним"),
            ("≥30 dead", "≥30"),
        ],
        *[("There were 30 dead.", "30"), ("in all 30", "30"), ("Их было 30.", "30")],
        *[
            ("30, maybe more", None),
            ("reportedly 30 died", None),
            ("from 5 to 7 men", None),
            ("видимо, 30", None),
        ],
        *[("on 14 May he saw 3 men", "3"), ("14 May 2031", None)],
    ],
)
def test_a_number_is_offered_with_its_hedge_or_not_at_all(words: str, offered: str | None) -> None:
    assert number_in(words) == offered


@pytest.mark.parametrize(
    "words", ["умер 9 марта 2034 года", "2034 жылғы 9 наурызда", "died on 9 March 2034", "am 09.03.2034"]
)
def test_a_day_is_offered_as_it_is_kept(words: str) -> None:
    assert day_in(words) == "2034-03-09"
