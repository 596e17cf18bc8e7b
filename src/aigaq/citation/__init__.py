"""Citations of an edition of a case, or of one statement of it: `cite(citable, "apa")`.

Invariant: a line is made of the fields of a `Citable` alone; no clock, no network, nothing invented where one is empty.
"""

from __future__ import annotations

from aigaq.citation.citable import Author, Body, Citable, Cited, Person
from aigaq.citation.citing import STYLES, cite, cite_all

__all__ = ["STYLES", "Author", "Body", "Citable", "Cited", "Person", "cite", "cite_all"]
