"""One subject or one statement, whole. Invariant: nothing that speaks against it is left out."""

from __future__ import annotations

from aigaq.dossier import addresses
from aigaq.dossier.view_models import Portrait, Testimony, Voice
from aigaq.dossier.views import Views, said
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject


def portrait(subject: Subject, views: Views) -> Portrait:
    """Everything said about a person, event, place ..."""
    index, tongue = views.index, views.tongue
    touching = index.touching(subject.id)
    dated = index.dated.get(subject.id)
    questions = index.case.questions_about.get(subject.id, [])
    sources = dict.fromkeys(one.source for one in touching if one.source in index.records.sources)
    return Portrait(
        id=index.word(subject.id),
        kind=subject.kind,
        label=subject.label,
        when=dated.when if dated else None,
        relative=tuple(tongue.relative(words) for words in dated.relative) if dated else (),
        computed=bool(dated and dated.computed),
        from_=tuple(views.said(one) for one in dated.premises) if dated and dated.computed else (),
        standing=views.standing(subject.id),
        said=said((views.row(one) for one in touching), subject.label),
        clashes=tuple(views.clash(one) for one in index.against(one.id for one in touching)),
        not_stated=tuple(tongue.label("slot", one.ask) for one in questions if one.is_blank),
        questions=tuple(
            (question.ask, tongue.label("question-state", question.state))
            for question in questions
            if not question.is_blank
        ),
        decisions=views.decided(index.decisions.get(subject.id, ())),
        sources=tuple(views.source(key) for key in sources),
    )


def testimony(statement: Statement, views: Views) -> Testimony:
    """One statement with its four questions."""
    index, tongue = views.index, views.tongue
    source = index.records.sources.get(statement.source)
    status = index.evidence.status_of(statement.id)
    return Testimony(
        row=views.row(statement),
        chain=tuple(_voice(link.voice, link.through, views) for link in statement.chain),
        tail=tuple(tongue.who(voice) for voice in source.tail) if source else (),
        origins=index.origins(statement),
        premises=tuple(views.said(each) for each in statement.premises),
        clashes=tuple(views.clash(each) for each in index.against([statement.id])),
        became_by=tuple(views.said(each) for each in status.by),
        resting=tuple(views.said(each) for each in sorted(index.resting.get(statement.id, ()))),
        lost=tuple(views.said(each) for each in index.without_support.get(statement.id, ())),
        decisions=views.decided(index.decisions.get(statement.id, ())),
    )


def _voice(voice: str, through: str | None, views: Views) -> Voice:
    subject = views.index.records.subjects.get(voice)
    medium = None
    if through is not None:
        paper = through in views.index.records.subjects
        medium = views.tongue.who(through) if paper else views.tongue.label("through", through)
    return Voice(views.tongue.who(voice), medium, _address(subject, views))


def _address(subject: Subject | None, views: Views) -> str | None:
    return addresses.subject(subject.kind, views.index.word(subject.id)) if subject is not None else None
