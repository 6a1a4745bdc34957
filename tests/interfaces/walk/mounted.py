"""The addresses that are mounted in this zone."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from murakami.config.zones import serves
from tests.interfaces.routes import ROUTES

HERE = [route for route in ROUTES.values() if serves(settings.ZONE, route.home)
        and (route.name != "front-door" or settings.ZONE == "core")]
PAGES = [route for route in HERE if "GET" in route.methods]
# the API takes no cookies, so there is nothing that another site could use: tests/interfaces/api
FORMS = [route for route in HERE if "POST" in route.methods and not route.name.startswith("api:")]


def mounted(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from mounted(entry, inner)
        else:
            yield f"{space}{entry.name}", entry


def parts_of(name: str) -> list[str]:
    """The parts of a route's address, those of the including routes too."""
    return [part for possibility in _possibilities(name) for part in possibility[1]]


def _possibilities(name: str) -> list[tuple[str, list[str]]]:
    resolver, last = get_resolver(), name
    for space in name.split(":")[:-1]:
        resolver = resolver.namespace_dict[space][1]
        last = name.rpartition(":")[2]
    return resolver.reverse_dict.getlist(last)[0][0]
