"""Commands about the files of a case: check it, bind it to its text, read a file.

Invariant: none of them writes into the case.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time
import uuid
from collections.abc import Iterable
from pathlib import Path

from aigaq.bundle import plainfiles, unshippable_text
from aigaq.bundle.binding import Binding, bindings
from aigaq.bundle.doubts import doubts
from aigaq.bundle.lookalike_ids import look_alikes
from aigaq.bundle.pins import write_pins
from aigaq.bundle.unread_files import unread
from aigaq.casework import same_text, views
from aigaq.casework.answers import check_answers
from aigaq.casework.case import Case
from aigaq.cli import show
from aigaq.cli.registered import as_json, case_of, folder_of
from aigaq.errors import AigaqError, CaseInvalid, CustodyBroken, UnknownId, WrongArguments
from aigaq.reading import read, with_turns
from aigaq.records.cases import Pins
from aigaq.records.documents import Document, Span, Turn, is_content, text_of
from aigaq.records.reading_warnings import warnings_in_words
from aigaq.records.vocab.messages import Language, say, sentence


def check(args: argparse.Namespace, language: Language) -> int:
    """Report all problems of a case at once, and whether its own answers hold."""
    problems: list[AigaqError] = []
    doubted: tuple[AigaqError, ...] = ()
    counts = dict.fromkeys(("statements", "entries", "sources", "answers"), 0)
    notes: dict[str, list[str]] = {"same_text": [], "not_compared": []}
    try:
        case = case_of(args)
        counts = {name: len(getattr(case.records, name)) for name in counts}
        problems += [*check_answers(case), *look_alikes(case.records)]
        notes = _notes(case, "en" if args.json else language)
        doubted = doubts(case.records)
    except CaseInvalid as error:
        problems += error.problems
    problems += _of_the_folder(args)
    if args.json:
        report = {"problems": problems_view(problems), **notes, "doubts": problems_view(doubted)}
        print(as_json({"ok": not problems, **counts, **report}))
    else:
        for problem in (*problems, *doubted):
            print(sentence(problem, language), file=sys.stderr)
        if not problems:
            print(say("check-fine", language, **counts))
        for line in (*notes["same_text"], *notes["not_compared"]):
            print(line)
    return 1 if problems else 0


def _notes(case: Case, language: Language) -> dict[str, list[str]]:
    """Notes that are not problems but should be known: equal texts, kinds that are not compared."""
    return {"same_text": _same_words(case, language), "not_compared": show.not_compared(case, language)}


def _same_words(case: Case, language: Language) -> list[str]:
    """Sources with equal texts, and sources with nearly equal texts."""
    texts = {key: document.text for key, document in case.documents.items()}
    same = [
        say("same-text", language, first=keys[0], others=", ".join(keys[1:]))
        for keys in same_text.same_texts(texts)
    ]
    return same + [
        say("nearly-same-text", language, first=pair, other=other, shared=shared, lines=lines)
        for pair, other, shared, lines in same_text.nearly_same(texts)
    ]


def _of_the_folder(args: argparse.Namespace) -> list[AigaqError]:
    """Problems that no record shows: files that nothing reads, words that we may not redistribute."""
    problems = list(unread(Path(args.case))) if plainfiles.is_there(Path(args.case), "case.yaml") else []
    if args.own_words and plainfiles.is_there(folder_of(args, "--own-words"), "case.yaml"):
        problems += unshippable_text.shared_with(Path(args.case), bytes_of(Path(args.own_words)))
    return problems


def problems_view(problems: Iterable[AigaqError]) -> views.Json:
    """Problems as plain values, each with its sentence in English."""
    return [
        {"code": problem.code, "sentence": sentence(problem, "en"), **problem.parameters}
        for problem in problems
    ]


def bytes_of(path: Path) -> bytes:
    """The bytes of a text file named by the user.

    Raises:
        FileUnreadable: absent, or cannot be opened. NotAFile: a folder, a pipe. TooLarge: above the limit.
    """
    return plainfiles.read_named(path, limit=plainfiles.TEXT)


def bind(args: argparse.Namespace, language: Language) -> int:
    """Bind the places of a source to a file; report, and write only on request."""
    case = case_of(args)
    document = read(bytes_of(Path(args.file)), charset=args.charset, name=args.file, clock=time.monotonic)
    key = _which(case, document, args.source, language)
    document = with_turns(document, case.records.sources[key].turns)
    old = case.records.pins.get(key)
    salt = old.salt if old is not None else secrets.token_hex(16)
    binding = _found(case, key, document, salt)
    if args.into:
        _write(case, binding, salt, folder_of(args, "--into"), Path(args.into))
    if args.json:
        print(as_json(_binding_view(binding)))
    else:
        _tell(binding, args, language)
    return 1 if binding.unbound else 0


def _which(case: Case, document: Document, wanted: str | None, language: Language) -> str:
    sources = case.records.sources
    if wanted is not None:
        if wanted not in sources:
            raise UnknownId(value=wanted)
        return wanted
    same = [key for key, source in sources.items() if source.sha256 == document.item]
    detached = same or [key for key, source in sources.items() if not source.shipped]
    if len(detached) != 1:
        raise WrongArguments(why=say("bind-which", language))
    return detached[0]


def _found(case: Case, key: str, document: Document, salt: str) -> Binding:
    """The binding: by pins if there are any; the first pins can only be made from the very file that was coded.

    Raises:
        CustodyBroken: there are no pins yet, and the file is not the one coded.
    """
    coded = case.records.sources[key].sha256
    if key not in case.records.pins and coded is not None and coded != document.item:
        raise CustodyBroken(file=f"sources/{key}/source.yaml", id=key, why="sha256")
    return bindings(case.records, {key: document}, salt=salt)[key]


def _write(case: Case, binding: Binding, salt: str, folder: Path, into: Path) -> None:
    """Copy the case, except what is never published, and put the pins beside the coding."""
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise WrongArguments(why=f"--into {into.name}: not an empty folder.")
    for name, size in plainfiles.listing(folder).files.items():
        if not name.startswith("private/"):
            copy = into / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(plainfiles.read(folder, name, limit=size))
    old = case.records.pins.get(binding.source)
    known = old.ids if old is not None else {}
    ids = {
        statement.id: known.get(statement.id) or str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))
        for statement in case.records.statements
        if statement.source == binding.source
    }
    pins = Pins(binding.item, salt, binding.bound, ids)
    (into / "sources" / binding.source / "pins.json").write_text(write_pins(pins), encoding="utf-8")


def _binding_view(binding: Binding) -> views.Json:
    return {
        "source": binding.source,
        "item": binding.item,
        "bound": {
            place: {"item": binding.item, "start": pin.start, "end": pin.end, "line": binding.lines[place]}
            for place, pin in binding.bound.items()
        },
        "unbound": problems_view(binding.unbound),
    }


def _tell(binding: Binding, args: argparse.Namespace, language: Language) -> None:
    if not binding.unbound:
        print(say("bind-fine", language, source=binding.source, count=len(binding.bound)))
    else:
        counts = {"bound": len(binding.bound), "unbound": len(binding.unbound)}
        print(say("bind-broken", language, source=binding.source, **counts), file=sys.stderr)
        for problem in binding.unbound:
            print(f"  {problem.parameters.get('value')}: {sentence(problem, language)}", file=sys.stderr)
    if args.into:
        print(say("written", language, folder=args.into))


def read_file(args: argparse.Namespace, language: Language) -> int:
    """Read one file and show its content."""
    document = read(bytes_of(Path(args.file)), charset=args.charset, name=args.file, clock=time.monotonic)
    if args.json:
        print(as_json(_document_view(document)))
        return 0
    confidence = "" if document.charset.confidence is None else f", {document.charset.confidence:.2f}"
    counts = {
        "lines": len(document.lines),
        "sentences": len(document.sentences),
        "brackets": len(document.insertions),
    }
    how = document.charset.from_
    print(
        say("read-summary", language, **counts, charset=document.charset.name, how=how, confidence=confidence)
    )
    for missing, code in (
        (document.start_missing, "read-start-missing"),
        (document.end_missing, "read-end-missing"),
    ):
        if missing:
            print(say(code, language))
    for warning in warnings_in_words(document, language):
        print(warning)
    for turn in document.turns:
        named = f" ({_label(document, turn)})" if turn.label is not None else ""
        guess = f"  {say('read-guessed', language)}" if turn.guessed else ""
        print(f"  L{turn.first_line}-{turn.last_line}  {turn.role}{named}{guess}")
    return 0


def _label(document: Document, turn: Turn) -> str | None:
    """The words by which the text names the voice, without terminal control characters."""
    words = text_of(document, turn.label) if turn.label is not None else None
    return words and "".join(letter for letter in words if letter.isprintable())


def _document_view(document: Document) -> views.Json:
    return {
        "item": document.item,
        "media_type": document.media_type,
        "digest": document.digest,
        "title": document.title,
        "charset": {
            "name": document.charset.name,
            "from": document.charset.from_,
            "confidence": None if document.charset.confidence is None else str(document.charset.confidence),
            "choices": list(document.charset.choices),
            "odd_lines": list(document.charset.odd_lines),
        },
        "lines": [
            {"line": n, **_bounds(line), "content": is_content(document, n)}
            for n, line in enumerate(document.lines, 1)
        ],
        "sentences": [
            {"line": sentence.line, "number": sentence.number, **_bounds(sentence.span)}
            for sentence in document.sentences
        ],
        "insertions": [
            {"line": bracket.line, "number": bracket.number, "kind": bracket.kind, **_bounds(bracket.span)}
            for bracket in document.insertions
        ],
        "turns": [_turn_view(document, one) for one in document.turns],
        "start_missing": document.start_missing,
        "end_missing": document.end_missing,
        "warnings": list(document.warnings),
    }


def _bounds(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _turn_view(document: Document, turn: Turn) -> views.Json:
    return {
        "role": turn.role,
        "first": turn.first_line,
        "last": turn.last_line,
        "label": _label(document, turn),
        "guessed": turn.guessed,
    }
