"""Entry point: run one command, show errors in the reader's language, exit with a code.

Exit codes: 0 success; 1 the answer is "not well" (problems, unbound, broken); 2 wrong arguments; 3 bad input; 4 a
failure of ours. Invariant: no traceback and nothing protected reaches the reader.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TextIO, cast

from aigaq.cli import commands
from aigaq.cli.parser import build
from aigaq.errors import AigaqError, CaseInvalid, WrongArguments, disk_refusal
from aigaq.records.hidden import shown
from aigaq.records.vocab.messages import LANGUAGES, Language, say, sentence


def entry() -> None:
    """Entry point of the installed command. Files it creates (casebook, copy, export) are for their owner only."""
    os.umask(0o077)
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run one command.

    Args:
        argv: the words after `aigaq`.
    Returns:
        The exit code.
    """
    language = _language(argv)
    _say_in_utf8()
    with guarded():
        return _run(argv, language)


def _run(argv: Sequence[str], language: Language) -> int:
    """The exit code of a command; every expected failure is printed."""
    try:
        args = build(language).parse_args(list(argv) or ["--help"])
        return commands.run_of(args)(args, language)
    except CaseInvalid as error:
        for problem in error.problems:
            print(sentence(problem, language), file=sys.stderr)
        print(sentence(error, language), file=sys.stderr)
        return 3
    except WrongArguments as error:
        print(sentence(error, language), file=sys.stderr)
        return 2
    except AigaqError as error:
        print(sentence(error, language), file=sys.stderr)
        return 3
    except BrokenPipeError:
        # The reader of our output stopped (`| head`), which is not a failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _disk(error, language)
    except Exception as error:
        if os.environ.get("AIGAQ_DEBUG"):
            raise
        return _unexpected(error, language)


def _disk(error: OSError, language: Language) -> int:
    """Report a disk that is full or not writable: not a failure of ours, and the user can mend it."""
    refusal = disk_refusal(error)
    if refusal is None:
        if os.environ.get("AIGAQ_DEBUG"):
            raise error
        return _unexpected(error, language)
    print(sentence(refusal, language), file=sys.stderr)
    return 3


def _unexpected(error: Exception, language: Language) -> int:
    print(say("unexpected", language, kind=type(error).__name__), file=sys.stderr)
    return 4


def _language(argv: Sequence[str]) -> Language:
    """The output language: `--lang`, else AIGAQ_LANG, else the language of the terminal, else English."""
    languages = [argv[at + 1] for at, word in enumerate(argv[:-1]) if word == "--lang"]
    languages += [word.partition("=")[2] for word in argv if word.startswith("--lang=")]
    languages += [os.environ.get(name, "") for name in ("AIGAQ_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    known = [word[:2] for word in languages if word]
    return cast(Language, next((word for word in known if word in LANGUAGES), "en"))


def _say_in_utf8() -> None:
    """Switch output to UTF-8: Kazakh letters must come out whatever encoding the terminal claims."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


# Output to a terminal. A title may hold an escape sequence that moves the cursor, writes into the clipboard or hides
# the following text, so both streams are guarded once, here, and not wherever something is printed.


class Guarded:
    """A stream that escapes terminal control characters; `bare` is the unguarded stream, for our own codes."""

    __slots__ = ("bare",)

    def __init__(self, bare: TextIO) -> None:
        self.bare = bare

    def write(self, text: str) -> int:
        """Write a text with control characters escaped."""
        self.bare.write(shown(text))
        return len(text)

    def writelines(self, lines: Iterator[str]) -> None:
        """Write several."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> object:
        return getattr(self.bare, name)


@contextmanager
def guarded() -> Iterator[None]:
    """Guard both output streams while a command runs."""
    out, err = (cast(TextIO, Guarded(stream)) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(err):
        yield
