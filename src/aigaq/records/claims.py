"""The harm that a claimed figure counts: killed, wounded, held.

Invariant: a figure given for a group names its harm, or is refused. "Sixty-four" may be wounded, dead or held; nobody
is counted among the dead because a word was left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from aigaq.errors import HarmNotStated, HarmsDiffer
from aigaq.records.coding.drafts import where
from aigaq.records.entries import Entry, as_list, as_words
from aigaq.records.subjects import Subject
from aigaq.records.vocab.vocabulary import Vocabulary


def check_claim(entry: Entry, vocabulary: Vocabulary, subjects: Mapping[str, Subject]) -> None:
    """Refuse a claimed figure that names no harm, or two different ones.

    A plain statement about an event without a harm is kept, but compared with no count: its harm is unknown.

    Raises:
        HarmNotStated: no slot `harm`, and no harm in place of the group.
        HarmsDiffer: both are given and they differ.
    """
    form = vocabulary.forms.get(entry.form) if entry.form is not None else None
    claims = form is not None and form.who == "group-or-harm"
    if not claims and not _claims_plainly(entry, subjects):
        return
    named = vocabulary.find("harm", as_words(entry.who)) if claims else None
    written = entry.slot("harm")
    if written is None and named is None:
        harms = ", ".join(vocabulary.lists["harm"].terms)
        raise HarmNotStated(**where(entry), key="harm", known=harms)
    if written is not None and named is not None and vocabulary.find("harm", as_words(written)) != named:
        raise HarmsDiffer(**where(entry), key=named, value=as_words(written))


def _claims_plainly(entry: Entry, subjects: Mapping[str, Subject]) -> bool:
    if entry.form is not None or str(entry.predicate).removeprefix("not ") != "claimed-total":
        return False
    claimed = (subjects.get(as_words(one)) for one in as_list(entry.who))
    return any(one is not None and one.kind in ("group", "body", "person") for one in claimed)
