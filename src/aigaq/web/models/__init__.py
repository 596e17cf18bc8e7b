"""Database rows. Invariant: a row holds what its record says (`from_record`, `to_record`), and no rule."""

from aigaq.web.models.accounts import Account, Compartment, Grant, Membership
from aigaq.web.models.cases import BoundRow, CaseRow, EventRow, SealRow
from aigaq.web.models.contributions import CommentRow, TranslationRow, UploadRow
from aigaq.web.models.jobs import JobRow
from aigaq.web.models.records import (
    ROWS,
    AnswerRow,
    DecisionRow,
    EntryRow,
    PinsRow,
    PointRow,
    QuestionRow,
    ReadingRow,
    RecordRow,
    RuleRow,
    SafeguardRow,
    SourceRow,
    StatementRow,
    SubjectRow,
    TextRow,
    WordsRow,
)
from aigaq.web.models.releases import DossierRow, ReleaseRow, SignatureRow
from aigaq.web.models.search import IndexRow
from aigaq.web.models.withheld import WithheldRow

__all__ = [
    "ROWS",
    "Account",
    "AnswerRow",
    "BoundRow",
    "CaseRow",
    "CommentRow",
    "Compartment",
    "DecisionRow",
    "DossierRow",
    "EntryRow",
    "EventRow",
    "Grant",
    "IndexRow",
    "JobRow",
    "Membership",
    "PinsRow",
    "PointRow",
    "QuestionRow",
    "ReadingRow",
    "RecordRow",
    "ReleaseRow",
    "RuleRow",
    "SafeguardRow",
    "SealRow",
    "SignatureRow",
    "SourceRow",
    "StatementRow",
    "SubjectRow",
    "TextRow",
    "TranslationRow",
    "UploadRow",
    "WithheldRow",
    "WordsRow",
]
