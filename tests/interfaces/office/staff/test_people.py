"""The pages about staff, walked as their readers do."""

import re
from datetime import date, datetime

import pytest
from django.test import Client

from murakami.domain.cases.models import Case
from murakami.foundation.accounts.models import Account, Membership
from murakami.foundation.accounts.vocabulary import Role
from tests.domain.cases.cast import Cast, lock_of
from tests.foundation.accounts.people import make_staff, sign_in
from tests.interfaces.office.pages import address, text_of
from tests.page_forms import read_form

pytestmark = pytest.mark.django_db
LAST = {"last.year": "2026", "last.month": "11", "last.day": "24"}


@pytest.fixture
def keeper(cast: Cast, enter) -> Client:
    return enter(cast.administrator)


def member(cast: Cast, name: str) -> Account:
    return Account.objects.get(pk=getattr(cast, name).account_id)


def filled(client: Client, where: str, **typed: str):
    form = read_form(client.get(where).content, holding='type="submit"')
    return client.post(where, form.filled(**typed), follow=True)


def test_administrator__sees_people_with_dates_and_gives_a_right(cast, keeper):
    clerk = member(cast, "clerk")
    page = text_of(keeper.get("/office/staff/"))
    assert "職員 clerk" in page
    assert "2020年4月1日から" in page
    assert "elsewhere" not in page
    done = filled(keeper, f"/office/staff/{clerk.pk}/grant/", **{
        "role.value": "unit_head", "purpose.value": "nursery-application", **LAST})
    assert "2026年11月23日から2026年11月24日まで" in text_of(done)
    assert clerk.memberships.get(role="unit_head").member_until == date(2026, 11, 25)


def test_administrator__ends_a_right_and_the_next_request_is_refused(cast, keeper, clerk, claim):
    right = member(cast, "clerk").memberships.get()
    assert clerk.get(address(claim)).status_code == 200
    answer = filled(keeper, f"/office/staff/{right.account_id}/rights/{right.pk}/end/", **{**LAST, "last.day": "22"})
    assert "役割の終わりを決めました" in text_of(answer)
    assert clerk.get(address(claim)).status_code == 404


def test_purpose__hides_the_cases_of_other_procedures(cast, cases, enter):
    Membership.objects.filter(account_id=cast.clerk.account_id).update(purpose="child-allowance-claim")
    clerk = enter(cast.clerk)
    assert {name: clerk.get(address(case)).status_code for name, case in cases.items() if case.unit == "kodomo"} == {
        name: 200 if name == "child-allowance-claim" else 404 for name, case in cases.items() if case.unit == "kodomo"}
    listed = clerk.get("/office/").content.decode()
    assert {name for name, case in cases.items() if case.receipt_number in listed} == {"child-allowance-claim"}


def test_head__arranges_a_deputy_whose_work_is_marked(cast, head, claim, enter):
    right = member(cast, "clerk").memberships.get()
    elsewhere = enter(cast.elsewhere)
    assert elsewhere.get(address(claim)).status_code == 404
    filled(head, f"/office/staff/{right.account_id}/rights/{right.pk}/deputy/", **{
        "deputy.value": str(cast.elsewhere.account_id), **LAST})
    assert elsewhere.get(address(claim)).status_code == 200
    elsewhere.post(address(claim, "start"), {"lock": lock_of(claim)})
    history = text_of(elsewhere.get(address(claim, "history/")))
    assert "職員 elsewhere（職員 clerkの代理）" in history
    assert Case.objects.get(pk=claim.pk).last_event.details == {"step": "start", "deputy": True}


def test_deputy__of_the_head_approves_as_deputy_and_not_what_they_proposed(cast, head, enter):
    right = member(cast, "head").memberships.get()
    filled(head, f"/office/staff/{right.account_id}/rights/{right.pk}/deputy/", **{
        "deputy.value": str(cast.colleague.account_id), **LAST})
    person = text_of(head.get(f"/office/staff/{cast.colleague.account_id}/"))
    assert "課長（職員 headの代理）" in person
    assert "決めた人：職員 head" in person


def test_new_starter__gets_a_sheet_that_is_shown_once(keeper):
    answer = filled(keeper, "/office/staff/new/", **{"login.value": "n-1", "name.value": "新人　翠", "email.value": "N@example.jp"})
    password = re.search(r"([a-z0-9]{5}-){3}[a-z0-9]{5}", answer.content.decode())
    assert password is not None
    assert "使える期限" in answer.content.decode()
    assert Account.objects.get(login_name="n-1").staff.email == "n@example.jp"
    person = keeper.get(f"/office/staff/{Account.objects.get(login_name='n-1').pk}/").content.decode()
    assert "作ってから7日間使えます" in person
    again = filled(keeper, "/office/staff/new/", **{"login.value": "n-1", "name.value": "別の人"})
    assert again.status_code == 422
    assert "別の人" in again.content.decode()


def test_lost_phone__locked_opened_and_given_a_new_beginning(cast, keeper, clerk):
    where = f"/office/staff/{cast.clerk.account_id}/"
    assert clerk.get("/office/").status_code == 200
    assert "止めています" in text_of(keeper.post(f"{where}lock", follow=True))
    assert clerk.get("/office/").status_code == 302
    keeper.post(f"{where}unlock")
    assert clerk.get("/office/").status_code == 302, "whoever has the lost phone is not let in again"
    assert "はじめのパスワード" in text_of(keeper.post(f"{where}reset/"))
    assert clerk.get("/office/").status_code == 302


def test_mail__is_changed_in_the_browser(cast, keeper):
    filled(keeper, f"/office/staff/{cast.clerk.account_id}/email/", **{"email.value": "Clerk@Example.jp"})
    assert member(cast, "clerk").staff.email == "clerk@example.jp"
    wrong = filled(keeper, f"/office/staff/{cast.clerk.account_id}/email/", **{"email.value": "xx"})
    assert wrong.status_code == 422


def test_personnel__sees_the_whole_town_and_who_is_nowhere(cast, at: datetime):
    client = Client()
    sign_in(client, make_staff("p", somu=Role.PERSONNEL), at=at)
    make_staff("nowhere", name="どこにも　いない")
    assert "職員 elsewhere" in text_of(client.get("/office/staff/"))
    alone = text_of(client.get("/office/staff/?unit=none"))
    assert "どこにも いない" in alone.replace("　", " ")
    assert "職員 elsewhere" not in alone
