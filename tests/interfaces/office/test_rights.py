"""Every page of a case × everybody: who comes in, and what the others see."""

import pytest
from django.test import Client
from django.urls import get_resolver

from murakami.domain.cases.models import Case
from murakami.foundation.looks.models import Look
from tests.domain.cases.cast import lock_of, photograph
from tests.flows.agency.office import check_all, propose
from tests.interfaces.office.pages import address, text_of

pytestmark = pytest.mark.django_db

# what a clerk and a head get for a case that is under review: GET pages, then buttons
PAGES = {"case": "", "case-files": "files/", "case-talk": "talk/", "case-form": "form/", "case-history": "history/",
         "correction": "correct/", "proposal": "propose/", "transfer": "transfer/", "approve": "approve/",
         "return": "return/", "next-case": "next", "mandate-end": "mandate/end/"}
FILES = {"case-file": "files/" + "0" * 64 + "/", "letter": "letter.pdf"}
BUTTONS = {"start": "start", "assign": "assign", "check": "check", "match": "match", "undo-match": "match/undo",
           "cancel-correction": "correct/cancel", "close": "close", "retry-letter": "letter/retry",
           "posted": "letter/posted", "settle": "settle"}
AWAY = {"approve", "return", "next-case", "mandate-end"}  # no proposal, no other case, no mandate: led away, with the reason


def names_of_routes() -> set[str]:
    office = next(one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "office")
    return {route.name for route in office.url_patterns if hasattr(route, "name") and route.name}


def test_routes__are_all_on_the_table():
    assert names_of_routes() == {*PAGES, *FILES, *BUTTONS, "work-list", "assign-several"}


@pytest.fixture
def under_review(clerk: Client, claim: Case) -> Case:
    """The claim, taken in hand by the clerk."""
    clerk.post(address(claim, "start"), {"lock": 0})
    return Case.objects.get(pk=claim.pk)


@pytest.mark.parametrize("route", [*PAGES, *FILES, *BUTTONS])
def test_strangers__are_sent_to_the_sign_in_and_change_nothing(under_review, citizen, route):
    before, looks = photograph(under_review), Look.objects.count()
    where = address(under_review, {**PAGES, **FILES, **BUTTONS}[route])
    for client in (Client(), citizen):
        for method in (client.get, client.post):
            answer = method(where)
            assert answer.status_code == 302
            assert answer["Location"].startswith("/office/sign-in/?next=")
    assert (photograph(under_review), Look.objects.count()) == (before, looks)


@pytest.mark.parametrize("route", [*PAGES, *FILES, *BUTTONS])
@pytest.mark.parametrize("who", ["elsewhere", "administrator"])
def test_staff_of_no_business__see_that_there_is_no_such_case(under_review, enter, cast, who, route):
    client, before, looks = enter(getattr(cast, who)), photograph(under_review), Look.objects.count()
    where = address(under_review, {**PAGES, **FILES, **BUTTONS}[route])
    answers = [client.post(where, {"lock": lock_of(under_review), "instance": "me", "assignee": cast.clerk.account_id})]
    if route not in BUTTONS:
        answers.append(client.get(where))
    for answer in answers:
        assert answer.status_code in ({404} if route in BUTTONS else {404, 405})  # 405: only ever shown
        assert "葛" not in answer.content.decode()
    no_such_case = client.get(address(under_review).replace("MK-", "XX-"))
    assert text_of(no_such_case) == text_of(client.get(address(under_review)))
    assert (photograph(under_review), Look.objects.count()) == (before, looks)


@pytest.mark.parametrize("who", ["clerk", "colleague", "head"])
def test_the_unit__comes_in(under_review, enter, cast, who):
    client = enter(getattr(cast, who))
    got = {route: client.get(address(under_review, tail)).status_code for route, tail in PAGES.items()}
    assert got == {route: 302 if route in AWAY else 200 for route in PAGES}
    assert {client.get(address(under_review, tail)).status_code for tail in FILES.values()} == {404}
    assert {client.get(address(under_review, tail)).status_code for tail in BUTTONS.values()} == {405}


def test_approval__is_for_the_head_alone(under_review, enter, cast, clerk, head, at):
    check_all(under_review, cast.clerk, at=at)
    propose(under_review, cast.clerk, at=at)
    assert [clerk.get(address(under_review, tail)).status_code for tail in ("approve/", "return/")] == [302, 302]
    assert [head.get(address(under_review, tail)).status_code for tail in ("approve/", "return/")] == [200, 200]


@pytest.mark.parametrize("receipt", ["x", "MK-2611-1-1", "MK-2611-00001-1%00", "../../etc", "MK-2611-00001-1'", "あ"])
def test_addresses__that_are_none_are_not_found(clerk, receipt):
    assert clerk.get(f"/office/cases/{receipt}/").status_code == 404


def test_pages__are_kept_nowhere(clerk, under_review):
    for where in ("/office/", address(under_review), address(under_review, "files/")):
        assert clerk.get(where)["Cache-Control"] == "no-store"
