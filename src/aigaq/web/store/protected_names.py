"""Whether a text from outside names somebody protected, and which compartments one must hold to be told so.

Invariant: every safeguard of the case counts, sealed ones too, whoever asks; and the answer never holds a name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from threading import RLock

from aigaq.casework.recent import Recent
from aigaq.names.watch import Hit, Watch
from aigaq.protection.guarding import PEOPLE, own_name
from aigaq.records.cases import Safeguard, holding
from aigaq.records.clusters import Clusters
from aigaq.records.labels import label_key
from aigaq.records.serialize import from_plain
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.web.models import CaseRow, ReleaseRow, SafeguardRow, SealRow, StatementRow, SubjectRow
from aigaq.web.models.releases import CURRENT
from aigaq.web.store.case_heads import case_head
from aigaq.web.store.compartments import compartment_sets
from aigaq.web.store.published_facts import published_facts
from aigaq.web.store.rows import having, keyed
from aigaq.web.store.withheld_fields import kept

_ALONE = ("surname", "inside")
_lock = RLock()
_needs: Recent[str, tuple[int, Mapping[str, frozenset[str]]]] = Recent(32)
"""By case, its version and the compartments by protected name."""
_watches: Recent[_Mark, _Watched] = Recent(32)
_judged: Recent[tuple[_Mark, str], Protected] = Recent(20_000)


@dataclass(frozen=True, slots=True)
class Protected:
    """Protected names found in some texts.

    Args:
        sure: a protected name: it must not be shown. A given name alone, initials, or a surname that the edition
            shows of somebody else are not sure: a person has to judge.
        maybe: such a part of a name stands there, whether or not a sure one does beside it.
        needs: all the compartments one must hold to be told of it.
    """

    sure: bool = False
    maybe: bool = False
    needs: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.sure or self.maybe


_Mark = tuple[str, frozenset[tuple[str, frozenset[str]]]]
"""What an answer follows from: the current edition, and the names with what each takes to be known as protected."""


@dataclass(frozen=True, slots=True)
class _Watched:
    """The protected names of a case, ready to be looked for, and the names that its current edition shows."""

    mark: _Mark
    watch: Watch
    shown: Watch
    needs: Mapping[str, frozenset[str]]


def protected_in(case: CaseRow, texts: Iterable[str]) -> Protected:
    """Protected names in some texts, by every safeguard, withheld label and sealed name of the case.

    The names that the current edition shows may stand in them. What is looked for is read once a version of the case,
    from the few records that safeguards name; then it costs a look at each word.
    """
    return _protected(_watched(case), texts)


def judged(case: CaseRow, texts: Mapping[str, Iterable[str]]) -> dict[str, Protected]:
    """Protected names in stored texts, by id; a text is read again only when other names are looked for."""
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
                # "An", "de": in a comment a word like any other; only an edition is read for these.
                continue
            certain = _certain(hit, public)
            sure, maybe = sure or certain, maybe or not certain
            needs |= names.needs[hit.whose]
    return Protected(sure, maybe, frozenset(needs))


def _certain(hit: Hit, public: set[tuple[int, int, bool]]) -> bool:
    """A family shares its surname: that of somebody shown tells by itself of nobody else."""
    if hit.how in _ALONE:
        return (hit.start, hit.end, hit.undone) not in public
    return hit.how == "full"


def _watched(case: CaseRow) -> _Watched:
    """The protected names of a case as it stands now, and of its current edition."""
    version = CaseRow.objects.values_list("version", flat=True).get(pk=case.pk)
    edition = ReleaseRow.objects.filter(dossier__case=case, state=CURRENT).only("pk").first()
    # Held while it is read: where many ask at a time one reads it, and the others wait for that.
    with _lock:
        read = _needs.get(str(case.pk))
        if read is None or read[0] != version:
            read = _needs.keep(str(case.pk), (version, _read(case)))
        mark = (str(edition.pk) if edition is not None else "", frozenset(read[1].items()))
        return _watches.once(mark, partial(_made, mark, read[1], edition))


def _made(mark: _Mark, needs: Mapping[str, frozenset[str]], edition: ReleaseRow | None) -> _Watched:
    """Of the names that the edition shows only those count in which something looked for could be met."""
    names = {one: (one,) for one in needs}
    bare = Watch(names)
    public = published_facts(edition).names if edition is not None and needs else frozenset[str]()
    shown = sorted(one for one in public - needs.keys() if bare.scan(one))
    return _Watched(mark, Watch(names, shown=shown), Watch({one: (one,) for one in shown}), needs)


def _read(case: CaseRow) -> dict[str, frozenset[str]]:
    needs: dict[str, frozenset[str]] = {}
    for name, takes in _names(case):
        # Where a name is protected in two ways, whoever may know of the one is told.
        before = needs.get(name)
        if name.strip() and (before is None or len(takes) < len(before)):
            needs[name] = takes
    return needs


def _names(case: CaseRow) -> Iterator[tuple[str, frozenset[str]]]:
    """Every protected name, with the compartments it takes to know that it is one."""
    sets = compartment_sets(case)
    rows = SafeguardRow.objects.filter(case=case).values_list("body", "seal")
    found = [(from_plain(Safeguard, body), seal) for body, seal in rows]
    seals = {one.id: seal for one, seal in found}
    holding_now, withheld = holding(one for one, _ in found), kept(case)
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
    """Some people under all the ids that they are decided to have."""
    return frozenset(other for one in ids for other in same.together(one))


def _openly_named(
    case: CaseRow, names: Collection[str], *, but: frozenset[str], withheld: Collection[str]
) -> set[str]:
    """Of some folded names, those of people who stand behind no seal and whose label is withheld from nobody."""
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
    """The names that the case has for whom a safeguard covers, decided to be the same or said in a statement."""
    for body, seal in keyed(SubjectRow, case, covered, "body", "seal"):
        subject = from_plain(Subject, body)
        if name := own_name(subject, openly):
            yield name, sets.get(seal, frozenset())
    said = having(StatementRow, case, "subject", covered, "body", "seal", beside={"predicate": ["name"]})
    for body, seal in said:
        yield from_plain(Statement, body).value.text, sets.get(seal, frozenset())


def _all_of(case: CaseRow) -> frozenset[str]:
    """Every compartment in which something of a case lies."""
    return frozenset().union(*SealRow.objects.filter(case=case).values_list("names", flat=True))
