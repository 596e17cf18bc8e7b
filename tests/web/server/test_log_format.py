"""What the log holds: neither addresses nor tokens nor words of a case, whoever logs them."""

from __future__ import annotations

import logging
import sys

import pytest

from aigaq.web.log_format import QuietFormatter

SECRET = "SECRETTOKEN"


def lines_of(name: str, message: str, *values: object, error: bool = False) -> str:
    """A line as the server writes it."""
    raised = None
    if error:
        try:
            raise KeyError(SECRET)
        except KeyError:
            raised = sys.exc_info()
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, values, raised, "handle")
    return QuietFormatter().format(record)


@pytest.mark.parametrize("name", ["django.request", "waitress", "allauth.mfa", "root"])
def test_of_others_the_kind_is_said_and_no_word(name: str) -> None:
    said = lines_of(name, "Internal Server Error: /invitation/%s/", SECRET, error=True)
    assert SECRET not in said and "KeyError" in said and "test_log_format.py:" in said and name in said


def test_our_own_lines_stay_and_say_no_value_of_an_error() -> None:
    said = lines_of("aigaq", "a page failed: %s", "case", error=True)
    assert said.startswith("a page failed: case\n") and SECRET not in said


def test_all_is_shown_to_whoever_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGAQ_DEBUG", "1")
    assert SECRET in lines_of("django.request", "%s", SECRET, error=True)


@pytest.mark.parametrize("what", ["csrf", "DisallowedHost", "SuspiciousSession"])
def test_what_is_refused_is_written_nowhere(what: str) -> None:
    logger: logging.Logger | None = logging.getLogger(f"django.security.{what}")
    while logger is not None:
        ours = [one for one in logger.handlers if not type(one).__module__.startswith("_pytest")]
        assert all(isinstance(one, logging.NullHandler) for one in ours)
        logger = logger.parent if logger.propagate else None
