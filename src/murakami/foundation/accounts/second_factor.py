"""The second factor of staff: time-based codes (RFC 6238) and recovery codes, kept by allauth's MFA tables."""

from datetime import datetime
from urllib.parse import quote

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction

from murakami.foundation.accounts.models import Account, Passkey, StaffProfile

STEP_SECONDS = 30
_TOLERATED_STEPS = 1


def new_secret() -> str:
    """Draw a secret to be shown once and put into an authenticator."""
    return str(generate_totp_secret())


def code_at(*, secret: str, at: datetime) -> str:
    """Compute the code of a secret at a moment."""
    return str(format_hotp_value(hotp_value(secret, _step(at))))


def matching_step(*, secret: str, code: str, at: datetime) -> int | None:
    """Find the 30-second step, now or next to now, whose code this is."""
    now = _step(at)
    for step in range(now - _TOLERATED_STEPS, now + _TOLERATED_STEPS + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


def enrolment_uri(*, secret: str, login_name: str, issuer: str) -> str:
    """Write the `otpauth:` address that authenticators read from a QR code."""
    label = quote(f"{issuer}:{login_name}")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(issuer)}&period={STEP_SECONDS}&digits=6"


def enrol(*, account: Account, secret: str, step: int, at: datetime) -> list[str]:
    """Make this secret the account's second factor and draw recovery codes, which are returned once.

    `step` is the step of the code that proved the secret; that code is used up.
    """
    with transaction.atomic():
        Authenticator.objects.filter(user=account).delete()
        TOTP.activate(account, secret)
        StaffProfile.objects.filter(account=account).update(set_up_at=at, totp_step=step)
        return draw_recovery_codes(account=account)


def draw_recovery_codes(*, account: Account) -> list[str]:
    """Replace the recovery codes; the earlier ones open nothing any more."""
    with transaction.atomic():
        Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
        return list(RecoveryCodes.activate(account).get_unused_codes())


def count_recovery_codes(*, account: Account) -> int:
    """Count the recovery codes that are left. SQL: 1."""
    stored = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(stored).get_unused_codes()) if stored else 0


def forget(*, account: Account) -> None:
    """Take away the second factor, passkeys too; the account cannot be entered until it is set up again. SQL: 3."""
    Authenticator.objects.filter(user=account).delete()
    Passkey.objects.filter(account=account).delete()
    StaffProfile.objects.filter(account=account).update(set_up_at=None, totp_step=0)


def accepts_code(*, account: Account, code: str, at: datetime) -> bool:
    """Check a time-based code and use it up: the same code, or an older one, opens nothing twice. SQL: 2."""
    stored = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    step = matching_step(secret=decrypt(stored.data["secret"]), code=code, at=at) if stored else None
    if step is None:
        return False
    unused = StaffProfile.objects.filter(account=account, totp_step__lt=step)
    return bool(unused.update(totp_step=step))


def accepts_recovery_code(*, account: Account, code: str) -> bool:
    """Check a recovery code and use it up. SQL: 3."""
    stored = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    return bool(stored and RecoveryCodes(stored).validate_code(code))


def _step(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS
