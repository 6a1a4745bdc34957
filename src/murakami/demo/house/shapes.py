"""The two shapes of the demo: everything in one process, or edge and core as two with a directory between."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from murakami.demo.addresses import WorldAddresses, variables

Shape = Literal["all", "zones"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One server of the demo: its name, where it keeps things, its port, its environment."""

    name: str
    data_dir: Path
    port: int
    environment: Mapping[str, str]

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://localhost:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The demo of one data directory."""

    shape: Shape
    data_dir: Path
    world: WorldAddresses
    world_environment: Mapping[str, str]
    zones: tuple[Zone, ...]

    def zone_of(self, home: Literal["edge", "core"]) -> Zone:
        """Give the server on which the rooms of `home` run."""
        return next(zone for zone in self.zones if zone.name in {"all", home})

    @property
    def secret_key_path(self) -> Path:
        """Where the key that this demo generated for itself lies."""
        return self.data_dir / "demo" / "secret_key"


def plan_house(shape: Shape, *, data_dir: Path, port: int, inherited: Mapping[str, str]) -> House:
    """Say where everything stands: the software on `port` (the core on the next one), the world 25 ports on."""
    world = WorldAddresses(port=port + 26, mail_port=port + 25)
    shared = {
        **inherited,
        **variables(data_dir=data_dir, world=world),
        "MURAKAMI_SECRET_KEY_FILE": str(data_dir / "demo" / "secret_key"),
    }
    zones = (_zone("all", data_dir, port, shared),) if shape == "all" else _two_zones(data_dir, port, shared)
    front = zones[0]
    return House(
        shape=shape,
        data_dir=data_dir,
        world=world,
        zones=zones,
        # the world redirects to the portal, so it takes the settings of the zone that has one
        world_environment={**front.environment, "DATA_DIR": str(data_dir)},
    )


def _two_zones(data_dir: Path, port: int, shared: Mapping[str, str]) -> tuple[Zone, Zone]:
    between = {**shared, "MURAKAMI_SPOOL_DIR": str(data_dir / "between")}
    return _zone("edge", data_dir / "edge", port, between), _zone("core", data_dir / "core", port + 1, between)


def _zone(name: str, data_dir: Path, port: int, shared: Mapping[str, str]) -> Zone:
    own = {"MURAKAMI_ZONE": name, "DATA_DIR": str(data_dir), "PORT": str(port)}
    return Zone(name=name, data_dir=data_dir, port=port, environment={**shared, **own})
