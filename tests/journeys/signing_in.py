"""Signing in: residents with the card of the fictitious provider, staff with password and code."""

from datetime import UTC, datetime, timedelta

from tests.journeys.house import House
from tests.journeys.visitor import Visitor

_STEP = timedelta(seconds=30)
_used: dict[tuple[str, str], datetime] = {}


def sign_in_with_card(visitor: Visitor, name: str) -> None:
    """Choose the card, and at the provider whose card it is; ends where the sign-in was asked for."""
    visitor.is_on("サインイン")
    visitor.press("カードでサインイン")
    visitor.is_on("だれとしてサインインしますか")
    visitor.page.get_by_label(name).check()
    visitor.press("この人としてサインインする")


def sign_in_as_staff(visitor: Visitor, house: House, login_name: str) -> None:
    """Give number, password and the code of the authenticator; ends on the work list."""
    staff = house.staff(login_name)
    visitor.open(house.office)
    visitor.is_on("職員のサインイン")
    visitor.page.get_by_label("職員番号").fill(login_name)
    visitor.page.get_by_label("パスワード").fill(staff.password)
    visitor.press("次へ")
    visitor.is_on("確認コード")
    visitor.page.get_by_label("確認コード").fill(_fresh_code(house, login_name))
    visitor.press("サインインする")


def _fresh_code(house: House, login_name: str) -> str:
    """A code works once; the one of the next half minute is taken as well, for clocks that go wrong."""
    now, who = datetime.now(UTC), (house.portal, login_name)
    at = max(now, _used[who] + _STEP) if who in _used else now
    assert at < now + 2 * _STEP, "three sign-ins of one person within a minute"
    _used[who] = at
    return house.staff(login_name).code_at(at)
