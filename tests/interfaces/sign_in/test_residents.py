"""Residents' sign-in through the pages: by e-mail, by card at the real provider, and both on one account."""

import re
from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from murakami.foundation.accounts.models import Account, EmailCode, ResidentProfile
from murakami.foundation.accounts.operations.residents import enter_by_email
from murakami.foundation.accounts.queries import get_resident
from murakami.foundation.accounts.sessions import end_sessions
from tests.adapters.digital_auth.outside import CLIENT_KEY, go_through, real_provider
from tests.foundation.accounts.people import make_staff, sign_in
from tests.packs_loaded import load_packs

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.interfaces.sign_in.urls")]
BACK = "/sign-in/card/back/"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with real_provider(redirect_uri=f"http://testserver{BACK}") as served:
        yield served


@pytest.fixture
def provider(issuer: str, settings: Settings) -> str:
    settings.CARD_PROVIDER = "murakami.adapters.digital_auth.provider"
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = issuer, "smart-murakami-demo"
    settings.OIDC_PRIVATE_KEY = CLIENT_KEY.as_pem(private=True).decode()
    settings.BASE_URL = "http://testserver"
    return issuer


def ask_for_code(client: Client, email: str = "hanako@example.jp", **more: str) -> str:
    client.post("/sign-in/email/", {"email.value": email, **more})
    found = re.search(r"\d{6}", mail.outbox[-1].body)
    assert found is not None
    return found[0]


def by_email(client: Client, email: str = "hanako@example.jp", **more: str) -> Any:
    return client.post("/sign-in/email/code/", {"code": ask_for_code(client, email, **more)})


def by_card(client: Client, *, who: str = "built-in-1", revocation: str = "none", **more: str) -> Any:
    address = client.post("/sign-in/card/", more)["Location"]
    return client.get(BACK, go_through(address, who=who, revocation=revocation))


def who(client: Client) -> str:
    return client.get("/who/").content.decode()


def test_sign_in_page__offers_the_ways_that_exist(client: Client, provider: str, settings: Settings) -> None:
    page = client.get("/sign-in/").content.decode()
    assert "カードでサインイン" in page
    assert "確認コードを送る" in page
    settings.CARD_PROVIDER = ""
    page = client.get("/sign-in/").content.decode()
    assert "カードでサインイン" not in page
    assert "確認コードを送る" in page


@pytest.mark.parametrize(("language", "words", "must"), [
    ("ja", "サインイン", "※必須"), ("ja-easy", "番号を 送る", "※かならず"), ("en", "Send a code", "Required"),
])
def test_sign_in_page__speaks_three_languages(client: Client, language: str, words: str, must: str) -> None:
    client.cookies["language"] = language
    page = client.get("/sign-in/").content.decode()
    assert words in page
    assert must in page
    client.post("/sign-in/email/", {"email.value": "hanako@example.jp"})
    assert {"ja": "確認コード", "ja-easy": "サインインの 番号", "en": "Your code"}[language] in mail.outbox[0].subject


@pytest.mark.parametrize(("language", "brand", "asks"), [
    ("ja", "（スマートむらかみ）", "聞くこともありません"), ("en", "(Smart Murakami)", "We never ask")])
def test_mail__says_from_whom_it_is_and_how_to_know(client: Client, language: str, brand: str, asks: str) -> None:
    load_packs()
    client.cookies["language"] = language
    client.post("/sign-in/email/", {"email.value": "hanako@example.jp"})
    sent = mail.outbox[0]
    assert sent.subject.endswith(brand)
    assert "0254-53-2111" in sent.body and asks in sent.body and "http" not in sent.body


def test_email__signs_in_and_leads_back_with_the_anonymous_work(client: Client) -> None:
    session = client.session
    session["intake_keys"], session["visitor"] = ["abc"], "secret"
    session.save()
    before = session.session_key
    assert client.get("/mine/")["Location"] == "/sign-in/?next=%2Fmine%2F"
    answer = by_email(client, next="/intake/abc/children?page=2")
    assert answer["Location"] == "/intake/abc/children?page=2"
    assert (client.session["intake_keys"], client.session["visitor"]) == (["abc"], "secret")
    assert client.session.session_key != before
    assert who(client) == "resident account "


def test_email__says_the_code_in_a_mail_and_nowhere_else(client: Client) -> None:
    code = ask_for_code(client)
    (sent,) = mail.outbox
    assert sent.to == ["hanako@example.jp"]
    assert code in sent.subject
    assert "http" not in sent.body
    page = client.get("/sign-in/email/code/").content.decode()
    assert "hanako@example.jp" in page
    assert code not in page
    assert code not in str(dict(client.session.items()))


@pytest.mark.parametrize("next_path", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_email__leads_nowhere_else(client: Client, next_path: str) -> None:
    assert by_email(client, next=next_path)["Location"] == "/my/"


def test_email__says_what_is_wrong_with_an_address(client: Client) -> None:
    answer = client.post("/sign-in/email/", {"email.value": "hanako@", "next": "/guide/"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#email.value"' in page
    assert 'value="hanako@"' in page
    assert 'name="next" value="/guide/"' in page
    assert mail.outbox == []


def test_email__counts_down_wrong_codes_and_ends(client: Client) -> None:
    code = ask_for_code(client)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    first = client.post("/sign-in/email/code/", {"code": wrong})
    assert first.status_code == 422
    assert "あと4回" in first.content.decode()
    for _ in range(4):
        last = client.post("/sign-in/email/code/", {"code": wrong})
    assert "間違えた回数が多すぎます" in last.content.decode()
    assert client.post("/sign-in/email/code/", {"code": code})["Location"] == "/sign-in/"
    assert who(client) == "None none "


def test_email__code_of_another_browser_opens_nothing(client: Client) -> None:
    code = ask_for_code(client)
    other = Client()
    assert other.post("/sign-in/email/code/", {"code": code})["Location"] == "/sign-in/"
    assert who(other) == "None none "


def test_email__expired_code_leads_back_to_the_address(client: Client) -> None:
    code = ask_for_code(client)
    EmailCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "期限が切れました" in client.post("/sign-in/email/code/", {"code": code}).content.decode()


def test_email__too_many_codes_are_refused_with_a_time(client: Client) -> None:
    for _ in range(5):
        ask_for_code(client)
    answer = client.post("/sign-in/email/", {"email.value": "hanako@example.jp"})
    assert answer.status_code == 429
    assert re.search(r"\d\d:\d\dを過ぎてから", answer.content.decode())
    assert len(mail.outbox) == 5


def test_email__says_when_no_mail_can_be_sent(client: Client) -> None:
    with patch("murakami.interfaces.components.mails.send_mail", side_effect=SMTPServerDisconnected("gone")):
        answer = client.post("/sign-in/email/", {"email.value": "hanako@example.jp"})
    assert answer.status_code == 503
    assert "メールを送れません" in answer.content.decode()


def test_card__signs_in_and_leads_back(client: Client, provider: str) -> None:
    session = client.session
    session["intake_keys"] = ["abc"]
    session.save()
    assert by_card(client, next="/guide/birth")["Location"] == "/guide/birth"
    assert who(client) == "resident card_auth 葛\U000e0100城　花子"
    assert client.session["intake_keys"] == ["abc"]
    assert client.get("/mine/card/").status_code == 200


@pytest.mark.parametrize(("revocation", "words", "absent"), [
    ("none", "失効未確認", "失効していないことを確認しました"), ("checked", "失効していないことを確認しました", "失効未確認"),
])
def test_card__shows_whether_revocation_was_checked(
    client: Client, provider: str, revocation: str, words: str, absent: str
) -> None:
    by_card(client, revocation=revocation)
    page = client.get("/sign-in/ways/").content.decode()
    assert words in page
    assert absent not in page
    assert "葛\U000e0100城　花子" in page


def test_card__return_works_once(client: Client, provider: str) -> None:
    returned = go_through(client.post("/sign-in/card/")["Location"])
    assert client.get(BACK, returned).status_code == 302
    again = client.get(BACK, returned)
    assert again.status_code == 400
    assert "この画面は一度しか使えません" in again.content.decode()


def test_card__return_in_another_browser_opens_nothing(client: Client, provider: str) -> None:
    returned = go_through(client.post("/sign-in/card/")["Location"])
    victim = Client()
    assert victim.get(BACK, returned).status_code == 400
    assert who(victim) == "None none "


def test_card__return_after_signing_in_otherwise_is_stale(client: Client, provider: str) -> None:
    """Somebody who left as nobody and came back as an account does not find the card linked unasked."""
    returned = go_through(client.post("/sign-in/card/")["Location"])
    by_email(client)
    assert client.get(BACK, returned).status_code == 400
    assert ResidentProfile.objects.filter(oidc_sub__isnull=False).count() == 0


def test_card__two_tabs_at_once_both_return(client: Client, provider: str) -> None:
    first = client.post("/sign-in/card/", {"next": "/one"})["Location"]
    second = client.post("/sign-in/card/", {"next": "/two"})["Location"]
    assert client.get(BACK, go_through(first))["Location"] == "/one"
    assert client.get(BACK, go_through(second)).status_code == 400  # by then somebody is signed in
    assert who(client).startswith("resident card_auth")


def test_card__giving_up_is_no_failure(client: Client, provider: str) -> None:
    answer = by_card(client, who="", next="/guide/birth")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "カードでのサインインをやめました" in page
    assert 'href="/guide/birth"' in page
    assert who(client) == "None none "


@pytest.mark.parametrize("query", [{}, {"state": "x"}, {"state": "x", "code": "y"}, {"error": "<script>alert(1)</script>"}])
def test_card__foreign_returns_are_answered_clearly(client: Client, provider: str, query: dict[str, str]) -> None:
    answer = client.get(BACK, query)
    assert answer.status_code == 400
    assert b"<script>alert" not in answer.content


def test_card__unreachable_provider_is_said(client: Client, provider: str, settings: Settings) -> None:
    address = client.post("/sign-in/card/")["Location"]
    returned = go_through(address)
    settings.OIDC_ISSUER = "http://127.0.0.1:9/api/realms/main"
    returned.pop("iss", None)
    assert client.get(BACK, returned).status_code == 502
    settings.CARD_PROVIDER = ""
    assert client.post("/sign-in/card/").status_code == 502


def test_card__starts_only_by_post(client: Client, provider: str) -> None:
    assert client.get("/sign-in/card/").status_code == 405


def test_card__asks_for_the_exact_return_address(client: Client, provider: str, settings: Settings) -> None:
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://shinsei.example.jp", ["*"]
    address = client.post("/sign-in/card/", headers={"host": "evil.example"})["Location"]
    assert parse_qs(urlsplit(address).query)["redirect_uri"] == [f"https://shinsei.example.jp{BACK}"]


def test_link__card_to_an_account_made_by_email(client: Client, provider: str) -> None:
    by_email(client)
    assert client.get("/mine/card/")["Location"] == "/sign-in/?" + urlencode({"next": "/mine/card/", "level": "card_auth"})
    by_card(client)
    assert Account.objects.count() == 1
    assert who(client).startswith("resident card_auth")
    other = Client()
    by_email(other)
    assert who(other) == "resident account 葛\U000e0100城　花子"


def test_link__email_to_an_account_made_by_card(client: Client, provider: str) -> None:
    by_card(client)
    by_email(client)
    assert Account.objects.count() == 1
    assert who(client).startswith("resident card_auth")
    assert get_resident(Account.objects.get().pk).email == "hanako@example.jp"


def test_link__refuses_what_belongs_to_another_account(client: Client, provider: str) -> None:
    by_card(Client())
    by_email(client)
    answer = by_card(client)
    assert answer.status_code == 409
    assert "このカードには別の登録があります" in answer.content.decode()
    assert who(client) == "resident account "
    enter_by_email(email="taro@example.jp", current=None, at=timezone.now())
    answer = by_email(client, "taro@example.jp")
    assert answer.status_code == 409
    assert "このメールアドレスには別の登録があります" in answer.content.decode()


def test_link__whoever_finds_an_open_browser_does_not_make_it_theirs(client: Client, settings: Settings) -> None:
    settings.PROOF_MINUTES = 5  # less than a code lives
    by_email(client)
    code, moment = ask_for_code(client, "thief@example.jp"), timezone.now() + timedelta(minutes=6)
    with patch("django.utils.timezone.now", lambda: moment):
        answer, late = client.post("/sign-in/email/", {"email.value": "thief@example.jp"}), client.post("/sign-in/email/code/", {"code": code})
    assert (answer.status_code, late.status_code, len(mail.outbox)) == (403, 403, 2)
    assert "メールアドレスは変えていません" in answer.content.decode()
    assert get_resident(Account.objects.get().pk).email == "hanako@example.jp"


def test_link__of_another_address_is_told_at_the_one_before(client: Client) -> None:
    by_email(client)
    by_email(client, "new@example.jp")
    assert get_resident(Account.objects.get().pk).email == "new@example.jp"
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (["hanako@example.jp"], "メールアドレスが変わりました")
    assert "new@example.jp" not in mail.outbox[-1].body


def test_link__of_a_card_is_told_by_mail_once(client: Client, provider: str) -> None:
    by_email(client)
    for _time in range(2):
        by_card(client)
    told = [one for one in mail.outbox if one.subject == "カードを結び付けました"]
    assert [one.to for one in told] == [["hanako@example.jp"]]


def test_level__asks_for_the_card_alone(client: Client, provider: str) -> None:
    page = client.get("/sign-in/", {"next": "/mine/card/", "level": "card_auth"}).content.decode()
    assert "本人確認が必要です" in page
    assert "確認コードを送る" not in page
    assert "窓口や郵送" in page


def test_sign_out__ends_the_session_and_what_it_held(client: Client) -> None:
    by_email(client)
    assert "サインアウトしますか" in client.get("/sign-in/out/").content.decode()
    assert who(client) == "resident account "
    assert "サインアウトしました" in client.post("/sign-in/out/").content.decode()
    assert who(client) == "None none "
    assert client.get("/sign-in/ways/").status_code == 302


@pytest.mark.parametrize(("kinds", "cleared"), [
    (("resident", "business"), '"cache", "storage"'), (("resident", "business", "staff"), '"cache"')])
def test_ended_session__has_the_browser_forget_what_it_kept(
        client: Client, settings: Settings, kinds: tuple[str, ...], cleared: str) -> None:
    settings.ACCOUNT_KINDS = kinds
    assert "Clear-Site-Data" not in client.get("/sign-in/")
    account = enter_by_email(email="hanako@example.jp", current=None, at=timezone.now())
    sign_in(client, account)
    assert "Clear-Site-Data" not in client.get("/sign-in/ways/")
    assert client.post("/sign-in/out/")["Clear-Site-Data"] == cleared
    sign_in(client, account, at=timezone.now() - timedelta(hours=3))
    assert client.get("/mine/")["Clear-Site-Data"] == cleared
    assert "Clear-Site-Data" not in client.get("/sign-in/")


def test_ended_session__on_another_device_is_cleared_on_its_next_page(client: Client) -> None:
    account = enter_by_email(email="hanako@example.jp", current=None, at=timezone.now())
    sign_in(client, account)
    end_sessions(account.pk)
    assert "cache" in client.get("/sign-in/ways/")["Clear-Site-Data"]
    assert "Clear-Site-Data" not in client.get("/sign-in/")


def test_time_out__is_said_once_and_leads_back(client: Client) -> None:
    account = enter_by_email(email="hanako@example.jp", current=None, at=timezone.now())
    sign_in(client, account, at=timezone.now() - timedelta(hours=3))
    assert client.get("/mine/")["Location"] == "/sign-in/?next=%2Fmine%2F"
    assert "しばらく使われなかった" in client.get("/sign-in/").content.decode()
    assert "しばらく使われなかった" not in client.get("/sign-in/").content.decode()


def test_staff__never_pass_for_residents(client: Client) -> None:
    sign_in(client, make_staff("kodomo-1"))
    assert client.get("/mine/").status_code == 302
    assert client.get("/sign-in/ways/").status_code == 302
    assert "職員のサインインは終わります" in client.get("/sign-in/").content.decode()
    by_email(client)
    assert who(client) == "resident account "
    assert client.get("/office/").status_code == 302
    assert ResidentProfile.objects.count() == 1


@pytest.mark.parametrize("code", ["", "123456" * 1000, "\x00", "１２３", "<script>", "-1"])
def test_code__hostile_input_is_answered(client: Client, code: str) -> None:
    ask_for_code(client)
    answer = client.post("/sign-in/email/code/", {"code": code})
    assert answer.status_code == 422
    assert b"<script>" not in answer.content.replace(b'<script type="module"', b"")
