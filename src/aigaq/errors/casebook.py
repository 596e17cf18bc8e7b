"""Failures of commands, rights, jobs and the disk. Invariant: outsiders cannot tell unknown from forbidden."""

from __future__ import annotations

import errno

from aigaq.errors.base import AigaqError


class WrongArguments(AigaqError):
    """A command was called with arguments that it does not take."""

    code = "wrong-arguments"


class HomeNotSaid(WrongArguments):
    """AIGAQ_HOME is not set, and this command needs it."""

    code = "home-not-said"


class NoCasebook(AigaqError):
    """There is no casebook in the folder that AIGAQ_HOME names, or in the database; only `init` makes one."""

    code = "no-casebook"


class HomeMixed(AigaqError):
    """The folder and the database belong to different casebooks, or one of the two is new."""

    code = "home-mixed"


class NewerCasebook(AigaqError):
    """A newer version wrote this casebook; this one would misread parts that it does not know."""

    code = "newer-casebook"


class NotABackup(AigaqError):
    """The file does not hold exactly one whole backup of a casebook."""

    code = "not-a-backup"


class HomeOpen(AigaqError):
    """Other accounts of this machine can enter the folder, and the program may not close it to them."""

    code = "home-open"


class DatabaseAway(AigaqError):
    """The database cannot be reached, or does not answer."""

    code = "database-away"


class DiskFull(AigaqError):
    """The disk is full."""

    code = "disk-full"


class DiskReadOnly(AigaqError):
    """The disk is read-only."""

    code = "disk-read-only"


class SettingWrong(AigaqError):
    """An environment variable has a bad value: `name`, and how one is written (`due`); never the value itself."""

    code = "setting-wrong"


class HomeInUse(AigaqError):
    """Another server runs in this folder."""

    code = "home-in-use"


class DatabaseBroken(AigaqError):
    """The database file is damaged and cannot be read."""

    code = "database-broken"


class NotFound(AigaqError):
    """The thing does not exist, or the viewer may not see it: the answer is the same."""

    code = "not-found"


class NotReckoned(AigaqError):
    """The figures of a large case were never worked out."""

    code = "not-reckoned"


class NotAllowed(AigaqError):
    """The viewer may see this, but may not do that to it."""

    code = "not-allowed"


class HeldByOthers(NotAllowed):
    """Other members hold the compartment. Only they may let somebody in; the role of lead is not enough."""

    code = "held-by-others"


class LastOne(NotAllowed):
    """The last lead of a case, or the last holder of a compartment, cannot be removed."""

    code = "last-one"


class MoreBehindIt(NotAllowed):
    """The account to be reset opens more than the one who resets it may see."""

    code = "more-behind-it"


class Stale(AigaqError):
    """Somebody else changed the record meanwhile."""

    code = "stale"


class JobBroken(AigaqError):
    """A background job failed in an unexpected way."""

    code = "job-broken"


class JobLost(AigaqError):
    """The worker of a background job stopped in the middle of it at every attempt."""

    code = "job-lost"


class CannotKeep(AigaqError):
    """The cache folder for answers cannot be made or written to."""

    code = "cannot-keep"


class ExtraMissing(AigaqError):
    """The answer needs an optional part of the installation (`extra`) that is missing."""

    code = "extra-missing"


def disk_refusal(error: OSError) -> AigaqError | None:
    """The error for a disk that is full or read-only; None for any other reason.

    The path stays out of it: it may name a case.
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull()
    return DiskReadOnly() if error.errno == errno.EROFS else None
