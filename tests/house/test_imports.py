"""The cores are plain Python: importable one by one, with no web framework, at no cost until asked.

Invariant: `import aigaq` imports nothing else of the package, and no core ever brings Django in.
"""

from __future__ import annotations

import json
import subprocess
import sys

from tests.house import tree

LOADED = "import json, sys; print(json.dumps(sorted(sys.modules)))"


def loaded_after(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after running `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{LOADED}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def module_names() -> list[str]:
    """Every module of the package outside `web`; `__main__` runs when imported, so it is left out."""
    paths = (path.relative_to(tree.SOURCE).with_suffix("") for path in tree.sources())
    names = (".".join(("aigaq", *path.parts)).removesuffix(".__init__") for path in paths)
    return [name for name in names if not name.startswith("aigaq.web") and not name.endswith("__main__")]


def test_importing_the_package_imports_nothing_else_of_it() -> None:
    assert {name for name in loaded_after("import aigaq") if name.startswith("aigaq.")} == set()


def test_every_core_imports_and_none_brings_in_a_web_framework() -> None:
    names = module_names()
    loaded = loaded_after("\n".join(f"import {name}" for name in names))
    assert set(names) <= loaded
    assert {name for name in loaded if name.split(".")[0] == "django"} == set()
