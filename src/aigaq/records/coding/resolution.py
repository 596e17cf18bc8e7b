"""From drafts in words to typed statements.

Invariant: a word that points nowhere is refused by name; nothing is created because it was misspelt.
"""

from __future__ import annotations

from aigaq.errors import AigaqError, UnknownCode, UnknownField, UnknownId
from aigaq.records.coding.drafts import Draft, where
from aigaq.records.coding.options import Options
from aigaq.records.coding.parse_values import (
    Known,
    possible,
    qualifier_types,
    statements_of,
    subject_of,
    value_of,
)
from aigaq.records.entries import as_list
from aigaq.records.sources import Source
from aigaq.records.statements import Link, Passage, Statement
from aigaq.records.values import Value
from aigaq.records.vocab.codes import nearest
from aigaq.records.vocab.predicates import Predicate
from aigaq.records.vocab.vocabulary import Vocabulary

_POLARITIES = {"not": "denies", "cannot-say": "cannot-say"}


def resolve(draft: Draft, source: Source, known: Known) -> Statement:
    """The statement of a draft.

    Raises:
        UnknownCode, UnknownId, UnknownField, BadValue, BadDate, BadQuantity, ReversedRange: with file, line and id.
    """
    try:
        return _statement(draft, source, known)
    except AigaqError as error:
        for key, value in where(draft.entry).items():
            error.parameters.setdefault(key, value)
        raise


def _statement(draft: Draft, source: Source, known: Known) -> Statement:
    polarity, predicate = _predicate(draft.predicate, known.vocabulary)
    entry = draft.entry
    option = Options(entry, known)
    chain, basis = option.chain(source), option.code("how", "basis", source.default_basis)
    if draft.through_court:
        # The court may speak for itself: twice in one chain it would be a ring.
        chain = chain if chain[-1].voice == "court" else (*chain, Link("court"))
        basis = "official-record"
    return Statement(
        id=draft.id,
        subject=chain[-1].voice
        if draft.subject == "$origin"
        else subject_of(draft.subject, predicate, known),
        predicate=predicate.code,
        value=possible(value_of(draft.value, predicate.takes, predicate.codes, known), predicate.most),
        chain=chain,
        passages=(Passage(source.key, entry.place),),
        source=source.key,
        event=_event(draft, known),
        basis=basis,
        polarity=polarity,
        modality=option.code("sure", "modality", "certain"),
        aspect=option.code("aspect", "aspect", "single"),
        conditions=tuple(known.vocabulary.code("condition", word) for word in option.words("under")),
        qualifiers=_qualifiers(draft, predicate, known),
        premises=tuple(
            dict.fromkeys(one for word in option.words("because") for one in statements_of(word, known))
        ),
        answers=option.pointing("answers", known.questions),
        completes=option.main("completes"),
        said=option.said(),
        hedge=option.hedge(),
        note=option.text("note"),
        entry=entry.id,
    )


def _predicate(written: str, vocabulary: Vocabulary) -> tuple[str, Predicate]:
    head, _, rest = written.partition(" ")
    polarity = _POLARITIES.get(head) if rest else None
    code = rest.strip() if polarity else written
    if code not in vocabulary.predicates:
        raise UnknownCode(key="predicate", value=code, known=nearest(code, vocabulary.predicates))
    return polarity or "affirms", vocabulary.predicates[code]


def _event(draft: Draft, known: Known) -> str | None:
    if draft.event is None:
        return None
    if draft.event not in known.subjects:
        raise UnknownId(value=draft.event)
    return draft.event


def _qualifiers(draft: Draft, predicate: Predicate, known: Known) -> tuple[tuple[str, Value], ...]:
    types = qualifier_types()
    allowed = {*predicate.key, *predicate.qualifiers, *(name for name, (_, _, free) in types.items() if free)}
    qualifiers: list[tuple[str, Value]] = []
    for name, raw in draft.qualifiers:
        if name not in allowed:
            raise UnknownField(key=name, known=", ".join(sorted(allowed)))
        takes, codes, _ = types.get(name, ("text", None, False))
        if predicate.code == "recants" and name == "kind":
            takes, codes = "code", "recant-kind"
        qualifiers.extend((name, value_of(one, takes, codes, known)) for one in as_list(raw))
    return tuple(qualifiers)
