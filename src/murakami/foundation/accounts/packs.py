"""What packs bring to this room: the units of the city hall. Importing it registers the loader."""

from collections.abc import Iterator, Mapping

from murakami.foundation.accounts.operations.units import UnitEntry, load_units
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.registry import Change, ChangeKind, LoadOrder, register_loader
from murakami.foundation.packs.town import UNITS

_KINDS: Mapping[str, ChangeKind] = {
    "opened": ChangeKind.ADDED, "changed": ChangeKind.CHANGED, "closed": ChangeKind.WITHDRAWN,
}


def load_units_of(library: Library, *, order: LoadOrder) -> Iterator[Change]:
    """Open, change and close units as the packs say. SQL: 3."""
    entries = [
        UnitEntry(code=code, name=unit.name, phone=unit.phone or "", place=unit.place or "",
                  offices=tuple(office.model_dump() for office in unit.offices))
        for entry in library.entries(UNITS) for code, unit in entry.model.units.items()
    ]
    for change in load_units(entries):
        yield Change(_KINDS[change.kind], "unit of staff", change.code, (change.name,))


register_loader(load_units_of)
