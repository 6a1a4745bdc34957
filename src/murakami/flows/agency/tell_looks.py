"""Tells residents which units looked at their cases, by the hour, after the fact: no clerk's page waits for it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from murakami.domain.cases.queries.named import list_versions_of
from murakami.domain.procedures.queries import find_version
from murakami.foundation.looks.operations import note_told
from murakami.foundation.looks.queries import list_case_looks, told_until
from murakami.foundation.looks.rules import HourOfLooks, gather_hours
from murakami.foundation.spool.operations import NewMessage, send_many


@transaction.atomic
def tell_looks(*, until: datetime, at: datetime) -> int:
    """Queue one message for each case that was looked at since the last telling and before `until`; returns how many.

    Nothing is told of a procedure whose pack withholds it, nor of a case that has been forgotten. SQL: 5, 1 more for each 500 cases, and 1 for
    each procedure version that this process has not met.
    """
    since = told_until()
    if since is not None and since >= until:
        return 0
    gathered = gather_hours(list_case_looks(since=since, until=until))
    told = {number: gathered[number] for number in _may_be_told(gathered)}
    send_many(_message(number, hours, until=until, at=at) for number, hours in told.items())
    note_told(until=until, at=at)
    return len(told)


def _may_be_told(gathered: Iterable[str]) -> Iterable[str]:
    for number, (procedure, sha) in list_versions_of(gathered).items():
        version = find_version(procedure, sha)
        if version is not None and not version.looks_withheld:
            yield number


def _message(receipt_number: str, hours: Iterable[HourOfLooks], *, until: datetime, at: datetime) -> NewMessage:
    return NewMessage(topic="case.looked_at", key=f"looks-{receipt_number}-{until:%Y%m%d%H}", to="edge", at=at, payload={
        "receipt_number": receipt_number, "looks": [_plain(one) for one in hours]})


def _plain(one: HourOfLooks) -> Mapping[str, object]:
    return {"hour": one.hour.isoformat(), "unit": one.unit, "purpose": one.purpose.value, "times": one.times}
