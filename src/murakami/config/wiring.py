"""Which adapter stands behind which port, and which handlers listen, in this zone."""

from importlib import import_module

from django.conf import settings

from murakami.adapters.clamav.client import read_address
from murakami.config.mandates import bind_mandate_book
from murakami.config.printing import bind_letters, bind_papers, bind_receipts
from murakami.config.stored_files import CarriedFiles
from murakami.config.zones import Home, serves
from murakami.foundation.files.scanning import bind_scanner
from murakami.foundation.spool.ports import bind_stored_files

# modules whose import registers the handlers of messages and the background tasks of a zone
_LISTENERS: tuple[tuple[str, Home], ...] = (
    ("murakami.flows.handlers.edge", "edge"),
    ("murakami.flows.handlers.publications", "edge"),
    ("murakami.flows.handlers.forgetting", "edge"),
    ("murakami.flows.handlers.mandates", "edge"),
    ("murakami.flows.nightly.shared", "shared"),
    ("murakami.flows.evidence", "shared"),
    ("murakami.interfaces.api.nightly", "edge"),
    ("murakami.flows.nightly.edge", "edge"),
    ("murakami.flows.nightly.mandates", "edge"),
    ("murakami.flows.nightly.programme", "core"),
    ("murakami.flows.nightly.learning", "core"),
    ("murakami.flows.nightly.reshuffle", "core"),
    ("murakami.flows.nightly.origins", "core"),
    ("murakami.flows.nightly.hearings", "core"),
    ("murakami.flows.nightly.evidence", "core"),
    ("murakami.flows.nightly.looks", "core"),
    ("murakami.flows.nightly.protection", "core"),
    ("murakami.flows.agency.protection", "core"),
    ("murakami.flows.programme.measured", "core"),
    ("murakami.flows.programme.comments", "core"),
    ("murakami.flows.nightly.core", "core"),
    ("murakami.flows.agency.handlers", "core"),
    ("murakami.flows.agency.satisfaction", "core"),
    ("murakami.flows.agency.letters", "core"),
    ("murakami.flows.agency.asking", "core"),
    ("murakami.flows.agency.emergency", "core"),
    ("murakami.flows.agency.quarantine", "core"),
)

# parts of packs whose rooms are not installed everywhere: every zone reads and checks whole packs
_PACK_PARTS: tuple[str, ...] = ("murakami.domain.indicators.pack_part", "murakami.domain.learning.pack_part",
                                "murakami.domain.programme.pack_part")


def bind() -> None:
    """Bind every port and every listener of the zone this process runs in."""
    for module in _PACK_PARTS:
        import_module(module)
    bind_stored_files(CarriedFiles())
    bind_scanner(read_address(settings.CLAMAV_SOCKET) if settings.CLAMAV_SOCKET else None)
    for module, home in _LISTENERS:
        if serves(settings.ZONE, home):
            import_module(module)
    if serves(settings.ZONE, "core"):
        bind_letters()
        bind_papers()
    if serves(settings.ZONE, "edge"):
        bind_receipts()
        bind_mandate_book()

