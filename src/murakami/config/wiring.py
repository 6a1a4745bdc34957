"""Which adapter stands behind which port, and which handlers listen, in this zone."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from murakami.config.zones import Home, serves

# modules whose import registers the handlers of messages and the background tasks of a zone
_HANDLERS: tuple[tuple[str, Home], ...] = (
    ("murakami.flows.handlers.edge", "edge"),
    ("murakami.flows.handlers.core", "core"),
)


def bind() -> None:
    """Bind every port and every handler of the zone this process runs in."""
    for module, home in _HANDLERS:
        if serves(settings.ZONE, home) and _stands(module):
            import_module(module)


def _stands(module: str) -> bool:
    room = module.rpartition(".")[0]
    return bool(find_spec("murakami.flows") and find_spec(room) and find_spec(module))
