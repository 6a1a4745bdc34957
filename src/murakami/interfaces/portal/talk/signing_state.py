"""What a browser's session keeps while a card signs somewhere else; good for one return."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from murakami.foundation.accounts.signing import PendingSignature

_KEY = "card_signatures"
_TABS_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Signing:
    """Which conversation is being signed, as it was shown (`reviewed`), by which account."""

    pending: PendingSignature
    key: str
    reviewed: str
    account: int | None


def keep_signing(request: HttpRequest, signing: Signing) -> None:
    """Remember that a browser left to sign; a few tabs may be on their way at once."""
    kept: dict[str, Any] = request.session.get(_KEY, {})
    newest = list(kept.items())[-(_TABS_AT_ONCE - 1):]
    entry = {"pending": signing.pending.to_session(), "key": signing.key, "reviewed": signing.reviewed,
             "account": signing.account}
    request.session[_KEY] = dict([*newest, (signing.pending.way.state, entry)])


def take_signing(request: HttpRequest) -> Signing | None:
    """Take out the signing that this return belongs to, however it ends."""
    kept: dict[str, Any] = request.session.get(_KEY, {})
    entry = kept.pop(request.GET.get("state", ""), None)
    if entry is None:
        return None
    request.session[_KEY] = kept
    return Signing(pending=PendingSignature.from_session(entry["pending"]), key=entry["key"],
                   reviewed=entry["reviewed"], account=entry["account"])
