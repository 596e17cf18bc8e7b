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
    """A record of a case: its key, its position in the order of the case, its fields.

    `body` holds all fields; `columns` are those that also have a column of their own, for queries.
    `compartments` are the compartments that a person put it into. Two columns are computed and can be rebuilt at any
    time: `touches`, the names of records it refers to, and `seal`, the set of compartments required to see it or null.
    """

    record: ClassVar[type[Any]]
    key_field: ClassVar[str] = "id"
    columns: ClassVar[tuple[str, ...]] = ()

    # Every index begins with the case; one on the case alone would only slow down writing.
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
        """Keys are unique in a case. No default ordering: by `seq` a database scans a whole case for a few rows."""

        abstract = True
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="%(class)s_once"),)
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("case", "seq"), name="%(class)s_order")]

    @classmethod
    def from_record(cls, record: _R) -> RecordRow[_R]:
        """Row of a record, without a case yet."""
        columns = {name: getattr(record, name) for name in cls.columns} | cls.made_from(record)
        return cls(key=getattr(record, cls.key_field), body=to_plain(record), **columns)

    @classmethod
    def made_from(cls, record: _R) -> dict[str, Any]:
        """Columns computed from the record, besides its fields."""
        return {}

    def to_record(self) -> _R:
        """Record of the row."""
        return cast(_R, from_plain(self.record, self.body))


class SubjectRow(RecordRow[Subject]):
    """A subject of the cast, or an event that a form made."""

    record = Subject
    columns = ("kind", "label", "made_by")
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=500)
    made_by = models.CharField(max_length=300, null=True)
    folded = models.CharField(max_length=200, default="")

    class Meta(RecordRow.Meta):
        """Index for lists by kind and folded label."""

        indexes: ClassVar[list[models.Index]] = [
            *RecordRow.Meta.indexes,
            models.Index(fields=("case", "kind", "folded", "key"), name="subject_by_label"),
            models.Index(fields=("case", "made_by"), name="subject_made_by"),
        ]

    @classmethod
    def made_from(cls, record: Subject) -> dict[str, Any]:
        """Folded label, for sorting and for look-ups regardless of spaces and accents."""
        return {"folded": label_key(record.label)[:200]}


class SourceRow(RecordRow[Source]):
    """A source."""

    record = Source
    key_field = "key"


class EntryRow(RecordRow[Entry]):
    """Entry of a coder. `made` are its statements, main one first; `unfilled` the empty slots of its form."""

    record = Entry
    columns = ("source",)
    source = models.CharField(max_length=300)
    who = models.CharField(max_length=300, default="")
    made = models.JSONField(default=list)
    unfilled = models.JSONField(default=list)

    class Meta(RecordRow.Meta):
        """Indexes for look-ups by source and by the subject of the entry."""

        indexes: ClassVar[list[models.Index]] = [
            *RecordRow.Meta.indexes,
            models.Index(fields=("case", "source"), name="entry_of_source"),
            models.Index(fields=("case", "who"), name="entry_about"),
        ]

    @classmethod
    def made_from(cls, record: Entry) -> dict[str, Any]:
        """Subject of the entry."""
        return {"who": as_words(record.who)[:300]}


class StatementRow(RecordRow[Statement]):
    """A statement, as made by its entry."""

    record = Statement
    columns = ("subject", "predicate", "source", "entry", "event")
    subject = models.CharField(max_length=300)
    predicate = models.CharField(max_length=80)
    source = models.CharField(max_length=300)
    entry = models.CharField(max_length=300, null=True)
    event = models.CharField(max_length=300, null=True)
    line = models.PositiveIntegerField(default=0)

    class Meta(RecordRow.Meta):
        """Indexes for look-ups by subject, event, entry, predicate and source line."""

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
        """Line of its first passage."""
        return {"line": record.passages[0].line}


class PointRow(models.Model):
    """A reference from a statement: a value, qualifier or premise that names a record."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, db_index=False)
    target = models.CharField(max_length=301)
    statement = models.CharField(max_length=300)

    class Meta:
        """A reference is stored once; the index is for look-ups by target."""

        constraints = (models.UniqueConstraint(fields=("case", "target", "statement"), name="points_once"),)


class DecisionRow(RecordRow[Decision]):
    """A decision."""

    record = Decision
    columns = ("kind",)
    kind = models.CharField(max_length=20, db_index=True)


class ReadingRow(RecordRow[Reading]):
    """A reading: our inference from a source."""

    record = Reading


class QuestionRow(RecordRow[Question]):
    """A question."""

    record = Question


class RuleRow(RecordRow[CountRule]):
    """A rule of counting."""

    record = CountRule
    key_field = "key"


class AnswerRow(RecordRow[Answer]):
    """Expected figures of the case, as stated in its bundle."""

    record = Answer
    key_field = "key"


class SafeguardRow(RecordRow[Safeguard]):
    """A safeguard: people and values that are masked in every copy."""

    record = Safeguard


class PinsRow(RecordRow[Pins]):
    """Positions of coded passages in the file of a source; the key is that of the source."""

    record = Pins

    @classmethod
    def from_record(cls, record: Pins) -> PinsRow:
        """Row without its key: the caller sets it to the source's."""
        return cls(body=to_plain(record))


class TextRow(models.Model):
    """Text of a source, as received; the sealed original is in custody."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT)
    source = models.CharField(max_length=300)
    name = models.CharField(max_length=300)
    data = models.BinaryField()
    item = models.CharField(max_length=64, blank=True)

    class Meta:
        """A source has one text."""

        constraints = (models.UniqueConstraint(fields=("case", "source"), name="one_text_a_source"),)


class WordsRow(models.Model):
    """Words that a case adds to the vocabulary, in the format of `vocabulary.yaml`."""

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
