"""What can be wrong with what is sealed, or about to leave. Invariant: each names the file or id, never the words."""

from __future__ import annotations

from aigaq.errors.base import AigaqError


class ItemMissing(AigaqError):
    """A sealed item whose bytes are gone."""

    code = "item-missing"


class CustodyBroken(AigaqError):
    """Sealed bytes, or the log that vouches for them, are not what they were."""

    code = "custody-broken"


class FileChanged(AigaqError):
    """A file changed while it was being sealed."""

    code = "file-changed"


class NotACustodyFolder(AigaqError):
    """The folder was never founded as a custody folder, or is not the one that was (a disk not mounted)."""

    code = "not-a-custody-folder"


class OwnWords(AigaqError):
    """Words shared with a source that is not ours to ship."""

    code = "own-words"


class FolderNotFree(AigaqError):
    """A folder holds something that writing a case there would destroy."""

    code = "folder-not-free"


class SafeguardLeak(AigaqError):
    """A copy for others would still hold a name that a safeguard covers; the file is named, never the name."""

    code = "safeguard-leak"
