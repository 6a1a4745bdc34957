"""Breaches: the duties and days of the law; a head writes and decides, once, on the record."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from murakami.foundation.events.models import Event
from murakami.foundation.looks.breaches import (
    AlreadyDecided,
    BreachNotFound,
    Duty,
    Fear,
    Kind,
    NewBreach,
    deadlines_of,
    decide_breach,
    describe_breach,
    duties_of,
    get_breach,
    list_breaches,
    open_breach,
)
from murakami.foundation.looks.models import Breach
from tests.foundation.accounts.people import make_staff

NEW = NewBreach(key="b" * 32, unit="kodomo", kind=Kind.LEAK, found_on=date(2026, 11, 23), fears=[Fear.MONEY], wanted={"procedure": "x"},
                receipts=["MK-2611-00001-3"], summary="架空の誤送信")


def someone(role: Role, unit: str = "kodomo") -> Actor:
    account = make_staff(f"{role.value}-{unit}", name="職員　花子")
    return Actor(kind=AccountKind.STAFF, account_id=account.pk, roles={role: frozenset({unit})})


@pytest.mark.parametrize(("people", "sensitive", "fears", "duties"), [
    (1, False, [], ()), (100, False, [], ()), (101, False, [], (Duty.MANY,)), (1, True, [], (Duty.SENSITIVE,)),
    (1, False, [Fear.DISHONEST], (Duty.DISHONEST,)), (101, True, list(Fear), tuple(Duty))])
def test_duties_of__are_those_of_the_rule(people: int, sensitive: bool, fears: list[Fear], duties: tuple[Duty, ...]) -> None:
    assert duties_of(people=people, has_sensitive=sensitive, fears=fears) == duties


@pytest.mark.parametrize(("fears", "full"), [([], date(2026, 12, 23)), ([Fear.DISHONEST], date(2027, 1, 22))])
def test_deadlines_of__leave_longer_where_it_was_done_on_purpose(fears: list[Fear], full: date) -> None:
    found = deadlines_of(date(2026, 11, 23), fears=fears)
    assert (found.quick_from, found.quick_until, found.full_until) == (date(2026, 11, 26), date(2026, 11, 28), full)


@pytest.mark.django_db
def test_open_breach__once_with_an_event_that_says_how_many(at: datetime) -> None:
    head = someone(Role.UNIT_HEAD)
    for _ in range(2):
        open_breach(NEW, actor=head, at=at)
    assert [one.key for one in list_breaches(head)] == [NEW.key]
    assert [event.details for event in Event.objects.filter(kind="breach.opened")] == [{"cases": 1}]


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "unit"), [(Role.CLERK, "kodomo"), (Role.ADMINISTRATOR, "kodomo"), (Role.UNIT_HEAD, "hoken")])
def test_breach__is_its_own_heads_alone(at: datetime, role: Role, unit: str) -> None:
    other = someone(role, unit)
    with pytest.raises(BreachNotFound):
        open_breach(NEW, actor=other, at=at)
    open_breach(NEW, actor=someone(Role.UNIT_HEAD, "kodomo") if unit != "kodomo" or role is not Role.UNIT_HEAD else other, at=at)
    with pytest.raises(BreachNotFound):
        get_breach(NEW.key, actor=other)
    assert list(list_breaches(other)) == []


@pytest.mark.django_db
def test_decide_breach__once_and_then_nothing_changes(at: datetime) -> None:
    head = someone(Role.UNIT_HEAD)
    open_breach(replace(NEW), actor=head, at=at)
    assert describe_breach(NEW.key, actor=head, cause="宛先の誤り", harm="", measures="").cause == "宛先の誤り"
    decide_breach(NEW.key, actor=head, decision=Breach.Decision.NO_NOTICE, reason="回収した", at=at)
    with pytest.raises(AlreadyDecided):
        decide_breach(NEW.key, actor=head, decision=Breach.Decision.NOTIFY, reason="", at=at)
    with pytest.raises(AlreadyDecided):
        describe_breach(NEW.key, actor=head, cause="", harm="", measures="")
    assert Event.objects.get(kind="breach.decided").details == {"decision": "no_notice"}


@pytest.mark.django_db
def test_decision__needs_who_and_when(at: datetime) -> None:
    open_breach(NEW, actor=someone(Role.UNIT_HEAD), at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.update(decision="notify")
