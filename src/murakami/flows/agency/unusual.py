"""The report of unusual looks: what the book says, beside who works on which case and what its people are called."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from murakami.domain.cases.queries.concerned import Concerned, list_concerned
from murakami.domain.procedures.queries import work_calendar
from murakami.foundation.looks.queries import count_cases_by_hour, gather_looks
from murakami.foundation.looks.unusual import Around, GatheredLook, Sign, Thresholds, busy_hours, signs_of

HABIT_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class UnusualLook:
    """A look with what is unusual about it."""

    look: GatheredLook
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The unusual looks of some days, the newest first; `examined` counts the gathered looks they were found among."""

    lines: tuple[UnusualLook, ...]
    examined: int

    def counts(self) -> Mapping[Sign, int]:
        """Count the lines by sign."""
        return {sign: sum(sign in line.signs for line in self.lines) for sign in Sign}


def read_unusual(*, since: datetime, until: datetime, thresholds: Thresholds, unit: str = "",
                 account_id: int | None = None) -> Report:
    """Find the unusual looks from `since` until `until` (exclusive), of one unit's cases or one member of staff if named.

    SQL: 2, and 2 for each 500 cases that were looked at.
    """
    looks = gather_looks(since=since, until=until, unit=unit, account_id=account_id)
    cases = count_cases_by_hour(since=since - timedelta(days=HABIT_DAYS), until=until)
    concerned = list_concerned({look.receipt_number for look in looks})
    around = Around(is_open=work_calendar().is_open, busy=busy_hours(cases, since=since, thresholds=thresholds),
                    names={number: one.names for number, one in concerned.items()},
                    strangers=frozenset(_strangers(looks, concerned)))
    lines = ((look, signs_of(look, around=around, thresholds=thresholds)) for look in looks)
    return Report(tuple(UnusualLook(look, signs) for look, signs in lines if signs), examined=len(looks))


def _strangers(looks: Sequence[GatheredLook], concerned: Mapping[str, Concerned]) -> Iterable[tuple[int, str]]:
    for look in looks:
        case = concerned.get(look.receipt_number)
        if case is not None and case.is_of_others(look.account_id):
            yield look.account_id, look.receipt_number
