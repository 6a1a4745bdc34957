"""Which rooms live in which zone: the law's two files kept apart (architecture: edge faces the internet, core the office).

`all` installs everything in one process; `edge` and `core` install their own rooms and the shared ones, so that nothing
of the portal can even name a table of the agency.
"""

from dataclasses import dataclass
from typing import Literal

Zone = Literal["all", "edge", "core"]
ZONES: tuple[Zone, ...] = ("all", "edge", "core")
Home = Literal["shared", "edge", "core"]


@dataclass(frozen=True, slots=True)
class Room:
    """A Django app, by its path below `murakami`, and the zone it belongs to."""

    path: str
    home: Home

    @property
    def label(self) -> str:
        """The app label: the last part of the path."""
        return self.path.rpartition(".")[2]


ROOMS: tuple[Room, ...] = (
    Room("foundation.accounts", "shared"),
    Room("foundation.events", "shared"),
    Room("foundation.files", "shared"),
    Room("foundation.limits", "shared"),
    Room("foundation.spool", "shared"),
    Room("foundation.packs", "shared"),
    Room("domain.procedures", "shared"),
    Room("domain.publications", "shared"),
    Room("interfaces.components", "shared"),
    Room("interfaces.open", "shared"),
    Room("domain.intake", "edge"),
    Room("domain.mailbox", "edge"),
    Room("domain.mandates", "edge"),
    Room("interfaces.portal", "edge"),
    Room("interfaces.api", "edge"),
    Room("foundation.looks", "core"),
    Room("domain.register", "core"),
    Room("domain.learning", "core"),
    Room("domain.cases", "core"),
    Room("domain.indicators", "core"),
    Room("domain.programme", "core"),
    Room("interfaces.office", "core"),
)


def serves(zone: Zone, home: Home) -> bool:
    """Say whether what belongs to `home` runs in `zone`."""
    return home == "shared" or zone in {"all", home}


def rooms_of(zone: Zone) -> tuple[Room, ...]:
    """List the rooms that `zone` installs, in the order of installation."""
    return tuple(room for room in ROOMS if serves(zone, room.home))
