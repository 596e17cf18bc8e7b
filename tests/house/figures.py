"""The shape of the source in figures: `python -m tests.house.figures [CHECKOUT ...]`, a column for each checkout.

Invariant: nothing of the checkout is run or imported, so one version of this file measures any commit.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.house import measures


def figures(source: Path) -> dict[str, str]:
    """Each figure of a source folder (`src/aigaq`), as it is printed."""
    modules = measures.parsed(source)
    lines, comments = measures.python_lines(source), measures.comment_lines(source)
    once = list(measures.used_once(modules))
    private = sum(
        name.name.startswith("_") and not name.name.startswith("__")
        for module in modules.values()
        for _, name in measures.functions(module)
    )
    widths = list(measures.template_lines(source).values())
    relatives = len(measures.relatives(modules))
    documented = sum(1 for module in modules.values() for _ in measures.first_lines(module))
    return {
        "Python files": str(len(modules)),
        "lines of Python": f"{lines:,}",
        "files in web": str(sum(file.startswith("web/") for file in modules)),
        "modules with one importer": str(len(measures.with_one_importer(modules))),
        "private functions": str(private),
        "of these used in one place": str(len(once)),
        "of these with a body of up to 3 lines": str(sum(one.lines <= measures.SHORT_BODY for one in once)),
        "of these called": str(sum(one.called for one in once if one.lines <= measures.SHORT_BODY)),
        "lines with a comment": f"{comments} ({100 * comments / lines:.1f} %)",
        "values named one, found, told, asked, given": str(len(measures.pronouns(modules))),
        "names of classes in several modules": str(len(measures.doubled_classes(modules))),
        "docstrings that begin with a free relative": f"{relatives} of {documented}",
        "longest line of a template": str(max(widths, default=0)),
        "template lines over 120": f"{sum(width > measures.TEMPLATE_WIDTH for width in widths)} of {len(widths)}",
    }


def main(checkouts: list[str]) -> None:
    """Print a table in Markdown."""
    columns = [figures(Path(checkout) / "src" / "aigaq") for checkout in checkouts]
    print("|", " | ".join(["figure", *checkouts]), "|")
    print("|---" * (len(columns) + 1) + "|")
    for figure in columns[0]:
        print("|", " | ".join([figure, *(column[figure] for column in columns)]), "|")


if __name__ == "__main__":
    main(sys.argv[1:] or ["."])
