"""The vocabulary as files. Invariant: it reads alike where PyYAML was built without its C library."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml


@pytest.mark.parametrize("name", ["codes", "predicates", "forms"])
def test_the_vocabulary_reads_without_the_c_library(name: str) -> None:
    text = files("aigaq.records.vocab").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    quick = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    # Both loaders make plain values only. Plain YAML takes no question mark before a comma or a brace.
    assert list(yaml.load_all(text, yaml.SafeLoader)) == list(yaml.load_all(text, quick))
