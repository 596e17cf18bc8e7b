"""A subject that no form has named yet is added on a page of its own."""

from __future__ import annotations

from django.test import Client
from tests.web.cast import Cast, seen_by


def test_somebody_is_added_without_a_form(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.aigerim)
    assert "/subjects/person/new/" in client.get("/c/tasqora/subjects/person/").content.decode()
    sent = {"label": "the governor of the district", "kind": "authority"}
    assert client.post("/c/tasqora/subjects/body/new/", sent).status_code == 302
    governor = next(
        one for one in seen_by(cast.aigerim).records.subjects.values() if one.label == sent["label"]
    )
    assert governor.kind == "body" and governor.official
    again = client.post("/c/tasqora/subjects/body/new/", sent)
    assert again.status_code == 200 and "Who is meant?" in again.content.decode()
