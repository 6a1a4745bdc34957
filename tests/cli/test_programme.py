"""`murakami programme digest` and `murakami staff mail`: what would be told is shown first, and sent only on request."""

from unittest.mock import patch

import pytest
from django.core import mail
from typer.testing import CliRunner

from murakami.cli import build
from murakami.domain.programme.models import Reminder
from murakami.foundation.accounts.models import StaffProfile
from tests.domain.programme.year.cast import NOW, evaluating, make_initiatives, make_town

pytestmark = pytest.mark.django_db


def run(*words: str):
    with patch("django.utils.timezone.now", lambda: NOW):
        return CliRunner().invoke(build(), list(words))


@pytest.fixture
def town(db):
    town = make_town()
    make_initiatives()
    evaluating(town)
    return town


def test_digest__shows_and_sends_nothing_by_itself(town):
    shown = run("programme", "digest")
    assert shown.exit_code == 0
    assert "職員 owner" in shown.output
    assert "evaluation\t2-1-2\t2025\tself" in shown.output
    assert (mail.outbox, Reminder.objects.count()) == ([], 0)


def test_digest__sends_on_request_to_whom_has_an_address(town):
    assert run("staff", "mail", "owner", "Owner@City.example.jp").exit_code == 0
    assert StaffProfile.objects.get(account_id=town.owner.account_id).email == "owner@city.example.jp"
    assert "1 sent" in run("programme", "digest", "--send").output
    assert [one.to for one in mail.outbox] == [["owner@city.example.jp"]]


@pytest.mark.parametrize(("words", "problem"), [(("nobody", "a@example.jp"), "nobody"), (("owner", "not an address"), "アドレスではありません")])
def test_mail__refuses_what_cannot_be(town, words, problem):
    refused = run("staff", "mail", *words)
    assert refused.exit_code == 1
    assert problem in refused.output
    assert StaffProfile.objects.exclude(email="").count() == 0


def test_mail__can_be_taken_back(town):
    run("staff", "mail", "owner", "owner@example.jp")
    assert run("staff", "mail", "owner", "").exit_code == 0
    assert StaffProfile.objects.get(account_id=town.owner.account_id).email == ""


def test_digest__says_that_nothing_waits(db):
    assert "いま知らせることはありません" in run("programme", "digest").output
