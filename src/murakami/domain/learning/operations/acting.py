"""Whose account acts."""

from murakami.domain.learning.refusals import NotPermitted
from murakami.foundation.accounts.rules import Actor


def staff_of(actor: Actor) -> int:
    """Say whose account acts. Raises NotPermitted when it is not of the staff. SQL: 0."""
    if not actor.is_staff or actor.account_id is None:
        raise NotPermitted
    return actor.account_id
