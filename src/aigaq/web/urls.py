"""Every address of the shell.

Invariant: an address that is not declared in the access matrix of the tests fails them.
"""

from __future__ import annotations

from django.urls import include, path

from aigaq.web import edge
from aigaq.web.pages import (
    binding,
    case,
    charsets,
    coding,
    comments,
    counts,
    custody,
    dossier,
    first_day,
    intake,
    jobs,
    keys,
    members,
    moderating,
    people,
    publish,
    reader,
    rules,
    safeguards,
    search,
    sending,
    speaking,
    tables,
    translations,
    withholding,
)

CASE = "c/<slug:key>/"
DOSSIER = "d/<str:address>/"
SPOKEN = DOSSIER + "<slug:language>/"

urlpatterns = [
    path("", first_day.my_cases, name="home"),
    path("keys/", keys.keys, name="keys"),
    path("language/", first_day.language, name="language"),
    path("new/", first_day.new_case, name="new-case"),
    # No e-mail is kept, so nothing may ask for one or send one.
    path("accounts/email/", edge.not_found),
    path("accounts/confirm-email/", edge.not_found),
    path("accounts/password/reset/", first_day.forgotten),
    path("accounts/", include("allauth.urls")),
    path("invitation/<str:token>/", members.invitation, name="invitation"),
    path("jobs/", jobs.mine, name="jobs"),
    path("jobs/<uuid:job>/cancel/", jobs.cancel, name="cancel-job"),
    path("jobs/<uuid:job>/again/", jobs.again, name="again-job"),
    path("jobs/<uuid:job>/file/", jobs.fetch, name="job-file"),
    path("jobs/<uuid:job>/pages/<path:path>", jobs.look, name="job-page"),
    path(CASE + "jobs/", jobs.ask, name="ask-job"),
    path(CASE, case.overview, name="case"),
    path(CASE + "contradictions/", case.contradictions, name="contradictions"),
    path(CASE + "questions/", case.questions, name="questions"),
    path(CASE + "timeline/", case.timeline, name="timeline"),
    path(CASE + "grid/", case.grid, name="grid"),
    path(CASE + "counts/", counts.counts, name="counts"),
    path(CASE + "counts/new/", rules.build, name="new-rule"),
    path(CASE + "custody/", custody.custody, name="custody"),
    path(CASE + "sources/", reader.sources, name="sources"),
    path(CASE + "sources/new/", first_day.new_source, name="new-source"),
    path(CASE + "source/<str:source>/", reader.read, name="reader"),
    path(CASE + "source/<str:source>/code/", coding.code, name="code"),
    path(CASE + "source/<str:source>/speaks/", speaking.speaks, name="speaks"),
    path(CASE + "source/<str:source>/bind/", binding.bind, name="bind"),
    path(CASE + "source/<str:source>/read-as/", charsets.choose, name="read-as"),
    path(CASE + "entry/<str:entry>/withdraw/", coding.withdraw, name="withdraw"),
    path(CASE + "subjects/<slug:kind>/new/", speaking.add, name="new-subject"),
    path(CASE + "subjects/<slug:kind>/", people.subjects, name="subjects"),
    path(CASE + "subject/<str:subject>/", people.subject, name="subject"),
    path(CASE + "subject/<str:subject>/decide/", people.decide, name="decide"),
    path(CASE + "statement/<str:statement>/", people.statement, name="statement"),
    path(CASE + "translations/", translations.start, name="translations"),
    path(CASE + "translations/<slug:to>/", translations.translate, name="translate"),
    path(CASE + "withhold/", withholding.withhold, name="withhold"),
    path(CASE + "members/", members.members, name="members"),
    path(CASE + "comments/", moderating.queue, name="comment-queue"),
    path(CASE + "publish/", publish.publish, name="publish"),
    path(CASE + "publish/read/<int:part>/", publish.read, name="read-draft"),
    path(CASE + "safeguards/", safeguards.safeguards, name="safeguards"),
    path(CASE + "search/", search.search, name="search"),
    path(CASE + "find/", search.find, name="find"),
    path(CASE + "table/<slug:name>.csv", tables.table, name="table"),
    path(CASE + "intake/", intake.uploads, name="intake"),
    path(CASE + "intake/<uuid:upload>/", intake.fetch, name="fetch-upload"),
    path("robots.txt", dossier.robots, name="robots"),
    path("sitemap.xml", dossier.sitemap, name="sitemap"),
    path(DOSSIER, dossier.dossier, name="dossier"),
    path(DOSSIER + "<int:number>", dossier.bare, name="dossier-bare"),
    path(DOSSIER + "<int:number>/", dossier.edition, name="dossier-edition"),
    path(DOSSIER + "<int:number>/<path:path>", dossier.edition, name="dossier-file"),
    path(DOSSIER + "<slug:language>/translation/<slug:to>/", translations.translation, name="translation"),
    path(DOSSIER + "<str:language>/send/", sending.send, name="send"),
    path(DOSSIER + "<str:language>/receipt/", sending.receipt, name="receipt"),
    path(SPOKEN + "comments/", comments.read, name="comments"),
    path(SPOKEN + "comments/new/", comments.write, name="write-comment"),
    # Takes every address below a dossier: it stays the last.
    path(DOSSIER + "<path:path>", dossier.lasting, name="dossier-lasting"),
]
handler404 = "aigaq.web.edge.not_found"
handler403 = "aigaq.web.edge.not_found"
handler429 = "aigaq.web.edge.too_many"
handler500 = "aigaq.web.edge.broken"
