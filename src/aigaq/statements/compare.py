"""How two answers to one question stand to each other.

Invariant: symmetric; words that a machine cannot judge are not comparable, never a contradiction.
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
from aigaq.statements.terms import sentences_compared

AGREES, SPECIFIC, COMPATIBLE = "agrees", "more-specific", "compatible"
_PLACES_WITHIN = frozenset({"part-of", "subset-of", "member-of"})
TENSION, CONTRADICTS, INCOMPARABLE = "tension", "contradicts", "not-comparable"


def compare(a: Value, b: Value, predicate: Predicate, evidence: Evidence) -> str:
    """The result of comparing two values of one predicate (list `contradiction-result`)."""
    if predicate.compare == "none" or isinstance(a, Unknown | Relative) or isinstance(b, Unknown | Relative):
        return INCOMPARABLE
    if a == b or _same_words(a, b):
        return AGREES
    if predicate.compare == "manner":
        return _by_fact(a, b, evidence, "manner" if predicate.codes == "cause" else "class")
    if predicate.compare == "aim":
        return _by_fact(a, b, evidence, "aimed")
    if predicate.compare == "quantities":
        return _as_quantities(a, b)
    if predicate.compare == "sentence":
        return sentences_compared(a, b, evidence.vocabulary)
    if predicate.takes == "place":
        return _places(a, b, evidence)
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
        return _refs(a, b, evidence)
    return AGREES if isinstance(a, Yes) and isinstance(b, Yes) else INCOMPARABLE


def dates_compared(a: When, b: When) -> str:
    """How two dates of one thing stand: no common day contradicts, one within the other is more specific.

    Where "about" may mean the other day too (`dates.near`) it is a tension.
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
        # What came later leaves the earlier as it was: a verdict that was quashed was given.
        return COMPATIBLE
    above_a = {term.code for term in terms.chain(a.code)}
    above_b = {term.code for term in terms.chain(b.code)}
    return SPECIFIC if a.code in above_b or b.code in above_a else CONTRADICTS


def _by_fact(a: Value, b: Value, evidence: Evidence, fact: str) -> str:
    """Two codes contradict only where what they say of the matter does (natural against violent)."""
    if not (isinstance(a, Code) and isinstance(b, Code)):
        return INCOMPARABLE
    if _codes(a, b, evidence) == SPECIFIC:
        return SPECIFIC
    one, other = (evidence.vocabulary.fact(code.list, code.code, fact) for code in (a, b))
    if one is None or other is None:
        return TENSION if fact == "class" else COMPATIBLE
    if one == other:
        return COMPATIBLE
    if fact == "class":
        # Both weapons may have been there: it is told, not judged.
        return TENSION
    return TENSION if "undetermined" in (one, other) else CONTRADICTS


def _as_quantities(a: Value, b: Value) -> str:
    try:
        return quantities.compare(quantities.parse(a.text), quantities.parse(b.text))
    except AigaqError:
        return INCOMPARABLE


def _places(a: Value, b: Value, evidence: Evidence) -> str:
    """Two places that nothing joins are a tension: the map may yet show one within the other."""
    if not (isinstance(a, Ref) and isinstance(b, Ref)):
        return INCOMPARABLE
    return SPECIFIC if _nested(a.id, b.id, evidence) else TENSION


def _refs(a: Ref, b: Ref, evidence: Evidence) -> str:
    one, other = evidence.canonical(a.id), evidence.canonical(b.id)
    if one == other:
        return AGREES
    return SPECIFIC if _nested(a.id, b.id, evidence) else CONTRADICTS


def _nested(a: str, b: str, evidence: Evidence) -> bool:
    return b in wider(a, evidence) or a in wider(b, evidence)


def falls_under(case: Value, whole: Value, evidence: Evidence) -> bool:
    """Whether one answer is a case of another: a colonel of an officer, a day of its month, a yard of its town.

    Who denies the whole denies the case; who denies the case leaves the rest of the whole open.
    """
    if case == whole or whole == UNDATED or _same_words(case, whole):
        return True
    if isinstance(case, When) and isinstance(whole, When):
        return case != UNDATED and when.contains(whole, case)
    if isinstance(case, Quantity) and isinstance(whole, Quantity):
        return quantities.compare(case, whole) in (AGREES, SPECIFIC) and _no_wider(case, whole)
    if isinstance(case, Code) and isinstance(whole, Code) and case.list == whole.list:
        return whole.code in {term.code for term in evidence.vocabulary.lists[case.list].chain(case.code)}
    if isinstance(case, Ref) and isinstance(whole, Code) and whole.list == "act":
        # A killing told as an event of its own is a case of "a killing".
        acts = evidence.acts.get(case.id, frozenset())
        return any(falls_under(Code("act", act), whole, evidence) for act in acts)
    if isinstance(case, Ref) and isinstance(whole, Ref):
        return evidence.canonical(case.id) == evidence.canonical(whole.id) or whole.id in wider(
            case.id, evidence
        )
    return False


def _no_wider(case: Quantity, whole: Quantity) -> bool:
    (low, high), (least, most) = quantities.allowed(case), quantities.allowed(whole)
    return low >= least and (most is None or (high is not None and high <= most))


def wider(subject: str, evidence: Evidence) -> set[str]:
    """Everything that a place or group is said, or in the cast known, to lie within."""
    found: set[str] = set()
    waiting = [subject]
    while waiting:
        current = waiting.pop()
        entry = evidence.subjects.get(current)
        above = [entry.within] if entry is not None and entry.within else []
        for statement in evidence.by_subject.get(evidence.canonical(current), ()):
            # Most statements about a thing do not place it: that is asked first.
            if statement.predicate not in _PLACES_WITHIN or not isinstance(statement.value, Ref):
                continue
            if statement.polarity == "affirms" and statement.modality not in ("counterfactual", "opinion"):
                above.append(statement.value.id)
        waiting.extend(one for one in above if one not in found)
        found.update(above)
    return found - {subject}
