"""Ends sessions whose time is over before any page sees them."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from murakami.foundation.accounts.sessions import has_left, leave, signed_in, touch
from murakami.foundation.accounts.vocabulary import AccountKind

TIMED_OUT = "timed_out_kind"
CLEARED: Final = '"cache", "storage"'
"""What a browser forgets when a session ends. Not its cookies: a fresh session says why the old one ended, and other
services of the same domain keep theirs."""
CLEARED_FOR_STAFF: Final = '"cache"'
"""Who has switched off the keys of lists on this computer finds them off tomorrow; storage holds nothing else."""


class SessionLimits:
    """Signs a session out when it lay idle too long, lasted too long, or is of a kind this zone does not serve.

    The next page finds `TIMED_OUT` in the fresh session and can say what happened. Whatever ended the session, here, by
    signing out or from another device, the answer has the browser forget what it kept. A visitor without a session
    cookie costs nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.COOKIES.get(settings.SESSION_COOKIE_NAME):
            return self.get_response(request)
        ended = self._end_or_touch(request)
        response = self.get_response(request)
        if ended or has_left(request):
            response["Clear-Site-Data"] = CLEARED_FOR_STAFF if AccountKind.STAFF in settings.ACCOUNT_KINDS else CLEARED
        return response

    def _end_or_touch(self, request: HttpRequest) -> bool:
        """Say whether the session of this cookie is over; one that was ended elsewhere is not found any more."""
        session, at = signed_in(request), timezone.now()
        if session is None:
            return request.session.is_empty()
        if session.is_over(at=at) or session.kind not in settings.ACCOUNT_KINDS:
            leave(request)
            request.session[TIMED_OUT] = session.kind.value
            return True
        touch(request, session=session, at=at)
        return False
