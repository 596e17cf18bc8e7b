"""Every file of a bundle is opened by `bundle.plainfiles`; what else touches the disk is named here with its reason.

Invariant: a new place that opens a path in one of `ROOMS` fails until somebody says whose path it is.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house import tree

ROOMS = ("bundle/", "casework/", "dossier/", "cli/")
OPENS = frozenset(
    {
        *(
            "open",
            "fdopen",
            "read_bytes",
            "read_text",
            "iterdir",
            "glob",
            "rglob",
            "walk",
            "fwalk",
            "scandir",
            "listdir",
        ),
        *("is_file", "is_dir", "exists", "is_symlink", "stat", "lstat", "readlink"),
        *("copytree", "copy", "copy2", "copyfile", "copyfileobj", "unpack_archive", "extractall", "extract"),
    }
)
DOOR = "bundle/plainfiles.py"
ALLOWED = {
    "bundle/write.py": "where a case is written to: looked at so that nothing is lost, never read",
    "dossier/exporting.py": "where pages are written to",
    "dossier/paper.py": "our own style sheet",
    "dossier/site.py": "our own style sheets",
    "casework/packing.py": "our own published pages",
    "casework/working_copies.py": "an original that was opened by our own key, in a folder made for it",
    "cli/files.py": "whether the folder of a copy is empty",
    "cli/intake.py": "the team's own key, and what was fetched from its own casebook",
    "cli/main.py": "where output goes when nobody reads it",
    "cli/registered.py": "whether what was typed is a folder",
    "cli/upkeep.py": "the checkpoint and key that somebody names, read as text",
}
ARCHIVES = frozenset({"unpack_archive", "extractall", "extract", "extractfile"})


def opening() -> Iterator[tuple[str, str]]:
    """By file under `src/aigaq`, each call that opens or looks at a path."""
    for file, module in tree.modules().items():
        for node in ast.walk(module):
            name = _called(node)
            if name in OPENS:
                yield file, str(name)


def _called(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else None


def test_files_of_a_bundle_are_opened_by_one_door() -> None:
    others = {file for file, _ in opening() if file.startswith(ROOMS) and file != DOOR}
    assert others <= set(ALLOWED), sorted(others - set(ALLOWED))


def test_no_reason_stands_for_a_file_that_opens_nothing() -> None:
    opens = {file for file, _ in opening()}
    reads = {file for file, module in tree.modules().items() if "yamltext.read" in ast.unparse(module)}
    assert set(ALLOWED) <= opens | reads


def test_yaml_of_a_path_is_read_for_the_words_of_the_program_alone() -> None:
    """`yamltext.read` takes any path; a bundle's comes as bytes from the door."""
    readers = {file for file, module in tree.modules().items() if "yamltext.read(" in ast.unparse(module)}
    assert {file for file in readers if file.startswith((*ROOMS, "web/"))} == set()


def test_no_archive_but_our_own_backup_is_unpacked() -> None:
    """Of a stranger's ZIP or tar nothing is taken out anywhere; who begins to needs a door for that first.

    `aigaq restore` has one: regular files and folders below known names alone (`tests/web/server/test_restoring.py`).
    """
    assert {file for file, name in opening() if name in ARCHIVES} == {"web/server/restore.py"}
