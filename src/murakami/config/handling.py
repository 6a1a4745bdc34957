"""From the server to Django: every request is read as UTF-8, whatever its sender says."""

from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    """A request that is decoded by no codec of the sender's choice.

    Django would take the `charset` of the content type up while it makes the request, where `undefined` or `idna` end in
    an exception that no middleware sees. `middleware.RequestText` answers the other encodings.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Handler(WSGIHandler):
    """Django's handler with our request."""

    request_class = Utf8Request


def make_application() -> Handler:
    """Set Django up and make the WSGI application of this zone."""
    django.setup(set_prefix=False)
    return Handler()
