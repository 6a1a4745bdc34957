"""Residents are told which units looked at their cases: once, by the hour, unless the pack withholds it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from murakami.domain.cases.models import Case
from murakami.domain.mailbox.models import ItemLook
from murakami.domain.procedures.queries import get_version
from murakami.flows.agency import tell_looks as telling
from murakami.flows.agency.pages import look_at_case
from murakami.flows.agency.tell_looks import tell_looks
from murakami.foundation.looks.operations import record_look
from murakami.foundation.spool.models import Message
from tests.flows.agency.office import deliver

pytestmark = pytest.mark.django_db


def look(case: Case, cast, at: datetime, route: str = "office:case") -> None:
    look_at_case(receipt_number=case.receipt_number, actor=cast.clerk, route=route, at=at)


def told() -> list[tuple[str, str, int]]:
    return list(ItemLook.objects.order_by("id").values_list("item__receipt_number", "purpose", "times"))


def test_tell_looks__each_once_by_the_hour(claim, cast, at) -> None:
    hour = at.replace(minute=0)
    for route, after in (("office:case", 1), ("office:case", 2), ("office:letter", 3)):
        look(claim, cast, hour + timedelta(minutes=after), route)
    assert tell_looks(until=hour + timedelta(hours=1), at=hour + timedelta(hours=1)) == 1
    look(claim, cast, hour + timedelta(hours=2))
    assert tell_looks(until=hour + timedelta(hours=3), at=hour + timedelta(hours=3)) == 1
    assert tell_looks(until=hour + timedelta(hours=3), at=hour + timedelta(hours=4)) == 0
    deliver(hour + timedelta(hours=4))
    number = claim.receipt_number
    assert told() == [(number, "letter", 1), (number, "review", 2), (number, "review", 1)]


def test_tell_looks__names_nobody(claim, cast, at) -> None:
    look(claim, cast, at)
    tell_looks(until=at + timedelta(hours=1), at=at)
    (message,) = Message.objects.filter(topic="case.looked_at")
    (one,) = message.payload["looks"]
    assert (set(message.payload), set(one)) == ({"receipt_number", "looks"}, {"hour", "unit", "purpose", "times"})


def test_tell_looks__is_silent_where_the_pack_withholds_it(claim, cast, at, monkeypatch) -> None:
    version = replace(get_version(claim.procedure, claim.version), looks_withheld="虐待の疑いの調査のため")
    monkeypatch.setattr(telling, "find_version", lambda procedure, sha: version)
    look(claim, cast, at)
    assert tell_looks(until=at + timedelta(hours=1), at=at) == 0
    assert not Message.objects.filter(topic="case.looked_at").exists()


def test_tell_looks__leaves_out_a_case_that_is_gone(claim, cast, at, monkeypatch) -> None:
    look(claim, cast, at)
    monkeypatch.setattr(telling, "list_versions_of", lambda numbers: {})
    assert tell_looks(until=at + timedelta(hours=1), at=at) == 0


def test_tell_looks__costs_the_same_for_many_cases(cases, cast, at, sql_at_most) -> None:
    for case in cases.values():
        record_look(actor=cast.clerk, at=at, unit=case.unit, route="office:case", receipt_number=case.receipt_number)
    with sql_at_most(7):  # savepoint and its release beside
        tell_looks(until=at + timedelta(hours=1), at=at)
