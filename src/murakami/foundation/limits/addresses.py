"""Where a request comes from, as far as limits need to know: past the proxies that we trust, and no further."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
UNKNOWN: Final = "unknown"
_HOME_NETWORK: Final = 64
_MOST_HOPS: Final = 20


class NotANetwork(ValueError):
    """A trusted proxy is written in a way that is no address and no network."""


def read_networks(written: Iterable[str]) -> tuple[Network, ...]:
    """Read addresses and networks, such as 10.0.0.5 or fd00::/8. Raises NotANetwork."""
    networks = []
    for one in written:
        try:
            networks.append(ip_network(one, strict=False))
        except ValueError as wrong:
            raise NotANetwork(f"{one!r} is not an address or a network. Write such as 10.0.0.5 or 10.0.0.0/24.") from wrong
    return tuple(networks)


def place_of(request: HttpRequest) -> str:
    """Name the network a request comes from: an IPv4 address, or the /64 that one household has in IPv6."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    address = visitor_of(request.META.get("REMOTE_ADDR", ""), forwarded, trusted=settings.TRUSTED_PROXIES)
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _HOME_NETWORK), strict=False))
    return str(address) if address else UNKNOWN


def visitor_of(peer: str, forwarded: str, *, trusted: Sequence[Network]) -> Address | None:
    """Find the visitor's address: the first one, seen from us, that is no proxy of ours.

    `forwarded` is X-Forwarded-For: each proxy writes behind what it was given, so whatever stands before the entry of
    a trusted proxy is that proxy's word, and what stands before that are the visitor's own words and count for nothing.
    Where an entry cannot be read, the proxy that wrote it stands for the visitor. None where not even the peer is known.
    """
    found = _read(peer)
    hops = forwarded.rsplit(",", _MOST_HOPS)[-_MOST_HOPS:] if forwarded else []
    for hop in reversed(hops):
        if found is None or not _is_trusted(found, trusted):
            break
        before = _read(hop)
        if before is None:
            break
        found = before
    return found


def _is_trusted(address: Address, trusted: Sequence[Network]) -> bool:
    return any(address in network for network in trusted)


def _read(written: str) -> Address | None:
    try:
        address = ip_address(written.strip().removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
