"""Asks a single check of the doctor."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils import timezone

from murakami.config.environment import Environment
from murakami.config.operation.doctor import Finding, Patient


def codes(found: tuple[Finding, ...] | list[Finding]) -> set[str]:
    return {each.code for each in found}


def asked(check: Callable[[Patient], Iterator[Finding]], environment: Environment, at: datetime | None = None) -> set[str]:
    """What a check says, and that it names a mend for each."""
    found = list(check(Patient(environment, at or timezone.now())))
    assert all(each.mend.strip() and each.problem.strip() for each in found)
    return codes(found)
