"""Whose address a request has: past our proxies, never by the visitor's own words."""

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from murakami.foundation.limits.addresses import NotANetwork, place_of, read_networks, visitor_of

OURS = read_networks(["127.0.0.1", "10.0.0.0/24", "fd00::/8"])


@pytest.mark.parametrize(("peer", "forwarded", "visitor"), [
    ("198.51.100.7", "", "198.51.100.7"),
    ("198.51.100.7", "203.0.113.5", "198.51.100.7"),  # no proxy of ours: its words count for nothing
    ("127.0.0.1", "", "127.0.0.1"),
    ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
    ("127.0.0.1", "1.1.1.1, 203.0.113.5", "203.0.113.5"),
    ("127.0.0.1", "1.1.1.1, 203.0.113.5, 10.0.0.9", "203.0.113.5"),  # two proxies of ours
    ("127.0.0.1", "1.1.1.1, 10.0.0.3, 203.0.113.5, 10.0.0.9", "203.0.113.5"),
    ("fd00::1", "[2001:db8::5]", "2001:db8::5"),
    ("::ffff:127.0.0.1", "::ffff:203.0.113.5", "203.0.113.5"),
    ("127.0.0.1", "203.0.113.5, nonsense", "127.0.0.1"),
    ("127.0.0.1", "203.0.113.5, nonsense, 10.0.0.9", "10.0.0.9"),
    ("127.0.0.1", ",", "127.0.0.1"),
    ("127.0.0.1", "10.0.0.1, 10.0.0.2", "10.0.0.1"),  # somebody on our own network
    ("127.0.0.1", ",".join(["10.0.0.1"] * 5000), "10.0.0.1"),
    ("", "203.0.113.5", "None"),
])
def test_visitor_of__believes_only_our_proxies(peer: str, forwarded: str, visitor: str) -> None:
    assert str(visitor_of(peer, forwarded, trusted=OURS)) == visitor


@pytest.mark.parametrize(("address", "place"), [
    ("203.0.113.5", "203.0.113.5"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("nonsense", "unknown")])
def test_place_of__names_one_household(address: str, place: str, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ()
    assert place_of(RequestFactory().get("/", REMOTE_ADDR=address)) == place


def test_read_networks__names_what_is_none() -> None:
    with pytest.raises(NotANetwork, match=r"10\.0\.0\.5"):
        read_networks(["proxy.example.jp"])
