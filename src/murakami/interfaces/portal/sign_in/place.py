"""Where a request comes from, as far as limits need to know."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_HOME_NETWORK = 64


def place_of(request: HttpRequest) -> str:
    """Name the network a request comes from: an IPv4 address, or the /64 that one household has in IPv6.

    Behind a proxy (`SECURE_PROXY_SSL_HEADER` is set) the proxy writes the last entry of X-Forwarded-For; the entries
    before it are the visitor's own words and count for nothing.
    """
    written = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        written = request.META.get("HTTP_X_FORWARDED_FOR", written).rpartition(",")[2].strip()
    try:
        address = ip_address(written)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _HOME_NETWORK), strict=False))
    return str(address)
