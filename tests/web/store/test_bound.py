"""The log vouches for every row: whatever is altered, added or taken away past the program is named.

Invariant: every change is made by plain SQL, as a hand that means harm would make it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from tests.web.cast import AT, Cast
from tests.web.editing import press
from tests.web.published import published, safeguarded

from aigaq.records.cases import Pins
from aigaq.records.decisions import Reading
from aigaq.records.values import Words
from aigaq.web.comments import actions as comments_actions
from aigaq.web.comments.actions import Remark
from aigaq.web.intake import actions as intake_actions
from aigaq.web.models import (
    BoundRow,
    CommentRow,
    DossierRow,
    EventRow,
    Membership,
    ReadingRow,
    SignatureRow,
    TranslationRow,
    UploadRow,
    WithheldRow,
    WordsRow,
)
from aigaq.web.people.actions import decide
from aigaq.web.publish.actions import withdraw
from aigaq.web.server.starting import start
from aigaq.web.store.bound_columns import BOUND, LEFT, table_of
from aigaq.web.store.bound_rows import FROM_HERE
from aigaq.web.store.change import change, log
from aigaq.web.store.differences import Difference, nobody_watches
from aigaq.web.store.insert import keep, keep_pins
from aigaq.web.store.log import chain, digest_of
from aigaq.web.team import actions as team_actions
from aigaq.web.verify.integrity import check_bound, check_case

KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


def found() -> list[Difference]:
    """What the log does not vouch for."""
    return check_bound(nobody_watches)[0]


def sql(text: str, *values: Any) -> None:
    """Write past the program."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        assert cursor.rowcount == 1, "nothing was changed"


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done inside is undone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def full(cast: Cast) -> Cast:
    """A casebook that has at least one row of every kind that is bound."""
    row, by = cast.row, "bolat"
    with change():
        edition = published(row)
        SignatureRow.objects.create(release=edition, manifest=edition.manifest, by=by, at=AT)
        CommentRow.objects.create(dossier=edition.dossier, text="I was there.", language="en", at=AT)
        UploadRow.objects.create(
            dossier=edition.dossier, receipt="0" * 64, on=AT.date(), size=1, files=1, sealed_to=KEY
        )
        TranslationRow.objects.create(
            dossier=edition.dossier, unit="case:title", language="ru", text="Т", original="0", by=by, at=AT
        )
        WithheldRow.objects.create(case=row, kind="subject", key="x", field="label", by=by, at=AT)
        WordsRow.objects.create(case=row, text="vocabulary: {}\n")
        keep_pins(row, {"talk": Pins("0" * 64, "00", {}, {})}, by=by, at=AT)
        inferred = Reading("r9", "marat", "occupation", Words("stoker"), (), (), "bolat", AT.date())
        keep(ReadingRow, row, [inferred], by=by, at=AT)
        Authenticator.objects.create(user=cast.bolat, type="totp", data={"secret": "x"})
        log(row, "case.filled", by="bolat", about=row.key, at=AT)
    safeguarded(row, "marat")
    return cast


def test_every_column_of_every_table_is_bound_or_worked_out_anew_or_left_with_a_reason() -> None:
    for kind in apps.get_models(include_auto_created=True):
        columns = {str(one.column) for one in kind._meta.concrete_fields}
        bound = BOUND.get(kind)
        assert (bound is None) == (kind._meta.label in LEFT), f"place {kind._meta.label} in queries/bound.py"
        if bound is not None:
            placed = [*bound.columns, *bound.recomputed, *bound.left]
            assert sorted(placed) == sorted(columns), f"place each column of {kind._meta.label} once"
            assert {*bound.name} <= columns
            assert all(bound.left.values())


def another(field: models.Field[Any, Any]) -> Any:
    """A value that no row of the fixture has, of the kind that the column takes."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    values: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
        (models.UUIDField, uuid4().hex),
        (models.BooleanField, None),
        (models.DateTimeField, "2001-02-03 04:05:06+00"),
        (models.DateField, "2001-02-03"),
        (models.JSONField, '["altered"]'),
        (models.BinaryField, b"altered"),
        (models.IntegerField, 987_654),
        (models.Field, "altered"),
    )
    return next(value for kind, value in values if isinstance(field, kind))


def altered(kind: type[models.Model], column: str) -> None:
    """Alter one cell of a column."""
    table, pk = kind._meta.db_table, kind._meta.pk.column
    first = f'(SELECT MIN("{pk}") FROM "{table}")'
    if connection.vendor == "postgresql":
        first = f'(SELECT "{pk}" FROM "{table}" ORDER BY 1 LIMIT 1)'
    value = another(next(one for one in kind._meta.concrete_fields if one.column == column))
    new = f'NOT "{column}"' if value is None else "%s"
    sql(
        f'UPDATE "{table}" SET "{column}" = {new} WHERE "{pk}" = {first}', *([] if value is None else [value])
    )


def test_one_cell_of_any_bound_column_altered_is_named(full: Cast) -> None:
    assert found() == []
    for place in range(max(len(one.columns) for one in BOUND.values())):
        with taken_back():
            kinds = [kind for kind, bound in BOUND.items() if place < len(bound.columns)]
            for kind in kinds:
                altered(kind, BOUND[kind].columns[place])
            named = {one.table for one in found()}
            missed = {f"{table_of(kind)}.{BOUND[kind].columns[place]}" for kind in kinds}
            assert not {one for one in missed if one.partition(".")[0] not in named}


def test_one_cell_of_any_column_that_is_worked_out_anew_altered_is_named(full: Cast) -> None:
    # What the fixture's own bare rows are named for is not what is looked for here.
    before = set(check_case(full.row, nobody_watches))
    for place in range(max(len(one.recomputed) for one in BOUND.values())):
        with taken_back():
            kinds = [kind for kind, bound in BOUND.items() if place < len(bound.recomputed)]
            for kind in kinds:
                altered(kind, BOUND[kind].recomputed[place])
            full.row.refresh_from_db()
            named = {one.table for one in {*check_case(full.row, nobody_watches)} - before}
            # The version of a case is how many rows its log has.
            named |= {"case"} if "log" in named else set()
            missed = {f"{table_of(kind)}.{BOUND[kind].recomputed[place]}" for kind in kinds}
            assert not {one for one in missed if one.partition(".")[0] not in named}


def test_a_row_of_any_kind_taken_away_is_named(full: Cast) -> None:
    gone = set()
    for kind in BOUND:
        table, pk = kind._meta.db_table, kind._meta.pk.column
        sql(f'DELETE FROM "{table}" WHERE "{pk}" = (SELECT "{pk}" FROM "{table}" ORDER BY 1 LIMIT 1)')
        gone.add(table_of(kind))
    assert gone <= {one.table for one in found() if one.why == "missing"}
    transaction.set_rollback(True)


def test_a_row_that_no_row_of_the_log_wrote_is_named(full: Cast) -> None:
    sql(
        "INSERT INTO web_signaturerow (release_id, by, at, manifest) "
        "SELECT release_id, 'dina', at, manifest FROM web_signaturerow"
    )
    sql(
        "INSERT INTO web_membership (case_id, account_id, role) SELECT case_id, %s, 'lead' FROM web_membership "
        "WHERE role = 'lead'",
        full.dina.pk,
    )
    sql(
        "INSERT INTO web_grant (compartment_id, account_id) SELECT compartment_id, %s FROM web_grant "
        "WHERE account_id = %s",
        full.dina.pk,
        full.bolat.pk,
    )
    told = [(one.table, one.key.rpartition("/")[2], one.why) for one in found()]
    assert ("membership", "dina", "unlogged") in told
    assert ("grant", "dina", "unlogged") in told
    assert [why for table, _, why in told if table == "signature"] == ["unlogged"]


def test_what_was_altered_by_hand_is_named_though_the_program_wrote_it_again(full: Cast) -> None:
    member = Membership.objects.get(account=full.bolat)
    sql("UPDATE web_membership SET role = 'reader' WHERE id = %s", member.pk)
    team_actions.give_role(full.aigerim, full.row, username="bolat", role="coder", at=AT)
    last = EventRow.objects.order_by("-seq")[0].seq
    assert found() == [Difference("membership", "bolat", "between", str(last), "tasqora")]


def test_what_the_log_binds_can_not_be_altered_with_the_row(full: Cast) -> None:
    row = BoundRow.objects.order_by("-seq")[0]
    sql("UPDATE web_boundrow SET lines = '[]' WHERE id = %s", row.pk)
    assert Difference("log", str(row.seq), "column", "bound") in found()
    sql("UPDATE web_boundrow SET lines = 'no list' WHERE id = %s", row.pk)
    assert Difference("log", str(row.seq), "unreadable", "bound") in found()
    sql("DELETE FROM web_boundrow WHERE id = %s", row.pk)
    assert Difference("log", str(row.seq), "column", "bound") in found()


def test_a_row_of_the_log_written_anew_with_its_digest_made_to_fit_is_named(cast: Cast) -> None:
    rows = list(EventRow.objects.order_by("seq"))
    forged = rows[len(rows) // 2]
    forged.by = "dina"
    sql("UPDATE web_eventrow SET by = 'dina', digest = %s WHERE seq = %s", digest_of(forged), forged.seq)
    assert list(chain(nobody_watches)) == [Difference("log", str(forged.seq + 1), "column", "before")]


def test_what_people_do_leaves_nothing_unbound(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ADDRESS", "https://witness.example")
    team = press(cast)
    team.published()
    decide(cast.aigerim, cast.row, kind="accept", targets=("marat",), value=None, reasons="seen", at=AT)
    intake_actions.set_recipient(cast.aigerim, cast.row, KEY, at=AT)
    address = DossierRow.objects.get(case=cast.row).address
    comments_actions.hold(address, Remark("I was there too."), at=AT)
    comments_actions.let_through(cast.aigerim, cast.row, str(CommentRow.objects.get().pk), at=AT)
    comments_actions.open_to_comments(cast.aigerim, cast.row, taken=False, at=AT)
    team_actions.revoke(cast.aigerim, cast.row, username="bolat", compartment="ward", reasons="left", at=AT)
    team_actions.remove(cast.aigerim, cast.row, username="bolat", reasons="left", at=AT)
    withdraw(cast.aigerim, cast.row, reasons="asked", at=AT)
    cast.bolat.set_password("a long enough one")
    cast.bolat.save()
    assert found() == []
    # None of it was written after its row of the log.
    assert not EventRow.objects.filter(action="row.written").exists()


def test_a_sign_in_that_writes_by_itself_stands_in_the_log(cast: Cast) -> None:
    factor = Authenticator.objects.create(user=cast.bolat, type="totp", data={"secret": "x"})
    factor.last_used_at = AT
    factor.save(update_fields=["last_used_at"])
    factor.delete()
    last = EventRow.objects.order_by("-seq").values_list("action", "about")[:3]
    assert list(last)[:2] == [("factor.changed", str(cast.bolat.pk))] * 2
    assert last[2][0] != "factor.changed"
    assert found() == []


def test_what_an_earlier_version_wrote_is_bound_from_then_on_and_the_log_says_so(cast: Cast) -> None:
    BoundRow.objects.all().delete()
    before = "0" * 64
    for event in EventRow.objects.order_by("seq"):
        event.before, event.bound = before, ""
        before = event.digest = digest_of(event)
        event.save()
    start()
    assert EventRow.objects.order_by("-seq")[0].action == FROM_HERE
    differences, earlier = check_bound(nobody_watches)
    assert differences == [] and earlier > 20
    start()
    assert EventRow.objects.filter(action=FROM_HERE).count() == 1
    sql("UPDATE web_account SET is_superuser = NOT is_superuser WHERE username = 'bolat'")
    assert [one for one in found() if one.table == "account"] == [Difference("account", "bolat", "logged")]


def test_a_log_that_lost_what_it_bound_is_not_bound_anew_in_silence(cast: Cast) -> None:
    BoundRow.objects.all().delete()
    start()
    assert not EventRow.objects.filter(action=FROM_HERE).exists()
    assert any(one.column == "bound" for one in found())
