"""Words that take each other's ground away: one affirms what the other's denial leaves no room for.

Invariant: only what the register joins (`opposes`, `implies`) is held together.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.statements import Statement
from aigaq.statements.compare import CONTRADICTS, TENSION, falls_under
from aigaq.statements.contradictions import Contradiction, kind_of
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.sides import paired, words_of
from aigaq.statements.trials import same_trial

_UNSURE = frozenset({"possible", "doubtful"})


def opposed(evidence: Evidence) -> Iterator[Contradiction]:
    """Affirming one thing, denying another that it takes for granted: "drove them off", "threatened nobody"."""
    found: dict[tuple[str, str, str], list[tuple[Statement, Statement]]] = {}
    for code, statements in evidence.under.items():
        for other in evidence.vocabulary.predicates[code].opposes:
            for one in statements if other != code else ():
                for denial in evidence.said(one.subject, other):
                    if one.polarity == "affirms" and _denies(denial, one, evidence):
                        key = (code, other, evidence.one(one.subject))
                        found.setdefault(key, []).append((one, denial))
    for (code, other, subject), pairs in sorted(found.items()):
        name = f"opposed/{code}/{other}/{subject}"
        yield Contradiction(name, subject, code, "opposed", TENSION, paired(pairs, words_of), "opposed")


def _denies(denial: Statement, one: Statement, evidence: Evidence) -> bool:
    return denial.polarity == "denies" and falls_under(one.value, denial.value, evidence)


def implied_and_denied(evidence: Evidence) -> Iterator[Contradiction]:
    """Denying of somebody what another word takes for granted: "was not punished", and convicted."""
    found: dict[tuple[str, str], list[tuple[Statement, Statement]]] = {}
    for code, statements in evidence.under.items():
        for implied in evidence.vocabulary.predicates[code].implies:
            for one in statements:
                for denial in evidence.said(one.subject, implied.predicate):
                    told = one.polarity == "affirms" and implied.of in (None, one.value.text)
                    if told and denial.polarity == "denies" and _of_one_case(one, denial, evidence):
                        found.setdefault((implied.predicate, evidence.one(one.subject)), []).append(
                            (denial, one)
                        )
    for (code, subject), pairs in sorted(found.items()):
        sure = any(not {one.modality, other.modality} & _UNSURE for one, other in pairs)
        denials, words = ([*{pair[end].id: pair[end] for pair in pairs}.values()] for end in (0, 1))
        kind = kind_of([(denials[0].value, "denies", denials), (words[0].value, "affirms", words)], evidence)
        result = CONTRADICTS if sure else TENSION
        name = f"implied/{code}/{subject}"
        yield Contradiction(name, subject, code, kind, result, paired(pairs, words_of), "implied")


def _of_one_case(one: Statement, denial: Statement, evidence: Evidence) -> bool:
    """Whether both tell of a fact, of a case and not of a practice, and of no two trials."""
    facts = not {one.modality, denial.modality} & {"opinion", "counterfactual"}
    cases = "practice" not in (one.aspect, denial.aspect)
    return facts and cases and OURS not in (one.source, denial.source) and same_trial(one, denial, evidence)
