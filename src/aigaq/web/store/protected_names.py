"""Protected names in texts from outside, and the compartments that a person must hold to be told of them.

Invariant: all safeguards of the case count, sealed ones too, whoever asks; and the answer never holds a name. Names and
statements of an edition are read from its content, never from the case as it is now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from threading import RLock
from typing import Any
from uuid import UUID

from aigaq.casework.recent import Recent
from aigaq.names.watch import Hit, Watch
from aigaq.protection.guarding import PEOPLE, own_name
from aigaq.records.cases import Safeguard, holding
from aigaq.records.clusters import Clusters
from aigaq.records.labels import label_key
from aigaq.records.serialize import from_plain
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.web.models import CaseRow, CommentRow, ReleaseRow, SafeguardRow, SealRow, StatementRow, SubjectRow
from aigaq.web.models.contributions import SHOWN
from aigaq.web.models.releases import CURRENT
from aigaq.web.store.access import Viewer, held, role
from aigaq.web.store.case_heads import case_head
from aigaq.web.store.compartments import compartment_sets
from aigaq.web.store.rows import having, keyed
from aigaq.web.store.withheld_fields import kept

_ALONE = ("surname", "inside")
_lock = RLock()
_needs: Recent[str, tuple[int, Mapping[str, frozenset[str]]]] = Recent(32)
"""By case: its version, and the compartments required for each protected name."""
_watches: Recent[_Mark, _Watched] = Recent(32)
_facts: Recent[str, PublishedFacts] = Recent(4)
_judged: Recent[tuple[_Mark, str], Protected] = Recent(20_000)


@dataclass(frozen=True, slots=True)
class Protected:
    """Protected names found in some texts.

    Args:
        sure: a protected name is there: the text must not be shown. A given name alone, initials, or a surname that
            the edition shows for somebody else are not sure: a person has to judge.
        maybe: such a part of a name is there, with or without a sure name beside it.
        needs: compartments that a person must hold to be told of the names.
    """

    sure: bool = False
    maybe: bool = False
    needs: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.sure or self.maybe


_Mark = tuple[str, frozenset[tuple[str, frozenset[str]]]]
"""Key of an answer: the current edition, and the names with the compartments required to know each as protected."""


@dataclass(frozen=True, slots=True)
class _Watched:
    """Protected names of a case, prepared for searching, and the names shown by its current edition."""

    mark: _Mark
    watch: Watch
    shown: Watch
    needs: Mapping[str, frozenset[str]]


def protected_in(case: CaseRow, texts: Iterable[str]) -> Protected:
    """Protected names in some texts, by all safeguards, withheld labels and sealed names of the case.

    Names that the current edition shows are allowed. The names to look for are read once per version of the case, from
    the few records that safeguards name; after that the cost is one look at each word.
    """
    return _protected(_watched(case), texts)


def judged(case: CaseRow, texts: Mapping[str, Iterable[str]]) -> dict[str, Protected]:
    """Protected names in stored texts, by id; a text is scanned again only when the protected names change."""
    names = _watched(case)
    return {
        text: _judged.once((names.mark, text), partial(_protected, names, lines))
        for text, lines in texts.items()
    }


def _protected(names: _Watched, texts: Iterable[str]) -> Protected:
    sure, maybe, needs = False, False, set[str]()
    for text in texts:
        public = {(one.start, one.end, one.undone) for one in names.shown.scan(text)}
        for hit in names.watch.scan(text):
            if hit.how == "word":
                # "An", "de": in a comment an ordinary word; only an edition is searched for these.
                continue
            certain = _certain(hit, public)
            sure, maybe = sure or certain, maybe or not certain
            needs |= names.needs[hit.whose]
    return Protected(sure, maybe, frozenset(needs))


def _certain(hit: Hit, public: set[tuple[int, int, bool]]) -> bool:
    """Whether a hit is sure. A surname that the edition shows may be a relative's: alone it identifies nobody."""
    if hit.how in _ALONE:
        return (hit.start, hit.end, hit.undone) not in public
    return hit.how == "full"


def _watched(case: CaseRow) -> _Watched:
    """Protected names of a case and of its current edition, as of now."""
    version = CaseRow.objects.values_list("version", flat=True).get(pk=case.pk)
    edition = ReleaseRow.objects.filter(dossier__case=case, state=CURRENT).only("pk").first()
    # The lock is held while the names are read: of many simultaneous requests one reads, the others wait.
    with _lock:
        read = _needs.get(str(case.pk))
        if read is None or read[0] != version:
            read = _needs.keep(str(case.pk), (version, _read(case)))
        mark = (str(edition.pk) if edition is not None else "", frozenset(read[1].items()))
        return _watches.once(mark, partial(_made, mark, read[1], edition))


def _made(mark: _Mark, needs: Mapping[str, frozenset[str]], edition: ReleaseRow | None) -> _Watched:
    """Protected names with only those public names that contain a protected one."""
    names = {one: (one,) for one in needs}
    bare = Watch(names)
    public = published_facts(edition).names if edition is not None and needs else frozenset[str]()
    shown = sorted(one for one in public - needs.keys() if bare.scan(one))
    return _Watched(mark, Watch(names, shown=shown), Watch({one: (one,) for one in shown}), needs)


def _read(case: CaseRow) -> dict[str, frozenset[str]]:
    needs: dict[str, frozenset[str]] = {}
    for name, takes in _names(case):
        # A name may be protected in two ways; the way that requires fewer compartments decides who is told.
        before = needs.get(name)
        if name.strip() and (before is None or len(takes) < len(before)):
            needs[name] = takes
    return needs


def _names(case: CaseRow) -> Iterator[tuple[str, frozenset[str]]]:
    """Every protected name, with the compartments required to know that it is one."""
    sets = compartment_sets(case)
    rows = SafeguardRow.objects.filter(case=case).values_list("body", "seal")
    found = [(from_plain(Safeguard, body), seal) for body, seal in rows]
    seals = {one.id: seal for one, seal in found}
    holding_now, withheld = holding(one for one, _ in found), kept(case)
    # Sealed decisions that two are one person count too: otherwise a name could be missed.
    same = case_head(case, _all_of(case)).clusters
    covered = {one.id: _everybody(one.covers, same) for one in holding_now}
    openly = partial(
        _openly_named, case, but=frozenset().union(*covered.values()), withheld=set(withheld.by_words)
    )
    for one in holding_now:
        own = sets.get(seals[one.id] or 0, frozenset())
        yield from ((name, own) for name in one.names)
        yield from ((name, own | more) for name, more in _of_covered(case, covered[one.id], sets, openly))
    yield from withheld.by_words.items()
    if sets:
        sealed = SubjectRow.objects.filter(case=case, seal__isnull=False, kind__in=PEOPLE)
        for body, seal in sealed.values_list("body", "seal").iterator(chunk_size=2_000):
            if body.get("named"):
                yield body["label"], sets.get(seal, frozenset())


def _everybody(ids: Iterable[str], same: Clusters) -> frozenset[str]:
    """All ids of some people, joined by decisions that two are the same person."""
    return frozenset(other for one in ids for other in same.together(one))


def _openly_named(
    case: CaseRow, names: Collection[str], *, but: frozenset[str], withheld: Collection[str]
) -> set[str]:
    """Names, out of some folded ones, of people without a seal and without a withheld label."""
    rows = having(SubjectRow, case, "folded", names, "key", "folded", "body", "seal", beside={"kind": PEOPLE})
    hidden = {label_key(words) for words in withheld}
    return {
        folded
        for key, folded, body, seal in rows
        if body.get("named") and seal is None and key not in but and not any(one in folded for one in hidden)
    }


def _of_covered(
    case: CaseRow,
    covered: frozenset[str],
    sets: Mapping[int, frozenset[str]],
    openly: Callable[[Collection[str]], Collection[str]],
) -> Iterator[tuple[str, frozenset[str]]]:
    """Names of the people that a safeguard covers: from their labels and from statements of their names."""
    for body, seal in keyed(SubjectRow, case, covered, "body", "seal"):
        subject = from_plain(Subject, body)
        if name := own_name(subject, openly):
            yield name, sets.get(seal, frozenset())
    said = having(StatementRow, case, "subject", covered, "body", "seal", beside={"predicate": ["name"]})
    for body, seal in said:
        yield from_plain(Statement, body).value.text, sets.get(seal, frozenset())


def _all_of(case: CaseRow) -> frozenset[str]:
    """All compartments that hold something of a case."""
    return frozenset().union(*SealRow.objects.filter(case=case).values_list("names", flat=True))


def hidden_comments(viewer: Viewer, case: CaseRow, ids: Iterable[str]) -> set[str]:
    """Ids of unpublished comments that the viewer may not know of, out of `ids`; the log hides these."""
    keys = [key for one in ids if (key := uuid_of(one)) is not None]
    if not keys:
        return set()
    rows = list(CommentRow.objects.filter(dossier__case=case, pk__in=keys).exclude(state=SHOWN))
    known = {one.pk for one, _ in known_comments(viewer, case, rows)}
    return {str(one.pk) for one in rows if one.pk not in known}


def uuid_of(written: str) -> UUID | None:
    """UUID of a written id; None if it is no UUID."""
    try:
        return UUID(written)
    except ValueError:
        return None


def known_comments(
    viewer: Viewer, case: CaseRow, rows: Iterable[CommentRow], *, shown: bool = False
) -> Iterator[tuple[CommentRow, Protected]]:
    """Comments that the viewer may know of, each with the protected names in it by the case as it is now.

    Args:
        shown: the comments are public, so all are returned; the names in some are left out for this viewer.
    """
    listed = list(rows)
    own, leads = held(viewer, case), role(viewer, case) == "lead"
    found = judged(case, {f"{one.pk}": (one.name, one.text) for one in listed})
    for one in listed:
        names = found[str(one.pk)]
        if names.needs <= own and (leads or not names.sure):
            yield one, names
        elif shown:
            yield one, Protected()


@dataclass(frozen=True, slots=True)
class PublishedFacts:
    """Facts of one edition.

    Args:
        statements: by id, the label of the subject and the predicate.
        names: labels that are names, and names from statements.
    """

    statements: Mapping[str, tuple[str, str]]
    names: frozenset[str]


def published_facts(release: ReleaseRow) -> PublishedFacts:
    """The facts of an edition. An edition never changes, so they are read once and kept."""

    def read() -> PublishedFacts:
        content = ReleaseRow.objects.values_list("content", flat=True).get(pk=release.pk)
        return _facts_in(json.loads(content)["records"])

    # `alone`: with many simultaneous requests, a large edition is still read only once.
    return _facts.once(str(release.pk), read, alone=True)


def _facts_in(records: Mapping[str, Any]) -> PublishedFacts:
    people: Mapping[str, Mapping[str, Any]] = records["subjects"]
    labels = {key: str(one["label"]) for key, one in people.items()}
    statements = {
        str(one["id"]): (labels.get(one["subject"], ""), str(one["predicate"]))
        for one in records["statements"]
    }
    names = {labels[key] for key, one in people.items() if one.get("named")}
    names |= {_words(one["value"]) for one in records["statements"] if one["predicate"] == "name"}
    return PublishedFacts(statements, frozenset(names - {""}))


def _words(value: object) -> str:
    return str(value.get("text", "")) if isinstance(value, Mapping) else ""
