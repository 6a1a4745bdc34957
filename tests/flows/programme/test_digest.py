"""The digest: one mail a person and a day, none when nothing waits, and what the server refuses is tried again."""

import re
from datetime import timedelta
from smtplib import SMTPException
from unittest.mock import patch

import pytest
from django.core import mail

from murakami.domain.programme.models import Reminder, UpdateLink
from murakami.domain.programme.operations.links import holder_of
from murakami.flows.programme import digest
from murakami.flows.programme.digest import SomeNotSent, draft_digests, send_digests
from murakami.foundation.accounts.models import StaffProfile
from murakami.foundation.spool.daily import queue_daily_work
from murakami.foundation.spool.worker import run_pending
from tests.domain.programme.year.cast import NOW, Town, evaluating, make_initiatives, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db: None) -> Town:
    """The owner has two overdue tasks and an evaluation to sign; the DX office has one to sign for itself."""
    town = make_town()
    make_initiatives()
    evaluating(town)
    for who in (town.owner, town.office_head, town.group):
        StaffProfile.objects.filter(account_id=who.account_id).update(email=f"{who.name.split()[1]}@city.example.jp")
    return town


def test_digest__is_one_mail_a_person_about_everything(town):
    assert send_digests(at=NOW) == 2
    assert sorted(one.to[0] for one in mail.outbox) == ["dx-0@city.example.jp", "owner@city.example.jp"]
    told = next(one for one in mail.outbox if one.to == ["owner@city.example.jp"])
    assert told.subject == "【DX推進】3件が待っています"
    for words in ("■ 期限を過ぎたタスク（2件）", "機器を入れる　期限 2月27日", "■ 評価を待っている取組（1件）",
                  "2-1-2 自治体フロントヤード改革（令和7年度）：自己評価"):
        assert words in told.body


def test_digest__holds_a_link_that_opens(town):
    send_digests(at=NOW)
    told = next(one for one in mail.outbox if one.to == ["owner@city.example.jp"])
    token = re.search(r"/office/update/([\w-]{43})/", told.body)[1]
    assert holder_of(token=token, at=NOW).actor.account_id == town.owner.account_id
    assert token not in str(list(UpdateLink.objects.values()))


def test_digest__is_sent_once_a_day(town):
    send_digests(at=NOW)
    assert send_digests(at=NOW + timedelta(hours=3)) == 0
    assert len(mail.outbox) == 2
    assert send_digests(at=NOW + timedelta(days=1)) == 2


def test_digest__does_not_go_where_nothing_waits_or_nobody_has_an_address(town):
    StaffProfile.objects.filter(account_id=town.owner.account_id).update(email="")
    assert {one.email for one in draft_digests(at=NOW)} == {"", "dx-0@city.example.jp"}
    assert send_digests(at=NOW) == 1
    assert town.group.account_id not in set(Reminder.objects.values_list("account_id", flat=True))


def test_digest__that_the_server_refused_is_sent_later(town):
    def refuse(subject, body, sender, to):
        if to == ["owner@city.example.jp"]:
            raise SMTPException("busy")
        mail.send_mail(subject, body, sender, to)

    with patch.object(digest, "send_mail", refuse), pytest.raises(SomeNotSent):
        send_digests(at=NOW)
    assert [one.to for one in mail.outbox] == [["dx-0@city.example.jp"]]
    assert UpdateLink.objects.count() == Reminder.objects.count() == 1
    assert send_digests(at=NOW) == 1
    assert mail.outbox[-1].to == ["owner@city.example.jp"]


def test_night__sends_it(town):
    with patch("django.utils.timezone.now", lambda: NOW):
        queue_daily_work(at=NOW)
        run_pending()
        queue_daily_work(at=NOW + timedelta(hours=2))
        run_pending()
    assert len(mail.outbox) == 2


def test_draft__costs_the_same_whatever_waits(town, sql_at_most):
    with sql_at_most(11):
        assert [len(one.waiting) for one in draft_digests(at=NOW)]

