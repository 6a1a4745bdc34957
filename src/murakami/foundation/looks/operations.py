"""All writing of the book of looks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from murakami.foundation.accounts.rules import Actor
from murakami.foundation.looks.models import Look, ReportReading, Told


@dataclass(frozen=True, slots=True)
class NewLook:
    """One case among several that a page shows; `unit` is the unit whose case it is."""

    receipt_number: str
    subject_key: str
    unit: str


def record_look(
    *, actor: Actor, at: datetime, unit: str, route: str, receipt_number: str = "", subject_key: str = ""
) -> None:
    """Write that a member of staff looks at one person's record, before the page is shown.

    `unit` is the unit whose work it is; `route` the name of the page. Call it once per request that shows a
    record, in autocommit or in a transaction that commits before the response leaves.

    Raises:
        ValueError: the actor is not staff, or neither case nor person is named.
    SQL: 1.
    """
    if not actor.is_staff or actor.account_id is None:
        raise ValueError("only staff look at records")
    if not receipt_number and not subject_key:
        raise ValueError("a look is at a case or a person")
    Look.objects.create(at=at, account_id=actor.account_id, unit=unit, route=route,
                        receipt_number=receipt_number, subject_key=subject_key)


def record_looks(looks: Iterable[NewLook], *, actor: Actor, at: datetime, route: str) -> None:
    """Write that one page shows the records of several cases, as `record_look` does for one. Raises ValueError. SQL: 1."""
    if not actor.is_staff or actor.account_id is None:
        raise ValueError("only staff look at records")
    Look.objects.bulk_create(
        Look(at=at, account_id=actor.account_id, unit=one.unit, route=route, receipt_number=one.receipt_number,
             subject_key=one.subject_key) for one in looks)


def note_told(*, until: datetime, at: datetime) -> None:
    """Write that the looks before `until` have been told to the people concerned, in the transaction that tells. SQL: 1."""
    Told.objects.create(until=until, at=at)


def record_report_reading(
    *, actor: Actor, at: datetime, since: datetime, until: datetime, narrowed: Mapping[str, str], lines: int, taken_away: bool
) -> None:
    """Write that somebody reads the report of unusual looks, before it is shown.

    Raises:
        ValueError: the actor is not staff.
    SQL: 1.
    """
    if not actor.is_staff or actor.account_id is None:
        raise ValueError("only staff read the report")
    ReportReading.objects.create(at=at, account_id=actor.account_id, since=since, until=until, narrowed=dict(narrowed),
                                 lines=lines, taken_away=taken_away)
