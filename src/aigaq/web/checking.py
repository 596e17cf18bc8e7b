"""Settings for the type checker, with a home that does not exist. Invariant: no program uses them."""

import os
from pathlib import Path

os.environ.setdefault("AIGAQ_HOME", str(Path(".mypy_cache") / "home"))

Path(os.environ["AIGAQ_HOME"]).mkdir(parents=True, exist_ok=True)

from aigaq.web.settings import *  # noqa: E402, F403 - the home has to be named first, and all of them are meant
