"""The night of what the register says: deaths end mandates, mailboxes are guarded as the register says by now, and heads are reminded, without names."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from murakami.domain.cases.queries.protected import count_standing
from murakami.domain.register.protecting import note_reminded
from murakami.domain.register.protections import count_endings_asked, list_due
from murakami.flows.agency.deaths import tell_deaths
from murakami.flows.agency.protection import look_again, send_to_heads, settle_everything
from murakami.foundation.spool.daily import daily
from murakami.kernel.dates import day_in_japan

_PAGE = "/office/protections/"


@daily("deaths.night")
def end_what_the_dead_gave(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Tell of deaths that an import could not: whoever was confirmed to be in a case since."""
    tell_deaths(at=at)


@daily("protection.night")
def guard_and_remind(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Settle the guards, look at the open cases again, remind of what ends within a month and of what waits for a head."""
    settle_everything(at=at)
    look_again({}, at=at)
    remind_keepers(at=at)
    remind_heads(at=at)


@transaction.atomic
def remind_keepers(*, at: datetime) -> int:
    """Remind the heads of the units that keep protections, once of each period; says of how many. SQL: at most 5."""
    due, asked = list_due(today=day_in_japan(at)), count_endings_asked()
    if not due and not asked:
        return 0
    body = (f"期間がまもなく終わる、または終わった支援措置：{len(due)}件\n終了の確認を待っている支援措置：{asked}件\n\n"
            f"期間が過ぎても、2人で終了するまで秘匿は続きます。\n\n{settings.BASE_URL}{_PAGE}\n")
    send_to_heads(settings.PROTECTION_UNITS, subject="支援措置の期間の確認", body=body, at=at)
    return note_reminded([row.key for row in due], day=day_in_japan(at))


def remind_heads(*, at: datetime) -> int:
    """Remind every head for whose release cases wait; says how many units. SQL: 2 for each."""
    waiting = count_standing()
    for one in waiting:
        send_to_heads([one.unit], at=at, subject="支援措置の確認を待つ案件", body=(
            f"支援措置にかかわり、課長の確認を待っている案件：{one.cases}件\n\n{settings.BASE_URL}/office/?pile=alarm\n"))
    return len(waiting)
