"""The door of my page: the signed-in resident comes in; what stands in another mailbox does not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from murakami.domain.intake.queries import FilingNotFound, IntakeNotFound
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.mailbox.queries import NotInMailbox
from murakami.domain.mandates.queries import MandateNotFound
from murakami.flows.conversation.answering import PageGone
from murakami.foundation.accounts.guards import to_sign_in
from murakami.foundation.accounts.vocabulary import AccountKind
from murakami.interfaces.portal.door import claim
from murakami.interfaces.portal.kept import ask_again
from murakami.interfaces.portal.visitor import owner_of

_P = ParamSpec("_P")


@dataclass(frozen=True, slots=True)
class Me:
    """The resident whose mailbox this is."""

    owner: Owner
    account_id: int
    mailbox_key: str


def mine(view: Callable[Concatenate[HttpRequest, Me, _P], HttpResponse]
         ) -> Callable[Concatenate[HttpRequest, _P], HttpResponse]:
    """Let a signed-in resident in and hand over who it is; lead everybody else to the sign-in and back.

    What this browser began before signing in is taken along. What somebody typed before the session ended is kept.
    The page is never cached by anybody.
    """
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        claim(request)
        owner = owner_of(request)
        if owner.account_id is None or owner.mailbox_key is None:
            return ask_again(request) if request.method == "POST" else to_sign_in(request, kind=AccountKind.RESIDENT)
        try:
            return view(request, Me(owner, owner.account_id, owner.mailbox_key), *args, **kwargs)
        except (NotInMailbox, IntakeNotFound, FilingNotFound, MandateNotFound, PageGone) as missing:
            raise Http404 from missing
    return guarded


def for_oneself(view: Callable[Concatenate[HttpRequest, Me, _P], HttpResponse]
                ) -> Callable[Concatenate[HttpRequest, Me, _P], HttpResponse]:
    """Keep a page for residents: for somebody who acts for a firm it does not exist."""
    @wraps(view)
    def guarded(request: HttpRequest, me: Me, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        if me.owner.firm is not None:
            raise Http404
        return view(request, me, *args, **kwargs)
    return guarded
