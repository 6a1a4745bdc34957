"""What the doctor looks at and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from murakami.config.environment import Environment


@dataclass(frozen=True, slots=True)
class Patient:
    """The settings of an installation, and now."""

    environment: Environment
    at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; `code` is stable. `is_grave`: it must not go on like this in service."""

    code: str
    problem: str
    mend: str
    is_grave: bool = True


Check = Callable[[Patient], Iterator[Finding]]
