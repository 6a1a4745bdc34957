"""Asks every check, one after the other."""

from collections.abc import Iterator

from django.db import DatabaseError, InterfaceError

from murakami.config.operation.doctor.certificates import CERTIFICATE_CHECKS, check_anchors_of_zones
from murakami.config.operation.doctor.database import DATABASE_CHECKS, check_answers
from murakami.config.operation.doctor.disk import DISK_CHECKS
from murakami.config.operation.doctor.finding import Check, Finding, Patient
from murakami.config.operation.doctor.outside import OUTSIDE_CHECKS
from murakami.config.operation.doctor.service import SERVICE_CHECKS
from murakami.config.operation.doctor.work import WORK_CHECKS


def examine(patient: Patient) -> tuple[Finding, ...]:
    """Find what is wrong, grave things first. SQL: some twenty statements, where the database answers."""
    found = [finding for check in (*SERVICE_CHECKS, *DISK_CHECKS, *CERTIFICATE_CHECKS, *OUTSIDE_CHECKS) for finding in _ask(check, patient)]
    silent = list(_ask(check_answers, patient))
    found += silent
    if not silent:
        found += [finding for check in (*DATABASE_CHECKS, *WORK_CHECKS, check_anchors_of_zones) for finding in _ask(check, patient)]
    return tuple(sorted(found, key=lambda finding: not finding.is_grave))


def _ask(check: Check, patient: Patient) -> Iterator[Finding]:
    try:
        yield from check(patient)
    except (OSError, ValueError, LookupError, DatabaseError, InterfaceError) as error:
        yield Finding("check-failed", f"{check.__name__} を調べられませんでした（{type(error).__name__}）。",
                      "ほかの問題を直してから、もう一度実行してください。", is_grave=False)
