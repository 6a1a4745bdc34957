"""Several cases at once, and the next one."""

import pytest

from murakami.domain.cases.models import Case
from tests.domain.cases.cast import receive_one, start
from tests.interfaces.office.pages import see

pytestmark = pytest.mark.django_db
OFFICE, ASSIGN = "/office/", "/office/cases/assign"


def pick(case):
    return f"{case.receipt_number}:{Case.objects.get(pk=case.pk).lock}"


def owner_of(case):
    return Case.objects.get(pk=case.pk).assignee_id


def test_assign_several__gives_every_ticked_case(clerk, cast):
    cases = [receive_one() for _ in range(3)]
    answer = clerk.post(ASSIGN, {"case": [pick(case) for case in cases[:2]], "assignee": cast.colleague.account_id})
    assert "2件の担当を変えました。" in see(clerk, answer["Location"])
    assert [owner_of(case) for case in cases] == [cast.colleague.account_id] * 2 + [None]


def test_assign_several__one_that_changed_holds_up_no_other(clerk, cast):
    stale, fine = receive_one(), receive_one()
    seen = pick(stale)
    start(stale, cast.colleague)
    answer = clerk.post(ASSIGN, {"case": [seen, pick(fine)], "assignee": cast.clerk.account_id})
    page = see(clerk, answer["Location"])
    assert "1件の担当を変えました。" in page
    assert f"{stale.receipt_number}：" in page
    assert (owner_of(stale), owner_of(fine)) == (cast.colleague.account_id, cast.clerk.account_id)


@pytest.mark.parametrize(("sent", "words"), [
    ({"assignee": "1"}, "案件が選ばれていません"), ({"case": "x", "assignee": "1"}, "案件が選ばれていません"),
    ({"case": "MK-1:0", "assignee": "²"}, "担当にする人を選んでください"), ({"case": "MK-1:0", "assignee": "1"}, "見つかりません")])
def test_assign_several__says_what_is_missing(clerk, sent, words):
    assert words in see(clerk, clerk.post(ASSIGN, sent)["Location"])


def test_assign_several__does_not_reach_other_units(clerk, cast):
    other = receive_one(unit="hoken")
    clerk.post(ASSIGN, {"case": pick(other), "assignee": cast.clerk.account_id})
    assert owner_of(other) is None


def test_next_case__follows_the_list_as_it_was_last_seen(clerk, cast, claim):
    first, _other = receive_one(due_on=claim.due_on), receive_one()
    start(first, cast.clerk)
    start(claim, cast.clerk)
    see(clerk, f"{OFFICE}?pile=mine")
    answer = clerk.get(f"/office/cases/{first.receipt_number}/next")
    assert answer["Location"] == f"/office/cases/{claim.receipt_number}/"
    assert "次の案件へ" in see(clerk, answer["Location"])


def test_next_case__of_the_only_case_leads_back(clerk, cast):
    only = receive_one()
    see(clerk, OFFICE)
    answer = clerk.get(f"/office/cases/{only.receipt_number}/next")
    assert "この束に、ほかの案件はありません。" in see(clerk, answer["Location"])


def test_list__tells_who_has_how_much(clerk, cast):
    start(receive_one(), cast.clerk)
    receive_one()
    page = see(clerk, OFFICE)
    assert "まだ決まっていない（1）" in page
    assert "職員 clerk（1）" in page
