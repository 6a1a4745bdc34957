"""The codes by which a provider says that something went wrong; only these reach a log, whatever else it sends."""

from typing import Final

_ANSWERED_TO_THE_BROWSER = (  # RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6
    "invalid_request", "unauthorized_client", "access_denied", "unsupported_response_type", "invalid_scope", "server_error",
    "temporarily_unavailable", "interaction_required", "login_required", "account_selection_required", "consent_required",
    "invalid_request_uri", "invalid_request_object", "request_not_supported", "request_uri_not_supported",
    "registration_not_supported")
_ANSWERED_TO_US = (  # RFC 6749 5.2, RFC 6750 3.1
    "invalid_client", "invalid_grant", "unsupported_grant_type", "invalid_token", "insufficient_scope")
KNOWN: Final = frozenset((*_ANSWERED_TO_THE_BROWSER, *_ANSWERED_TO_US))
OTHER: Final = "other"


def known_error(sent: str) -> str:
    """Take a code as it came, or `other`: anybody can write the address a browser comes back with."""
    return sent if sent in KNOWN else OTHER
