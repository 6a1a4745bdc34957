"""Staff accounts: two steps to come in, lock-out, first set-up, places in units."""

from datetime import date, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator

from murakami.foundation.accounts import second_factor
from murakami.foundation.accounts.models import Account, Membership, SignInRecord
from murakami.foundation.accounts.operations import staff as operations
from murakami.foundation.accounts.operations import staff_sign_in
from murakami.foundation.accounts.operations.demo_staff import NotADemo, create_demo_staff
from murakami.foundation.accounts.operations.lockouts import LockedOut
from murakami.foundation.accounts.operations.staff_names import LoginNameTaken, StaffUnknown, UnitUnknown
from murakami.foundation.accounts.operations.start_passwords import StartPasswordOver
from murakami.foundation.accounts.queries import StaffLine, list_colleagues, list_staff
from murakami.foundation.accounts.vocabulary import Role
from tests.foundation.accounts.people import PASSWORD, make_staff, make_unit

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def clerk(at: datetime) -> Account:
    account = make_staff("kodomo-1", kodomo=Role.CLERK)
    second_factor.enrol(account=account, secret=SECRET, step=0, at=at)
    return account


def code(at: datetime) -> str:
    return second_factor.code_at(secret=SECRET, at=at)


def other(right: str) -> str:
    return f"{(int(right) + 1) % 1_000_000:06}"


@pytest.mark.parametrize(("moment", "expected"), [
    (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
    (2000000000, "69279037"), (20000000000, "65353130"),
])
def test_compute_code__agrees_with_rfc_6238(moment: int, expected: str) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert second_factor.code_at(secret=secret, at=datetime.fromtimestamp(moment).astimezone()) == expected[2:]


def test_first_step__opens_for_the_right_password_only(clerk: Account, at: datetime) -> None:
    assert staff_sign_in.check_first_step(login_name="kodomo-1", password=PASSWORD, at=at).pk == clerk.pk
    for login_name, password in (("kodomo-1", "wrong"), ("nobody", PASSWORD), ("", ""), ("KODOMO-1", PASSWORD)):
        with pytest.raises(staff_sign_in.SignInWrong):
            staff_sign_in.check_first_step(login_name=login_name, password=password, at=at)


def test_first_step__is_not_for_residents_or_closed_accounts(clerk: Account, at: datetime) -> None:
    operations.close_staff(login_name="kodomo-1", at=at)
    with pytest.raises(staff_sign_in.SignInWrong):
        staff_sign_in.check_first_step(login_name="kodomo-1", password=PASSWORD, at=at)


def test_second_step__accepts_a_code_once(clerk: Account, at: datetime) -> None:
    assert staff_sign_in.check_second_step(account=clerk, code=code(at), at=at) == "totp"
    with pytest.raises(staff_sign_in.SignInWrong):
        staff_sign_in.check_second_step(account=clerk, code=code(at), at=at)
    later = at + timedelta(seconds=30)
    assert staff_sign_in.check_second_step(account=clerk, code=code(later), at=later) == "totp"


def test_second_step__accepts_neighbouring_clocks_but_no_older_code_after_a_newer(clerk: Account, at: datetime) -> None:
    staff_sign_in.check_second_step(account=clerk, code=code(at + timedelta(seconds=30)), at=at)
    with pytest.raises(staff_sign_in.SignInWrong):
        staff_sign_in.check_second_step(account=clerk, code=code(at), at=at)


@pytest.mark.parametrize("seconds", [-90, -61, 61, 90])
def test_second_step__refuses_codes_of_other_times(clerk: Account, at: datetime, seconds: int) -> None:
    with pytest.raises(staff_sign_in.SignInWrong):
        staff_sign_in.check_second_step(account=clerk, code=code(at + timedelta(seconds=seconds)), at=at)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５", "000000\x00", "-1", "9" * 4000])
def test_second_step__refuses_what_is_no_code(clerk: Account, at: datetime, typed: str) -> None:
    with pytest.raises(staff_sign_in.SignInWrong):
        staff_sign_in.check_second_step(account=clerk, code=typed, at=at)


def test_recovery_code__opens_once(clerk: Account, at: datetime) -> None:
    codes = second_factor.draw_recovery_codes(account=clerk)
    assert len(set(codes)) == 10
    assert staff_sign_in.check_second_step(account=clerk, code=codes[3], at=at) == "recovery_code"
    with pytest.raises(staff_sign_in.SignInWrong):
        staff_sign_in.check_second_step(account=clerk, code=codes[3], at=at)
    assert second_factor.count_recovery_codes(account=clerk) == 9


def test_draw_recovery_codes__ends_the_earlier_ones(clerk: Account, at: datetime) -> None:
    earlier = second_factor.draw_recovery_codes(account=clerk)
    second_factor.draw_recovery_codes(account=clerk)
    with pytest.raises(staff_sign_in.SignInWrong):
        staff_sign_in.check_second_step(account=clerk, code=earlier[0], at=at)


def test_lock_out__shuts_after_five_failures_of_either_step(clerk: Account, at: datetime) -> None:
    for _ in range(2):
        with pytest.raises(staff_sign_in.SignInWrong):
            staff_sign_in.check_first_step(login_name="kodomo-1", password="wrong", at=at)
    for _ in range(2):
        with pytest.raises(staff_sign_in.SignInWrong):
            staff_sign_in.check_second_step(account=clerk, code=other(code(at)), at=at)
    with pytest.raises(LockedOut) as locked:
        staff_sign_in.check_second_step(account=clerk, code=other(code(at)), at=at)
    assert locked.value.until == at + timedelta(minutes=15)
    with pytest.raises(LockedOut):
        staff_sign_in.check_second_step(account=clerk, code=code(at), at=at)
    with pytest.raises(LockedOut):
        staff_sign_in.check_first_step(login_name="kodomo-1", password=PASSWORD, at=at + timedelta(minutes=14))
    opened = at + timedelta(minutes=15)
    assert staff_sign_in.check_first_step(login_name="kodomo-1", password=PASSWORD, at=opened).pk == clerk.pk


def test_lock_out__treats_unknown_names_alike(at: datetime) -> None:
    for _ in range(4):
        with pytest.raises(staff_sign_in.SignInWrong):
            staff_sign_in.check_first_step(login_name="nobody", password="x", at=at)
    with pytest.raises(LockedOut):
        staff_sign_in.check_first_step(login_name="nobody", password="x", at=at)


def test_lock_out__forgets_failures_after_a_success(clerk: Account, at: datetime) -> None:
    for _ in range(4):
        with pytest.raises(staff_sign_in.SignInWrong):
            staff_sign_in.check_first_step(login_name="kodomo-1", password="wrong", at=at)
    staff_sign_in.check_second_step(account=clerk, code=code(at), at=at)
    with pytest.raises(staff_sign_in.SignInWrong):
        staff_sign_in.check_first_step(login_name="kodomo-1", password="wrong", at=at)


def test_write_book__says_how_it_ended_without_names(clerk: Account, at: datetime) -> None:
    with pytest.raises(staff_sign_in.SignInWrong):
        staff_sign_in.check_first_step(login_name="nobody", password="x", at=at)
    staff_sign_in.check_second_step(account=clerk, code=code(at), at=at)
    lines = list(SignInRecord.objects.order_by("pk").values_list("account_id", "method", "outcome"))
    assert lines == [(None, "password", "refused"), (clerk.pk, "totp", "entered")]


def test_store_secret__is_sealed(clerk: Account) -> None:
    stored = Authenticator.objects.get(user=clerk, type="totp")
    assert SECRET not in str(stored.data)


def test_set_up__needs_the_code_of_the_new_secret(at: datetime) -> None:
    start = operations.add_staff(login_name="kodomo-2", name="職員　太郎", at=at)
    account = staff_sign_in.check_first_step(login_name="kodomo-2", password=start.password, at=at)
    assert account.staff.set_up_at is None
    with pytest.raises(staff_sign_in.SignInWrong):
        staff_sign_in.set_up(account=account, password="a new long password", secret=SECRET, code=other(code(at)), at=at)
    codes = staff_sign_in.set_up(account=account, password="a new long password", secret=SECRET, code=code(at), at=at)
    assert len(codes) == 10
    account = Account.objects.select_related("staff").get(pk=account.pk)
    assert account.staff.set_up_at == at
    assert account.check_password("a new long password")
    with pytest.raises(staff_sign_in.SignInWrong):  # the code that proved the secret is used up
        staff_sign_in.check_second_step(account=account, code=code(at), at=at)
    with pytest.raises(ValueError, match="already"):
        staff_sign_in.set_up(account=account, password="another long one", secret=SECRET, code=code(at), at=at)


def test_second_step__is_shut_before_set_up(at: datetime) -> None:
    operations.add_staff(login_name="kodomo-2", name="職員　太郎", at=at)
    account = Account.objects.get(login_name="kodomo-2")
    for typed in (code(at), "00000000"):
        with pytest.raises(staff_sign_in.SignInWrong):
            staff_sign_in.check_second_step(account=account, code=typed, at=at)


def test_add_staff__refuses_a_taken_name(clerk: Account, at: datetime) -> None:
    with pytest.raises(LoginNameTaken):
        operations.add_staff(login_name="kodomo-1", name="別人", at=at)
    assert Account.objects.count() == 1


def test_reset_staff__takes_everything_away(clerk: Account, at: datetime) -> None:
    start = operations.reset_staff(login_name="kodomo-1", at=at)
    account = staff_sign_in.check_first_step(login_name="kodomo-1", password=start.password, at=at)
    assert account.staff.set_up_at is None
    with pytest.raises(staff_sign_in.SignInWrong):
        staff_sign_in.check_second_step(account=account, code=code(at), at=at)


def test_start_password__opens_for_seven_days_and_a_reset_gives_a_new_one(at: datetime) -> None:
    start = operations.add_staff(login_name="new-1", name="職員　太郎", at=at)
    last, over = at + timedelta(days=7, seconds=-1), at + timedelta(days=7)
    assert staff_sign_in.check_first_step(login_name="new-1", password=start.password, at=last).staff.set_up_at is None
    for moment in (over, at - timedelta(minutes=6)):
        with pytest.raises(StartPasswordOver):
            staff_sign_in.check_first_step(login_name="new-1", password=start.password, at=moment)
    with pytest.raises(staff_sign_in.SignInWrong):
        staff_sign_in.check_first_step(login_name="new-1", password="wrong", at=over)
    again = operations.reset_staff(login_name="new-1", at=over)
    assert staff_sign_in.check_first_step(login_name="new-1", password=again.password, at=over + timedelta(days=6))
    with pytest.raises(StartPasswordOver):
        staff_sign_in.check_first_step(login_name="new-1", password=again.password, at=over + timedelta(days=7))


def test_start_password__from_before_the_book_knew_counts_from_the_account(at: datetime) -> None:
    start = operations.add_staff(login_name="old-1", name="職員　太郎", at=at)
    SignInRecord.objects.all().delete()
    assert staff_sign_in.check_first_step(login_name="old-1", password=start.password, at=at + timedelta(days=6))
    with pytest.raises(StartPasswordOver):
        staff_sign_in.check_first_step(login_name="old-1", password=start.password, at=at + timedelta(days=8))


def test_own_password__is_never_over(clerk: Account, at: datetime) -> None:
    assert staff_sign_in.check_first_step(login_name="kodomo-1", password=PASSWORD, at=at + timedelta(days=800)).pk == clerk.pk


def test_place_staff__is_known_to_the_unit_for_its_time(clerk: Account, at: datetime) -> None:
    make_unit("zeimu", "税務課")
    operations.place_staff(login_name="kodomo-1", unit="zeimu", role=Role.UNIT_HEAD, since=date(2026, 4, 1))
    assert operations.end_placement(login_name="kodomo-1", unit="zeimu", role=Role.UNIT_HEAD, until=date(2027, 4, 1)) == 1
    assert [c.role for c in list_colleagues(unit="zeimu", on=date(2027, 3, 31))] == ["unit_head"]
    assert list_colleagues(unit="zeimu", on=date(2027, 4, 1)) == []
    with pytest.raises(UnitUnknown):
        operations.place_staff(login_name="kodomo-1", unit="nowhere", role=Role.CLERK, since=date(2026, 4, 1))
    with pytest.raises(StaffUnknown):
        operations.place_staff(login_name="nobody", unit="zeimu", role=Role.CLERK, since=date(2026, 4, 1))


def test_add_placed_staff__makes_both_or_neither(at: datetime) -> None:
    make_unit("zeimu", "税務課")
    with pytest.raises(UnitUnknown):
        operations.add_placed_staff(login_name="new", name="新人", unit="nowhere", role=Role.CLERK, since=at.date(), at=at)
    assert not Account.objects.exists()
    operations.add_placed_staff(login_name="new", name="新人", unit="zeimu", role=Role.CLERK, since=at.date(), at=at)
    assert list_staff(on=at.date()) == [StaffLine("new", "新人", "zeimu", "clerk", is_set_up=False)]


def test_list_staff__shows_places_of_the_day_and_people_without_any(clerk: Account, at: datetime) -> None:
    operations.add_staff(login_name="between", name="異動中", at=at)
    operations.end_placement(login_name="kodomo-1", unit="kodomo", role=Role.CLERK, until=date(2026, 12, 1))
    assert [(line.login_name, line.unit) for line in list_staff(on=date(2026, 11, 30))] == [
        ("between", ""), ("kodomo-1", "kodomo")]
    assert {(line.login_name, line.unit) for line in list_staff(on=date(2026, 12, 1))} == {("between", ""), ("kodomo-1", "")}


def test_create_demo_staff__makes_three_in_each_unit_and_two_for_the_town(at: datetime) -> None:
    make_unit("kodomo")
    make_unit("zeimu", "税務課")
    for _ in range(2):  # again gives the same people new authenticators
        made = create_demo_staff(demo=True, since=at.date(), at=at)
    assert [one.login_name for one in made] == [
        *(f"{unit}-{role}" for unit in ("kodomo", "zeimu") for role in ("clerk", "unit-head", "administrator")),
        "kodomo-personnel", "kodomo-auditor"]
    head = next(one for one in made if one.login_name == "kodomo-unit-head")
    account = staff_sign_in.check_first_step(login_name=head.login_name, password=head.password, at=at)
    code = second_factor.code_at(secret=head.secret, at=at)
    assert staff_sign_in.check_second_step(account=account, code=code, at=at) == "totp"
    assert {c.role for c in list_colleagues(unit="kodomo", on=at.date())} == {"clerk", "unit_head"}


def test_create_demo_staff__is_refused_outside_the_demo(at: datetime) -> None:
    make_unit("kodomo")
    with pytest.raises(NotADemo):
        create_demo_staff(demo=False, since=at.date(), at=at)
    assert not Account.objects.exists()


def test_close_staff__ends_open_places(clerk: Account, at: datetime) -> None:
    operations.close_staff(login_name="kodomo-1", at=at)
    assert Membership.objects.get(account=clerk).member_until == at.date()
    assert list_colleagues(unit="kodomo", on=at.date()) == []
