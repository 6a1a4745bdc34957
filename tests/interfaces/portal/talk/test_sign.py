"""Filing with an electronic signature, over HTTP to the provider of the demo: taken, or refused with everything kept."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from murakami.domain.intake.models import Filing, Intake
from murakami.domain.procedures.queries import get_version
from murakami.flows.signatures import check, kept_in
from murakami.kernel.document import Document
from murakami.kernel.signatures import Agreement
from tests.interfaces.portal.talk.signing import ANSWERS, BACK, Mover, signing_provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Settings) -> Iterator[str]:
    with signing_provider(settings) as issuer:
        yield issuer


@pytest.fixture
def mover(resident: Client) -> Mover:
    return Mover(resident).come_to_the_review()


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_signature__is_filed_with_what_it_is_over(mover: Mover, provider: str) -> None:
    assert "署名に進む" in text(mover.get("review/"))
    assert mover.sign()["Location"] == mover.url("receipt/")
    filing = Filing.objects.get()
    document = Document.from_json(filing.document)
    assert document.filed_by["assurance"] == "card_sign"
    assert document.filed_by["revocation_checked"] is False
    kept = kept_in(document)
    assert kept is not None
    found = check(kept, document=document, version=get_version(filing.procedure, filing.version), at=filing.filed_at)
    assert found.problem == ""
    assert found.items == {"name": Agreement.EQUAL, "born_on": Agreement.EQUAL, "sex": Agreement.NOT_COMPARED,
                           "address": Agreement.EQUAL}


@pytest.mark.parametrize(("choice", "words"), [
    ({"certificate": "expired"}, "期限が切れています"), ({"certificate": "for_signing_in"}, "署名には使えない"),
    ({"certificate": "other_issuer"}, "信頼できる電子証明書"), ({"who": "built-in-4"}, "書いてある人がちがいます"),
    ({"who": ""}, "署名をやめました")])
def test_signature__that_does_not_hold_files_nothing_and_keeps_everything(
        mover: Mover, provider: str, choice: dict[str, str], words: str) -> None:
    page = text(mover.sign(**choice))
    assert words in page
    assert mover.url("review/") in page
    assert not Filing.objects.exists()
    assert mover.intake().state == Intake.State.OPEN
    assert "万代島" in text(mover.get("review/"))


def test_signature__is_not_taken_for_what_was_changed_meanwhile(mover: Mover, provider: str,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.interfaces.portal.talk import signing

    honest = signing.go_through

    def change_then_sign(address: str, **choice: str) -> dict[str, str]:
        page = next(page for page in ("moving.mover", "moving") if mover.get(f"pages/{page}/").status_code == 200)
        assert mover.fill(page, **{"mover.moves_on": {"year": "2027", "month": "4", "day": "1"}}).status_code == 302
        return honest(address, **choice)

    monkeypatch.setattr(signing, "go_through", change_then_sign)
    assert "内容が変わりました" in text(mover.sign())
    assert not Filing.objects.exists()


def test_return__works_once_and_in_the_browser_that_left(mover: Mover, provider: str) -> None:
    assert "一度しか使えません" in text(mover.client.get(f"{BACK}?state=unknown&code=x"))
    assert mover.sign().status_code == 302
    assert Filing.objects.count() == 1


def test_review__never_files_what_needs_a_signature(mover: Mover, provider: str) -> None:
    assert mover.file()["Location"] == mover.url("review/")
    assert not Filing.objects.exists()


def test_review__without_a_provider_leads_to_the_counter(mover: Mover) -> None:
    page = text(mover.get("review/"))
    assert "書いたものを印刷して、窓口に出してください" in page
    assert "署名に進む" not in page
    assert mover.get("sign/")["Location"] == mover.url("review/")


def test_sign__asks_a_visitor_to_sign_in_first(provider: str) -> None:
    visitor = Mover(Client()).come_to_the_review()
    assert "サインインする" in text(visitor.get("review/"))
    assert visitor.get("sign/")["Location"] == visitor.url("review/")


def test_sign__leads_back_while_something_is_missing(resident: Client, provider: str) -> None:
    mover = Mover(resident)
    mover.answers = {name: value for name, value in ANSWERS.items() if name != "mover.moves_on"}
    response = mover.client.post("/procedures/moving-out/begin/")
    mover.key = response["Location"].strip("/").split("/")[1]
    mover.post("people/", {"count-companion": "0"})
    assert mover.get("sign/")["Location"] == mover.url("review/")


def test_provider__that_is_away_leaves_everything_as_it_was(mover: Mover, provider: str, settings: Settings) -> None:
    reviewed = text(mover.get("sign/")).split('name="reviewed" value="')[1].split('"')[0]
    settings.OIDC_ISSUER = "http://127.0.0.1:9/api/realms/main"
    response = mover.post("sign/", {"reviewed": reviewed})
    assert response.status_code == 502
    assert "いま、カードで署名できません" in text(response)
