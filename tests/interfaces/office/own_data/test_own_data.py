"""Somebody's own data: gathered once a clerk presses the button, others withheld, every showing a look, an event for the gathering."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from murakami.domain.cases.models import Case, Decision
from murakami.domain.cases.operations.own_data import GATHERED
from murakami.domain.cases.operations.receive import receive_withdrawal
from murakami.domain.cases.summary import full_name
from murakami.flows.agency.own_data import OTHERS, PROTECTED
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.events.models import Event
from murakami.foundation.looks.models import Look
from murakami.kernel.document import Document
from tests.domain.cases.cast import staff
from tests.interfaces.office.pages import address, register_family, see, send, text_of
from tests.person_data_scene import ask_for_own_data

pytestmark = pytest.mark.django_db
TAIL, FILE = "person-data/", "person-data.json"


@pytest.fixture
def request_of_mother(cases: dict[str, Case]) -> Case:
    """One of the family's cases, as if it asked for the applicant's own data."""
    case = cases["child-allowance-claim"]
    ask_for_own_data(case.receipt_number)
    return Case.objects.get(pk=case.pk)


def press(client: Client, case: Case) -> str:
    answer = client.post(address(case, TAIL), follow=True)
    assert answer.status_code == 200
    return text_of(answer)


def test_button__stands_on_the_case_and_only_there(clerk: Client, request_of_mother: Case, cases: dict[str, Case]) -> None:
    assert address(request_of_mother, TAIL) in clerk.get(address(request_of_mother)).content.decode()
    other = next(case for case in cases.values() if case.unit == "kodomo" and case.pk != request_of_mother.pk)
    assert TAIL not in clerk.get(address(other)).content.decode()
    assert clerk.get(address(other, TAIL)).status_code == 404


def test_page__shows_nothing_before_it_was_gathered(clerk: Client, request_of_mother: Case) -> None:
    page = see(clerk, address(request_of_mother, TAIL))
    assert "本人の情報を集める" in page
    assert "提出した内容" not in page.partition("集めたことは")[2]
    assert clerk.get(address(request_of_mother, FILE)).status_code == 404
    assert not Event.objects.filter(kind=GATHERED).exists()


def test_gather__brings_the_cases_of_every_unit_with_others_withheld(
    clerk: Client, request_of_mother: Case, cases: dict[str, Case]
) -> None:
    page = press(clerk, request_of_mother)
    for case in cases.values():
        assert case.receipt_number in page
    assert OTHERS in page
    document = Document.from_json(request_of_mother.revisions.get(number=1).document)
    names = {full_name(row.value): row.role for row in document.rows if row.type == "person_name"}
    mine = next(name for name, role in names.items() if role == "requester")
    assert f"{mine}さんの情報" in page
    assert [name for name in names if name != mine and name in page] == []


def test_gather__is_an_event_and_every_showing_a_look_at_each_case(
    clerk: Client, request_of_mother: Case, cases: dict[str, Case]
) -> None:
    press(clerk, request_of_mother)
    event = Event.objects.get(kind=GATHERED)
    assert event.details["cases"] == len(cases)
    for case in cases.values():
        assert Look.objects.filter(receipt_number=case.receipt_number, route="office:person-data", unit=case.unit).count() >= 2
    assert "本人の情報を集めました" in see(clerk, address(request_of_mother, "history/"))


def test_file__says_the_same_and_is_a_look_too(clerk: Client, request_of_mother: Case, cases: dict[str, Case]) -> None:
    press(clerk, request_of_mother)
    found = json.loads(clerk.get(address(request_of_mother, FILE)).content)
    assert {one["受付番号"] for one in found["案件"]} == {case.receipt_number for case in cases.values()}
    assert OTHERS in json.dumps(found, ensure_ascii=False)
    assert Look.objects.filter(route="office:person-data-json").values("receipt_number").distinct().count() == len(cases)


def test_gather__holds_messages_and_decisions(clerk: Client, request_of_mother: Case, cases: dict[str, Case], cast: Any,
                                              at: datetime) -> None:
    other = next(case for case in cases.values() if case.pk != request_of_mother.pk)
    other.messages.create(key="m" * 32, from_resident=True, body="架空の連絡です", sent_at=at)
    Decision.objects.create(case=other, key="d" * 32, outcome="refused", reasons="架空の理由です", revision=0, note="内部のメモ",
                            proposed_by_id=cast.clerk.account_id, proposed_at=at, approved_by_id=cast.head.account_id, approved_at=at)
    page = press(clerk, request_of_mother)
    assert "架空の連絡です" in page
    assert "架空の理由です" in page
    assert "内部のメモ" not in page


def test_gather__tells_where_others_name_the_person_but_gives_it_to_nobody(
    clerk: Client, request_of_mother: Case, cases: dict[str, Case]
) -> None:
    register_family()
    document = Document.from_json(request_of_mother.revisions.get(number=1).document)
    me = next(row for row in document.rows if row.role == "requester" and row.type == "person_name")
    number = {"健": "0000000001", "みのり": "0000000002"}[me.value["given"]]  # type: ignore[index,call-overload]
    send(clerk, request_of_mother, "match", instance=me.instance, register_number=number)
    other = next(case for case in cases.values() if case.unit != "kodomo")
    by = request_of_mother.matches.get(instance=me.instance).confirmed_by_id
    other.matches.create(instance="me", register_number=number, confirmed_by_id=by, confirmed_at=other.filed_at)
    Case.objects.filter(pk=other.pk).update(mailbox_key="f" * 32)
    page = press(clerk, request_of_mother)
    assert "ほかの人の案件に、この人が出てきます" in page
    assert other.receipt_number in page
    assert "住民記録の写し" in page
    assert other.receipt_number not in clerk.get(address(request_of_mother, FILE)).content.decode()


def test_gather__masks_addresses_where_somebody_is_protected(clerk: Client, request_of_mother: Case) -> None:
    from murakami.domain.register.models import Resident

    register_family()
    Resident.objects.update(is_protected=True)
    page = press(clerk, request_of_mother)
    assert PROTECTED in page
    assert "232-1" not in page


def test_gather__ends_with_the_request(clerk: Client, request_of_mother: Case, at: datetime) -> None:
    press(clerk, request_of_mother)
    receive_withdrawal(receipt_number=request_of_mother.receipt_number, reason="", at=at)
    page = see(clerk, address(request_of_mother, TAIL))
    assert "もう見られません" in page
    assert OTHERS not in page
    assert "もう集められません" in press(clerk, request_of_mother)
    assert clerk.get(address(request_of_mother, FILE)).status_code == 404


def test_page__is_not_there_for_another_unit(enter: Any, request_of_mother: Case) -> None:
    browser = enter(staff("planner", hoken=Role.CLERK))
    assert [browser.get(address(request_of_mother, tail)).status_code for tail in (TAIL, FILE)] == [404, 404]


def test_page__costs_the_same_for_any_number_of_cases(clerk: Client, request_of_mother: Case, sql_at_most: Any) -> None:
    press(clerk, request_of_mother)
    with sql_at_most(28):
        clerk.get(address(request_of_mother, TAIL))
