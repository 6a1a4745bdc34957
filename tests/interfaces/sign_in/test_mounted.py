"""Sign-in where it really stands: under the addresses that settings and guards name."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "path"), [("resident", "/sign-in/"), ("staff", "/office/sign-in/")])
def test_sign_in__stands_where_guards_send_people(client: Client, kind: str, path: str) -> None:
    assert reverse(settings.SIGN_IN_PAGES[kind]) == path
    answer = client.get(path, {"next": "/somewhere/"})
    assert answer.status_code == 200
    assert 'name="next" value="/somewhere/"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/office/", "/office/sign-in/own/"])
def test_office__sends_everybody_else_to_its_sign_in(client: Client, path: str) -> None:
    assert client.get(path)["Location"].startswith("/office/sign-in/?next=%2Foffice")


def test_return_address__is_the_one_to_register() -> None:
    assert reverse("portal:sign-in-card-back") == "/sign-in/card/back/"
