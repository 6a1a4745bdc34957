"""Staff come in by two steps; nothing is open between them."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from murakami.foundation.accounts import second_factor
from murakami.foundation.accounts.lockouts import STAFF_SIGN_IN
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.operations.book import Method, Outcome, note_sign_in
from murakami.foundation.accounts.operations.lockouts import (
    LockedOut,
    count_attempt,
    forget_attempts,
    refuse_when_locked,
)
from murakami.foundation.accounts.operations.start_passwords import refuse_when_over
from murakami.foundation.accounts.vocabulary import AccountKind

_RECOVERY_CODE_DIGITS = 8


class SignInWrong(Exception):
    """Name and password, or the code, do not open an account; says no more than that."""


def check_first_step(*, login_name: str, password: str, at: datetime) -> Account:
    """Check name and password of a member of staff. The account may be entered only after the second step.

    An unknown name takes as long as a wrong password and is locked out alike, so neither tells who works here.

    Raises:
        SignInWrong: no such name and password; counted.
        LockedOut: too many failures for this name.
        StartPasswordOver: it is the right start password, and too old.
    SQL: 2 when right, 3 with a start password, 5 when wrong.
    """
    _refuse_when_locked(login_name, at=at)
    account = Account.objects.select_related("staff").filter(
        kind=AccountKind.STAFF, login_name=login_name, is_active=True).first()
    if not _is_password_of(account, password):
        raise _counted_failure(login_name, account, Method.PASSWORD, at)
    assert account is not None
    if account.staff.set_up_at is None:
        refuse_when_over(account, at=at)
    return account


def check_second_step(*, account: Account, code: str, at: datetime) -> Method:
    """Check the second factor and clear the failures; says which kind of code it was.

    Raises:
        SignInWrong: not a code of this account, or used before; counted together with wrong passwords.
        LockedOut: too many failures for this account.
    SQL: 6.
    """
    login_name = account.login_name or ""
    _refuse_when_locked(login_name, at=at)
    typed = "".join(code.split()).replace("-", "")
    method = Method.RECOVERY_CODE if len(typed) == _RECOVERY_CODE_DIGITS else Method.TOTP
    if method is Method.TOTP:
        right = second_factor.accepts_code(account=account, code=typed, at=at)
    else:
        right = second_factor.accepts_recovery_code(account=account, code=typed)
    if not right:
        raise _counted_failure(login_name, account, method, at)
    forget_attempts(STAFF_SIGN_IN, login_name)
    note_sign_in(account_id=account.pk, method=method, outcome=Outcome.ENTERED, at=at)
    return method


def set_up(*, account: Account, password: str, secret: str, code: str, at: datetime) -> list[str]:
    """Finish a first sign-in: own password, own authenticator; returns the recovery codes to show once.

    Raises:
        SignInWrong: the code is not of this secret; nothing is changed.
        ValueError: the account is already set up.
    """
    if account.staff.set_up_at is not None:
        raise ValueError("already set up")
    _refuse_when_locked(account.login_name or "", at=at)
    step = second_factor.matching_step(secret=secret, code="".join(code.split()), at=at)
    if step is None:
        raise _counted_failure(account.login_name or "", account, Method.TOTP, at)
    with transaction.atomic():
        account.set_password(password)
        account.save(update_fields=["password"])
        codes = second_factor.enrol(account=account, secret=secret, step=step, at=at)
        note_sign_in(account_id=account.pk, method=Method.TOTP, outcome=Outcome.ENTERED, at=at)
    return codes


def _is_password_of(account: Account | None, password: str) -> bool:
    if account is None:
        make_password(password)
        return False
    return check_password(password, account.password)


def _refuse_when_locked(login_name: str, *, at: datetime) -> None:
    refuse_when_locked(STAFF_SIGN_IN, login_name, at=at)


def _counted_failure(login_name: str, account: Account | None, method: Method, at: datetime) -> Exception:
    tally = count_attempt(STAFF_SIGN_IN, login_name, at=at)
    locked = tally.blocked_until if tally.is_blocked(at=at) else None
    note_sign_in(account_id=account.pk if account else None, method=method,
                 outcome=Outcome.LOCKED if locked else Outcome.REFUSED, at=at)
    return LockedOut(locked) if locked else SignInWrong()
