"""Authors as people type them: `Family, Given`, with a suffix, or the name of a body.

Invariant: the name of a body is never inverted, whatever commas it has; `{...}` marks a line as one name.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from aigaq.citation.citable import Author, Body, Person
from aigaq.records import yamltext


def author(written: str) -> Author:
    """Author of an edition, from a line.

    A body is a line in braces, one without a comma, or one with a word typical of bodies ("Memorial, Human Rights
    Centre"). For a person, `Jr.` or `III` after the given name is the suffix; degrees are left out.
    """
    tidy = " ".join(written.split())
    if tidy.startswith("{") and tidy.endswith("}"):
        return Body(tidy[1:-1].strip())
    family, *rest = (part.strip() for part in tidy.split(","))
    if not rest or words("bodies").intersection(re.findall(r"[^\W\d_]+", tidy.casefold())):
        return Body(tidy)
    suffixes = [part for part in rest if _bare(part) in words("suffixes")]
    given = [part for part in rest if part not in suffixes and _bare(part) not in words("degrees")]
    # Two given names or two suffixes: this is not the name of a person in the form `Family, Given`.
    if len(given) > 1 or len(suffixes) > 1:
        return Body(tidy)
    return Person(family, given[0] if given and given[0] else None, suffixes[0] if suffixes else None)


@cache
def words(part: str) -> frozenset[str]:
    """Words of a list in `lists.yaml`."""
    listed = yamltext.read(Path(__file__).parent / "lists.yaml").need(part)
    nested = listed.items if isinstance(listed, yamltext.List) else ()
    lists: list[yamltext.Node] = [some for some in nested if isinstance(some, yamltext.List)]
    return frozenset(word for some in lists or [listed] for word in yamltext.words(some, key=part))


def is_particle(word: str) -> bool:
    """Whether a word of a given name is a particle of the family name, as `van der` in "Berg, Jan van der"."""
    return word.islower() and word.rstrip(".'’-") in words("particles")


def _bare(part: str) -> str:
    return part.casefold().replace(".", "").strip()
