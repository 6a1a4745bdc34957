"""Signing in for a firm through the browser: offered, believed, refused in words, kept apart from one's own account."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from murakami.domain.intake.models import Intake
from murakami.foundation.accounts.models import Account, Firm, FirmMember, OpenSession, ResidentProfile
from tests.adapters.business_id.outside import SECRET, go_through, real_business_provider
from tests.foundation.accounts.people import make_resident, sign_in
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db
BACK = "http://testserver/sign-in/business/back/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[str]:
    with real_business_provider(redirect_uri=BACK) as issuer:
        settings.BASE_URL = "http://testserver"
        settings.BUSINESS_PROVIDER = "murakami.adapters.business_id.provider"
        settings.BUSINESS_ID_ISSUER, settings.BUSINESS_ID_CLIENT_ID = issuer, "smart-murakami-demo"
        settings.BUSINESS_ID_CLIENT_SECRET = SECRET
        yield issuer


def come_in(client: Client, who: str, **start: str) -> Any:
    """Leave for the provider, choose, come back."""
    left = client.post(reverse("portal:sign-in-business"), start)
    return client.get(reverse("portal:sign-in-business-back"), go_through(left["Location"], who=who))


def test_offer__only_where_there_is_a_provider(client: Client) -> None:
    assert "GビズIDでサインイン" not in client.get(reverse("portal:sign-in")).content.decode()
    refused = client.post(reverse("portal:sign-in-business"))
    assert refused.status_code == 502 and "GビズIDのサービスとやり取り" in refused.content.decode()


def test_sign_in__a_member_sees_the_firm_and_its_people(client: Client, provider: str) -> None:
    assert "事業者の方（GビズID）" in client.get(reverse("portal:sign-in")).content.decode()
    come_in(Client(), "care-prime")
    assert come_in(client, "care-2", next=reverse("portal:my-firm"))["Location"] == reverse("portal:my-firm")
    page = client.get(reverse("portal:my-firm")).content.decode()
    for word in ("居宅介護支援事業所いわふね", "7999901000001", "新潟県村上市岩船三日市8番3号", "佐藤　和子", "葛\U000e0100西　みどり",
                 "居宅介護支援事業所いわふねの手続をしています", "長くて8時間"):
        assert word in page
    assert "サインインを止める</" not in page and reverse("portal:my-memory") not in client.get(reverse("portal:my")).content.decode()
    assert client.get(reverse("portal:my-memory")).status_code == client.get(reverse("portal:my-memory-forget")).status_code == 404


def test_sign_in__never_mixes_with_somebodys_own_account(client: Client, provider: str) -> None:
    own = make_resident(email="own@example.jp")
    sign_in(client, own)
    come_in(client, "care-1")
    member = FirmMember.objects.get()
    assert client.session["_auth_user_id"] == str(member.account_id) != str(own.pk)
    assert ResidentProfile.objects.get().account_id == own.pk and ResidentProfile.objects.get().oidc_sub is None
    ways = client.get(reverse("portal:sign-in-ways"))
    assert ways.status_code == 302 and ways["Location"].startswith(reverse("portal:sign-in"))


@pytest.mark.parametrize(("who", "status", "words"), [
    ("tea-entry", 403, "gBizIDプライム。GビズIDのページで申し込みます"), ("nobody", 200, "GビズIDでのサインインをやめました")])
def test_refuse__says_what_to_do(client: Client, provider: str, who: str, status: int, words: str) -> None:
    answer = come_in(client, who)
    assert answer.status_code == status and words in answer.content.decode()
    assert not Account.objects.exists() and not Firm.objects.exists()


def test_return__works_once(client: Client, provider: str) -> None:
    left = client.post(reverse("portal:sign-in-business"))
    returned = go_through(left["Location"], who="care-1")
    client.get(reverse("portal:sign-in-business-back"), returned)
    again = client.get(reverse("portal:sign-in-business-back"), returned)
    assert again.status_code == 400 and "一度しか使えません" in again.content.decode()
    assert Client().get(reverse("portal:sign-in-business-back"), returned).status_code == 400


def test_prime__lets_a_member_out_at_once_and_in_again(client: Client, provider: str) -> None:
    prime = Client()
    come_in(prime, "care-prime")
    come_in(client, "care-1")
    member = FirmMember.objects.get(name="鈴木　一郎").account_id
    assert client.post(reverse("portal:my-firm-end", args=[member])).status_code == 404
    assert prime.post(reverse("portal:my-firm-end", args=[member]))["Location"] == reverse("portal:my-firm")
    assert client.get(reverse("portal:my"))["Location"].startswith(reverse("portal:sign-in"))
    assert not OpenSession.objects.filter(account_id=member).exists()
    refused = come_in(client, "care-1")
    assert refused.status_code == 403 and "代表者の方が、あなたのサインインを止めています" in refused.content.decode()
    prime.post(reverse("portal:my-firm-readmit", args=[member]))
    assert come_in(client, "care-1").status_code == 302 and client.get(reverse("portal:my-firm")).status_code == 200


def test_prime__of_another_firm_changes_nothing(client: Client, provider: str) -> None:
    come_in(client, "builder-prime")
    come_in(Client(), "care-1")
    member = FirmMember.objects.get(name="鈴木　一郎").account_id
    for name in ("portal:my-firm-end", "portal:my-firm-readmit"):
        assert client.post(reverse(name, args=[member])).status_code == 404
    assert "鈴木" not in client.get(reverse("portal:my-firm")).content.decode()


def test_sessions__ends_the_others_of_the_reader(client: Client, provider: str) -> None:
    elsewhere, colleague = Client(), Client()
    for browser, who in ((elsewhere, "care-1"), (client, "care-1"), (colleague, "care-2")):
        come_in(browser, who)
    assert "この端末のほかを終わらせる" in client.get(reverse("portal:my-firm")).content.decode()
    client.post(reverse("portal:my-firm-sessions-end"))
    assert elsewhere.get(reverse("portal:my-firm")).status_code == 302
    assert client.get(reverse("portal:my-firm")).status_code == colleague.get(reverse("portal:my-firm")).status_code == 200


def test_delivery__is_the_firms_for_all_its_people(client: Client, provider: str) -> None:
    colleague = Client()
    come_in(client, "care-1")
    come_in(colleague, "care-2")
    client.post(reverse("portal:my-delivery"), {"granted": "yes"})
    assert Firm.objects.get().electronic_delivery
    assert "マイページで受け取ります" in colleague.get(reverse("portal:my")).content.decode()


def test_begin__a_firms_own_is_filled_in_and_somebodys_own_is_refused(client: Client, provider: str) -> None:
    load_packs()
    come_in(client, "builder-1")
    refused = client.post(reverse("portal:begin-procedure", args=["moving-out"]))
    assert refused.status_code == 403 and "株式会社むらかみ建築の手続ではない" in refused.content.decode()
    assert not Intake.objects.exists()
    page = client.post(reverse("portal:begin-procedure", args=["bidder-qualification-goods"]), follow=True)
    words = page.content.decode()
    assert page.status_code == 200 and "株式会社むらかみ建築の手続をしています" in words
    told = {answer["v"] for facts in Intake.objects.get().answers.values() for fact, answer in facts.items() if fact != "address"}
    assert told == {"株式会社むらかみ建築", "6999901000002", "板垣　誠"}
    colleague = Client()
    come_in(colleague, "builder-prime")
    assert colleague.get(reverse("portal:intake", args=[Intake.objects.get().key])).status_code == 404


def test_procedure__is_offered_to_a_firm_only_where_it_is_a_firms(client: Client, provider: str) -> None:
    load_packs()
    come_in(client, "builder-1")
    private, own = (client.get(reverse("portal:procedure", args=[name])).content.decode()
                    for name in ("moving-out", "bidder-qualification-goods"))
    assert "この手続をはじめる" not in private and "ご本人やご家族がします" in private
    assert "この手続をはじめる" in own and "ご本人やご家族がします" not in own
    assert "この手続をはじめる" in Client().get(reverse("portal:procedure", args=["moving-out"])).content.decode()
