"""Full views of one subject or statement. Invariant: nothing that contradicts it is left out."""

from __future__ import annotations

from aigaq.dossier import addresses
from aigaq.dossier.view_models import FourQuestions, SubjectView, VoiceView
from aigaq.dossier.views import Views, said
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject


def subject_view(subject: Subject, views: Views) -> SubjectView:
    """Everything said about a subject: person, event, place ..."""
    index, localizer = views.index, views.localizer
    touching = index.touching(subject.id)
    dated = index.dated.get(subject.id)
    questions = index.case.questions_about.get(subject.id, [])
    sources = dict.fromkeys(one.source for one in touching if one.source in index.records.sources)
    return SubjectView(
        id=index.word(subject.id),
        kind=subject.kind,
        label=subject.label,
        when=dated.when if dated else None,
        relative=tuple(localizer.relative(words) for words in dated.relative) if dated else (),
        computed=bool(dated and dated.computed),
        from_=tuple(views.said(one) for one in dated.premises) if dated and dated.computed else (),
        standing=views.standing(subject.id),
        said=said((views.row(one) for one in touching), subject.label),
        clashes=tuple(views.clash(one) for one in index.case.against_any(one.id for one in touching)),
        not_stated=tuple(localizer.label("slot", one.ask) for one in questions if one.is_blank),
        questions=tuple(
            (question.ask, localizer.label("question-state", question.state))
            for question in questions
            if not question.is_blank
        ),
        decisions=views.decided(index.decisions.get(subject.id, ())),
        sources=tuple(views.source(key) for key in sources),
    )


def four_questions(statement: Statement, views: Views) -> FourQuestions:
    """One statement with its four questions."""
    index, localizer = views.index, views.localizer
    relations = index.relations
    source = index.records.sources.get(statement.source)
    status = index.evidence.status_of(statement.id)
    return FourQuestions(
        row=views.row(statement),
        chain=tuple(_voice(link.voice, link.through, views) for link in statement.chain),
        tail=tuple(localizer.who(voice) for voice in source.tail) if source else (),
        origins=relations.independent_origins(statement),
        premises=tuple(views.said(each) for each in statement.premises),
        clashes=tuple(views.clash(each) for each in index.case.against_any([statement.id])),
        became_by=tuple(views.said(each) for each in status.by),
        resting=tuple(views.said(each) for each in relations.resting_on(statement.id)),
        lost=tuple(views.said(each) for each in relations.withdrawn_support(statement.id)),
        decisions=views.decided(index.decisions.get(statement.id, ())),
    )


def _voice(voice: str, through: str | None, views: Views) -> VoiceView:
    subject = views.index.records.subjects.get(voice)
    medium = None
    if through is not None:
        paper = through in views.index.records.subjects
        medium = views.localizer.who(through) if paper else views.localizer.label("through", through)
    return VoiceView(views.localizer.who(voice), medium, _address(subject, views))


def _address(subject: Subject | None, views: Views) -> str | None:
    return addresses.subject(subject.kind, views.index.word(subject.id)) if subject is not None else None
