"""One-time codes by e-mail: asked for, answered once, forgotten."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from murakami.foundation.accounts.lockouts import CODES_FROM_ONE_PLACE, CODES_TO_ONE_ADDRESS
from murakami.foundation.accounts.models import EmailCode
from murakami.foundation.accounts.operations.lockouts import count_attempt, refuse_when_locked
from murakami.kernel.clock import SLACK
from murakami.kernel.fields import ParseContext, field_type

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=10)
CODE_ATTEMPTS = 5
_LONGEST_TYPED = 100


class CodeRefused(Exception):
    """The code does not open the door; `code` is `wrong`, `expired` or `used_up`."""

    def __init__(self, code: str, *, attempts_left: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.attempts_left = attempts_left


@dataclass(frozen=True, slots=True)
class SentCode:
    """A fresh code: `key` stays in the browser's session, `code` goes into the mail, neither into a log."""

    key: str
    email: str
    code: str


def clean_address(written: str, *, context: ParseContext) -> str:
    """Read a typed address into the one form in which it is stored and compared: case is not significant.

    Raises:
        FieldErrors: nothing that can be an address.
    """
    address: str = field_type("email").parse({"value": written}, context=context)
    return address.lower()


def issue_code(*, email: str, place: str, at: datetime) -> SentCode:
    """Make a code for an address; `place` is where the request came from (a network address).

    Every code counts towards the limits of its address and of its place.

    Raises:
        LockedOut: too many codes were asked for this address or from this place.
    SQL: 8.
    """
    for lockout, subject in ((CODES_TO_ONE_ADDRESS, email), (CODES_FROM_ONE_PLACE, place)):
        refuse_when_locked(lockout, subject, at=at)
        count_attempt(lockout, subject, at=at)
    EmailCode.objects.filter(expires_at__lt=at).delete()
    sent = SentCode(key=secrets.token_urlsafe(32), email=email, code=_draw_code())
    EmailCode.objects.create(key=sent.key, email=email, code_digest=_digest(sent.key, sent.code),
                             expires_at=at + CODE_LIFE, attempts_left=CODE_ATTEMPTS)
    return sent


def redeem_code(*, key: str, code: str, at: datetime) -> str:
    """Exchange the right code for the address that it proves; works once.

    Raises:
        CodeRefused: wrong (and how many attempts are left), expired, or used up; the attempt has been counted.
    SQL: 3.
    """
    with transaction.atomic():
        lives = {"expires_at__gt": at, "expires_at__lte": at + CODE_LIFE + SLACK}  # not longer because the clock was set back
        taken = EmailCode.objects.filter(key=key, attempts_left__gt=0, **lives).update(attempts_left=F("attempts_left") - 1)
        stored = EmailCode.objects.filter(key=key).first()
        if stored is None or not taken:
            raise CodeRefused("used_up" if stored and not stored.attempts_left and stored.expires_at > at else "expired")
        right = constant_time_compare(stored.code_digest, _digest(key, _digits(code)))
        if right:
            stored.delete()
    if not right:
        raise CodeRefused("wrong" if stored.attempts_left else "used_up", attempts_left=stored.attempts_left)
    return stored.email


def _draw_code() -> str:
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def _digits(written: str) -> str:
    return "".join(str(int(character)) for character in written[:_LONGEST_TYPED] if character.isdecimal())


def _digest(key: str, code: str) -> str:
    return salted_hmac("accounts.email_code", f"{key}:{code}", algorithm="sha256").hexdigest()
