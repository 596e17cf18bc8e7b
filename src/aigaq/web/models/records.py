"""One table for each kind of record. Invariant: `to_record(from_record(x)) == x`; rows are added, never edited."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar, cast

from django.db import models

from aigaq.records.cases import Answer, Pins, Safeguard
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import Entry, as_words
from aigaq.records.labels import label_key
from aigaq.records.rules import CountRule
from aigaq.records.serialize import from_plain, to_plain
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.web.models.cases import CaseRow, SealRow

_R = TypeVar("_R")


class RecordRow(models.Model, Generic[_R]):
    """A record of a case: its key, its place in the order of the case, its fields.

    `columns` are fields that stand in a column of their own too, to be asked for; `body` holds all of them.
    `compartments` are those that somebody put it into. What follows from them is a projection, made anew at any time:
    `touches` names what the record touches, `seal` all the compartments that it takes to see it (none: null).
    """

    record: ClassVar[type[Any]]
    key_field: ClassVar[str] = "id"
    columns: ClassVar[tuple[str, ...]] = ()

    # Every index begins with the case: one of the case alone would only slow writing down.
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, db_index=False)
    key = models.CharField(max_length=300)
    seq = models.PositiveBigIntegerField()
    body = models.JSONField()
    compartments = models.JSONField(default=list)
    touches = models.JSONField(default=list)
    seal = models.ForeignKey(SealRow, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        """A key once in a case. No order of its own: asked for in that of the case, any few rows cost all of them."""

        abstract = True
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="%(class)s_once"),)
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("case", "seq"), name="%(class)s_order")]

    @classmethod
    def from_record(cls, record: _R) -> RecordRow[_R]:
        """A row of the record, not yet of a case."""
        own = {name: getattr(record, name) for name in cls.columns} | cls.made_from(record)
        return cls(key=getattr(record, cls.key_field), body=to_plain(record), **own)

    @classmethod
    def made_from(cls, record: _R) -> dict[str, Any]:
        """What stands in a column of its own and is no field of the record by itself."""
        return {}

    def to_record(self) -> _R:
        """The record of the row."""
        return cast(_R, from_plain(self.record, self.body))


class SubjectRow(RecordRow[Subject]):
    """Somebody or something of the cast, or an event that a form made."""

    record = Subject
    columns = ("kind", "label", "made_by")
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=500)
    made_by = models.CharField(max_length=300, null=True)
    folded = models.CharField(max_length=200, default="")

    class Meta(RecordRow.Meta):
        """Lists are by kind and label, whatever the case of its letters."""

        indexes: ClassVar[list[models.Index]] = [
            *RecordRow.Meta.indexes,
            models.Index(fields=("case", "kind", "folded", "key"), name="subject_by_label"),
            models.Index(fields=("case", "made_by"), name="subject_made_by"),
        ]

    @classmethod
    def made_from(cls, record: Subject) -> dict[str, Any]:
        """The label as lists are sorted by it, and as it is found whatever spaces and accents it came with."""
        return {"folded": label_key(record.label)[:200]}


class SourceRow(RecordRow[Source]):
    """A source."""

    record = Source
    key_field = "key"


class EntryRow(RecordRow[Entry]):
    """What a coder wrote; `made` are the statements it became, main one first, `unfilled` the slots left empty."""

    record = Entry
    columns = ("source",)
    source = models.CharField(max_length=300)
    who = models.CharField(max_length=300, default="")
    made = models.JSONField(default=list)
    unfilled = models.JSONField(default=list)

    class Meta(RecordRow.Meta):
        """Asked for by source and by whom they are about."""

        indexes: ClassVar[list[models.Index]] = [
            *RecordRow.Meta.indexes,
            models.Index(fields=("case", "source"), name="entry_of_source"),
            models.Index(fields=("case", "who"), name="entry_about"),
        ]

    @classmethod
    def made_from(cls, record: Entry) -> dict[str, Any]:
        """Whom it is about."""
        return {"who": as_words(record.who)[:300]}


class StatementRow(RecordRow[Statement]):
    """What an entry became."""

    record = Statement
    columns = ("subject", "predicate", "source", "entry", "event")
    subject = models.CharField(max_length=300)
    predicate = models.CharField(max_length=80)
    source = models.CharField(max_length=300)
    entry = models.CharField(max_length=300, null=True)
    event = models.CharField(max_length=300, null=True)
    line = models.PositiveIntegerField(default=0)

    class Meta(RecordRow.Meta):
        """Asked for by what they are about and where they stand."""

        indexes: ClassVar[list[models.Index]] = [
            *RecordRow.Meta.indexes,
            models.Index(fields=("case", "subject"), name="statement_about"),
            models.Index(fields=("case", "event"), name="statement_of_event"),
            models.Index(fields=("case", "entry"), name="statement_of_entry"),
            models.Index(fields=("case", "source", "line"), name="statement_at"),
            models.Index(fields=("case", "predicate", "subject"), name="statement_says"),
        ]

    @classmethod
    def made_from(cls, record: Statement) -> dict[str, Any]:
        """The line of its first passage."""
        return {"line": record.passages[0].line}


class PointRow(models.Model):
    """What a statement points at beside its subject and event: a value, a qualifier, a premise. A projection."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, db_index=False)
    target = models.CharField(max_length=301)
    statement = models.CharField(max_length=300)

    class Meta:
        """Each once, asked for by what is pointed at."""

        constraints = (models.UniqueConstraint(fields=("case", "target", "statement"), name="points_once"),)


class DecisionRow(RecordRow[Decision]):
    """A judgement of ours."""

    record = Decision
    columns = ("kind",)
    kind = models.CharField(max_length=20, db_index=True)


class ReadingRow(RecordRow[Reading]):
    """What we infer."""

    record = Reading


class QuestionRow(RecordRow[Question]):
    """A question."""

    record = Question


class RuleRow(RecordRow[CountRule]):
    """A way to count."""

    record = CountRule
    key_field = "key"


class AnswerRow(RecordRow[Answer]):
    """What the case must answer."""

    record = Answer
    key_field = "key"


class SafeguardRow(RecordRow[Safeguard]):
    """What must not leave."""

    record = Safeguard


class PinsRow(RecordRow[Pins]):
    """Where places stand in the file of a source; the key is the source's."""

    record = Pins

    @classmethod
    def from_record(cls, record: Pins) -> PinsRow:
        """A row without its key, which the caller knows: the source."""
        return cls(body=to_plain(record))


class TextRow(models.Model):
    """The text that a source ships, as it came; the sealed original lies in custody."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT)
    source = models.CharField(max_length=300)
    name = models.CharField(max_length=300)
    data = models.BinaryField()
    item = models.CharField(max_length=64, blank=True)

    class Meta:
        """One text a source."""

        constraints = (models.UniqueConstraint(fields=("case", "source"), name="one_text_a_source"),)


class WordsRow(models.Model):
    """The words that a case adds to the vocabulary, as its file says them."""

    case = models.OneToOneField(CaseRow, on_delete=models.PROTECT)
    text = models.TextField()


ROWS: tuple[type[RecordRow[Any]], ...] = (
    SubjectRow,
    SourceRow,
    EntryRow,
    StatementRow,
    DecisionRow,
    ReadingRow,
    QuestionRow,
    RuleRow,
    AnswerRow,
    SafeguardRow,
    PinsRow,
)
