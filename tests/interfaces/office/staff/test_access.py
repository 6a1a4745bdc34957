"""Who can see a unit's cases today, and why: everybody who can, nobody who cannot."""

from datetime import date, timedelta

import pytest

from murakami.domain.cases.models import EmergencyAccess
from murakami.foundation.accounts.models import Membership, StaffProfile, Unit
from murakami.foundation.accounts.vocabulary import Role
from tests.domain.cases.cast import staff
from tests.interfaces.office.pages import see

pytestmark = pytest.mark.django_db
PAGE = "/office/staff/access/"


def rights(cast, name, **changes):
    Membership.objects.filter(account_id=getattr(cast, name).account_id).update(**changes)


def test_access__names_everybody_who_sees_the_cases_and_by_what(head, cast):
    page = see(head, PAGE)
    assert "こども課の案件を見られる人" in page
    seeing, _, others = page.partition("案件は見えないが、ファイルを扱える人")
    assert "職員 clerk" in seeing
    assert "職員 head" in seeing
    assert "職員 administrator" in others
    assert "職員 administrator" not in seeing
    assert "職員 elsewhere" not in page


def test_access__says_what_a_right_is_limited_to_and_for_whom_it_is_held(head, cast, at):
    rights(cast, "clerk", purpose="child-allowance-claim")
    Membership.objects.create(account_id=cast.elsewhere.account_id, unit=Unit.objects.get(code="kodomo"), role=Role.CLERK,
                              member_from=at.date(), member_until=at.date() + timedelta(days=3),
                              absent_id=cast.clerk.account_id, arranged_by_id=cast.head.account_id)
    page = see(head, PAGE)
    assert "係員。児童手当の案件だけ" in page
    assert "職員 clerkの代理（係員）。決めた人：職員 head" in page
    assert "2026年11月23日から2026年11月25日まで" in page


@pytest.mark.parametrize("change", [{"member_until": date(2026, 11, 23)}, {"member_from": date(2026, 11, 24)}])
def test_access__leaves_out_what_is_over_or_to_come(head, cast, change):
    rights(cast, "clerk", **change)
    assert "職員 clerk" not in see(head, PAGE)


def test_access__leaves_out_who_is_locked_out(head, cast, at):
    StaffProfile.objects.filter(account_id=cast.clerk.account_id).update(locked_at=at)
    assert "職員 clerk" not in see(head, PAGE)


def test_access__shows_who_reads_in_an_emergency_now(head, cast, claim, at):
    made = EmergencyAccess.objects.create(case=claim, account_id=cast.elsewhere.account_id, reason="火事の家にいるか確かめる",
                                          opened_at=at, until=at + timedelta(hours=1))
    assert "職員 elsewhere 1件だけ" in see(head, PAGE)
    assert claim.receipt_number not in see(head, PAGE)
    EmergencyAccess.objects.filter(pk=made.pk).update(until=at)
    assert "職員 elsewhere" not in see(head, PAGE)


def test_access__is_for_ones_own_units_and_for_auditors_everywhere(head, clerk, enter, cast):
    assert "こども課の案件" in see(head, f"{PAGE}?unit=hoken")
    assert clerk.get(PAGE).status_code == 404
    auditor = enter(staff("auditor", somu=Role.AUDITOR))
    assert "職員 elsewhere" in see(auditor, f"{PAGE}?unit=hoken")
    assert "保健医療課の案件" in see(auditor, f"{PAGE}?unit=hoken")
    assert "案件を見られる人" in see(auditor, f"{PAGE}?unit=%00")


@pytest.mark.parametrize("people", [1, 12])
def test_access__costs_the_same_for_many(head, people, sql_at_most):
    for number in range(people):
        staff(f"n{number}", kodomo=Role.CLERK)
    head.get(PAGE)
    with sql_at_most(5) as sent:
        assert head.get(PAGE).status_code == 200
    assert len(sent.captured_queries) >= 2
