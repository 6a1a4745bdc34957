"""Ends sessions whose time is over before any page sees them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from murakami.foundation.accounts.sessions import leave, signed_in, touch

TIMED_OUT = "timed_out_kind"


class SessionLimits:
    """Signs a session out when it lay idle too long, lasted too long, or is of a kind this zone does not serve.

    The next page finds `TIMED_OUT` in the fresh session and can say what happened. A visitor without a session
    cookie costs nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            self._end_or_touch(request)
        return self.get_response(request)

    def _end_or_touch(self, request: HttpRequest) -> None:
        session, at = signed_in(request), timezone.now()
        if session is None:
            return
        if session.is_over(at=at) or session.kind not in settings.ACCOUNT_KINDS:
            leave(request)
            request.session[TIMED_OUT] = session.kind.value
        else:
            touch(request, session=session, at=at)
