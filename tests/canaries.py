"""A small case with a word of its own in each place that is protected; none of them may stand in any output.

Invariant: every field of a record that can hold words is placed here, or said to hold none, with the reason.
"""

from __future__ import annotations

from dataclasses import fields
from hashlib import sha256
from pathlib import Path

from aigaq.records.cases import Answer, CaseRecords, Consent, Intruder, Safeguard
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import Entry
from aigaq.records.releases import Attachment
from aigaq.records.rules import CountRule
from aigaq.records.sources import Cover, Media, Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject

KINDS = (
    *(Subject, Source, Media, Cover, Entry, Statement, Decision, Reading, Question, CountRule, Answer),
    *(Safeguard, Intruder, Consent, Attachment, CaseRecords),
)
OPEN = "qanatbird"
"""It may be told, and is: an output without it was not looked at."""


def canary(place: str) -> str:
    """The word of a place."""
    return "zq" + "".join(chr(ord("a") + int(digit, 16)) for digit in sha256(place.encode()).hexdigest()[:10])


PLACES = (
    *("Subject.label", "Source.what", "Source.title", "Source.derivation"),
    *("Entry.value", "Statement.value", "Statement.note"),
    *("Decision.reasons", "Reading.value", "Question.ask", "CountRule.title"),
    *("Media.alt", "Media.caption", "Safeguard.reasons", "Safeguard.names"),
    *("Intruder.by", "Intruder.sources", "text of a covered entry", "text of a withheld statement"),
    *("text of a copy", "text of a translation", "text of a source", "text elsewhere in it"),
    *("replaced safeguard", "name of somebody"),
)
"""Where a word is put that must not be told: what is not a field of a record by its own name."""
NO_WORDS = {
    "id, key, code or reference": (
        *("Subject.id", "Subject.kind", "Subject.stands_for", "Subject.within", "Subject.all_with"),
        *("Subject.overlap", "Subject.made_by", "Subject.source", "Source.key", "Source.kind", "Source.tail"),
        *("Source.language", "Source.rest", "Source.turns", "Source.derived_from", "Source.default_basis"),
        *("Source.warnings", "Media.kind", "Media.shows", "Media.hears", "Media.covers", "Cover.whom"),
        *("Entry.id", "Entry.source", "Entry.place", "Entry.form", "Entry.predicate", "Statement.id"),
        *("Statement.subject", "Statement.predicate", "Statement.chain", "Statement.passages"),
        *("Statement.source", "Statement.event", "Statement.basis", "Statement.polarity"),
        *("Statement.modality", "Statement.aspect", "Statement.conditions", "Statement.premises"),
        *("Statement.answers", "Statement.completes", "Statement.entry", "Decision.id", "Decision.kind"),
        *("Decision.targets", "Decision.value", "Decision.harm", "Decision.rule", "Reading.id"),
        *("Reading.subject", "Reading.predicate", "Reading.premises", "Reading.passages", "Reading.modality"),
        *(
            "Reading.event",
            "Reading.polarity",
            "Question.id",
            "Question.state",
            "Question.about",
            "Question.passages",
        ),
        *("Question.answers", "Question.slot", "CountRule.key", "CountRule.harm", "CountRule.scope"),
        *("CountRule.place", "CountRule.place_role", "CountRule.population", "CountRule.speakers"),
        *("CountRule.origins", "CountRule.threshold", "CountRule.leave_out", "CountRule.custody"),
        *("Answer.key", "Answer.rule", "Answer.evidence", "Safeguard.id", "Safeguard.covers"),
        *("Safeguard.withholds", "Safeguard.replaces", "Consent.uses", "CaseRecords.key"),
        *("CaseRecords.anchor", "CaseRecords.unfilled", "CaseRecords.made_for"),
    ),
    "a date": (
        *("Source.said", "Statement.said", "Statement.at", "Decision.at", "Reading.at", "Safeguard.at"),
        *("Consent.until", "Consent.withdrawn"),
    ),
    "a digest, or the name of a file as it came: `test_protected_passages.py`": (
        *("Source.sha256", "Source.file"),
        "CaseRecords.pins",
    ),
    "an account of the team, told to no reader": (
        *("Statement.by", "Decision.by", "Reading.by", "Safeguard.by", "CaseRecords.coder"),
        "CaseRecords.second_coder",
    ),
    "a file and line of the folder, kept nowhere": ("Entry.file",),
    "told on purpose": (
        "Safeguard.wording",
        "CaseRecords.title",
        "CaseRecords.vocabulary",
        "CaseRecords.added_words",
    ),
    "a figure of the whole case": ("Answer.expected",),
    "the records of this list": (
        *("CaseRecords.subjects", "CaseRecords.sources", "CaseRecords.entries", "CaseRecords.statements"),
        *("CaseRecords.decisions", "CaseRecords.readings", "CaseRecords.questions", "CaseRecords.rules"),
        *("CaseRecords.answers", "CaseRecords.safeguards", "Source.media", "Safeguard.intruder"),
        "Safeguard.consent",
    ),
    "the same words as another place": (
        *("Reading.qualifiers", "Statement.qualifiers", "Entry.slots"),
        "Entry.who",
    ),
    "made of the media of a source": tuple(f"Attachment.{one.name}" for one in fields(Attachment)),
}
"""By reason, the fields that no word is put into."""


def unplaced() -> list[str]:
    """The fields that can hold words and stand in neither list."""
    known = {*PLACES, *(name for names in NO_WORDS.values() for name in names)}
    every = {f"{kind.__name__}.{field.name}": str(field.type) for kind in KINDS for field in fields(kind)}
    plain = {"bool", "int", "int | None", "tuple[int, int, int, int]", "tuple[int, int] | None"}
    holds = {name for name, type_ in every.items() if type_ not in plain and "tuple[tuple[int" not in type_}
    return sorted((holds - known) | {one for one in known - holds if "." in one and one not in every})


def told_in(text: str) -> list[str]:
    """The places whose word stands in a text."""
    folded = text.casefold()
    return [place for place in PLACES if canary(place) in folded]


OF_A_COMPARTMENT = frozenset(
    {"Source.what", "Source.title", "Source.derivation", "text of a source", "CountRule.title"}
)
"""Places that a folder cannot protect: they lie in a compartment of a casebook."""

_TEXTS = {
    "first": f"We were many.\nA man {canary('text of a covered entry')} opened the back gate for us.\n"
    f"He is {canary('text of a withheld statement')} years old, he said to my sister.\n"
    f"So we went on {canary('text elsewhere in it')}.\n",
    "second": f"I was told this.\nA man {canary('text of a covered entry')} opened the back gate for us.\n"
    f"That is all {canary('text of a copy')}.\n",
    "third": f"Wir waren viele.\nJemand machte auf {canary('text of a translation')}.\nEr sagte es.\nWir gingen.\n",
    "plain": f"Many stood at the crossing, {OPEN}.\nThere was shooting at noon.\nNobody helped.\n",
    "closed": f"Nobody may know of this talk at all, {canary('text of a source')}.\n",
}


def canary_folder(folder: Path) -> Path:
    """The case in a folder: `helper` and `n-secret` are covered, `n-age` withheld; `closed` is for a compartment."""
    c = canary
    files = {
        "case.yaml": "bundle: aigaq/1\ncase: {key: canary, title: The crossing, anchor: ev}\ncoder: {by: bolat}\n",
        "cast.yaml": f"""cast:
  voices: {{speaker: a resident, other: a neighbour}}
  persons:
    p: Oraz Seitov
    helper: a man {c("Subject.label")} of the gate
    named: {c("name of somebody").title()} Quanov
  events: {{ev: the shooting at the crossing}}
  places: {{road: the road, den: a room}}
""",
        "rules/deaths.yaml": "rule: {key: deaths, harm: died}\n",
        "rules/secret.yaml": f"rule: {{key: secret, harm: died, place: den, title: of {c('CountRule.title')}}}\n",
        "sources/scan/source.yaml": "source:\n  key: scan\n  is: a scan\n  turns: speaker\n"
        "  media:\n    kind: picture\n"
        f"    alt: a page {c('Media.alt')}\n    caption: below {c('Media.caption')}\n    shows: [p]\n",
        "sources/scan/coding.yaml": "coding: {}\n",
        "questions.yaml": f"questions:\n  q-open: {{ask: who else was there, state: not-asked}}\n"
        f"  q-secret: {{ask: what of {c('Question.ask')}, state: not-asked, about: helper}}\n",
        "decisions/2031-07-01.yaml": "decisions:\n  d-secret: {accept: helper, as: confirmed, "
        f"rule: reasonable-grounds, reasons: seen by {c('Decision.reasons')}, by: dina, at: 2031-06-02}}\n"
        f"readings:\n  r-secret: {{says: [helper, occupation, {c('Reading.value')}], sure: probable, "
        "because: [n-secret], by: bolat, at: 2031-06-01}\n",
        "private/safeguards.yaml": f"""safeguards:
  s0:
    covers: [helper]
    wording: somebody helped
    reasons: "{c("replaced safeguard")}"
    by: dina
    at: 2031-07-01
  s1:
    covers: [helper, named, n-secret]
    withholds: [n-age]
    names: [{c("Safeguard.names").title()}]
    wording: somebody helped
    reasons: "{c("Safeguard.reasons")} alone"
    by: dina
    at: 2031-07-02
    replaces: s0
    consent: {{uses: [public]}}
    intruder: {{by: "{c("Intruder.by")}", minutes: "45", sources: ["{c("Intruder.sources")}"], found: "no"}}
""",
    }
    coded = {
        "first": f"  L2:\n    n-secret: [helper, occupation, keeper {c('Entry.value')} of keys, "
        f"note: {c('Statement.note')}]\n"
        f"  L3:\n    n-age: [helper, occupation, porter {c('Statement.value')}]\n",
        "plain": "  L2:\n    killing: {killed: p, when: 2031-05-14}\n",
    }
    for key, text in _TEXTS.items():
        more = "  derived-from: {source: first, kind: translation}\n" if key == "third" else ""
        if key == "closed":
            more = f"  derived-from: {{source: second, kind: {c('Source.derivation')}}}\n"
        what = (
            f"talk {c('Source.what')}\n  title: {c('Source.title')} told"
            if key == "closed"
            else f"talk {key}"
        )
        files[f"sources/{key}/source.yaml"] = (
            f"source:\n  key: {key}\n  is: {what}\n  file: {{shipped: yes, name: text.txt}}\n{more}"
        )
        files[f"sources/{key}/text.txt"] = text
        files[f"sources/{key}/coding.yaml"] = f"coding:\n{coded[key]}" if key in coded else "coding: {}\n"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
