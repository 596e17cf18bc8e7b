"""`source.yaml` from a source. Invariant: what was not said of a source is not written."""

from __future__ import annotations

from aigaq.bundle.mediafields import media_tree
from aigaq.bundle.yamlout import Tree
from aigaq.records.sources import Source


def source_fields(source: Source) -> Tree:
    """The fields under `source:`."""
    texts = {
        "key": source.key,
        "is": source.what,
        "title": source.title,
        "kind": source.kind,
        "language": source.language,
        "said": source.said,
    }
    fields: dict[str, Tree] = {name: value for name, value in texts.items() if value is not None}
    fields["file"] = _file(source)
    if source.tail:
        fields["tail"] = source.tail
    fields |= {
        name: "yes" for name, held in (("official", source.official), ("document", source.document)) if held
    }
    fields["turns"] = _turns(source)
    if source.guessed:
        fields["guessed"] = [_lines(first, last) for first, last in source.guessed]
    if source.derived_from is not None:
        copy: dict[str, Tree] = {"source": source.derived_from, "kind": source.derivation or ""}
        fields["derived-from"] = copy if source.derivation else source.derived_from
    if source.default_basis != "not-stated":
        fields["defaults"] = {"how": source.default_basis}
    if source.media is not None:
        fields["media"] = media_tree(source)
    return fields


def _file(source: Source) -> Tree:
    named = {"name": source.file, "sha256": source.sha256, "lines": source.lines}
    fields = {name: str(value) for name, value in named.items() if value is not None}
    return {"shipped": "yes" if source.on_board else "no", **fields}


def _turns(source: Source) -> Tree:
    turns: dict[str, list[Tree]] = {}
    for turn in source.turns:
        turns.setdefault(turn.role, []).append(_lines(turn.first_line, turn.last_line))
    if not turns:
        return source.rest
    return {**turns, source.rest: "rest"}


def _lines(first: int, last: int) -> str:
    return f"{first}-{last}" if last > first else str(first)
