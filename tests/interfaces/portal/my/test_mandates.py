"""代理と家族 as two browsers see it: one makes a code, the other enters it; nothing shows by guessing."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from murakami.domain.intake.models import Intake
from murakami.domain.mandates.models import Mandate
from tests.foundation.accounts.people import make_resident, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.interfaces.portal.my.urls")]
FORM = {"name.value": "葛城 みのり", "kind.value": "family", "acts.value": "file", "results.value": "no", "until.value": "year"}
BEGIN = "/procedures/child-allowance-claim/begin/"


@pytest.fixture
def sister(db):
    client = Client()
    sign_in(client, make_resident(mailbox_key="e" * 32, email="kaede@example.jp"))
    return client


def make_code(browser, side="giver", **changes):
    page = browser.post(reverse("portal:my-mandate-ask", args=[side]), FORM | changes).content.decode()
    return re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)[0]


def answer(browser, code, **sent):
    return browser.post(reverse("portal:my-mandate-answer"), {"code": code, **sent})


@pytest.fixture
def mandate(packs, me, sister):
    code = make_code(me)
    assert answer(sister, code, decision="confirm", **{"name.value": "朝日 かえで"}).status_code == 302
    return Mandate.objects.get()


def text_of(response):
    assert response.status_code == 200, response.headers
    return response.content.decode()


def test_invitation__shows_the_name_and_terms_and_no_address(packs, me, sister):
    page = text_of(answer(sister, make_code(me)))
    assert "葛城 みのり" in page
    assert "書いて、出すところまで" in page
    assert "@example.jp" not in page


def test_invitation__begun_by_the_proxy_is_confirmed_by_the_giver(packs, me, sister):
    code = make_code(sister, "proxy", **{"name.value": "朝日 かえで"})
    assert "よく知っている人のときだけ" in text_of(answer(me, code))
    answer(me, code, decision="confirm", **{"name.value": "葛城 みのり"})
    mandate = Mandate.objects.get()
    assert (mandate.state, mandate.giver_mailbox_key, mandate.proxy_name) == ("confirmed", "a" * 32, "朝日 かえで")


@pytest.mark.parametrize("code", ["", "x", "7K3M-P2XQ-9RTD", "\x00", "あ" * 200])
def test_invitation__a_wrong_code_opens_nothing(packs, me, sister, code):
    make_code(me)
    response = answer(sister, code)
    assert response.status_code == 422
    assert "みのり" not in response.content.decode()


def test_ask__says_what_is_missing(packs, me):
    response = me.post(reverse("portal:my-mandate-ask", args=["giver"]), {})
    assert response.status_code == 422
    assert not Mandate.objects.exists()


def test_overview__lists_both_directions(mandate, me, sister):
    assert "朝日 かえで" in text_of(me.get(reverse("portal:my-mandates")))
    assert "葛城 みのり" in text_of(sister.get(reverse("portal:my-mandates")))


def test_mandate__is_nobody_elses(mandate, stranger):
    for method in (stranger.get, stranger.post):
        assert method(reverse("portal:my-mandate", args=[mandate.key])).status_code == 404
    assert "葛城" not in text_of(stranger.get(reverse("portal:my-mandates")))


def test_procedure__asks_for_whom_only_where_there_is_somebody(mandate, me, sister):
    words = "だれの手続ですか"
    for path in ("/procedures/child-allowance-claim/", "/life-events/birth/"):
        assert words in text_of(sister.get(path))
        assert words not in text_of(me.get(path))
        assert words not in text_of(Client().get(path))


def test_begin__for_somebody_says_so_on_every_page(mandate, sister):
    talk = sister.post(BEGIN, {"for": mandate.key})
    intake = Intake.objects.get()
    assert (intake.mailbox_key, intake.prepared["giver"]) == ("a" * 32, "葛城 みのり")
    page = sister.get(talk["Location"], follow=True)
    assert "葛城 みのりさんの手続を、代わりに書いています" in text_of(page)


def test_begin__a_guessed_mandate_is_none(mandate, me, stranger):
    for browser in (me, stranger, Client()):
        for key in (mandate.key, "0" * 32, "\x00", "x"):
            assert browser.post(BEGIN, {"for": key}).status_code in {400, 404}
    assert not Intake.objects.exists()


def test_end__both_see_it_and_the_talk_is_gone(mandate, me, sister):
    talk = sister.post(BEGIN, {"for": mandate.key})["Location"]
    assert me.post(reverse("portal:my-mandate", args=[mandate.key])).status_code == 302
    assert sister.get(talk).status_code == 404
    assert "終わりました" in text_of(sister.get(reverse("portal:my-mandate", args=[mandate.key])))


def test_pages__cost_a_fixed_number_of_statements(mandate, me, sister, sql_at_most):
    sister.get("/my/")
    for path in (reverse("portal:my-mandates"), reverse("portal:my-mandate", args=[mandate.key])):
        with sql_at_most(5):
            sister.get(path)
    assert mandate.until > timezone.localdate()
