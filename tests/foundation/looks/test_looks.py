"""The book of looks."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from murakami.foundation.accounts.rules import ANONYMOUS, Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from murakami.foundation.looks.models import Look
from murakami.foundation.looks.operations import record_look
from murakami.foundation.looks.queries import list_looks
from tests.foundation.accounts.people import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Actor:
    account = make_staff("kodomo-1", name="職員　花子")
    return Actor(kind=AccountKind.STAFF, account_id=account.pk, roles={Role.CLERK: frozenset({"kodomo"})})


def look(actor: Actor, at: datetime, **whom: str) -> None:
    record_look(actor=actor, at=at, unit="kodomo", route="office:case", **whom)


def test_record_look__is_one_statement(clerk: Actor, at: datetime, sql_at_most: Callable[[int], Any]) -> None:
    with sql_at_most(1):
        look(clerk, at, receipt_number="MK-2611-04827-3", subject_key="a" * 32)
    (line,) = list_looks(receipt_number="MK-2611-04827-3")
    assert (line.at, line.staff, line.unit, line.route) == (at, "職員　花子", "kodomo", "office:case")


def test_record_look__refuses_nobody_and_nothing(clerk: Actor, at: datetime) -> None:
    with pytest.raises(ValueError, match="staff"):
        look(ANONYMOUS, at, receipt_number="MK-2611-04827-3")
    with pytest.raises(ValueError, match="staff"):
        look(Actor(kind=AccountKind.RESIDENT, account_id=1), at, receipt_number="MK-2611-04827-3")
    with pytest.raises(ValueError, match="case or a person"):
        look(clerk, at)
    assert not Look.objects.exists()


def test_list_looks__finds_a_person_by_case_or_key_newest_first(clerk: Actor, at: datetime) -> None:
    look(clerk, at, receipt_number="MK-2611-04827-3")
    look(clerk, at + timedelta(minutes=1), subject_key="a" * 32)
    look(clerk, at + timedelta(minutes=2), subject_key="b" * 32)
    found = list_looks(receipt_number="MK-2611-04827-3", subject_key="a" * 32)
    assert [line.at for line in found] == [at + timedelta(minutes=1), at]
    assert len(list_looks(account_id=clerk.account_id)) == 3
    assert len(list_looks(account_id=clerk.account_id, since=at + timedelta(minutes=1), until=at + timedelta(minutes=2))) == 1
    with pytest.raises(ValueError, match="name"):
        list_looks(since=at)


@pytest.mark.parametrize("rewrite", [
    lambda: Look.objects.update(route="elsewhere"), lambda: Look.objects.all().delete(),
])
def test_rewrite_book__is_refused_by_the_database(clerk: Actor, at: datetime, rewrite: Callable[[], object]) -> None:
    look(clerk, at, receipt_number="MK-2611-04827-3")
    with pytest.raises(IntegrityError), transaction.atomic():
        rewrite()
    assert Look.objects.get().route == "office:case"
