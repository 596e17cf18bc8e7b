"""One table for each kind of record. Invariant: `to_record(from_record(x)) == x`; rows are added, never edited."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar, cast

from django.db import models

from aigaq.records.cases import Answer, Pins, Safeguard
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import Entry
from aigaq.records.plain import from_plain, to_plain
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.web.models.cases import CaseRow

_R = TypeVar("_R")


class RecordRow(models.Model, Generic[_R]):
    """A record of a case: its key, its place in the order of the case, its fields.

    `columns` are fields that stand in a column of their own too, to be asked for; `body` holds all of them.
    """

    record: ClassVar[type[Any]]
    key_field: ClassVar[str] = "id"
    columns: ClassVar[tuple[str, ...]] = ()

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT)
    key = models.CharField(max_length=300)
    seq = models.PositiveBigIntegerField()
    body = models.JSONField()
    compartments = models.JSONField(default=list)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        """A key once in a case, in the order of the case."""

        abstract = True
        ordering = ("case", "seq")
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="%(class)s_once"),)

    @classmethod
    def from_record(cls, record: _R) -> RecordRow[_R]:
        """A row of the record, not yet of a case."""
        own = {name: getattr(record, name) for name in cls.columns}
        return cls(key=getattr(record, cls.key_field), body=to_plain(record), **own)

    def to_record(self) -> _R:
        """The record of the row."""
        return cast(_R, from_plain(self.record, self.body))


class SubjectRow(RecordRow[Subject]):
    """Somebody or something of the cast, or an event that a form made."""

    record = Subject
    columns = ("kind", "label")
    kind = models.CharField(max_length=20, db_index=True)
    label = models.CharField(max_length=500)


class SourceRow(RecordRow[Source]):
    """A source."""

    record = Source
    key_field = "key"


class EntryRow(RecordRow[Entry]):
    """What a coder wrote; `made` are the statements it became, main one first, `unfilled` the slots left empty."""

    record = Entry
    columns = ("source",)
    source = models.CharField(max_length=300, db_index=True)
    made = models.JSONField(default=list)
    unfilled = models.JSONField(default=list)


class StatementRow(RecordRow[Statement]):
    """What an entry became."""

    record = Statement
    columns = ("subject", "predicate", "source", "entry")
    subject = models.CharField(max_length=300, db_index=True)
    predicate = models.CharField(max_length=80, db_index=True)
    source = models.CharField(max_length=300)
    entry = models.CharField(max_length=300, null=True, db_index=True)


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
