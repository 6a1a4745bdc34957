"""What a browser's session keeps between the two steps: enough to go on, nothing that opens a page."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.return_paths import own_path
from murakami.foundation.accounts.sealing import SealedSecrets

_PENDING = "staff_sign_in"
_CODES = "recovery_codes"
_LIFE = timedelta(minutes=10)
_SEALER = SealedSecrets()  # sessions lie in the database: a copy of it must not open an account


def wanted_path(request: HttpRequest) -> str:
    """Say where to go after signing in; the work list when nowhere of ours was named."""
    return own_path(request.POST.get("next", "") or request.GET.get("next", ""), otherwise=reverse("office:work-list"))


def keep_first_step(request: HttpRequest, *, account: Account, secret: str = "", at: datetime) -> None:
    """Remember that the password was right, under a new session key; `secret` is for a first set-up."""
    request.session.cycle_key()
    request.session[_PENDING] = {
        "account": account.pk, "password": account.get_session_auth_hash(), "secret": _SEALER.encrypt(secret),
        "next": wanted_path(request), "at": int(at.timestamp())}


def account_after_first_step(request: HttpRequest, *, at: datetime) -> Account | None:
    """Find whose password was right a few minutes ago, unless it has changed since. SQL: 1."""
    pending = request.session.get(_PENDING)
    if not pending or at.timestamp() - pending["at"] >= _LIFE.total_seconds():
        return None
    account = Account.objects.select_related("staff").filter(pk=pending["account"], is_active=True).first()
    return account if account and account.get_session_auth_hash() == pending["password"] else None


def secret_of_set_up(request: HttpRequest) -> str:
    """Read the secret that a first set-up shows."""
    return _SEALER.decrypt(request.session[_PENDING]["secret"])


def path_after(request: HttpRequest) -> str:
    """Read where the two steps lead."""
    return str(request.session[_PENDING]["next"])


def forget_first_step(request: HttpRequest) -> None:
    """End the two steps."""
    request.session.pop(_PENDING, None)


def keep_recovery_codes(request: HttpRequest, codes: list[str], *, wanted: str) -> None:
    """Keep fresh recovery codes until their owner says they are written down."""
    request.session[_CODES] = {"codes": [_SEALER.encrypt(code) for code in codes], "next": wanted}


def kept_recovery_codes(request: HttpRequest) -> tuple[list[str], str] | None:
    """Read the fresh recovery codes and where to go after them."""
    kept = request.session.get(_CODES)
    return ([_SEALER.decrypt(code) for code in kept["codes"]], kept["next"]) if kept else None


def forget_recovery_codes(request: HttpRequest) -> None:
    """Show the codes no more."""
    request.session.pop(_CODES, None)
