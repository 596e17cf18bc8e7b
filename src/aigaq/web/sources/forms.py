"""Forms about sources: the bytes of a new one, and the speakers that somebody names.

Invariant: nothing is saved under a label that somebody in the case bears already before it is chosen who is meant.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from aigaq.casework.case import Case
from aigaq.errors import MissingField, TooLarge
from aigaq.records.subjects import Subject
from aigaq.web.coding.labels import LabelChoice, LabelReader, ids_and_labels, label_choices
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import field

LONGEST_PASTED = 2_000_000
"""Letters of a pasted text; longer ones come as a file."""


@dataclass(frozen=True, slots=True)
class SpeakerFields:
    """The speakers that some fields name.

    Args:
        ids: by name of the field.
        new: those whom the case does not hold yet.
        undecided: labels of which somebody has to choose first who is meant.
    """

    ids: dict[str, str]
    new: tuple[Subject, ...]
    undecided: list[LabelChoice]


def speaker_fields(request: HttpRequest, case: Case, names: Sequence[str]) -> SpeakerFields:
    """The speakers that these fields of a form name.

    Raises:
        BadValue, TooLarge: several have the label, and nobody said which; it is too long.
    """
    labels = LabelReader(case.records.subjects, f"e{secrets.token_hex(4)}", request.POST.dict())
    ids = {
        name: labels.find(written, "voice", field=name) for name in names if (written := field(request, name))
    }
    choices = label_choices(labels.undecided, case, language_of(get_language()))
    return SpeakerFields(ids, tuple(new.subject for new in labels.new), choices)


def words_in(request: HttpRequest, names: Sequence[str]) -> set[str]:
    """Words of these fields that may name a subject."""
    return ids_and_labels(request.POST.get(name, "").strip() for name in names)


def new_text(request: HttpRequest) -> tuple[str, bytes]:
    """Name and bytes of a new source: the file, or the pasted text.

    Raises:
        TooLarge: the pasted text. MissingField: neither is there.
    """
    upload = request.FILES.get("file")
    if upload is not None:
        return upload.name or "file", upload.read()
    pasted = request.POST.get("text", "")
    if len(pasted) > LONGEST_PASTED:
        raise TooLarge(limit=LONGEST_PASTED, what="pasted")
    if not pasted.strip():
        raise MissingField(key="text")
    return "text.txt", pasted.replace("\r\n", "\n").encode()
