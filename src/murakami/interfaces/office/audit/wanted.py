"""What the auditor asked for: how many days back, and narrowed to a sign, a unit or a member of staff."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.http import QueryDict

from murakami.foundation.looks.unusual import Sign
from murakami.kernel.dates import JAPAN

SPANS: Final = (1, 7, 31)  # days, today included
_USUAL_SPAN: Final = 7
_MOST_DIGITS: Final = 11  # shorter than any 個人番号: what is asked for is written down


@dataclass(frozen=True, slots=True)
class Wanted:
    """The days from `since` until `until` (exclusive), and what the report is narrowed to; "" and None to nothing."""

    days: int
    since: datetime
    until: datetime
    sign: Sign | None
    unit: str
    account_id: int | None

    @property
    def narrowed(self) -> Mapping[str, str]:
        """What was chosen, for the record of readings."""
        chosen = {"sign": self.sign or "", "unit": self.unit, "staff": str(self.account_id or "")}
        return {name: value for name, value in chosen.items() if value}

    @property
    def query(self) -> str:
        """The same question as the query of an address."""
        asked = QueryDict(mutable=True)
        asked.update({"days": str(self.days), **self.narrowed})
        return asked.urlencode()


def read_wanted(query: QueryDict, *, at: datetime, units: Container[str]) -> Wanted:
    """Read a question; what makes no sense in it, and a unit that is not one of `units`, is left out."""
    span, staff, unit = query.get("days", ""), query.get("staff", ""), query.get("unit", "")
    days = int(span) if span in map(str, SPANS) else _USUAL_SPAN
    today = at.astimezone(JAPAN).replace(hour=0, minute=0, second=0, microsecond=0)
    sign = query.get("sign", "")
    return Wanted(days=days, since=today - timedelta(days=days - 1), until=at + timedelta(seconds=1),
                  sign=Sign(sign) if sign in set(Sign) else None, unit=unit if unit in units else "",
                  account_id=int(staff) if staff.isascii() and staff.isdigit() and len(staff) <= _MOST_DIGITS else None)
