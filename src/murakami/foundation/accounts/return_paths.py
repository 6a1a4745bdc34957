"""Where a sign-in may lead back to: our own paths and nothing else."""

import re
from urllib.parse import unquote

from murakami.kernel.individual_number import contains_individual_number

_OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*", re.ASCII)
_LONGEST = 2000


def own_path(wanted: str, *, otherwise: str) -> str:
    """Return `wanted` when it is a path of this site, else `otherwise`.

    Refused: other hosts and schemes (`//evil`, `/\\evil`, `https:`), control characters and spaces, which browsers
    drop or fold before they follow a link, and anything longer than an address should be. A 個人番号 in it is refused
    too: a path waits in the session until somebody has signed in.
    """
    if len(wanted) > _LONGEST or contains_individual_number(unquote(wanted)):
        return otherwise
    if wanted.isprintable() and _OWN_PATH.fullmatch(wanted):
        return wanted
    return otherwise
