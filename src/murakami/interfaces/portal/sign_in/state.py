"""What a browser's session keeps while a resident signs in."""

from typing import Any, Final, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.ports import PendingSignIn
from murakami.foundation.accounts.return_paths import own_path

CARD_SIGN_INS: Final = "card_sign_ins"
BUSINESS_SIGN_INS: Final = "business_sign_ins"
_CODE = "email_code"
_TABS_AT_ONCE = 5


def wanted_path(request: HttpRequest) -> str:
    """Say where the visitor wants to go after signing in; empty when nowhere of ours."""
    return own_path(request.POST.get("next", "") or request.GET.get("next", ""), otherwise="")


def path_after(wanted: str) -> str:
    """Where to send somebody who signed in."""
    return wanted or reverse("portal:my")


def current_resident(request: HttpRequest) -> int | None:
    """The resident's account this browser is signed in to, if any. SQL: what `actor_of` takes."""
    actor = actor_of(request)
    return actor.account_id if actor.is_resident else None


def own_address(request: HttpRequest, *, without_card: bool = False) -> str:
    """The mail address of the resident signed in to this browser; "" for others, and for one who has a card if so asked.

    SQL: what `actor_of` takes.
    """
    account = request.user
    if current_resident(request) is None or not isinstance(account, Account):
        return ""
    return "" if without_card and account.resident.oidc_sub else account.resident.email or ""


def keep_sign_in(request: HttpRequest, pending: PendingSignIn, *, where: str, wanted: str) -> None:
    """Remember a sign-in that left for a provider; a few tabs may be on their way at once."""
    kept: dict[str, Any] = request.session.get(where, {})
    newest = list(kept.items())[-(_TABS_AT_ONCE - 1):]
    entry = {"pending": pending.to_session(), "next": wanted, "current": current_resident(request)}
    request.session[where] = dict([*newest, (pending.state, entry)])


def take_sign_in(request: HttpRequest, *, where: str) -> tuple[PendingSignIn, str, int | None] | None:
    """Take out the sign-in that this return belongs to: it is good for one return, however that ends."""
    kept: dict[str, Any] = request.session.get(where, {})
    entry = kept.pop(request.GET.get("state", ""), None)
    if entry is None:
        return None
    request.session[where] = kept
    return PendingSignIn.from_session(entry["pending"]), entry["next"], entry["current"]


def keep_code(request: HttpRequest, *, key: str, email: str, wanted: str) -> None:
    """Remember which code this browser waits for."""
    request.session[_CODE] = {"key": key, "email": email, "next": wanted}


def kept_code(request: HttpRequest) -> dict[str, str] | None:
    """Read which code this browser waits for: its key, the address it went to, where to go then."""
    return cast("dict[str, str] | None", request.session.get(_CODE))


def forget_code(request: HttpRequest) -> None:
    """Wait for no code any more."""
    request.session.pop(_CODE, None)


def return_address(request: HttpRequest, route: str) -> str:
    """Give the exact address registered with a provider; on this machine, under the name the visitor uses."""
    path = reverse(route)
    return request.build_absolute_uri(path) if settings.DEMO else f"{settings.BASE_URL}{path}"
