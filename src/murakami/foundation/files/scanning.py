"""The virus scanner, as this room needs it; `config` binds one where the installation has one."""

from typing import Protocol


class Scanner(Protocol):
    """Looks for known hostile content."""

    def find_virus(self, data: bytes) -> str:
        """Name what was found in `data`; "" when nothing was. Raises ScannerGone."""


class ScannerGone(RuntimeError):
    """The scanner is configured and does not answer: what it has not seen waits."""


_bound: list[Scanner] = []


def bind_scanner(scanner: Scanner | None) -> None:
    """Have every file looked at by `scanner`; None looks at none."""
    _bound[:] = [scanner] if scanner else []


def has_scanner() -> bool:
    """Say whether this installation has a scanner."""
    return bool(_bound)


def find_virus(data: bytes) -> str:
    """Name the hostile content that was found; "" when nothing was or there is no scanner. Raises ScannerGone."""
    return _bound[0].find_virus(data) if _bound else ""
