"""Offering a passkey once, after a sign-in, on one's own page; and telling by mail of every new way in."""

from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from murakami.foundation.accounts.operations.passkeys import wants_offer
from murakami.foundation.accounts.sessions import signed_in
from murakami.interfaces.components.told_mail import call_us, tell

_OFFER: Final = "passkey_offer"


def note_offer(request: HttpRequest, *, account_id: int) -> None:
    """Remember at sign-in whether one's own page is to offer a passkey. SQL: 1."""
    if wants_offer(account_id):
        request.session[_OFFER] = True


def offers_passkey(request: HttpRequest) -> bool:
    """Say whether to offer a passkey now. SQL: none beside the session's."""
    return bool(request.session.get(_OFFER)) and may_add(request)


def forget_offer(request: HttpRequest) -> None:
    """Offer no more."""
    request.session.pop(_OFFER, None)


def may_add(request: HttpRequest) -> bool:
    """Say whether the reader has signed in a moment ago; whoever finds an open browser adds no way in of their own."""
    session = signed_in(request)
    return session is not None and session.is_fresh(at=timezone.now())


def mail_added(address: str, *, device: str) -> None:
    """Tell a resident by mail, in the language of the page, that a passkey was added; nothing in it leads anywhere."""
    tell(address, _("パスキーを加えました"), _("新しいパスキー（{device}）でマイページに入れるようになりました。").format(device=device),
          _("心当たりのないときは、マイページの「サインインの方法」で、このパスキーを消し、ほかの端末のサインインを終わらせてください。"))


def mail_card_linked(address: str) -> None:
    """Tell a resident who came by mail until now that a card opens the account too."""
    tell(address, _("カードを結び付けました"), _("マイナンバーカードで、マイページに入れるようになりました。"), call_us())
