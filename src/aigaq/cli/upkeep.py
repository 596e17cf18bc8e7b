"""Maintenance commands: seal a file, verify sealed files, check the machine.

Invariant: nothing sealed is changed.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from aigaq import custody
from aigaq.casework.progress import Progress
from aigaq.cli.registered import as_json, give
from aigaq.errors import BadValue, FileUnreadable, HomeNotSaid, NoCasebook
from aigaq.records.vocab.messages import Language, say, sentence

NEEDED = ("PyYAML", "chardet", "lxml", "cryptography")


def preserve(args: argparse.Namespace, language: Language) -> int:
    """Seal one file."""
    home = home_of(args.home)
    if not custody.is_home(home):
        custody.found(home, origin="aigaq.local", randomness=secrets.token_bytes)
    item, row = custody.preserve(
        Path(args.file),
        folder=home,
        by=args.by or "cli",
        at=datetime.now(UTC),
        randomness=secrets.token_bytes,
        source=args.source,
    )
    custody.checkpoint(home, randomness=secrets.token_bytes)
    answer = {
        "id": item.id,
        "sha256": item.sha256,
        "size": item.size,
        "media_type": item.media_type,
        "seq": row.seq,
    }
    text = say("preserved", language, id=item.id, size=item.size, sha256=item.sha256, seq=row.seq)
    give(answer, args, lambda: text)
    return 0


def home_of(written: str | None) -> Path:
    """The folder of sealed files: `--home`, else `custody` in AIGAQ_HOME, where the casebook keeps its own.

    Raises:
        HomeNotSaid: neither is given. NoCasebook: AIGAQ_HOME names a folder without a casebook.
    """
    if written:
        return Path(written)
    folder = _home_named()
    # An empty folder may be the mount point of a missing disk; sealing into it would wrongly seem to succeed.
    if not any((folder / name).exists() for name in ("custody", "secret.key", "casebook.id")):
        raise NoCasebook(folder=str(folder.absolute()))
    return folder / "custody"


def _home_named() -> Path:
    named = os.environ.get("AIGAQ_HOME")
    if not named:
        raise HomeNotSaid
    return Path(named)


def verify(args: argparse.Namespace, language: Language) -> int:
    """Check everything sealed in a folder."""
    note = _text(args.checkpoint)
    key = (_text(args.key) or "").strip() or None
    with Progress("verify", sys.stderr) as progress:
        try:
            # The folder of sealed files is not created if absent: its absence is a finding.
            home = Path(args.home) if args.home else _home_named() / "custody"
            report = custody.verify(home, checkpoint=note, public_key=key, seen=progress.seen)
        except ValueError as error:
            raise BadValue(key="--key", value="", due="a public key") from error
    broken = [custody.complaint(one) for one in report.breaks]
    if args.json:
        answer = {
            "ok": not broken,
            "items_checked": report.items_checked,
            "entries_checked": report.entries_checked,
            "witnessed": report.witnessed,
            "covered": report.covered,
            "broken": [{"code": one.code, **one.parameters} for one in broken],
        }
        print(as_json(answer))
        return 1 if broken else 0
    for complaint in broken:
        print(sentence(complaint, language), file=sys.stderr)
    if not broken:
        print(say("verify-fine", language, items=report.items_checked, entries=report.entries_checked))
    if report.covered is not None:
        print(say("verify-covered", language, covered=report.covered, entries=report.entries_checked))
    if not report.witnessed:
        print(say("verify-unwitnessed", language))
    return 1 if broken else 0


def _text(path: str | None) -> str | None:
    if path is None:
        return None
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(file=Path(path).name) from error


def doctor(args: argparse.Namespace, language: Language) -> int:
    """Report the parts installed on this machine, and missing parts with their remedy."""
    checks = [_python(), *(_package(name) for name in NEEDED), _program("make"), _program("git"), *_home()]
    if args.json:
        print(as_json([{"name": name, "found": version, "mend": mend} for name, version, mend in checks]))
    else:
        for name, version, mend in checks:
            code = "doctor-fine" if version else "doctor-missing"
            print(say(code, language, name=name, found=version, mend=mend))
    return 0 if all(version for _, version, _ in checks) else 1


def _home() -> list[tuple[str, str | None, str]]:
    """Whether the casebook's folder is closed to other users, if it is named and exists."""
    folder = Path(os.environ.get("AIGAQ_HOME", ""))
    if not os.environ.get("AIGAQ_HOME") or not folder.is_dir():
        return []
    mode = folder.stat().st_mode & 0o777
    return [("AIGAQ_HOME", None if mode & 0o077 else f"{mode:04o}", f"chmod 700 {folder.absolute()}")]


def _python() -> tuple[str, str | None, str]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return (
        "Python >= 3.11",
        version if sys.version_info >= (3, 11) else None,
        "apt install python3 python3-venv",
    )


def _package(name: str) -> tuple[str, str | None, str]:
    try:
        return name, metadata.version(name), ""
    except metadata.PackageNotFoundError:
        return name, None, "make setup"


def _program(name: str) -> tuple[str, str | None, str]:
    return name, "yes" if shutil.which(name) else None, f"apt install {name}"
