"""Where a sign-in may lead back to: our own paths and nothing else."""

import re

_OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*", re.ASCII)
_LONGEST = 2000


def own_path(wanted: str, *, otherwise: str) -> str:
    """Return `wanted` when it is a path of this site, else `otherwise`.

    Refused: other hosts and schemes (`//evil`, `/\\evil`, `https:`), control characters and spaces, which browsers
    drop or fold before they follow a link, and anything longer than an address should be.
    """
    if len(wanted) <= _LONGEST and wanted.isprintable() and _OWN_PATH.fullmatch(wanted):
        return wanted
    return otherwise
