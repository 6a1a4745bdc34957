"""Why nothing is carried now: each has its mend, and none loses anything."""

import errno
from enum import StrEnum
from typing import Final


class Trouble(StrEnum):
    """What keeps the carrying from its work; the last two only slow it down."""

    NOT_PAIRED = "not_paired"
    KEY = "key"
    NOT_BEGUN = "not_begun"
    GONE = "gone"
    OTHER_DIRECTORY = "other_directory"
    READ_ONLY = "read_only"
    FULL = "full"
    FORBIDDEN = "forbidden"
    UNREACHABLE = "unreachable"
    FILE_DAMAGED = "file_damaged"
    AHEAD = "ahead"
    BEHIND = "behind"
    GAP = "gap"


class CarryingStopped(Exception):
    """Nothing can be carried now; the next round tries again. `detail` holds numbers, paths and names of keys only."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(f"{trouble}: {detail}")
        self.trouble = trouble
        self.detail = detail


_BY_NUMBER: Final = {
    errno.ENOENT: Trouble.GONE, errno.ENOTDIR: Trouble.GONE, errno.ESTALE: Trouble.GONE, errno.ENODEV: Trouble.GONE,
    errno.EROFS: Trouble.READ_ONLY,
    errno.ENOSPC: Trouble.FULL, errno.EDQUOT: Trouble.FULL,
    errno.EACCES: Trouble.FORBIDDEN, errno.EPERM: Trouble.FORBIDDEN, errno.ELOOP: Trouble.FORBIDDEN,
}


def trouble_of(error: OSError) -> Trouble:
    """Say what an error of the file system means here."""
    return _BY_NUMBER.get(error.errno or 0, Trouble.UNREACHABLE)


def detail_of(error: OSError) -> str:
    """Name the file and what the system said."""
    return ": ".join(part for part in (str(error.filename or ""), error.strerror or type(error).__name__) if part)
