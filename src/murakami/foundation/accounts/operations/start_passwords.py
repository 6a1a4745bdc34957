"""How long a start password opens the first sign-in: it stands on paper, and papers lie about."""

from datetime import datetime, timedelta
from typing import Final

from murakami.foundation.accounts.models import Account, SignInRecord
from murakami.foundation.accounts.operations.book import Method, Outcome, note_sign_in
from murakami.kernel.clock import SLACK

START_DAYS: Final = 7


class StartPasswordOver(Exception):
    """The start password is right and too old: an administrator gives a new beginning."""


def note_drawn(*, account_id: int, at: datetime) -> None:
    """Write into the sign-in book that a start password was drawn; its days count from here. SQL: 1."""
    note_sign_in(account_id=account_id, method=Method.START_PASSWORD, outcome=Outcome.DRAWN, at=at)


def refuse_when_over(account: Account, *, at: datetime) -> None:
    """Refuse a first sign-in with a start password that is too old, or seems to come from the future.

    An account from before these lines were written counts from when it was made.

    Raises:
        StartPasswordOver: noted in the book, not counted as a failure.
    SQL: 1, 2 when it is over.
    """
    drawn = SignInRecord.objects.filter(account=account, outcome=Outcome.DRAWN.value).order_by("-at").values_list("at", flat=True).first()
    age = at - (drawn or account.created_at)
    if not -SLACK <= age < timedelta(days=START_DAYS):
        note_sign_in(account_id=account.pk, method=Method.START_PASSWORD, outcome=Outcome.REFUSED, at=at)
        raise StartPasswordOver
