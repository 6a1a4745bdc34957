"""One mail a day to each person for whom something waits; none to anybody else."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from murakami.domain.programme.models import Reminder, UpdateLink
from murakami.domain.programme.operations.links import make_link
from murakami.domain.programme.queries.waiting import read_waiting
from murakami.domain.programme.rules.links import LINK_LIFE, fingerprint
from murakami.domain.programme.rules.reminders import Waiting, Waits
from murakami.foundation.accounts.queries import StaffPerson, list_staff_people
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fiscal_years import era_fiscal_year

UPDATE_PATH: Final = "/office/update/{token}/"
_HEADS: Final = {
    Waits.TASK_OVERDUE: "期限を過ぎたタスク", Waits.EVALUATION: "評価を待っている取組", Waits.KPI_RESULT: "実績が入っていない指標",
    Waits.TASK_SOON: "30日以内に期限が来るタスク", Waits.NOT_UPDATED: "90日より長く更新のない取組"}
_STAGES: Final = {"self": "自己評価", "group": "検討部会の評価", "headquarters": "推進本部の決定"}
_log = logging.getLogger(__name__)


class SomeNotSent(RuntimeError):
    """The mail server did not take every digest; those that it took are not sent again."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person would be told; `email` may be empty, then nothing can be sent."""

    account_id: int
    name: str
    email: str
    waiting: tuple[Waiting, ...]


def draft_digests(*, at: datetime) -> Sequence[Digest]:
    """List whom something waits for and who has not been told today. SQL: 11."""
    today = day_in_japan(at)
    waiting, told = read_waiting(today=today), set(Reminder.objects.filter(sent_on=today).values_list("account_id", flat=True))
    people: Mapping[int | None, StaffPerson] = {one.actor.account_id: one for one in list_staff_people(on=today)}
    return [Digest(account_id=account, name=people[account].actor.name, email=people[account].email, waiting=waits)
            for account, waits in sorted(waiting.items()) if account in people and account not in told]


def send_digests(*, at: datetime) -> int:
    """Send every digest that can be sent; says how many. At most one a person and a day, whatever is killed when.

    Raises:
        SomeNotSent: the mail server refused some; they are tried again when this runs again.
    """
    sent = [_send(digest, at=at) for digest in draft_digests(at=at) if digest.email]
    if not all(sent):
        raise SomeNotSent(f"{sent.count(False)} of {len(sent)}")
    return len(sent)


def letter_of(digest: Digest, *, token: str) -> tuple[str, str]:
    """Word subject and body. The names of initiatives stand in the mail, values about residents never do."""
    lines = [f"{digest.name}さん", "", "DX推進の取組で、次のことが待っています。"]
    for why, head in _HEADS.items():
        found = [one for one in digest.waiting if one.why is why]
        if found:
            lines += ["", f"■ {head}（{len(found)}件）", *(f"・{_line(one)}" for one in found)]
    link = f"{settings.BASE_URL}{UPDATE_PATH.format(token=token)}"
    lines += ["", "スマートフォンからも、次のあなた専用のリンクから3分で更新できます（サインインは要りません）。", link,
              f"リンクは{LINK_LIFE.days}日間使えます。ほかの人に渡さないでください。", "",
              "評価の署名は、業務の画面にサインインして行います。",
              f"{settings.BASE_URL}/office/programme/mine/"]
    return f"【DX推進】{len(digest.waiting)}件が待っています", "\n".join(lines) + "\n"


def _line(one: Waiting) -> str:
    head = f"{one.code} {one.title}（{era_fiscal_year(one.fiscal_year)}）"
    if one.why is Waits.EVALUATION:
        return f"{head}：{_STAGES[one.what]}"
    day = f"　期限 {one.due_on.month}月{one.due_on.day}日" if one.due_on else ""
    return f"{head}：{one.what}{day}" if one.what else head


def _send(digest: Digest, *, at: datetime) -> bool:
    """Note the digest first: a process killed in between tells somebody nothing today rather than twice."""
    token = secrets.token_urlsafe(32)
    subject, body = letter_of(digest, token=token)
    with transaction.atomic():
        _, is_new = Reminder.objects.get_or_create(
            account_id=digest.account_id, sent_on=day_in_japan(at),
            defaults={"items": [[one.why.value, one.code, one.fiscal_year, one.what] for one in digest.waiting]})
        if not is_new:
            return True
        make_link(account_id=digest.account_id, token=token, at=at)
    try:
        send_mail(subject, body, None, [digest.email])
    except (SMTPException, OSError) as error:
        _log.warning("digest not sent: %s", type(error).__name__)
        with transaction.atomic():
            Reminder.objects.filter(account_id=digest.account_id, sent_on=day_in_japan(at)).delete()
            UpdateLink.objects.filter(token_sha256=fingerprint(token)).delete()
        return False
    return True
