"""The door of pages that may only be used so often: a page that says when to go on and keeps what was typed."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from murakami.domain.intake.models import Intake
from murakami.domain.mandates.models import Mandate
from murakami.foundation.limits.counting import SEEN
from murakami.foundation.limits.rules import Limit
from tests.foundation.accounts.people import make_resident, sign_in
from tests.packs_loaded import load_packs
from tests.page_forms import read_form
from tests.words import compile_words

pytestmark = pytest.mark.django_db
LANGUAGES = ("ja", "ja-easy", "en")


@pytest.fixture(autouse=True)
def limits(settings: Settings) -> Iterator[None]:
    settings.LIMITS = dict.fromkeys(("searches", "card_sign_ins", "comments", "beginnings", "lookups"), Limit(1, 3600))
    SEEN.forget()
    yield
    SEEN.forget()


def test_search__asks_whoever_is_too_quick_to_wait(client: Client) -> None:
    load_packs()
    address = f"{reverse('portal:search')}?q=出産"
    assert client.get(address).status_code == 200
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (429, "no-store")
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert "少し待ってください" in answer.content.decode()
    assert client.get(reverse("portal:home")).status_code == 200
    assert client.get(address, REMOTE_ADDR="203.0.113.5").status_code == 200


def test_form__that_came_too_often_is_kept_on_the_page(client: Client) -> None:
    typed = {"csrfmiddlewaretoken": "x", "next": "/my/<b>"}
    client.post(reverse("portal:sign-in-card"), typed)
    answer = client.post(reverse("portal:sign-in-card"), typed)
    assert answer.status_code == 429
    form = read_form(answer.content)
    assert (form.action, form.values) == (reverse("portal:sign-in-card"), {name: [value] for name, value in typed.items()})


def test_beginning__fills_no_disk(client: Client) -> None:
    load_packs()
    begin = [client.post(path).status_code for path in ("/life-events/birth/begin/", "/procedures/child-allowance-claim/begin/")]
    assert (begin, Intake.objects.count()) == ([302, 429], 1)
    me = Client()
    sign_in(me, make_resident(email="hanako@example.jp"))
    asked = {"name.value": "花子", "kind.value": "family", "acts.value": "file", "results.value": "no", "until.value": "year"}
    assert [me.post("/my/mandates/ask/giver/", asked).status_code for _ in range(2)] == [200, 429]
    assert me.post("/my/filings/MK-2611-00001-3/", {"message.value": "x"}).status_code == 429
    assert (me.get("/my/mandates/ask/giver/").status_code, Mandate.objects.count()) == (200, 1)


@pytest.mark.parametrize(("path", "form"), [
    ("/office/sign-in/", {"login_name": "a", "password": "a secret word"}), ("/office/sign-in/passkey/options", {}),
    ("/sign-in/passkey/options", {})])
def test_trying__has_an_end_whatever_name_is_tried(client: Client, path: str, form: dict[str, str]) -> None:
    load_packs()
    assert client.post(path, form).status_code in {200, 422}
    answer = Client().post(path, {**form, **({"login_name": "b"} if form else {})})
    assert (answer.status_code, Session.objects.count()) == (429, int("options" in path))
    assert "a secret word" not in answer.content.decode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page__says_when_in_every_language(client: Client, lang: str, settings: Settings) -> None:
    compile_words()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = lang
    client.post(reverse("portal:sign-in-card"))
    page = client.post(reverse("portal:sign-in-card")).content.decode()
    assert {"ja": "分たつと", "ja-easy": "分 待つと", "en": "You can go on in"}[lang] in page
