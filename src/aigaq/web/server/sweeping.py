"""What a crash or a power cut left is finished or removed, before anybody is served.

Invariant: only what a row calls taken back or never out is removed, and rooms in which nobody works; of whatever else
no row tells of, `aigaq verify --deep` does.
"""

from __future__ import annotations

from aigaq.web.home import remove
from aigaq.web.publish.public_files import taken_away
from aigaq.web.verify import strays


def sweep() -> None:
    """Finish withdrawals whose files are still there, and remove what was half made.

    Raises:
        OSError: something cannot be removed; nobody is served then.
    """
    for path, told in list(strays.not_out()):
        if told:
            taken_away(path)
    for path in [*strays.half_made(), *strays.rooms()]:
        remove(path)
