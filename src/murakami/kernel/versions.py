"""Releases by number: 0.2.0 comes after 0.1.0, and 0.10.0 after both."""

import re
from typing import Final

_WRITTEN: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:[.-]?(dev|a|b|rc)\d*)?\Z")


class NotAVersion(ValueError):
    """A text is no release number of three parts."""


def read_version(text: str) -> tuple[int, int, int, bool]:
    """Read a release number so that later ones compare greater; what comes before a release is smaller than it.

    Source: Semantic Versioning 2.0.0, 11. Raises NotAVersion.
    """
    match = _WRITTEN.match(text.strip())
    if match is None:
        raise NotAVersion(text)
    return int(match[1]), int(match[2]), int(match[3]), match[4] is None
