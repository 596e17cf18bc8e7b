"""Output of commands. Invariant: JSON and text are made from the same answer."""

from __future__ import annotations

import argparse
import json

from aigaq.records.vocab.messages import Language, say


def tell(args: argparse.Namespace, language: Language, code: str, **answer: str | int) -> None:
    """Print an answer as JSON, or as the sentence of a code with the answer's values in it."""
    text = json.dumps(answer, ensure_ascii=False) if args.json else say(code, language, **answer)
    print(text, flush=True)
