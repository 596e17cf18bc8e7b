"""Write the pages of the reference that follow from the vocabulary: forms, predicates, codes, JSON Schema.

Run `python docs/generate.py` after a change in `src/aigaq/records/vocab/` or `docs/schema.py`.
Invariant: the pages say what the program reads, for they are made from it; a stale page fails the tests.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from aigaq.records.coding.forms import Form, Slot, Template
from aigaq.records.coding.resolution import qualifier_types
from aigaq.records.vocab.codes import CodeList, Term
from aigaq.records.vocab.predicates import Predicate
from aigaq.records.vocab.vocabulary import Vocabulary, standard

sys.path.insert(0, str(Path(__file__).parents[1]))
from docs.schema import schemas

REFERENCE = Path(__file__).parent / "reference"
MADE_BY = "_Made by `docs/generate.py` from `src/aigaq/records/vocab/`._"
BEGIN, END = "<!-- made by docs/generate.py: {} -->", "<!-- end of what is made -->"
WRITTEN = {
    *(
        "basis",
        "modality",
        "aspect",
        "condition",
        "through",
        "unknown",
        "recant-kind",
        "question-state",
        "relation",
    ),
    *("manner", "sentence", "time-unit", "examination"),
    *("harm", "state", "death-class", "excluded", "unresolved", "overlap", "contradiction-class"),
}
WHO = {
    "person": "a person, group or body (id of the cast)",
    "any": "an id of the cast",
    "group": "a group (id of the cast)",
    "group-or-harm": "a group of the cast, and then `harm` is due; or a word of the list [`harm`](#harm)",
    "events": "a list of events, the earliest first",
    "event": "an event (id of the cast)",
    "statement": "the entry or statement that is taken back",
    "thing": "a paper or thing (id of the cast)",
}
VALUES = {
    "text": "words",
    "ref": "an id, or several words",
    "place": "a place's id, or several words",
    "date": "a date",
    "quantity": "a quantity",
    "yes": "`yes`",
    "statement": "an entry or statement",
}


def pages(vocabulary: Vocabulary, bundle: str) -> dict[str, str]:
    """Every page by its path under `docs/reference`; `bundle` is the page with the marked sections."""
    made = {"vocabulary.md": vocabulary_page(vocabulary), "bundle.md": bundle}
    for name, lines in sections(vocabulary).items():
        made["bundle.md"] = put_in(made["bundle.md"], name, "\n".join(lines))
    for name, schema in schemas(vocabulary).items():
        made[f"schema/{name}.schema.json"] = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
    return made


def sections(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """The marked sections of `bundle.md`."""
    return {
        "forms": list(forms_section(vocabulary)),
        "predicates": list(predicates_section(vocabulary)),
        "codes": [line for name in lists_written(vocabulary) for line in list_lines(vocabulary.lists[name])],
    }


def lists_written(vocabulary: Vocabulary) -> list[str]:
    """The lists whose words a file of a case may hold; others name things on screens only."""
    taken = {one.codes for one in vocabulary.predicates.values()}
    taken |= {codes for _, codes, _ in qualifier_types().values()}
    return [name for name in vocabulary.lists if name in taken or name in WRITTEN]


def put_in(page: str, name: str, text: str) -> str:
    """The page with a marked section written anew."""
    begin = BEGIN.format(name)
    before, mark, rest = page.partition(begin)
    if not mark:
        raise ValueError(f"the mark {begin} is not on the page")
    after = rest.partition(END)[2]
    return f"{before}{begin}\n{text}\n{END}{after}"


def value_words(takes: str, codes: str | None, vocabulary: Vocabulary) -> str:
    """What may stand as a value, for people."""
    if codes is None:
        return VALUES[takes]
    link = f"[`{codes}`](#{codes})"
    if takes == "ref":
        return f"an id, a word of {link}, or several words"
    return f"a word of {link}" + (", or your own words" if vocabulary.lists[codes].open else "")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table in Markdown."""
    columns = list(head)
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') or ' ' for cell in row)} |"
    yield ""


def vocabulary_page(vocabulary: Vocabulary) -> str:
    """`vocabulary.md`: the labels in three languages, for those who review them."""
    lines = [
        "# Vocabulary",
        "",
        MADE_BY,
        "",
        "What people read for each code, in English, Russian and Kazakh, for those who review the words. How codes "
        "are used stands in [how a case is written](bundle.md). **No speaker of Russian or Kazakh has reviewed "
        "these labels yet**; whoever does writes `reviewed: yes` beside them.",
        "",
        "## Predicates",
        "",
        "`sensitivity`: open, careful or protected. The number is the field of the HURIDOCS Events Standard Formats.",
        "",
        *table(
            ("predicate", "English", "Russian", "Kazakh", "sensitivity", "HURIDOCS"),
            (
                (f"`{one.code}`", *labels(one), one.sensitivity, one.huridocs or "")
                for one in vocabulary.predicates.values()
            ),
        ),
        "## Forms",
        "",
        *table(
            ("form", "English", "Russian", "Kazakh"),
            ((f"`{form.code}`", *labels(form)) for form in vocabulary.forms.values()),
        ),
        "## Lists of codes",
        "",
    ]
    for codes in vocabulary.lists.values():
        rows = (
            (f"`{term.code}`", *labels(term), term.facts.get("huridocs", "")) for term in codes.terms.values()
        )
        lines += [f"### {codes.name}", "", " / ".join(codes.title.values()), ""]
        lines += table(("code", "English", "Russian", "Kazakh", "HURIDOCS"), rows)
    return "\n".join(lines)


def facts(term: Term) -> Iterator[str]:
    """What the program knows of a code."""
    if term.acts:
        yield f"acts: {' '.join(term.acts)}"
    yield from (f"{key}: {value}" for key, value in term.facts.items() if key != "huridocs")


def labels(one: Predicate | Form | Term) -> tuple[str, str, str]:
    """The labels in the order of the columns."""
    return one.labels["en"], one.labels["ru"], one.labels["kk"]


def predicates_section(vocabulary: Vocabulary) -> Iterator[str]:
    """Predicates, relations and qualifiers."""
    yield from table(
        ("predicate", "value", "one", "key", "also", "in words", "notes"), predicate_rows(vocabulary)
    )
    relations = ", ".join(f"`{code}`" for code in vocabulary.lists["relation"].terms)
    yield f"Each relation of people is a predicate too, with a person's id as value: {relations}."
    yield ""
    yield (
        "Every predicate takes these qualifiers besides: "
        + ", ".join(f"`{name}`" for name in everywhere())
        + "."
    )
    yield ""
    yield from table(
        ("qualifier", "value"),
        (
            (f"`{name}`", value_words(takes, codes, vocabulary))
            for name, (takes, codes, _) in qualifier_types().items()
        ),
    )


def everywhere() -> list[str]:
    """The qualifiers that every predicate takes."""
    return [name for name, (_, _, free) in qualifier_types().items() if free]


def predicate_rows(vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    """One row for each predicate that is no relation."""
    for one in vocabulary.predicates.values():
        if one.code not in vocabulary.lists["relation"].terms:
            yield (
                f"`{one.code}`",
                value_words(one.takes, one.codes, vocabulary),
                "one" if one.functional else "",
                ", ".join(f"`{key}`" for key in one.key),
                ", ".join(f"`{key}`" for key in one.qualifiers),
                one.labels["en"],
                "; ".join(notes(one)),
            )


def notes(one: Predicate) -> Iterator[str]:
    """What else a coder must know of a predicate."""
    if one.about != ("any",):
        yield f"of: {', '.join(one.about)}"
    if one.compare != "type":
        yield {
            "none": "values are never compared",
            "manner": "compared by manner",
            "aim": "compared by aim",
            "quantities": "compared as quantities",
            "sentence": "compared as sentences",
            "over-time": "may change over time",
        }[one.compare]
    if one.alive:
        yield "a sign of life"
    for other in one.opposes:
        yield f"against `not {other}`"
    for implied in one.implies:
        yield f"{'`' + implied.of + '` ' if implied.of else ''}is a case of `{implied.predicate}`"


def list_lines(codes: CodeList) -> Iterator[str]:
    """One list of codes."""
    yield f"#### {codes.name}"
    yield ""
    yield codes.title.get("en", "") + (" (open list)" if codes.open else "")
    yield ""
    yield from table(
        ("code", "in words", "also written", "narrower than", "facts"),
        (
            (
                f"`{term.code}`",
                term.labels["en"],
                ", ".join(term.also),
                f"`{term.parent}`" if term.parent else "",
                ", ".join(facts(term)),
            )
            for term in codes.terms.values()
        ),
    )


def forms_section(vocabulary: Vocabulary) -> Iterator[str]:
    """Each form, its slots, and the statements it writes."""
    for form in {form.code: form for form in vocabulary.forms.values()}.values():
        yield from form_lines(form, vocabulary)


def form_lines(form: Form, vocabulary: Vocabulary) -> Iterator[str]:
    """One form."""
    yield f"### Form `{form.code}`"
    yield ""
    also = f" Also written {', '.join(f'`{name}`' for name in form.also)}." if form.also else ""
    yield f"{form.labels['en']}. **Who**: {WHO[form.who]}.{also}"
    facts = [f"A reference to the entry means `ID.{form.main}`."]
    if form.event_label:
        facts.append("Makes the event `ID.event`.")
    if form.needs:
        facts.append(f"Needs {', '.join(f'`{name}`' for name in form.needs)}.")
    if form.asks:
        facts.append(f"Asks: {', '.join(f'`{name}`' for name in form.asks)}.")
    yield " ".join(facts)
    yield ""
    if form.code == "order":
        yield "`o: {order: [a, b, c]}` writes `o.1: [a, before, b]` and `o.2: [b, before, c]`."
        yield ""
        return
    if form.always:
        yield f"Always writes {'; '.join(written(template) for template in form.always)}."
        yield ""
    rows = [row for slot in unique(form) for row in slot_rows(slot, form, vocabulary)]
    yield from table(("slot", "value", "writes"), rows)


def unique(form: Form) -> Iterator[Slot]:
    """Each slot once, under its first name."""
    return (slot for name, slot in form.slots.items() if name == slot.name)


def slot_rows(slot: Slot, form: Form, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """What a slot takes and writes."""
    others = [name for name, found in form.slots.items() if found.name == slot.name and name != slot.name]
    name = ", ".join(f"`{one}`" for one in (slot.name, *others))
    if slot.template is not None:
        predicate = vocabulary.predicates[slot.template.predicate]
        value = value_words(predicate.takes, predicate.codes, vocabulary)
        if slot.made is not None:
            value = f"{value}, or `no`"
        yield name, value, " ".join([written(slot.template), made_words(slot)]).strip()
        for word, template in (slot.split or {}).items():
            yield name, f"the word `{word}`", written(template)
        return
    yield name, *plain_slot(slot, form, vocabulary)


def plain_slot(slot: Slot, form: Form, vocabulary: Vocabulary) -> tuple[str, str]:
    """Value and effect of a slot that has no statement of its own."""
    if slot.qualifier is not None:
        takes, codes, _ = qualifier_types().get(slot.qualifier, ("text", None, False))
        if form.code == "recants":
            takes, codes = "code", "recant-kind"
        value = value_words(takes, codes, vocabulary)
        return value, f"the qualifier `{slot.qualifier}` of `ID.{form.main}`"
    if slot.pair:
        court = ", as held by the court (the court stands last in the chain)" if slot.through_court else ""
        return "`[predicate, value]`", f"`ID.for`: who, predicate, value{court}"
    if slot.parts:
        return (
            "`{part: number, ...}`",
            "for each part `ID.split.PART`: part, `size`, number; and `ID.within.PART`: part, `subset-of`, who",
        )
    if slot.made is not None:
        return "`yes` or `no`", made_words(slot)
    if slot.into == "event":
        return "an event's id", "the event it belongs to, instead of one of its own"
    if slot.into == "subject":
        return (
            "an event's or group's id",
            f"the subject of `ID.{form.main}`; without it the anchor of the case",
        )
    filled = next(one for one in form.always if one.id == slot.into)
    predicate = vocabulary.predicates[filled.predicate]
    return value_words(predicate.takes, predicate.codes, vocabulary), f"the value of `ID.{slot.into}`"


def made_words(slot: Slot) -> str:
    """The event that a slot makes beside the form's own."""
    if slot.made is None:
        return ""
    made = f"ID.{slot.made.suffix}"
    tie = (
        f"`{made}-in`: it is `part-of` event"
        if slot.made.part_of_event
        else f"`{made}-after`: event came `before` it"
    )
    kind = f"`{made}-type`: `type` `{slot.made.act}`; `{made}-victim`: who is `victim-of` it"
    return f"makes the event `{made}` with {kind}; {tie}"


def written(template: Template) -> str:
    """The statement of a template."""
    names = {
        "$who": "who",
        "$event": "event",
        "$claimed": "the anchor of the case, or `in`",
        "$origin": "the last voice of the chain",
    }
    value = names.get(template.value or "", f"`{template.value}`") if template.value else "value"
    role = f", role `{template.role}`" if template.role else ""
    return f"`ID.{template.id}`: {names.get(template.subject, template.subject)}, `{template.predicate}`, {value}{role}"


def main() -> None:
    """Write every page."""
    bundle = (REFERENCE / "bundle.md").read_text(encoding="utf-8")
    for name, text in pages(standard(), bundle).items():
        path = REFERENCE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
