"""Giving, ending and deputising rights; keeping accounts: what is written, what is refused, what is an event."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from murakami.foundation.accounts.backend import AccountBackend
from murakami.foundation.accounts.models import Account, Membership, StaffProfile
from murakami.foundation.accounts.operations import keeping, rights, staff_sign_in
from murakami.foundation.accounts.operations.rights import RightRefused
from murakami.foundation.accounts.operations.staff import close_staff, end_placement
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.queries import find_staff, list_colleagues
from murakami.foundation.accounts.rules import Actor, acting_for, may_decide_in, may_work_in
from murakami.foundation.accounts.staff_pages import find_person, list_deputies, list_past_rights, list_people
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.events.models import Event
from tests.foundation.accounts.people import make_staff, make_unit

pytestmark = pytest.mark.django_db
TODAY, TOMORROW, LATER = date(2026, 11, 23), date(2026, 11, 24), date(2026, 12, 1)
SqlAtMost = Callable[[int], AbstractContextManager[object]]


def actor(account: Account, on: date = TODAY) -> Actor:
    found = find_staff(account.pk, on=on)
    assert found is not None
    return found.actor


@pytest.fixture
def clerk() -> Account:
    return make_staff("clerk", name="職員　花子", kodomo=Role.CLERK)


@pytest.fixture
def head() -> Account:
    return make_staff("head", name="課長　一郎", kodomo=Role.UNIT_HEAD)


@pytest.fixture
def keeper() -> Actor:
    return actor(make_staff("keeper", name="管理　太郎", kodomo=Role.ADMINISTRATOR))


@pytest.fixture
def personnel() -> Actor:
    return actor(make_staff("personnel", name="人事　桃", somu=Role.PERSONNEL))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(RightRefused) as caught:
        act()
    return caught.value.code


def test_grant__gives_a_right_once_with_its_event(keeper: Actor, clerk: Account, at: datetime, sql_at_most: SqlAtMost) -> None:
    def grant() -> Membership:
        return rights.grant_right(actor=keeper, account_id=clerk.pk, unit="kodomo", role=Role.UNIT_HEAD, since=TOMORROW,
                                  until=LATER, at=at)

    with sql_at_most(9):
        first = grant()
    assert grant().pk == first.pk
    event = Event.objects.get(kind="right.granted")
    assert (event.unit, event.details) == ("kodomo", {"role": "unit_head", "deputy": False, "by": keeper.account_id, "days": 7})
    assert [may_decide_in(actor(clerk, day), "kodomo") for day in (TODAY, TOMORROW, LATER)] == [False, True, False]


@pytest.mark.parametrize(("changes", "code"), [
    ({"unit": "hoken"}, "not_yours"), ({"role": Role.AUDITOR}, "not_yours"), ({"account_id": 10**6}, "staff_unknown"),
    ({"until": TODAY}, "ends_before_it_begins"), ({}, "held_already"),
])
def test_grant__refuses_and_writes_nothing(keeper: Actor, clerk: Account, at: datetime, changes: dict[str, object], code: str) -> None:
    make_unit("hoken")
    before = Membership.objects.count()
    usual = {"account_id": clerk.pk, "unit": "kodomo", "role": Role.CLERK, "since": TODAY}
    assert refused(lambda: rights.grant_right(actor=keeper, at=at, **{**usual, **changes})) == code  # type: ignore[arg-type]
    assert (Membership.objects.count(), Event.objects.count()) == (before, 0)


def test_grant__in_a_unit_that_is_closed(personnel: Actor, clerk: Account, at: datetime) -> None:
    make_unit("old").__class__.objects.filter(code="old").update(is_open=False)
    assert refused(lambda: rights.grant_right(
        actor=personnel, account_id=clerk.pk, unit="old", role=Role.CLERK, since=TODAY, at=at)) == "unit_unknown"


def test_purpose__shows_only_the_colleagues_of_a_procedure(keeper: Actor, clerk: Account, at: datetime) -> None:
    other = make_staff("other", name="職員　次郎")
    rights.grant_right(actor=keeper, account_id=other.pk, unit="kodomo", role=Role.CLERK, purpose="claim", since=TODAY, at=at)
    named = {procedure: {one.name for one in list_colleagues(unit="kodomo", on=TODAY, procedure=procedure)}
             for procedure in ("claim", "nursery")}
    assert named == {"claim": {"職員　花子", "職員　次郎"}, "nursery": {"職員　花子"}}
    assert [may_work_in(actor(other), "kodomo", procedure=one) for one in ("claim", "nursery")] == [True, False]


def test_end__takes_a_right_away_at_once_and_from_its_deputies(keeper: Actor, clerk: Account, head: Account, at: datetime) -> None:
    right = clerk.memberships.get()
    deputy = make_staff("deputy", hoken=Role.CLERK)
    rights.arrange_deputy(actor=actor(head), membership_id=right.pk, deputy_id=deputy.pk, since=TODAY, until=LATER, at=at)
    assert acting_for(actor(deputy), unit="kodomo") == clerk.pk
    for _ in range(2):
        rights.end_right(actor=keeper, membership_id=right.pk, until=TODAY, at=at)
    assert not may_work_in(actor(clerk), "kodomo")
    assert not may_work_in(actor(deputy), "kodomo")
    assert Event.objects.filter(kind="right.ended").count() == 1


def test_end__refuses_what_is_over_and_what_is_not_ones_own(keeper: Actor, clerk: Account, head: Account, at: datetime) -> None:
    right = clerk.memberships.get()
    assert refused(lambda: rights.end_right(actor=actor(head), membership_id=right.pk, until=TODAY, at=at)) == "not_yours"
    assert refused(lambda: rights.end_right(actor=keeper, membership_id=0, until=TODAY, at=at)) == "no_right"
    rights.end_right(actor=keeper, membership_id=right.pk, until=TODAY, at=at)
    assert refused(lambda: rights.end_right(actor=keeper, membership_id=right.pk, until=LATER, at=at)) == "no_right"


def test_end__a_right_that_has_not_begun_goes(keeper: Actor, clerk: Account, at: datetime) -> None:
    coming = rights.grant_right(actor=keeper, account_id=clerk.pk, unit="kodomo", role=Role.UNIT_HEAD, since=LATER, at=at)
    rights.end_right(actor=keeper, membership_id=coming.pk, until=TODAY, at=at)
    assert not Membership.objects.filter(pk=coming.pk).exists()


def test_deputise__by_the_head_for_a_time(clerk: Account, head: Account, at: datetime) -> None:
    deputy = make_staff("deputy", name="代理　三郎", hoken=Role.CLERK)
    right = head.memberships.get()
    made = [rights.arrange_deputy(actor=actor(head), membership_id=right.pk, deputy_id=deputy.pk, since=TODAY, until=TOMORROW, at=at)
            for _ in range(2)]
    assert made[0].pk == made[1].pk
    assert [(may_decide_in(actor(deputy, day), "kodomo"), acting_for(actor(deputy, day), unit="kodomo"))
            for day in (TODAY, TOMORROW)] == [(True, head.pk), (False, None)]
    assert [(one.holder, one.absent_name, one.arranged_by) for one in list_deputies(head.pk, on=TODAY)] == [
        ("代理　三郎", "課長　一郎", "課長　一郎")]
    assert Event.objects.get().kind == "right.deputised"


def test_deputise__is_not_for_clerks_nor_for_administrators_rights(clerk: Account, head: Account, keeper: Actor, at: datetime) -> None:
    usual = {"deputy_id": head.pk, "since": TODAY, "until": LATER, "at": at}
    clerks_own = clerk.memberships.get().pk
    keepers = Membership.objects.get(account_id=keeper.account_id).pk
    assert refused(lambda: rights.arrange_deputy(actor=actor(clerk), membership_id=clerks_own, **usual)) == "not_yours"  # type: ignore[arg-type]
    assert refused(lambda: rights.arrange_deputy(actor=keeper, membership_id=keepers, **usual)) == "not_yours"  # type: ignore[arg-type]


def test_deputise__nobody_makes_themselves_one(clerk: Account, head: Account, keeper: Actor, at: datetime) -> None:
    for arranger, right in ((keeper, head.memberships.get()), (keeper, clerk.memberships.get()), (actor(head), clerk.memberships.get())):
        assert refused(lambda arranger=arranger, right=right: rights.arrange_deputy(  # type: ignore[misc]
            actor=arranger, membership_id=right.pk, deputy_id=arranger.account_id or 0, since=TODAY, until=LATER, at=at)) == "own_rights"
    assert not may_work_in(actor(Account.objects.get(pk=keeper.account_id)), "kodomo")


def test_close__ends_what_deputies_hold_too(clerk: Account, head: Account, at: datetime) -> None:
    deputy = make_staff("deputy", hoken=Role.CLERK)
    rights.arrange_deputy(actor=actor(head), membership_id=clerk.memberships.get().pk, deputy_id=deputy.pk, since=TODAY,
                          until=LATER, at=at)
    close_staff(login_name=clerk.login_name or "", at=at)
    assert not may_work_in(actor(deputy), "kodomo")


def test_end_placement__ends_what_deputies_hold_too(clerk: Account, head: Account, at: datetime) -> None:
    deputy, later = make_staff("deputy", hoken=Role.CLERK), make_staff("later", hoken=Role.CLERK)
    for one, since in ((deputy, TODAY), (later, TOMORROW)):
        rights.arrange_deputy(actor=actor(head), membership_id=clerk.memberships.get().pk, deputy_id=one.pk, since=since,
                              until=LATER, at=at)
    assert end_placement(login_name=clerk.login_name or "", unit="kodomo", role=Role.CLERK, until=TOMORROW) == 1
    assert [may_work_in(actor(one, TOMORROW), "kodomo") for one in (clerk, deputy, later)] == [False, False, False]


def test_request__reads_rights_with_the_account(clerk: Account, head: Account, at: datetime, sql_at_most: SqlAtMost) -> None:
    deputy = make_staff("deputy", hoken=Role.CLERK, shimin=Role.CLERK)
    rights.arrange_deputy(actor=actor(head), membership_id=clerk.memberships.get().pk, deputy_id=deputy.pk, since=TODAY,
                          until=LATER, at=at)
    with sql_at_most(1):
        account = AccountBackend().get_user(deputy.pk)
    assert account is not None
    assert {(one.unit, one.absent) for one in account.tenures} == {("hoken", None), ("shimin", None), ("kodomo", clerk.pk)}
    assert actor_of(_bare()).is_anonymous


def test_welcome__makes_account_place_and_password(keeper: Actor, at: datetime) -> None:
    start = keeping.welcome_staff(actor=keeper, login_name="new-1", name="新人　翠", email="new@example.jp", unit="kodomo",
                                  role=Role.CLERK, since=LATER, at=at)
    account = staff_sign_in.check_first_step(login_name="new-1", password=start.password, at=at)
    person = find_person(account.pk, on=TODAY)
    assert person is not None
    assert (person.name, person.email, person.set_up_at, [tenure.unit for tenure in person.tenures if tenure.holds_on(TODAY)],
            [tenure.unit for tenure in person.tenures if tenure.holds_on(LATER)]) == (
        "新人　翠", "new@example.jp", None, [], ["kodomo"])
    make_unit("hoken")
    assert refused(lambda: keeping.welcome_staff(actor=keeper, login_name="new-2", name="x", email="", unit="hoken",
                                                 role=Role.CLERK, since=TODAY, at=at)) == "not_yours"
    assert not Account.objects.filter(login_name="new-2").exists()


def test_lock__shuts_at_once_and_opens_again(keeper: Actor, clerk: Account, at: datetime) -> None:
    for _ in range(2):
        keeping.lock_person(actor=keeper, account_id=clerk.pk, at=at)
    assert AccountBackend().get_user(clerk.pk) is None
    keeping.unlock_person(actor=keeper, account_id=clerk.pk, at=at)
    assert AccountBackend().get_user(clerk.pk) is not None
    assert list(Event.objects.order_by("id").values_list("kind", flat=True)) == ["staff.locked", "staff.unlocked"]


def test_keep__is_refused_over_people_of_other_units_and_oneself(keeper: Actor, at: datetime) -> None:
    elsewhere = make_staff("elsewhere", hoken=Role.CLERK)
    for act in (keeping.lock_person, keeping.unlock_person, keeping.reset_person):
        assert refused(lambda act=act: act(actor=keeper, account_id=elsewhere.pk, at=at)) == "not_yours"  # type: ignore[misc]
        assert refused(lambda act=act: act(actor=keeper, account_id=keeper.account_id or 0, at=at)) in {  # type: ignore[misc]
            "own_rights"}
    keeping.set_person_email(actor=keeper, account_id=keeper.account_id or 0, email="own@example.jp", at=at)
    assert StaffProfile.objects.get(pk=keeper.account_id).email == "own@example.jp"


def test_reset__gives_a_new_beginning(keeper: Actor, clerk: Account, at: datetime) -> None:
    start = keeping.reset_person(actor=keeper, account_id=clerk.pk, at=at)
    assert staff_sign_in.check_first_step(login_name="clerk", password=start.password, at=at).staff.set_up_at is None


def test_list_people__of_units_and_of_the_town(keeper: Actor, clerk: Account, personnel: Actor, sql_at_most: SqlAtMost) -> None:
    make_staff("nowhere", name="どこにも　いない")
    with sql_at_most(2):
        here = list_people(on=TODAY, units={"kodomo"})
    assert [one.login_name for one in here] == ["keeper", "clerk"]
    assert {one.login_name for one in list_people(on=TODAY)} == {"keeper", "clerk", "personnel", "nowhere"}
    assert list_past_rights(clerk.pk, on=TODAY) == []


def _bare() -> HttpRequest:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.session = Client().session
    request.user = AnonymousUser()
    return request
