"""Every page of the shell, with something on it. Invariant: an address of the router that no test opens fails them."""

from __future__ import annotations

AQSAI = "/c/aqsai"
# By the name that the router gives it; a page that looks different in different states has a line for each.
PAGES: dict[str, str] = {
    "home": "/",
    "keys": "/keys/",
    "new-case": "/new/",
    "jobs": "/jobs/",
    "case": f"{AQSAI}/",
    "case of one source": "/c/zhanaozen/",
    "contradictions": f"{AQSAI}/contradictions/",
    "questions": f"{AQSAI}/questions/",
    "timeline": f"{AQSAI}/timeline/",
    "grid": f"{AQSAI}/grid/",
    "grid of one source": "/c/zhanaozen/grid/",
    "counts": f"{AQSAI}/counts/?rule=deaths",
    "counts of one source": "/c/zhanaozen/counts/",
    "new-rule": f"{AQSAI}/counts/new/",
    "a rule looked at": f"{AQSAI}/counts/new/?harm=died&scope=shooting&threshold=corroborated&leave-out=gunfire",
    "a rule filled wrongly": f"{AQSAI}/counts/new/?harm=died&scope=nowhere",
    "custody": f"{AQSAI}/custody/",
    "sources": f"{AQSAI}/sources/",
    "new-source": f"{AQSAI}/sources/new/",
    "reader": f"{AQSAI}/source/driver/?line=5",
    "reader without a text": "/c/zhanaozen/source/interview/",
    "bind": "/c/zhanaozen/source/interview/bind/",
    "code": f"{AQSAI}/source/nurse-en/code/?line=8",
    "code a detention": f"{AQSAI}/source/nurse-en/code/?line=11&form=detained",
    "subjects": f"{AQSAI}/subjects/person/",
    "new-subject": f"{AQSAI}/subjects/person/new/",
    "subject": f"{AQSAI}/subject/p03/",
    "statement": f"{AQSAI}/statement/de-p01/",
    "members": f"{AQSAI}/members/",
    "publish": f"{AQSAI}/publish/",
    "safeguards": f"{AQSAI}/safeguards/?ids=p03",
    "translate": f"{AQSAI}/translations/ru/",
    "comment-queue": f"{AQSAI}/comments/",
    "intake": f"{AQSAI}/intake/",
    "withhold": f"{AQSAI}/withhold/?kind=subject&record=p03",
    "search": f"{AQSAI}/search/?q=Erlan",
    "nothing there": "/c/none/",
    "two factors": "/accounts/2fa/",
    "a new password": "/accounts/password/change/",
    "a forgotten password": "/accounts/password/reset/",
    "a link that is void": "/accounts/password/reset/key/1-none/",
    "invitation": "/invitation/none/",
    "leaving": "/accounts/logout/",
}
# They answer with a redirect or a file, never with a page.
NO_PAGES = frozenset(
    {
        "speaks",
        "read-as",
        "ask-job",
        "cancel-job",
        "again-job",
        "job-file",
        "job-page",
        "read-draft",
        "language",
        "withdraw",
        "decide",
        "table",
        "find",
    }
    | {"robots", "sitemap", "dossier", "dossier-bare", "dossier-lasting"}
    | {"translations", "translation"}
    # Around something published, which test_comments.py makes.
    | {"comments", "write-comment"}
    # Of a dossier that takes things in: test_send.py.
    | {"send", "receipt", "fetch-upload"}
    # The pages of an edition, which test_public.py opens.
    | {"dossier-edition", "dossier-file"}
)
