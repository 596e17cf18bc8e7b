"""The team's offline side of intake: make its key, open fetched uploads.

Invariant: needs no casebook and no network; an original is written exactly as it was sent, or not at all.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from aigaq.casework.working_copies import working_copy
from aigaq.cli.registered import as_json, give
from aigaq.custody.age_files import make_identity, public_of
from aigaq.custody.files import sync_folder, write_new
from aigaq.custody.parcels import Piece, open_upload, uploads_in, write_note
from aigaq.errors import AigaqError, FileUnreadable, FolderNotFree, WrongArguments
from aigaq.records.vocab.messages import Language, say, sentence


def run(args: argparse.Namespace, language: Language) -> int:
    """Do one step of intake.

    Raises:
        WrongArguments: an unknown step, a casebook step without an account, or missing arguments.
    """
    if args.action == "key" and args.to is None:
        return _key(args, language)
    if args.action == "open" and args.to and args.key:
        return _open(args, language)
    due = {
        "key": "intake key FILE",
        "open": "intake open FOLDER INTO --key FILE",
        "set": "intake set CASE PUBLICKEY --as USER",
        "list": "intake list CASE --as USER",
        "fetch": "intake fetch CASE FOLDER --as USER",
    }
    raise WrongArguments(why=due.get(args.action, f"{args.action}: {', '.join(due)}") + ".")


def _key(args: argparse.Namespace, language: Language) -> int:
    secret, public = make_identity()
    path = Path(args.what)
    _write(path, f"# public key: {public}\n{secret}\n")
    answer = {"file": str(path), "public_key": public}
    give(answer, args, lambda: say("intake-made", language, file=path, key=public))
    return 0


def _write(path: Path, words: str) -> None:
    """Create a new file readable by its owner only, flushed to disk.

    Raises:
        FolderNotFree: it exists already. FileUnreadable: it cannot be created there.
    """
    try:
        write_new(path, words.encode("ascii"))
    except FileExistsError as error:
        raise FolderNotFree(file=path.name) from error
    except OSError as error:
        raise FileUnreadable(file=path.name) from error
    sync_folder(path.parent)


def _secret(path: Path) -> str:
    """The secret key in a file, as `aigaq intake key` or age-keygen wrote it."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(file=path.name) from error
    secret = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    public_of(secret)
    return secret


def _open(args: argparse.Namespace, language: Language) -> int:
    """Open every upload in a folder; returns 1 if any part was broken."""
    secret = _secret(Path(args.key))
    answer: list[dict[str, str | list[str]]] = []
    for folder in uploads_in(Path(args.what)):
        into = Path(args.to) / folder.name
        opened = list(_opened(folder, into, secret, language))
        copies, without = _copied(into, language)
        answer.append(
            {
                "upload": folder.name,
                "opened": [one.sealed for one in opened if isinstance(one, Piece)],
                "working": copies,
                "problems": [sentence(one, language) for one in opened if not isinstance(one, Piece)],
                "without_copy": without,
            }
        )
        if not args.json:
            _tell(answer[-1], language)
    if args.json:
        print(as_json(answer))
    return 1 if any(one["problems"] for one in answer) else 0


def _opened(folder: Path, into: Path, secret: str, language: Language) -> list[Piece | AigaqError]:
    try:
        files = list(open_upload(folder, into, secret))
        write_note(into, say("intake-note", language))
    except FolderNotFree as error:
        return [error]
    sync_folder(into)
    return files


def _copied(into: Path, language: Language) -> tuple[list[str], list[str]]:
    """Make working copies of opened files: the copies made, and the reasons for those that could not be made."""
    pairs = [(one, working_copy(one)) for one in sorted(into.glob("*.original"))]
    copies = [copy.name for _, copy in pairs if isinstance(copy, Path)]
    without = [f"{one.name}: {sentence(why, language)}" for one, why in pairs if isinstance(why, AigaqError)]
    return copies, without


def _tell(upload: Mapping[str, str | list[str]], language: Language) -> None:
    for problem in (*upload["problems"], *upload["without_copy"]):
        print(f"{upload['upload']}: {problem}", file=sys.stderr)
    opened, copies = len(upload["opened"]), len(upload["working"])
    print(say("intake-open-done", language, id=upload["upload"], count=opened, copies=copies))
