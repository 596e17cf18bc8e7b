"""Every expected failure, one class a situation: a code and parameters; its sentence is data in three languages.

Invariant: whoever raises or catches one imports it from here. A new error is a class in the file of its subject and
a sentence in `records/vocab/messages/`; this index follows by itself.

    AigaqError
        CaseInvalid                 all problems of a case, in `problems`
        WrongArguments              HomeNotSaid
        NotAllowed                  HeldByOthers, LastOne, MoreBehindIt, OwnTranslation
        BadDate                     TwoDays, DateFarOff, DateNotHeld
        TableInvalid                FewLists, ManyLists, ListTwice, NoSuchList, BadCell, BadCount, ...
        everything else             has no family: what to do differs for each
"""

from __future__ import annotations

from aigaq.errors.base import *
from aigaq.errors.casebook import *
from aigaq.errors.editions import *
from aigaq.errors.evidence import *
from aigaq.errors.readers import *
from aigaq.errors.tables import *
