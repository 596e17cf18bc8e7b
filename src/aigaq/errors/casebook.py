"""What can be wrong with a command, a right, a job. Invariant: outsiders cannot tell unknown from forbidden."""

from __future__ import annotations

from aigaq.errors.base import AigaqError


class WrongArguments(AigaqError):
    """A command was called in a way it does not take."""

    code = "wrong-arguments"


class HomeNotSaid(WrongArguments):
    """AIGAQ_HOME is not set, and what was asked needs it."""

    code = "home-not-said"


class NoCasebook(AigaqError):
    """No casebook in the folder that AIGAQ_HOME names, or none in the database: only `init` makes one."""

    code = "no-casebook"


class HomeMixed(AigaqError):
    """The folder belongs to one casebook and the database to another, or one of the two is new."""

    code = "home-mixed"


class NewerCasebook(AigaqError):
    """A newer program wrote this casebook: an older one would misread what it does not know."""

    code = "newer-casebook"


class NotABackup(AigaqError):
    """A file that holds no whole backup of a casebook, or more than one."""

    code = "not-a-backup"


class HomeOpen(AigaqError):
    """Other accounts of the machine can enter the folder, and we may not shut it."""

    code = "home-open"


class DatabaseAway(AigaqError):
    """The database cannot be reached, or does not answer."""

    code = "database-away"


class DiskFull(AigaqError):
    """There is no room left on the disk."""

    code = "disk-full"


class DiskReadOnly(AigaqError):
    """The disk can be read, not written to."""

    code = "disk-read-only"


class SettingWrong(AigaqError):
    """An environment variable that cannot be taken: `name`, and how one is written (`due`); never its value."""

    code = "setting-wrong"


class HomeInUse(AigaqError):
    """Another server works in this folder."""

    code = "home-in-use"


class DatabaseBroken(AigaqError):
    """The file of the database is damaged, so that it cannot be asked anything."""

    code = "database-broken"


class NotFound(AigaqError):
    """Not there, or not to be seen: the answer is the same."""

    code = "not-found"


class NotReckoned(AigaqError):
    """Figures of a large case that nobody has had reckoned yet."""

    code = "not-reckoned"


class NotAllowed(AigaqError):
    """Somebody may see this but not do that."""

    code = "not-allowed"


class HeldByOthers(NotAllowed):
    """Others hold a compartment: one of them lets somebody in, no lead by her role."""

    code = "held-by-others"


class LastOne(NotAllowed):
    """A case keeps a lead, and a compartment somebody who holds it."""

    code = "last-one"


class MoreBehindIt(NotAllowed):
    """An account opens more than the one who would reset it may see."""

    code = "more-behind-it"


class Stale(AigaqError):
    """Somebody else changed it meanwhile."""

    code = "stale"


class JobBroken(AigaqError):
    """A background job failed in a way that nobody expected."""

    code = "job-broken"


class JobLost(AigaqError):
    """The worker of a background job ended in its midst, each time it was tried."""

    code = "job-lost"


class CannotKeep(AigaqError):
    """The folder in which answers were to be kept cannot be made or written to."""

    code = "cannot-keep"


class ExtraMissing(AigaqError):
    """An optional part of the installation that this answer needs is not there: `extra` names it."""

    code = "extra-missing"
