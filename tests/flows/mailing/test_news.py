"""Whoever owns a mailbox is told by mail that something is in it: once, of nothing else, and only who wants it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest

from murakami.domain.mailbox.messages import NewItem
from murakami.domain.mailbox.operations.receiving import open_items
from murakami.flows.mailing import news
from murakami.foundation.accounts.models import Account, Firm, ResidentProfile
from murakami.foundation.accounts.operations.residents import allow_mails_of_news
from murakami.foundation.accounts.vocabulary import AccountKind
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.registry import Received, find_handler
from murakami.foundation.spool.worker import run_pending

pytestmark = pytest.mark.django_db
NUMBER, MINE, ADDRESS = "MK-2611-00001-3", "a" * 32, "someone@example.jp"
CORRECTION = {"key": "k1", "message": "口座の名義", "until": "2026-12-07", "items": [
    {"key": "account.account", "kind": "incorrect", "reason": "名義が違います"}]}
LETTER = {"key": "l1", "title": "認定通知書", "outcome": "granted", "file": {"sha256": "d" * 64, "name": "n.pdf", "size": 5}}
WRITTEN = {"key": "m1", "from_unit": "kodomo", "body": "確認中です。"}
NEWS = {"case.correction_requested": CORRECTION, "case.letter_issued": LETTER, "case.message": WRITTEN}
LATER = timedelta(minutes=11)


@pytest.fixture(autouse=True)
def filed(packs: None, at: datetime) -> None:
    open_items([NewItem(receipt_number=NUMBER, mailbox_key=MINE, subject_key="s" * 32, procedure="p", version="v" * 64,
                        kind="application", unit="kodomo", title={"ja": "児童手当の認定請求"}, about="村上 さくら")], at=at)


@pytest.fixture
def owner(at: datetime) -> ResidentProfile:
    account = Account.objects.create(kind=AccountKind.RESIDENT, created_at=at)
    return ResidentProfile.objects.create(account=account, mailbox_key=MINE, email=ADDRESS)


def hear(topic: str, *, at: datetime, **payload: Any) -> None:
    listen = find_handler(topic)
    assert listen is not None
    listen(Received(topic=topic, key=f"{topic} 1", files=(), sent_at=at, payload={
        "receipt_number": NUMBER, "at": at.isoformat()} | NEWS[topic] | payload), at=at)


def work(at: datetime) -> None:
    run_pending(clock=lambda: at)


@pytest.mark.parametrize("topic", NEWS)
def test_news__is_one_mail_that_names_nothing(topic, owner, at, mailoutbox):
    hear(topic, at=at)
    work(at)
    assert mailoutbox == []  # what else comes within these ten minutes is the same mail
    work(at + LATER)
    (mail,) = mailoutbox
    assert mail.to == [ADDRESS]
    for told in (NUMBER, "さくら", "村上", "児童手当", "kodomo", "こども", "名義", "認定", "確認中", MINE):
        assert told not in mail.subject + mail.body.replace("確認コード", "")
    assert "/my/" in mail.body
    assert mail.body.count("http") == 1
    assert ("12月7日まで" in mail.subject, "7 December" in mail.body) == ((topic == "case.correction_requested",) * 2)


def test_news__told_twice_or_together_is_one_mail(owner, at, mailoutbox):
    for topic in (*NEWS, *NEWS):
        hear(topic, at=at)
    work(at + LATER)
    for topic in NEWS:
        hear(topic, at=at + 2 * LATER)  # the agency repeats itself: no news
    work(at + 4 * LATER)
    assert len(mailoutbox) == 1
    assert "12月7日まで" in mailoutbox[0].body


def test_news__of_later_is_another_mail(owner, at, mailoutbox):
    hear("case.message", at=at)
    work(at + LATER)
    hear("case.message", at=at + 2 * LATER, key="m2")
    work(at + 4 * LATER)
    assert len(mailoutbox) == 2


def test_news__an_overdue_day_is_not_told(owner, at, mailoutbox):
    hear("case.correction_requested", at=at, until="2020-01-01")
    work(at + LATER)
    assert mailoutbox[0].subject.startswith("マイページに新しいお知らせがあります")


def test_news__in_nobodys_mailbox_is_no_mail(at, mailoutbox):
    hear("case.letter_issued", at=at)
    assert Message.objects.filter(topic=news.NEWS).count() == 0
    work(at + LATER)
    assert mailoutbox == []


@pytest.mark.parametrize("stop", [
    lambda owner: allow_mails_of_news(account_id=owner.account_id, granted=False),
    lambda owner: ResidentProfile.objects.filter(pk=owner.pk).update(email=None),
], ids=["stopped", "no address"])
@pytest.mark.parametrize("is_queued", [False, True])
def test_news__that_is_not_wanted_is_not_sent(stop: Callable[[ResidentProfile], None], is_queued, owner, at, mailoutbox):
    if not is_queued:
        stop(owner)
    hear("case.letter_issued", at=at)
    assert Message.objects.filter(topic=news.NEWS).exists() is is_queued
    stop(owner)
    work(at + LATER)
    assert mailoutbox == []


def test_news__that_the_server_refuses_is_sent_later(owner, at, mailoutbox, monkeypatch):
    def refuse(*_: object) -> None:
        raise SMTPServerDisconnected("not now")

    hear("case.message", at=at)
    with monkeypatch.context() as broken:
        broken.setattr(news, "send_mail", refuse)
        work(at + LATER)
    waiting = Message.objects.get(topic=news.NEWS)
    assert (waiting.attempts, waiting.dead_at, ADDRESS in waiting.last_error) == (1, None, False)
    work(at + LATER + timedelta(hours=1))
    work(at + LATER + timedelta(hours=2))
    assert [mail.to for mail in mailoutbox] == [[ADDRESS]]


@pytest.mark.parametrize(("email", "mails"), [("keiri@example.jp", 1), ("", 0)])
def test_news__of_a_firm_goes_to_the_firm(email, mails, at, mailoutbox):
    Firm.objects.create(name="株式会社さくら", corporate_number="1234567890123", mailbox_key=MINE, email=email, read_at=at)
    hear("case.message", at=at)
    work(at + LATER)
    assert len(mailoutbox) == mails
    assert all("通知の受け取り方" not in mail.body and "さくら" not in mail.body for mail in mailoutbox)
