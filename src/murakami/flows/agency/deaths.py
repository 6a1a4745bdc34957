"""Death ends mandates: the edge is told of the mailboxes of people who have died, and of nothing else.

Source: 民法111条1項1号・2号, 653条1号 (as of 2026-04): 本人又は代理人の死亡.
"""

from datetime import datetime

from django.db import transaction

from murakami.domain.cases.queries.protected import mailboxes_of, owners_matched
from murakami.domain.register.deaths import list_dead, list_told, note_told, take_back_told
from murakami.flows.agency.mandates import end_mandates_of
from murakami.foundation.spool.operations import send


@transaction.atomic
def tell_deaths(*, at: datetime) -> int:
    """Tell the edge of each mailbox whose owner has died, once, and end the mandates that the dead gave by document.

    A mailbox in which somebody dead is only named is not told of. Says how many mailboxes were told of.
    SQL: 6; 2 for each mailbox that filed about somebody dead and was not told of, 5 where it is told; `end_mandates_of`.
    """
    take_back_told()
    dead, told = list_dead(), list_told()
    end_mandates_of(dead, at=at)
    return sum(_tell(key, dead - {number for number, known in told if known == key}, at=at) for key in sorted(mailboxes_of(dead)))


def _tell(mailbox_key: str, dead: frozenset[str], *, at: datetime) -> bool:
    new = note_told(owners_matched(mailbox_key) & dead, mailbox_key=mailbox_key)
    for number in new:
        send(topic="mandate.over", key=f"over-{mailbox_key}-{number}", to="edge", at=at, ordering_key=f"over {mailbox_key}",
             payload={"mailbox_key": mailbox_key})
    return bool(new)
