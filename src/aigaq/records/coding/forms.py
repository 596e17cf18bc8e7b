"""Forms: templates of statements, read from YAML.

Invariant: a form writes only what the entry fills in or what its kind implies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aigaq.errors import DuplicateId
from aigaq.records.vocab.codes import labels_of
from aigaq.records.vocab.messages import LANGUAGES, Language
from aigaq.records.yamltext import List, Map, here, mapping

_FORM_FIELDS = (
    *LANGUAGES,
    "also",
    "who",
    "event",
    "main",
    "always",
    "slots",
    "needs",
    "asks",
    "reviewed",
)


@dataclass(frozen=True, slots=True)
class Template:
    """A statement that a form writes. `$who`, `$event` and `$claimed` are replaced by values of the entry."""

    id: str
    subject: str
    predicate: str
    value: str | None = None
    event: str | None = None
    role: str | None = None
    qualifiers: tuple[str, ...] = ()
    value_from: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A further event that a slot creates beside the form's own; the person is its victim."""

    suffix: str
    act: str
    label: str
    part_of_event: bool
    after_event: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """One blank of a form.

    Args:
        template: the statement that a filled slot writes, if any.
        made: the event it creates.
        into: the part of the main statement it fills (`event`, `because`, `value`).
        qualifier: the qualifier of the main statement that it becomes.
        pair: the value is [predicate, value] and becomes a separate statement.
        parts: the value names parts of a group and their sizes.
        split: values that use another template.
    """

    name: str
    template: Template | None = None
    made: Made | None = None
    into: str | None = None
    qualifier: str | None = None
    pair: bool = False
    through_court: bool = False
    parts: bool = False
    split: Mapping[str, Template] | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A named set of slots and of statement templates, which an entry fills in."""

    code: str
    labels: Mapping[Language, str]
    also: tuple[str, ...]
    who: str
    event_label: str | None
    main: str
    always: tuple[Template, ...]
    slots: Mapping[str, Slot]
    needs: tuple[str, ...]
    asks: tuple[str, ...]


def read_forms(base: Mapping[str, Form], added: Map) -> dict[str, Form]:
    """The standard forms and the added ones, under each of their names."""
    forms = dict(base)
    for name, node in added:
        form = _form(name.text, mapping(node, key=name.text))
        for called in (form.code, *form.also):
            if called in forms:
                raise DuplicateId(**here(name), value=called)
            forms[called] = form
    return forms


def _form(code: str, node: Map) -> Form:
    node.only(_FORM_FIELDS)
    event = node.get("event")
    always = node.get("always")
    return Form(
        code=code,
        labels=labels_of(node),
        also=node.texts("also"),
        who=node.word("who"),
        event_label=mapping(event, key="event").text("label") if event else None,
        main=node.word("main"),
        always=tuple(_template(mapping(item, key="always")) for item in always.items)
        if isinstance(always, List)
        else (),
        slots=_slots(node.inner("slots")),
        needs=node.texts("needs"),
        asks=node.texts("asks"),
    )


def _slots(node: Map) -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    for name, entry in node:
        fields = mapping(entry, key=name.text)
        slot = _slot(name.text, fields)
        for called in (name.text, *fields.texts("same-as")):
            if called in slots:
                raise DuplicateId(**here(name), value=called)
            slots[called] = slot
    return slots


def _slot(name: str, node: Map) -> Slot:
    split = node.get("split")
    made = node.get("makes")
    return Slot(
        name=name,
        template=_template(node) if node.get("predicate") else None,
        made=_made(mapping(made, key="makes")) if made else None,
        into=node.text("into"),
        qualifier=node.text("qualifier"),
        pair=node.yes("pair"),
        through_court=node.yes("through-court"),
        parts=node.yes("parts"),
        split={
            key.text: _template(mapping(entry, key=key.text)) for key, entry in mapping(split, key="split")
        }
        if split
        else None,
    )


def _template(node: Map) -> Template:
    return Template(
        id=node.word("id"),
        subject=node.word("subject"),
        predicate=node.word("predicate"),
        value=node.text("value"),
        event=node.text("event"),
        role=node.text("role"),
        qualifiers=node.texts("qualifiers"),
        value_from=node.text("from"),
    )


def _made(node: Map) -> Made:
    return Made(
        suffix=node.word("id"),
        act=node.word("act"),
        label=node.word("label"),
        part_of_event=node.yes("part-of-event"),
        after_event=node.yes("after-event"),
    )
