"""The shell's own commands, and cases of the casebook wherever the command line takes a case."""

from __future__ import annotations

import json
import re
import signal
import socket
import urllib.error
import urllib.request
from contextlib import closing, suppress
from pathlib import Path

import pytest
from tests.main_path.asking import ask, run
from tests.web.cast import SAMPLES, TASQORA, Cast
from tests.web.programs import COMMAND, command, line_of, running

from aigaq.web.models import Account
from aigaq.web.server.serving import PORT


def test_a_case_of_the_casebook_answers_like_its_folder(cast: Cast) -> None:
    for words in (["ladder"], ["contradictions"], ["questions"], ["grid"], ["timeline"]):
        assert ask(*words, "tasqora", "--as", "bolat") == ask(*words, TASQORA)
    assert ask("about", "tasqora", "marat", "--as", "bolat") == ask("about", TASQORA, "marat")


@pytest.mark.parametrize("viewer", [(), ("--as", "dina"), ("--as", "nobody-of-that-name")], ids=str)
def test_who_may_not_see_a_case_is_told_what_a_wrong_name_is_told(
    cast: Cast, viewer: tuple[str, ...]
) -> None:
    told = run("ladder", "tasqora", *viewer)
    assert told == run("ladder", "no-such-case", *viewer)
    assert told[0] == 3


def test_a_closed_account_sees_nothing(cast: Cast) -> None:
    assert run("ladder", "tasqora", "--as", "bolat")[0] == 0
    Account.objects.filter(username="bolat").update(is_active=False)
    assert run("ladder", "tasqora", "--as", "bolat") == run(
        "ladder", "tasqora", "--as", "nobody-of-that-name"
    )


def test_the_viewer_sees_her_part_alone(cast: Cast) -> None:
    cast.seal("subject", "marat")
    code, out, err = run("about", "tasqora", "marat", "--as", "aigerim")
    assert (code, out) == (3, "")
    assert "Ospanov" not in err


def test_a_folder_is_seen_by_whoever_holds_it(cast: Cast) -> None:
    assert run("ladder", TASQORA, "--as", "bolat")[0] == 2
    assert run("ladder", TASQORA)[0] == 0


def test_without_a_casebook_a_short_name_is_a_folder_that_is_not_there(own_home: Path) -> None:
    code, _, said = run("ladder", "tasqora")
    assert code == 3 and f"No casebook in {own_home}" in said
    assert not own_home.exists(), "asking makes no casebook"


def test_what_only_a_folder_has_is_refused_of_a_case_in_the_casebook(cast: Cast) -> None:
    assert run("check", "tasqora", "--as", "bolat", "--own-words", TASQORA / "case.yaml")[0] == 2


def test_in_and_out_again_by_command(cast: Cast, tmp_path: Path) -> None:
    assert run("import", SAMPLES / "aqsai", "--as", "aigerim")[0] == 0
    assert run("export", "aqsai", tmp_path / "out", "--as", "aigerim", "--private")[0] == 0
    assert ask("ladder", tmp_path / "out", "--rule", "deaths") == ask(
        "ladder", SAMPLES / "aqsai", "--rule", "deaths"
    )
    assert run("import", SAMPLES / "aqsai", "--as", "aigerim")[0] == 3, "it is here already"


def test_a_broken_case_is_not_brought_in(cast: Cast, tmp_path: Path) -> None:
    assert run("import", tmp_path, "--as", "aigerim")[0] == 3
    assert run("import", TASQORA, "--as", "ghost")[0] == 3


def test_an_account_is_added_once_and_reset_by_a_link_that_voids_the_old_password() -> None:
    first = ask("user", "add", "madina")["password"]
    link = ask("user", "reset", "madina", "--port", "8100")["link"]
    assert link.startswith("http://localhost:8100/accounts/password/reset/key/")
    assert not Account.objects.get(username="madina").check_password(first)
    assert run("user", "add", "madina")[0] == 3
    assert run("user", "reset", "ghost")[0] == 3
    assert run("user", "erase", "madina")[0] == 2


def test_a_home_is_made_on_first_use_for_its_owner_alone(own_home: Path) -> None:
    done = command("init", "--user", "aigerim", "--json", home=own_home)
    assert json.loads(done.stdout.splitlines()[1])["user"] == "aigerim"
    assert (own_home.stat().st_mode | (own_home / "secret.key").stat().st_mode) & 0o077 == 0


def test_a_second_server_in_one_home_refuses_and_the_first_stops_when_told(own_home: Path) -> None:
    assert command("init", home=own_home).returncode == 0
    with running(*COMMAND, "serve", "--port", "0", home=own_home) as first:
        address = re.search(r"http://localhost:\d+", line_of(first.stdout))
        assert address is not None
        second = command("serve", "--port", "0", home=own_home)
        assert (second.returncode, second.stderr.strip()) == (
            3,
            "home: Another server works in this folder already.",
        )
        assert answers(address[0])
        first.send_signal(signal.SIGTERM)
        assert first.wait(30) == 0
    assert not answers(address[0])


def answers(address: str) -> bool:
    """Whether somebody is there, whatever they say."""
    try:
        urllib.request.urlopen(f"{address.replace('localhost', '127.0.0.1')}/static/none", timeout=30)
    except urllib.error.HTTPError:
        return True
    except urllib.error.URLError:
        return False
    return True


@pytest.mark.parametrize("port", ["no", "-1", "70000", "８０"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert run("serve", "--port", port)[0] == 2


def test_the_casebook_to_try_out_takes_another_port_where_its_own_is_taken(
    own_home: Path, tmp_path: Path
) -> None:
    with closing(socket.socket()) as taken:
        with suppress(OSError):
            # Whoever else has it, it is taken.
            taken.bind(("127.0.0.1", PORT))
        with running(*COMMAND, "demo", TASQORA, home=own_home, TMPDIR=str(tmp_path)) as demo:
            said = [line_of(demo.stdout) for _ in range(6)]
            demo.send_signal(signal.SIGINT)
            assert demo.wait(30) == 0
    assert said[4] == f"Port {PORT} is taken on this machine: another one is used."
    address = re.search(r"http://localhost:(\d+)", said[5])
    assert address is not None and int(address[1]) != PORT
    assert list(tmp_path.glob("aigaq-demo-*")) == []


@pytest.mark.parametrize("lines", [0, 2])
def test_the_casebook_to_try_out_ends_well_whenever_it_is_stopped(
    own_home: Path, tmp_path: Path, lines: int
) -> None:
    with running(*COMMAND, "demo", TASQORA, "--port", "0", home=own_home, TMPDIR=str(tmp_path)) as demo:
        for _ in range(lines):
            line_of(demo.stdout)
        while not list(tmp_path.glob("aigaq-demo-*")):
            assert demo.poll() is None
        demo.send_signal(signal.SIGINT)
        assert demo.wait(30) == 0
    assert list(tmp_path.glob("aigaq-demo-*")) == []


def test_the_casebook_to_try_out_says_how_to_sign_in_and_is_gone_afterwards(
    own_home: Path, tmp_path: Path
) -> None:
    with running(*COMMAND, "demo", TASQORA, "--port", "0", home=own_home, TMPDIR=str(tmp_path)) as demo:
        said = [line_of(demo.stdout) for _ in range(5)]
        homes = list(tmp_path.glob("aigaq-demo-*"))
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(30) == 0
    assert [line.split()[3].rstrip(",") for line in said[:4]] == ["aigerim", "bolat", "saule", "dina"]
    assert "http://localhost:" in said[4]
    assert len(homes) == 1
    assert not homes[0].exists()
    assert not own_home.exists(), "a real casebook is left alone"
