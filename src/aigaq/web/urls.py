"""All addresses of the web application.

Invariant: the tests fail for an address that is not declared in their access matrix.
"""

from __future__ import annotations

from django.urls import include, path

from aigaq.web import error_pages
from aigaq.web.accountability import views as accountability_views
from aigaq.web.background import views as background_views
from aigaq.web.casebook import tables
from aigaq.web.casebook import views as casebook_views
from aigaq.web.coding import views as coding_views
from aigaq.web.comments import views as comments_views
from aigaq.web.contradictions import views as contradictions_views
from aigaq.web.counts import views as counts_views
from aigaq.web.custody import views as custody_views
from aigaq.web.intake import views as intake_views
from aigaq.web.people import views as people_views
from aigaq.web.protect import views as protect_views
from aigaq.web.publish import served
from aigaq.web.publish import views as publish_views
from aigaq.web.search import views as search_views
from aigaq.web.sources import views as sources_views
from aigaq.web.team import views as team_views
from aigaq.web.translate import views as translate_views

CASE = "c/<slug:key>/"
DOSSIER = "d/<str:address>/"
SPOKEN = DOSSIER + "<slug:language>/"

urlpatterns = [
    path("", casebook_views.my_cases, name="home"),
    path("keys/", casebook_views.keys, name="keys"),
    path("language/", casebook_views.language, name="language"),
    path("new/", casebook_views.new_case, name="new-case"),
    # No e-mail is kept, so nothing may ask for one or send one.
    path("accounts/email/", error_pages.not_found),
    path("accounts/confirm-email/", error_pages.not_found),
    path("accounts/password/reset/", casebook_views.forgotten),
    path("accounts/", include("allauth.urls")),
    path("invitation/<str:token>/", team_views.invitation, name="invitation"),
    path("jobs/", background_views.jobs, name="jobs"),
    path("jobs/<uuid:job>/cancel/", background_views.cancel, name="cancel-job"),
    path("jobs/<uuid:job>/again/", background_views.again, name="again-job"),
    path("jobs/<uuid:job>/file/", background_views.fetch, name="job-file"),
    path("jobs/<uuid:job>/pages/<path:path>", background_views.preview_page, name="job-page"),
    path(CASE + "jobs/", background_views.ask, name="ask-job"),
    path(CASE, casebook_views.overview, name="case"),
    path(CASE + "contradictions/", contradictions_views.contradictions, name="contradictions"),
    path(CASE + "questions/", casebook_views.questions, name="questions"),
    path(CASE + "timeline/", accountability_views.timeline, name="timeline"),
    path(CASE + "grid/", accountability_views.grid, name="grid"),
    path(CASE + "counts/", counts_views.counts, name="counts"),
    path(CASE + "counts/new/", counts_views.build_rule, name="new-rule"),
    path(CASE + "custody/", custody_views.custody, name="custody"),
    path(CASE + "sources/", sources_views.sources, name="sources"),
    path(CASE + "sources/new/", sources_views.new_source, name="new-source"),
    path(CASE + "source/<str:source>/", sources_views.read, name="reader"),
    path(CASE + "source/<str:source>/code/", coding_views.code, name="code"),
    path(CASE + "source/<str:source>/speaks/", sources_views.speaks, name="speaks"),
    path(CASE + "source/<str:source>/bind/", sources_views.bind, name="bind"),
    path(CASE + "source/<str:source>/read-as/", sources_views.read_as, name="read-as"),
    path(CASE + "entry/<str:entry>/withdraw/", coding_views.withdraw, name="withdraw"),
    path(CASE + "subjects/<slug:kind>/new/", people_views.new_subject, name="new-subject"),
    path(CASE + "subjects/<slug:kind>/", people_views.subjects, name="subjects"),
    path(CASE + "subject/<str:subject>/", people_views.subject, name="subject"),
    path(CASE + "subject/<str:subject>/decide/", people_views.decide, name="decide"),
    path(CASE + "statement/<str:statement>/", people_views.statement, name="statement"),
    path(CASE + "translations/", translate_views.start, name="translations"),
    path(CASE + "translations/<slug:to>/", translate_views.translate, name="translate"),
    path(CASE + "withhold/", protect_views.withhold, name="withhold"),
    path(CASE + "members/", team_views.members, name="members"),
    path(CASE + "comments/", comments_views.queue, name="comment-queue"),
    path(CASE + "publish/", publish_views.publish, name="publish"),
    path(CASE + "publish/read/<int:part>/", publish_views.read, name="read-draft"),
    path(CASE + "safeguards/", protect_views.safeguards, name="safeguards"),
    path(CASE + "search/", search_views.search, name="search"),
    path(CASE + "find/", search_views.find, name="find"),
    path(CASE + "table/<slug:name>.csv", tables.table, name="table"),
    path(CASE + "intake/", intake_views.uploads, name="intake"),
    path(CASE + "intake/<uuid:upload>/", intake_views.fetch, name="fetch-upload"),
    path("robots.txt", served.robots, name="robots"),
    path("sitemap.xml", served.sitemap, name="sitemap"),
    path(DOSSIER, served.dossier, name="dossier"),
    path(DOSSIER + "<int:number>", served.bare, name="dossier-bare"),
    path(DOSSIER + "<int:number>/", served.edition, name="dossier-edition"),
    path(DOSSIER + "<int:number>/<path:path>", served.edition, name="dossier-file"),
    path(DOSSIER + "<slug:language>/translation/<slug:to>/", translate_views.translation, name="translation"),
    path(DOSSIER + "<str:language>/send/", intake_views.send, name="send"),
    path(DOSSIER + "<str:language>/receipt/", intake_views.receipt, name="receipt"),
    path(SPOKEN + "comments/", comments_views.read, name="comments"),
    path(SPOKEN + "comments/new/", comments_views.write, name="write-comment"),
    # Matches every address below a dossier, so it must stay last.
    path(DOSSIER + "<path:path>", served.lasting, name="dossier-lasting"),
]
handler404 = "aigaq.web.error_pages.not_found"
handler403 = "aigaq.web.error_pages.not_found"
handler429 = "aigaq.web.error_pages.too_many"
handler500 = "aigaq.web.error_pages.broken"
