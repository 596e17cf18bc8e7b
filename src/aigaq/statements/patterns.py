"""Contradictions between different questions: a rule for all against one case, a case against its pattern, and others.

Invariant: each pattern names its own class and rule, so that a reader can see why two things stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref
from aigaq.statements.compare import CONTRADICTS, TENSION, compare, wider
from aigaq.statements.contradictions import Contradiction, Side, as_sides, kind_of
from aigaq.statements.evidence import OURS, Evidence

_WHOLE = frozenset({"all", "nearly-all"})
_UNSURE = frozenset({"possible", "doubtful"})


def across_keys(evidence: Evidence) -> Iterator[Contradiction]:
    """Everything that comparing one question at a time cannot find."""
    yield from universal_against_member(evidence)
    yield from case_against_pattern(evidence)
    yield from opposed(evidence)
    yield from rival_explanations(evidence)
    yield from hedge_lost(evidence)
    yield from manner_of_death(evidence)


def universal_against_member(evidence: Evidence) -> Iterator[Contradiction]:
    """ "None of the officers was punished" against one officer's conviction."""
    for rule in evidence.live:
        if rule.aspect not in _WHOLE or rule.source == OURS:
            continue
        against = [
            one for member in members(rule.subject, evidence) for one in _against_rule(rule, member, evidence)
        ]
        if against:
            said = sorted(against, key=lambda one: one.id)
            sides = (_side(rule), Side(_words(said[0]), tuple(one.id for one in said)))
            name = f"universal/{rule.predicate}/{rule.subject}/{rule.id}"
            result = CONTRADICTS if rule.aspect == "all" else TENSION
            yield Contradiction(
                name, rule.subject, rule.predicate, "universal-against-member", result, sides, "universal"
            )


def members(group: str, evidence: Evidence) -> list[str]:
    """Those said to belong to a group, and those who have the property that defines it."""
    found = {
        one.subject
        for predicate in ("member-of", "subset-of")
        for one in evidence.under.get(predicate, ())
        if isinstance(one.value, Ref) and evidence.one(one.value.id) == evidence.one(group)
    }
    found |= {one.value.id for one in evidence.said(group, "includes") if isinstance(one.value, Ref)}
    subject = evidence.subjects.get(group)
    if subject is not None and subject.all_with is not None:
        predicate, values = subject.all_with
        codes = evidence.vocabulary.predicates[predicate].codes
        wanted = {evidence.vocabulary.find(codes, value) if codes else value for value in values} | set(
            values
        )
        found |= {one.subject for one in evidence.under.get(predicate, ()) if one.value.text in wanted}
    return sorted(found - {group})


def _against_rule(rule: Statement, member: str, evidence: Evidence) -> list[Statement]:
    predicates = evidence.vocabulary.predicates
    found = []
    for one in evidence.about.get(evidence.one(member), ()):
        if one.polarity == "cannot-say" or one.source == OURS:
            continue
        same = one.predicate == rule.predicate and one.polarity != rule.polarity and one.value == rule.value
        implied = (
            rule.polarity == "denies"
            and one.polarity == "affirms"
            and any(
                implies.predicate == rule.predicate and implies.of in (None, one.value.text)
                for implies in predicates[one.predicate].implies
            )
        )
        if same or implied:
            found.append(one)
    return found


def case_against_pattern(evidence: Evidence) -> Iterator[Contradiction]:
    """A case offered as an example of a practice, with a property that the practice excludes."""
    for link in evidence.under.get("example-of", ()):
        if not isinstance(link.value, Ref):
            continue
        for of_case in evidence.about.get(evidence.one(link.subject), ()):
            predicate = evidence.vocabulary.predicates[of_case.predicate]
            if not predicate.functional or of_case.polarity != "affirms" or of_case.predicate == "when":
                continue
            for of_pattern in evidence.said(link.value.id, of_case.predicate):
                both = compare(of_case.value, of_pattern.value, predicate, evidence)
                if of_pattern.polarity == "affirms" and both in (CONTRADICTS, TENSION):
                    name = f"pattern/{of_case.predicate}/{of_case.subject}/{of_pattern.subject}"
                    sides = (_side(of_case), _side(of_pattern))
                    yield Contradiction(
                        name,
                        link.subject,
                        of_case.predicate,
                        "case-against-pattern",
                        TENSION,
                        sides,
                        "pattern",
                    )


def opposed(evidence: Evidence) -> Iterator[Contradiction]:
    """Affirming one thing and denying another that it takes for granted: "drove them off" and "threatened nobody"."""
    for code, statements in sorted(evidence.under.items()):
        for other in evidence.vocabulary.predicates[code].opposes:
            for one in statements:
                if one.polarity != "affirms" or other == code:
                    continue
                for denial in evidence.said(one.subject, other):
                    if denial.polarity == "denies" and denial.value == one.value:
                        name = f"opposed/{code}/{other}/{evidence.one(one.subject)}/{one.value.text}"
                        sides = (_side(one), _side(denial))
                        yield Contradiction(name, one.subject, code, "opposed", TENSION, sides, "opposed")


def rival_explanations(evidence: Evidence) -> Iterator[Contradiction]:
    """Two explanations of one figure: both are shown, and one voice that offers both is no corroboration."""
    by_target: dict[str, list[Statement]] = {}
    for one in evidence.under.get("explains", ()):
        if isinstance(one.value, Ref) and one.polarity == "affirms":
            by_target.setdefault(one.value.id, []).append(one)
    for target, offered in sorted(by_target.items()):
        subjects = {evidence.one(one.subject) for one in offered}
        if len(subjects) > 1:
            sides = tuple(
                Side(_explained(one, evidence), (one.id,)) for one in sorted(offered, key=lambda one: one.id)
            )
            yield Contradiction(
                f"rivals/{target}", target, "explains", "rival-explanations", TENSION, sides, "rivals"
            )


def _explained(one: Statement, evidence: Evidence) -> str:
    about = evidence.all.get(one.subject.removeprefix("#"))
    return f"{evidence.label(about.subject)}: {about.value.text}" if about else evidence.label(one.subject)


def hedge_lost(evidence: Evidence) -> Iterator[Contradiction]:
    """One voice says "possibly, of some" and later assents to "all of them": the doubt was lost on the way."""
    for late in evidence.live:
        if (
            late.aspect != "all"
            or late.modality in _UNSURE
            or late.polarity != "affirms"
            or late.source == OURS
        ):
            continue
        for early in evidence.under.get(late.predicate, ()):
            narrower = evidence.one(early.subject) == evidence.one(late.subject) or late.subject in wider(
                early.subject, evidence
            )
            if (
                narrower
                and early.origin == late.origin
                and early.modality in _UNSURE
                and early.value == late.value
            ):
                name = f"hedge/{late.predicate}/{late.subject}/{early.id}"
                sides = (
                    Side(f"{early.aspect}, {early.modality}", (early.id,)),
                    Side(f"{late.aspect}, {late.modality}", (late.id,)),
                )
                yield Contradiction(name, late.subject, late.predicate, "hedge-lost", TENSION, sides, "hedge")


def manner_of_death(evidence: Evidence) -> Iterator[Contradiction]:
    """A certificate that says one manner of death against words that say another: a natural cause and a bullet."""
    certified: dict[str, list[Statement]] = {}
    for one in evidence.under.get("cause-certified", ()):
        certified.setdefault(evidence.one(one.subject), []).append(one)
    for person, papers in sorted(certified.items()):
        told = _told(person, evidence)
        for paper in papers:
            against = [one for one in told if _manners_clash(paper, one, evidence)]
            if against:
                answers = [(paper.value, "affirms", [paper]), (against[0].value, "affirms", against)]
                kind = kind_of(answers, evidence)
                name = f"manner/{person}/{paper.id}"
                yield Contradiction(
                    name, person, "cause-certified", kind, CONTRADICTS, as_sides(answers), "manner"
                )


def _told(person: str, evidence: Evidence) -> list[Statement]:
    """What words, not certificates, say of how somebody died."""
    causes = evidence.said(person, "cause-of-death")
    weapons = [one for one in evidence.about.get(f"{person}~death", ()) if one.predicate == "weapon"]
    weapons += [
        one
        for one in evidence.about.get(f"{person}~death", ())
        if one.predicate == "type" and one.value.text == "homicide"
    ]
    return sorted((one for one in (*causes, *weapons) if one.polarity == "affirms"), key=lambda one: one.id)


def _manners_clash(paper: Statement, word: Statement, evidence: Evidence) -> bool:
    on_paper, told = manner_of(paper, evidence), manner_of(word, evidence)
    if paper.polarity != "affirms" or paper.id == word.id:
        return False
    return None not in (on_paper, told) and "undetermined" not in (on_paper, told) and on_paper != told


def manner_of(statement: Statement, evidence: Evidence) -> str | None:
    """What a cause or weapon says of how a death came: violent, natural, accident, self, undetermined, indirect."""
    value = statement.value
    if statement.predicate in ("weapon", "type"):
        return "violent"
    if isinstance(value, Code):
        return evidence.vocabulary.fact(value.list, value.code, "manner")
    if isinstance(value, Ref):
        acts = evidence.acts.get(value.id, frozenset())
        return "violent" if any(evidence.vocabulary.fact("act", act, "violent") for act in acts) else None
    return None


def _side(statement: Statement) -> Side:
    return Side(_words(statement), (statement.id,), statement.polarity == "denies")


def _words(statement: Statement) -> str:
    denial = "not " if statement.polarity == "denies" else ""
    return f"{denial}{statement.predicate}: {statement.value.text}"
