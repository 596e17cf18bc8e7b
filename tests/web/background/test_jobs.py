"""Jobs as rows: asked for, taken, kept, ended; every clock is the test's own."""

from __future__ import annotations

import logging
from datetime import timedelta
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.cast import AT, Cast
from tests.web.jobtools import LEASE, after, asked, fresh, kind, pulse_of, run, taken

from aigaq.errors import NotAllowed, NotFound, SafeguardLeak
from aigaq.records.vocab.messages import catalogue
from aigaq.web.background import actions as background_actions
from aigaq.web.background import leases
from aigaq.web.background.attempts import Cancelled, Outcome, Pulse, Task
from aigaq.web.background.worker import perform
from aigaq.web.models import JobRow, Membership
from aigaq.web.team import actions as team_actions


def fine(task: Task) -> Outcome:
    return Outcome({"attempt": task.attempt})


def broken(task: Task) -> Outcome:
    raise OSError("the disk of Marat")


def test_the_waits_double_from_ten_seconds_to_an_hour() -> None:
    waits = [leases.wait_after(attempt).total_seconds() for attempt in (1, 2, 3, 9, 10, 400)]
    assert waits == [10, 20, 40, 2560, 3600, 3600]


@given(st.integers(1, 10_000))
def test_no_wait_is_shorter_than_the_one_before(attempt: int) -> None:
    assert leases.wait_after(attempt) <= leases.wait_after(attempt + 1) <= timedelta(hours=1)


def test_attempts_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        leases.wait_after(0)


@pytest.mark.parametrize("name", sorted(background_actions.KINDS))
def test_each_kind_has_a_function_and_a_word(name: str) -> None:
    module, _, function = background_actions.KINDS[name].runs.partition(":")
    assert callable(getattr(import_module(module), function))
    assert f"job-{name}" in catalogue()


def test_the_same_request_is_one_job_and_after_it_ended_another(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kind(monkeypatch, fine):
        first, second = asked(cast, n=1), asked(cast, n=1)
        assert first.pk == second.pk
        assert background_actions.ask(cast.bolat, "told", cast.row, {"n": 2}, at=after(1)).pk != first.pk
        assert background_actions.ask(cast.aigerim, "told", cast.row, {"n": 1}, at=after(1)).pk != first.pk
        run()
        assert fresh(first).result == {"attempt": 1}
        assert asked(cast, n=1).pk != first.pk


def test_who_may_not_do_it_by_hand_gets_no_job(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        background_actions.ask(cast.bolat, "verify", cast.row, at=AT)
    for viewer, what in ((cast.dina, "export"), (cast.nobody, "export"), (cast.bolat, "nonsense")):
        with pytest.raises(NotFound):
            background_actions.ask(viewer, what, cast.row, at=AT)
    with pytest.raises(NotFound):
        background_actions.ask(cast.bolat, "export", None, at=AT)
    assert not JobRow.objects.exists()


def test_two_workers_never_take_one_job(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with kind(monkeypatch, fine):
        job = asked(cast)
        assert taken().job == job.pk
        assert leases.claim(at=after(29), lease=LEASE) is None


def test_a_lease_that_ran_out_gives_the_job_to_another_and_the_first_writes_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kind(monkeypatch, fine):
        job = asked(cast)
        first = taken()
        second = taken(after(31))
        assert (first.number, second.number) == (1, 2)
        perform(first, pulse_of(first, after(32)), clock=lambda: after(32))
        assert not leases.fail(first, "job-broken", at=after(32), again=True)
        assert not leases.give_back(first, at=after(32))
        assert not leases.end_cancelled(first, at=after(32))
        assert (fresh(job).state, job.attempts, job.result) == ("running", 2, None)
        perform(second, pulse_of(second, after(33)), clock=lambda: after(33))
        assert (fresh(job).state, job.result) == ("done", {"attempt": 2})


def test_a_worker_that_lost_its_lease_stops_at_its_next_step(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kind(monkeypatch, fine):
        asked(cast)
        pulse = pulse_of(taken())
        taken(after(31))
        pulse.beat()
        with pytest.raises(Cancelled, match="lost"):
            pulse(1, 2)


def test_a_heartbeat_keeps_the_lease_and_tells_how_far_it_is(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kind(monkeypatch, fine):
        job = asked(cast)
        times = iter([AT, after(20)])
        pulse = Pulse(taken(), clock=lambda: next(times), lease=LEASE)
        pulse(40, 100, "job-checking")
        pulse.beat()
        assert leases.claim(at=after(31), lease=LEASE) is None
        assert (fresh(job).done, job.total, job.rate, job.message) == (40, 100, 2.0, "job-checking")


def test_a_failure_is_tried_again_later_and_at_last_put_aside(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with kind(monkeypatch, broken, attempts=3), caplog.at_level(logging.DEBUG):
        job = asked(cast)
        run()
        assert (fresh(job).state, job.run_at, job.error) == ("queued", after(10), "job-broken")
        assert leases.claim(at=after(9), lease=LEASE) is None
        run(after(10))
        assert fresh(job).run_at == after(30)
        run(after(30))
        assert (fresh(job).state, job.attempts, job.error) == ("dead", 3, "job-broken")
        assert leases.claim(at=after(99999), lease=LEASE) is None
    assert "OSError" in caplog.text and "Marat" not in caplog.text


def test_a_job_that_kills_every_worker_is_put_aside(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with kind(monkeypatch, fine, attempts=2):
        job = asked(cast)
        taken()
        taken(after(31))
        assert leases.claim(at=after(62), lease=LEASE) is None
        assert (fresh(job).state, job.error) == ("dead", "job-lost")


def test_an_expected_failure_is_not_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaks(task: Task) -> Outcome:
        raise SafeguardLeak(file="cast.yaml")

    with kind(monkeypatch, leaks):
        job = asked(cast)
        run()
        assert (fresh(job).state, job.error) == ("dead", "safeguard-leak")


def test_what_was_put_aside_is_tried_again_with_the_fence_going_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kind(monkeypatch, broken, attempts=1):
        job = asked(cast)
        run()
    with kind(monkeypatch, fine, attempts=1):
        assert background_actions.again(cast.bolat, job.pk, at=after(5)).pk == job.pk
        assert (fresh(job).state, job.error) == ("queued", "")
        run(after(5))
        assert (fresh(job).state, job.result) == ("done", {"attempt": 2})
        assert background_actions.again(cast.bolat, job.pk, at=after(6)).state == "done"


def test_trying_again_what_is_under_way_elsewhere_gives_that_job(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kind(monkeypatch, fine):
        old = asked(cast)
        background_actions.cancel(cast.bolat, old.pk, at=AT)
        new = asked(cast)
        assert background_actions.again(cast.bolat, old.pk, at=AT).pk == new.pk != old.pk


def test_a_waiting_job_is_stopped_at_once_and_a_running_one_at_its_next_step(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def steps(task: Task) -> Outcome:
        background_actions.cancel(cast.bolat, job.pk, at=AT)
        task.progress(1, 9)
        task.progress.beat()
        task.progress(2, 9)
        raise AssertionError("it went on")

    with kind(monkeypatch, steps):
        job = asked(cast)
        background_actions.cancel(cast.bolat, job.pk, at=AT)
        assert fresh(job).state == "cancelled"
        assert leases.claim(at=AT, lease=LEASE) is None
        job = asked(cast)
        run()
        assert (fresh(job).state, job.done, job.error) == ("cancelled", 1, "")


def test_a_stop_that_its_worker_did_not_live_to_hear_is_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kind(monkeypatch, fine):
        job = asked(cast)
        taken()
        background_actions.cancel(cast.bolat, job.pk, at=AT)
        assert leases.claim(at=after(31), lease=LEASE) is None
        assert fresh(job).state == "cancelled"


def test_a_worker_that_stops_gives_the_job_back_at_no_cost(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def halted(task: Task) -> Outcome:
        task.progress.halt()
        task.progress(1, 2)
        raise AssertionError("it went on")

    with kind(monkeypatch, halted, attempts=1):
        job = asked(cast)
        run()
        assert (fresh(job).state, job.run_at) == ("queued", AT)
    with kind(monkeypatch, fine):
        run()
        assert fresh(job).state == "done"


@pytest.mark.parametrize("lost", ["membership", "account"])
def test_who_lost_the_right_loses_the_job(cast: Cast, monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    with kind(monkeypatch, fine):
        job = asked(cast)
        if lost == "membership":
            Membership.objects.filter(account=cast.bolat).delete()
        else:
            type(cast.bolat).objects.filter(pk=cast.bolat.pk).update(is_active=False)
        run()
        assert (fresh(job).state, job.error, job.result) == ("dead", "not-found", None)


def test_who_no_longer_leads_gets_no_verification(cast: Cast) -> None:
    cast.let_in(cast.dina, "lead")
    job = background_actions.ask(cast.dina, "verify", cast.row, at=AT)
    team_actions.give_role(cast.aigerim, cast.row, username="dina", role="reader", at=AT)
    run()
    assert (fresh(job).state, job.error) == ("dead", "not-found")


def test_somebody_elses_job_cannot_be_stopped_or_tried(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with kind(monkeypatch, fine):
        job = asked(cast)
        for doing in (background_actions.cancel, background_actions.again):
            with pytest.raises(NotFound):
                doing(cast.aigerim, job.pk, at=AT)
        assert fresh(job).state == "queued"
