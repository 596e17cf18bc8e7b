"""What is read through before signing is all that the pages tell, in each language."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from tests.main_path.asking import SAMPLES

from aigaq.casework.case import Case
from aigaq.casework.clearing import draft_of
from aigaq.casework.localizer import Localizer
from aigaq.casework.opening import open_case
from aigaq.dossier.index import Index
from aigaq.dossier.paragraphs import paragraphs
from aigaq.dossier.read_through import chapters
from aigaq.records.vocab.messages import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_pages_is_read_and_a_denial_says_so(language: Language) -> None:
    draft = draft_of(open_case(SAMPLES / "aqsai"), rng=Random(1), at=date(2031, 9, 1))
    records, localizer = draft.records, Localizer(language, draft.records)
    index = Index(records, draft.texts, draft.slugs, Case(records), None)
    told = "\n".join(
        f"{one.head}\n{line.words}" for one in chapters(draft, index, localizer) for line in one.lines
    )
    missing = [one for one in paragraphs(draft) if one.words not in told and language == "en"]
    assert missing == []
    denied = sum(one.polarity == "denies" for one in index.evidence.by_id.values())
    assert denied
    assert told.count(f": {localizer.w('sign-denies')}: ") >= denied
    assert "burnt left hand" not in told
