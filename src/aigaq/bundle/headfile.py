"""case.yaml: what the case is. Invariant: a format that is not ours is not guessed at."""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.errors import WrongShape
from aigaq.records.yamltext import Map, here, id_word, mapping, need, only, text_of, word

FORMAT = "aigaq/1"


@dataclass(frozen=True, slots=True)
class Head:
    """The fields of `case.yaml`."""

    key: str
    title: str
    anchor: str | None
    coder: str
    second: str | None


def read_head(node: Map) -> Head:
    """What `case.yaml` says.

    Raises:
        WrongShape, MissingField, UnknownField: with file and line.
    """
    only(node, ("bundle", "case", "coder"))
    if word(need(node, "bundle"), key="bundle") != FORMAT:
        raise WrongShape(**here(node), key="bundle", due=FORMAT)
    case = mapping(need(node, "case"), key="case")
    only(case, ("key", "title", "anchor"))
    coder = mapping(need(node, "coder"), key="coder")
    only(coder, ("by", "second"))
    return Head(
        id_word(need(case, "key"), key="key"),
        word(need(case, "title"), key="title"),
        text_of(case, "anchor"),
        word(need(coder, "by"), key="by"),
        text_of(coder, "second"),
    )
