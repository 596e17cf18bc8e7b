"""Whether a text from outside names somebody protected, and which compartments one must hold to be told so.

Invariant: every safeguard of the case counts, sealed ones too, whoever asks; and the answer never holds a name.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import RLock

from aigaq.names.watch import Hit, Watch
from aigaq.records.cases import Safeguard
from aigaq.records.plain import from_plain
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.web.models import CaseRow, ReleaseRow, SafeguardRow, SealRow, StatementRow, SubjectRow
from aigaq.web.models.releases import CURRENT
from aigaq.web.queries.rows import having, keyed
from aigaq.web.queries.seals import sets_of
from aigaq.web.queries.shelf import shelf
from aigaq.web.queries.told import told_by
from aigaq.web.queries.withheld import kept

_KEPT = 32
_PEOPLE = ("person", "voice", "group")
_ALONE = ("surname", "inside")
_lock = RLock()
_guards: OrderedDict[tuple[str, int], _Guard] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Protected:
    """What stands in some texts.

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


@dataclass(frozen=True, slots=True)
class _Guard:
    """The names of one version of a case: what looks for them, them, and what each takes to be known as protected."""

    watch: Watch
    names: frozenset[str]
    needs: Mapping[str, frozenset[str]]


def protected_in(case: CaseRow, texts: Iterable[str]) -> Protected:
    """What some texts tell of protected people, by every safeguard, withheld label and sealed name of the case.

    The names that the current edition shows may stand in them. It reads the few records that safeguards name, never
    the whole case, once a version; where nothing is found it costs a look at each word.
    """
    guard, listed = _guard(case), list(texts)
    if not any(guard.watch.scan(text) for text in listed):
        return Protected()
    shown = _shown(case, guard)
    watch = Watch({one: (one,) for one in guard.needs}, shown=shown)
    beside = Watch({name: (name,) for name in shown})
    sure, maybe, needs = False, False, set[str]()
    for text in listed:
        public = {(one.start, one.end, one.undone) for one in beside.scan(text)}
        for hit in watch.scan(text):
            certain = _certain(hit, public)
            sure, maybe = sure or certain, maybe or not certain
            needs |= guard.needs[hit.whose]
    return Protected(sure, maybe, frozenset(needs))


def _certain(hit: Hit, public: set[tuple[int, int, bool]]) -> bool:
    """A family shares its surname: that of somebody shown tells by itself of nobody else."""
    if hit.how in _ALONE:
        return (hit.start, hit.end, hit.undone) not in public
    return hit.how == "full"


def _guard(case: CaseRow) -> _Guard:
    """What is guarded in a case as it stands; read again after each change of it."""
    version = CaseRow.objects.values_list("version", flat=True).get(pk=case.pk)
    name = (str(case.pk), version)
    # Held while it is read: in a flood one reads it, and the others wait for that.
    with _lock:
        if name not in _guards:
            _guards[name] = _read(case)
            while len(_guards) > _KEPT:
                _guards.popitem(last=False)
        return _guards[name]


def _read(case: CaseRow) -> _Guard:
    needs: dict[str, frozenset[str]] = {}
    for name, takes in _names(case):
        # Where a name is protected in two ways, whoever may know of the one is told.
        before = needs.get(name)
        if name.strip() and (before is None or len(takes) < len(before)):
            needs[name] = takes
    return _Guard(Watch({one: (one,) for one in needs}), frozenset(needs), needs)


def _names(case: CaseRow) -> Iterator[tuple[str, frozenset[str]]]:
    """Every protected name, with the compartments it takes to know that it is one."""
    sets = sets_of(case)
    rows = SafeguardRow.objects.filter(case=case).values_list("body", "seal")
    for body, seal in list(rows):
        own, one = sets.get(seal or 0, frozenset()), from_plain(Safeguard, body)
        yield from ((name, own) for name in one.names)
        yield from ((name, own | more) for name, more in _of_covered(case, one, sets))
    yield from kept(case).by_words.items()
    if sets:
        sealed = SubjectRow.objects.filter(case=case, seal__isnull=False, kind__in=_PEOPLE)
        for body, seal in sealed.values_list("body", "seal").iterator(chunk_size=2_000):
            if body.get("named"):
                yield body["label"], sets.get(seal, frozenset())


def _of_covered(
    case: CaseRow, safeguard: Safeguard, sets: Mapping[int, frozenset[str]]
) -> Iterator[tuple[str, frozenset[str]]]:
    """The names that the case has for whom a safeguard covers, decided to be the same or said in a statement."""
    same = shelf(case, _all_of(case)).clusters
    covered = {other for one in safeguard.covers for other in same.together(one)}
    for body, seal in keyed(SubjectRow, case, covered, "body", "seal"):
        if (subject := from_plain(Subject, body)).named:
            yield subject.label, sets.get(seal, frozenset())
    said = having(StatementRow, case, "subject", covered, "body", "seal", beside={"predicate": ["name"]})
    for body, seal in said:
        yield from_plain(Statement, body).value.text, sets.get(seal, frozenset())


def _all_of(case: CaseRow) -> frozenset[str]:
    """Every compartment in which something of a case lies."""
    return frozenset().union(*SealRow.objects.filter(case=case).values_list("names", flat=True))


def _shown(case: CaseRow, guard: _Guard) -> list[str]:
    """Of the names that the current edition shows, those in which something guarded could be met."""
    current = ReleaseRow.objects.filter(dossier__case=case, state=CURRENT).only("pk").first()
    names = told_by(current).names if current is not None else frozenset()
    return sorted(one for one in names - guard.names if guard.watch.scan(one))
