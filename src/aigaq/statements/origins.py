"""Origins of statements, and corroboration: how many independent origins agree.

Invariant: corroboration never grows by a copy, an unknown origin or an unnamed plural, by a voice that reaches us only
through another that is counted, or by an editor around the words of another in one source.
Source: the fieldwork rule that two reports count as two only if their origins are two (`domain.md` 3.4, point 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from aigaq.records.statements import Statement
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.retracted_copies import originals_of


@dataclass(frozen=True, slots=True)
class Origin:
    """Origin of a statement: the last voice of its chain.

    Args:
        key: the voice, or the source that this is a copy of.
        known: a single person or body, not "people, unnamed".
        first_hand: known, and lived through the event or saw it.
        document: the statement came through a paper.
        copy_of: the source that this is a copy of, if the copy names no voice behind its own.
    """

    key: str
    known: bool
    first_hand: bool
    document: bool
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Number of independent origins of statements that say the same.

    Args:
        origins: distinct origins, in alphabetical order.
        independent: known origins of which no two reach us through one voice; 1 where all are unnamed, 0 where there
            are none.
        first_hand: the same, of those who lived through it or saw it.
    """

    origins: tuple[Origin, ...]
    independent: int
    first_hand: int
    document: bool

    @property
    def corroborated(self) -> bool:
        """Whether there are two independent origins. A document counts as its writer."""
        return self.independent >= 2


def origin_of(statement: Statement, evidence: Evidence) -> Origin:
    """The origin of one statement."""
    voice = voice_of(statement.origin, evidence)
    subject = evidence.subjects.get(voice)
    root = root_source(statement.source, evidence)
    copied = root != statement.source and len(statement.chain) == 1
    known = voice != OURS and not (subject is not None and subject.plural)
    facts = evidence.vocabulary.fact("basis", statement.basis, "first-hand") == "yes"
    return Origin(
        key=f"copy:{root}" if copied else voice,
        known=known,
        first_hand=known and facts,
        document=is_document(statement, evidence),
        copy_of=root if copied else None,
    )


def voice_of(voice: str, evidence: Evidence) -> str:
    """Canonical id of the person or body behind a voice."""
    subject = evidence.subjects.get(voice)
    return evidence.clusters.canonical(subject.stands_for if subject and subject.stands_for else voice)


def root_source(source: str, evidence: Evidence) -> str:
    """The source at the end of a chain of copies."""
    return (source, *originals_of(source, evidence.sources))[-1]


def is_copy(source: str, evidence: Evidence) -> bool:
    """Whether a source was made from another: a copy, a translation, an article about a talk."""
    return root_source(source, evidence) != source


def is_document(statement: Statement, evidence: Evidence) -> bool:
    """Whether a statement came on paper: its source is a document, or its chain passes one."""
    source = evidence.sources.get(statement.source)
    if source is not None and source.document:
        return True
    return any(link.through is not None and _is_paper(link.through, evidence) for link in statement.chain)


def _is_paper(through: str, evidence: Evidence) -> bool:
    subject = evidence.subjects.get(through)
    return subject.document if subject else evidence.vocabulary.fact("through", through, "document") == "yes"


def is_official(statement: Statement, evidence: Evidence) -> bool:
    """Whether an authority speaks: the origin, or the whole source where it names no other voice."""
    voice = evidence.subjects.get(voice_of(statement.origin, evidence))
    if voice is not None and voice.official:
        return True
    source = evidence.sources.get(statement.source)
    return source is not None and source.official and len(statement.chain) == 1


@dataclass(frozen=True, slots=True)
class _Chain:
    """An origin and the voices that its words passed on the way to us.

    Args:
        source: the source, of a copy or translation the original.
        around: the origin is an editor, a heading or a voice of the source's tail, and so may only repeat the text.
    """

    origin: Origin
    voices: frozenset[str]
    source: str
    around: bool


def corroboration(statements: Iterable[Statement], evidence: Evidence) -> Corroboration:
    """How many independent origins statements have that say the same.

    Two are independent only if their chains share no voice. A voice that only records is not shared: the court, or the
    voice of a document, before the one whose words it took down.
    An editor, a heading or a voice of the tail adds nothing to what somebody says in the same source.
    The number is a lower bound, found greedily: shortest chain first, each that shares no voice with those taken.
    """
    said = [one for one in statements if one.source != OURS]
    chains = _chains(said, evidence)
    distinct: dict[str, Origin] = {}
    for chain in chains:
        origin = chain.origin
        distinct[origin.key] = _joined(distinct.get(origin.key), origin)
    known = [chain for chain in _spoken_first(chains) if chain.origin.known]
    return Corroboration(
        origins=tuple(distinct[key] for key in sorted(distinct)),
        independent=_apart(known) or (1 if distinct else 0),
        first_hand=_apart([chain for chain in known if chain.origin.first_hand]),
        document=any(origin.document for origin in distinct.values()),
    )


def _chains(statements: Sequence[Statement], evidence: Evidence) -> list[_Chain]:
    """The chain of each statement, without copies whose original is among the statements."""
    origins = [(one, origin_of(one, evidence), root_source(one.source, evidence)) for one in statements]
    # A voice that copies without naming its source is still a copyist where a copy of the copy names that voice.
    copyists = {(root, one.origin) for one, origin, root in origins if origin.copy_of is not None}
    marked = [
        (
            statement,
            _as_copy(origin, root)
            if root != statement.source and (root, statement.origin) in copyists
            else origin,
            root,
        )
        for statement, origin, root in origins
    ]
    originals = {root for _, origin, root in marked if origin.copy_of is None}
    chains = [
        _Chain(origin, _voices(statement, origin, evidence), root, _is_around(statement, evidence))
        for statement, origin, root in marked
        if origin.copy_of not in originals
    ]
    return _with_shared_copies(chains)


def _with_shared_copies(chains: list[_Chain]) -> list[_Chain]:
    """Copies of one absent source are one origin: voices of any of them are shared by all."""
    bound: dict[str, frozenset[str]] = {}
    for chain in chains:
        bound[chain.origin.key] = bound.get(chain.origin.key, frozenset()) | chain.voices
    return [
        replace(chain, voices=bound[chain.origin.key]) if chain.origin.copy_of else chain for chain in chains
    ]


def _is_around(statement: Statement, evidence: Evidence) -> bool:
    """Whether the origin is an editor, a heading, the interviewer or the translator."""
    sources = {statement.source, root_source(statement.source, evidence)}
    tail = {voice for key in sources if key in evidence.sources for voice in evidence.sources[key].tail}
    around = {"editor", "heading", *(voice_of(voice, evidence) for voice in tail)}
    return statement.origin in around or voice_of(statement.origin, evidence) in around


def _spoken_first(chains: Iterable[_Chain]) -> list[_Chain]:
    """Chains without those that are around another in the same source; of those left, one source counts once."""
    listed = list(chains)
    spoken = {chain.source for chain in listed if not chain.around}
    return [
        replace(chain, voices=chain.voices | {f"around:{chain.source}"}) if chain.around else chain
        for chain in listed
        if not (chain.around and chain.source in spoken)
    ]


def _as_copy(origin: Origin, root: str) -> Origin:
    return replace(origin, key=f"copy:{root}", copy_of=root)


def _voices(statement: Statement, origin: Origin, evidence: Evidence) -> frozenset[str]:
    """The voices that a chain shares with others: the origin, and those before it that do more than record."""
    before = [link.voice for link in statement.chain[:-1]]
    if before and _is_record(statement.source, evidence):
        del before[0]
    binding = {voice_of(voice, evidence) for voice in (*before, statement.origin) if voice != "court"}
    return frozenset(binding | {origin.key})


def _is_record(source: str, evidence: Evidence) -> bool:
    """Whether a source is a document. The copy of a talk is none, whatever it is marked as."""
    ends = (evidence.sources.get(source), evidence.sources.get(root_source(source, evidence)))
    return all(end is not None and end.document for end in ends)


def _apart(chains: Iterable[_Chain]) -> int:
    """The number of chains that share no voice, shortest first. The order of the input makes no difference."""
    taken: set[str] = set()
    count = 0
    for voices in sorted({chain.voices for chain in chains}, key=lambda one: (len(one), sorted(one))):
        if not voices & taken:
            taken |= voices
            count += 1
    return count


def _joined(old: Origin | None, new: Origin) -> Origin:
    if old is None:
        return new
    return replace(
        new,
        known=old.known or new.known,
        first_hand=old.first_hand or new.first_hand,
        document=old.document or new.document,
    )


VoiceKind = Literal["testimony", "official", "document", "editor", "ours"]
VOICE_KINDS: tuple[VoiceKind, ...] = get_args(VoiceKind)


def voice_kind(statement: Statement, evidence: Evidence) -> VoiceKind:
    """Kind of voice behind a statement, as pages colour it: whose word it is, never whether it is true."""
    if statement.source == OURS:
        return "ours"
    if statement.passages and statement.passages[0].place.editor:
        return "editor"
    if is_document(statement, evidence):
        return "document"
    return "official" if is_official(statement, evidence) else "testimony"
