"""The sign-in book: one line per attempt that reached an end."""

from datetime import datetime
from enum import StrEnum

from murakami.foundation.accounts.models import SignInRecord


class Method(StrEnum):
    """How somebody tried to come in."""

    CARD = "card"
    BUSINESS_ID = "business_id"
    EMAIL = "email"
    PASSWORD = "password"  # noqa: S105 - a name, not a secret
    TOTP = "totp"
    RECOVERY_CODE = "recovery_code"
    PASSKEY = "passkey"
    START_PASSWORD = "start_password"  # noqa: S105 - a name, not a secret


class Outcome(StrEnum):
    """How it ended, or that a start password was drawn."""

    ENTERED = "entered"
    REFUSED = "refused"
    LOCKED = "locked"
    DRAWN = "drawn"


def note_sign_in(*, account_id: int | None, method: Method, outcome: Outcome, at: datetime) -> None:
    """Write one line; holds no name and no address. SQL: 1."""
    SignInRecord.objects.create(account_id=account_id, method=method.value, outcome=outcome.value, at=at)
