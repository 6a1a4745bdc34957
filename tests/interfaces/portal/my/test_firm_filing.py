"""A firm files for itself: filled in with what the provider checked, read by its people and nobody else, decided by the unit."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from murakami.domain.cases.models import Case
from murakami.domain.intake.models import Filing
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.spool.worker import run_pending
from tests.foundation.accounts.firms import BUILDER, CARE, member_of, prime_of
from tests.foundation.accounts.people import make_staff, sign_in
from tests.interfaces.portal.talk.browsing import Browser
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db
ANSWERS: dict[str, Any] = {
    "firm.name": "居宅介護支援事業所いわふね", "firm.corporate_number": "7999901000001", "firm.representative": "佐藤　和子",
    "firm.address": {"postal_code": "9580041", "prefecture": "新潟県", "city": "村上市", "town": "岩船三日市", "block": "8番3号"},
    "firm.phone": "0254-00-0000", "firm.goods": ["stationery"], "firm.taxes_paid": "yes", "firm.not_excluded": "yes",
}


def come_in(account: Account) -> Client:
    client = Client()
    sign_in(client, account, at=timezone.now())
    return client


def test_firm__files_and_its_people_and_the_clerk_read_who_typed_it() -> None:
    load_packs()
    at = timezone.now()
    browser = Browser(come_in(member_of(CARE, at=at)))
    browser.answers = dict(ANSWERS)
    browser.key = browser.client.post("/procedures/bidder-qualification-goods/begin/")["Location"].strip("/").split("/")[1]
    first = browser.client.get(browser.url(), follow=True).content.decode()
    assert 'value="居宅介護支援事業所いわふね"' in first
    assert "GビズIDから" in first
    browser.fill_all()
    if "/attachments/" in browser.get().headers["Location"]:
        browser.post("attachments/", {"later": "yes"})
    assert browser.file()["Location"] == browser.url("receipt/")
    run_pending()
    filing = Filing.objects.get()
    page = reverse("portal:my-filing", args=[filing.receipt_number])
    assert "鈴木　一郎" in come_in(prime_of(CARE, at=at)).get(page).content.decode()
    assert come_in(member_of(BUILDER, at=at, sub="x")).get(page).status_code == 404
    clerk = come_in(make_staff("clerk-1", **{Case.objects.get().unit: Role.CLERK}))
    case = clerk.get(f"/office/cases/{filing.receipt_number}/").content.decode()
    for word in ("居宅介護支援事業所いわふね", "7999901000001", "鈴木　一郎", "GビズID"):
        assert word in case
    assert "居宅介護支援事業所いわふね" in clerk.get("/office/").content.decode()
