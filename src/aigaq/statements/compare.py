"""Comparison of two values of one predicate: they agree, fit together, are in tension or contradict each other.

Invariant: symmetric. Words that a machine cannot judge are not comparable, never a contradiction.
"""

from __future__ import annotations

from aigaq.errors import AigaqError
from aigaq.records import quantities
from aigaq.records.dates import when
from aigaq.records.dates.relative import Relative
from aigaq.records.dates.when import When
from aigaq.records.quantities import Quantity
from aigaq.records.values import UNDATED, Code, Ref, Unknown, Value, Words, Yes
from aigaq.records.vocab.predicates import Predicate
from aigaq.statements.evidence import Evidence
from aigaq.statements.modality import affirms_fact
from aigaq.statements.terms import sentences_compared

AGREES, SPECIFIC, COMPATIBLE = "agrees", "more-specific", "compatible"
TENSION, CONTRADICTS, INCOMPARABLE = "tension", "contradicts", "not-comparable"
_WITHIN = frozenset({"part-of", "subset-of", "member-of"})
"""Predicates that place their subject within their value."""


def compare(a: Value, b: Value, predicate: Predicate, evidence: Evidence) -> str:
    """How two values of one predicate stand to each other (list `contradiction-result`)."""
    if predicate.compare == "none" or isinstance(a, Unknown | Relative) or isinstance(b, Unknown | Relative):
        return INCOMPARABLE
    if a == b or _same_words(a, b):
        return AGREES
    if predicate.compare == "manner":
        return _by_fact(a, b, evidence, "manner" if predicate.codes == "cause" else "class")
    if predicate.compare == "aim":
        return _by_fact(a, b, evidence, "aimed")
    if predicate.compare == "quantities":
        try:
            return quantities.compare(quantities.parse(a.text), quantities.parse(b.text))
        except AigaqError:
            return INCOMPARABLE
    if predicate.compare == "sentence":
        return sentences_compared(a, b, evidence.vocabulary)
    if predicate.takes == "place":
        if not (isinstance(a, Ref) and isinstance(b, Ref)):
            return INCOMPARABLE
        # Two places that nothing joins are a tension only: a map may show one within the other.
        return SPECIFIC if _nested(a.id, b.id, evidence) else TENSION
    return _by_type(a, b, evidence)


def _same_words(a: Value, b: Value) -> bool:
    return (
        isinstance(a, Words)
        and isinstance(b, Words)
        and a.text.casefold().split() == b.text.casefold().split()
    )


def _by_type(a: Value, b: Value, evidence: Evidence) -> str:
    if isinstance(a, When) and isinstance(b, When):
        return dates_compared(a, b)
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return quantities.compare(a, b)
    if isinstance(a, Code) and isinstance(b, Code):
        return _codes(a, b, evidence)
    if isinstance(a, Ref) and isinstance(b, Ref):
        if evidence.canonical(a.id) == evidence.canonical(b.id):
            return AGREES
        return SPECIFIC if _nested(a.id, b.id, evidence) else CONTRADICTS
    return AGREES if isinstance(a, Yes) and isinstance(b, Yes) else INCOMPARABLE


def dates_compared(a: When, b: When) -> str:
    """How two dates of one event stand to each other.

    Without a common day they contradict, or are in tension where "about" may mean the other day too (`when.near`); one
    within the other is more specific.
    """
    if UNDATED in (a, b):
        return COMPATIBLE
    if not when.overlaps(a, b):
        return TENSION if when.near(a, b) else CONTRADICTS
    within, around = when.contains(b, a), when.contains(a, b)
    if within and around:
        return AGREES
    return SPECIFIC if within or around else COMPATIBLE


def _codes(a: Code, b: Code, evidence: Evidence) -> str:
    if a.list != b.list:
        return INCOMPARABLE
    terms = evidence.vocabulary.lists[a.list]
    if "yes" in (terms.fact(a.code, "later"), terms.fact(b.code, "later")):
        # A later step does not contradict an earlier one: a verdict that was quashed had been given.
        return COMPATIBLE
    above_a = {term.code for term in terms.chain(a.code)}
    above_b = {term.code for term in terms.chain(b.code)}
    return SPECIFIC if a.code in above_b or b.code in above_a else CONTRADICTS


def _by_fact(a: Value, b: Value, evidence: Evidence, fact: str) -> str:
    """Compare two codes by one fact of theirs, such as the manner of death: natural against violent contradicts."""
    if not (isinstance(a, Code) and isinstance(b, Code)):
        return INCOMPARABLE
    if _codes(a, b, evidence) == SPECIFIC:
        return SPECIFIC
    fact_a, fact_b = (evidence.vocabulary.fact(code.list, code.code, fact) for code in (a, b))
    if fact_a is None or fact_b is None:
        return TENSION if fact == "class" else COMPATIBLE
    if fact_a == fact_b:
        return COMPATIBLE
    if fact == "class":
        # There may have been both weapons.
        return TENSION
    return TENSION if "undetermined" in (fact_a, fact_b) else CONTRADICTS


def _nested(a: str, b: str, evidence: Evidence) -> bool:
    return b in wider(a, evidence) or a in wider(b, evidence)


def falls_under(case: Value, whole: Value, evidence: Evidence) -> bool:
    """Whether one value is a case of a wider one: a colonel of an officer, a day of its month, a yard of its town.

    To deny the wider one is to deny the case; to deny the case leaves the rest of the wider one open.
    """
    if case == whole or whole == UNDATED or _same_words(case, whole):
        return True
    if isinstance(case, When) and isinstance(whole, When):
        return case != UNDATED and when.contains(whole, case)
    if isinstance(case, Quantity) and isinstance(whole, Quantity):
        (low, high), (least, most) = quantities.allowed(case), quantities.allowed(whole)
        within = low >= least and (most is None or (high is not None and high <= most))
        return within and quantities.compare(case, whole) in (AGREES, SPECIFIC)
    if isinstance(case, Code) and isinstance(whole, Code) and case.list == whole.list:
        return whole.code in {term.code for term in evidence.vocabulary.lists[case.list].chain(case.code)}
    if isinstance(case, Ref) and isinstance(whole, Code) and whole.list == "act":
        # A killing that is an event of its own is a case of "killing".
        acts = evidence.acts.get(case.id, frozenset())
        return any(falls_under(Code("act", act), whole, evidence) for act in acts)
    if isinstance(case, Ref) and isinstance(whole, Ref):
        return evidence.canonical(case.id) == evidence.canonical(whole.id) or whole.id in wider(
            case.id, evidence
        )
    return False


def wider(subject: str, evidence: Evidence) -> set[str]:
    """Every place, group or event that contains a subject, over any number of steps, by statements and cast."""
    outer: set[str] = set()
    queue = [subject]
    while queue:
        current = queue.pop()
        entry = evidence.subjects.get(current)
        above = [entry.within] if entry is not None and entry.within else []
        for statement in evidence.by_subject.get(evidence.canonical(current), ()):
            # Hot path: most statements about a subject do not place it, so this is tested first.
            if statement.predicate not in _WITHIN or not isinstance(statement.value, Ref):
                continue
            if affirms_fact(statement):
                above.append(statement.value.id)
        queue.extend(one for one in above if one not in outer)
        outer.update(above)
    return outer - {subject}
