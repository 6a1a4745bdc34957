"""When a course is completed."""

from datetime import date

from murakami.domain.learning.rules.skills import until_of


def completes(completion: str, *, passed: bool, attended: bool) -> bool:
    """Say whether a passed check and attendance are enough for a course (`check`, `attendance` or `both`)."""
    return {"check": passed, "attendance": attended, "both": passed and attended}[completion]


def still_counts(done_on: date, *, valid_months: int | None, on: date) -> bool:
    """Say whether half of a course, done on a day, still counts on another."""
    until = until_of(done_on, valid_months=valid_months)
    return until is None or on < until
