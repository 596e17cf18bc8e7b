"""Failures of commands, rights, jobs and the disk. Invariant: outsiders cannot tell unknown from forbidden."""

from __future__ import annotations

import errno

from aigaq.errors.base import AigaqError


class WrongArguments(AigaqError):
    """A command was called with arguments that it does not take."""


class HomeNotSaid(WrongArguments):
    """AIGAQ_HOME is not set, and this command needs it."""


class NoCasebook(AigaqError):
    """There is no casebook in the folder that AIGAQ_HOME names, or in the database; only `init` makes one."""


class HomeMixed(AigaqError):
    """The folder and the database belong to different casebooks, or one of the two is new."""


class NewerCasebook(AigaqError):
    """A newer version wrote this casebook; this one would misread parts that it does not know."""


class NotABackup(AigaqError):
    """The file does not hold exactly one whole backup of a casebook."""


class HomeOpen(AigaqError):
    """Other accounts of this machine can enter the folder, and the program may not close it to them."""


class DatabaseAway(AigaqError):
    """The database cannot be reached, or does not answer."""


class DiskFull(AigaqError):
    """The disk is full."""


class DiskReadOnly(AigaqError):
    """The disk is read-only."""


class SettingWrong(AigaqError):
    """An environment variable has a bad value: `name`, and how one is written (`due`); never the value itself."""


class HomeInUse(AigaqError):
    """Another server runs in this folder."""


class DatabaseBroken(AigaqError):
    """The database file is damaged and cannot be read."""


class NotFound(AigaqError):
    """The thing does not exist, or the viewer may not see it: the answer is the same."""


class NotReckoned(AigaqError):
    """The figures of a large case were never worked out."""


class NotAllowed(AigaqError):
    """The viewer may see this, but may not do that to it."""


class HeldByOthers(NotAllowed):
    """Other members hold the compartment. Only they may let somebody in; the role of lead is not enough."""


class LastOne(NotAllowed):
    """The last lead of a case, or the last holder of a compartment, cannot be removed."""


class MoreBehindIt(NotAllowed):
    """The account to be reset opens more than the one who resets it may see."""


class Stale(AigaqError):
    """Somebody else changed the record meanwhile."""


class JobBroken(AigaqError):
    """A background job failed in an unexpected way."""


class JobLost(AigaqError):
    """The worker of a background job stopped in the middle of it at every attempt."""


class CannotKeep(AigaqError):
    """The cache folder for answers cannot be made or written to."""


class ExtraMissing(AigaqError):
    """The answer needs an optional part of the installation (`extra`) that is missing."""


def disk_refusal(error: OSError) -> AigaqError | None:
    """The error for a disk that is full or read-only; None for any other reason.

    The path stays out of it: it may name a case.
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull()
    return DiskReadOnly() if error.errno == errno.EROFS else None
