"""Loads the indicators of packs: a new way of counting is a new version, and the old one stays as it stood."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from murakami.domain.indicators.formats import IndicatorFile
from murakami.domain.indicators.models import IndicatorVersion, SeriesPoint
from murakami.domain.indicators.pack_part import INDICATORS
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Said
from murakami.foundation.packs.registry import Change, ChangeKind, LoadConflict, LoadOrder
from murakami.foundation.packs.town import UNITS
from murakami.kernel.json_values import sha256_of

WHAT = "indicator"


def load_indicators(library: Library, *, order: LoadOrder) -> Iterable[Change]:
    """Keep every indicator of the packs. SQL: 1 when nothing changed, 4 for each that did.

    A formula or unit that changed needs the next version number: the figures under the old one are frozen, the new
    ones are counted from all events by the next update.

    Raises:
        LoadConflict: a way of counting changed and its number did not, or a number went back.
    """
    current = {row.key: row for row in IndicatorVersion.objects.select_for_update().filter(frozen_at=None)}
    units = _units_in_charge(library)
    written = [_of_town(entry.model, units) for entry in library.entries(INDICATORS)]
    changes = [change for one in written for change in _keep(one, current.get(one.indicator), at=order.at)]
    kept = {one.indicator for one in written}
    for key, row in current.items():
        if key not in kept and row.withdrawn_at is None:
            row.withdrawn_at = order.at
            row.save(update_fields=["withdrawn_at"])
            changes.append(Change(ChangeKind.WITHDRAWN, WHAT, key))
    return changes


def document_of(written: IndicatorFile) -> dict[str, Any]:
    """Write a definition as the table keeps it and `IndicatorFile.model_validate` reads it."""
    return written.model_dump(mode="json", by_alias=True, exclude_none=True)


def counts_of(written: IndicatorFile) -> str:
    """Fingerprint what is counted: another one is another version."""
    formula = written.formula.model_dump(mode="json", by_alias=True) if written.formula else None
    if formula and formula["level"] is None:
        del formula["level"]  # came after the first release: what was loaded before must keep its fingerprint
    return sha256_of({"formula": formula, "unit": written.unit})


def _units_in_charge(library: Library) -> Mapping[str, str]:
    """Map the names by which packs call a unit of any town to the unit that serves there."""
    return {served: code for entry in library.entries(UNITS) for code, unit in entry.model.units.items()
            for served in unit.serves}


def _of_town(written: IndicatorFile, units: Mapping[str, str]) -> IndicatorFile:
    owner = units.get(written.owner, written.owner)
    not_yet = written.not_yet
    if not_yet:
        not_yet = not_yet.model_copy(update={"owner": units.get(not_yet.owner, not_yet.owner)})
    return written.model_copy(update={"owner": owner, "not_yet": not_yet})


def _keep(written: IndicatorFile, row: IndicatorVersion | None, *, at: datetime) -> Iterator[Change]:
    document, counts = document_of(written), counts_of(written)
    if row is None or row.number < written.version:
        yield _begin_version(written, row, document=document, counts=counts, at=at)
        return
    if row.counts != counts or row.number != written.version:
        raise _number_stays(written, row)
    if row.document == document and row.withdrawn_at is None:
        return
    if row.document.get("dimensions") != document.get("dimensions"):
        row.counted_at, row.loaded_at = None, at
    row.document, row.order, row.withdrawn_at = document, written.order, None
    row.save(update_fields=["document", "order", "withdrawn_at", "counted_at", "loaded_at"])
    _keep_points(row, written)
    yield Change(ChangeKind.CHANGED, WHAT, written.indicator)


def _begin_version(written: IndicatorFile, old: IndicatorVersion | None, *, document: dict[str, Any], counts: str,
                   at: datetime) -> Change:
    if old is not None:
        old.frozen_at = at
        old.save(update_fields=["frozen_at"])
    row = IndicatorVersion.objects.create(key=written.indicator, number=written.version, document=document,
                                          counts=counts, order=written.order, loaded_at=at)
    _keep_points(row, written)
    details = (f"v{old.number} → v{row.number}",) if old else ()
    return Change(ChangeKind.CHANGED if old else ChangeKind.ADDED, WHAT, written.indicator, details)


def _keep_points(row: IndicatorVersion, written: IndicatorFile) -> None:
    SeriesPoint.objects.filter(version=row).delete()
    SeriesPoint.objects.bulk_create([
        SeriesPoint(version=row, on=point.on, value=point.value, is_projected=point.projected, note=point.note or "")
        for point in written.series])


def _number_stays(written: IndicatorFile, row: IndicatorVersion) -> LoadConflict:
    return LoadConflict(
        Said(f"指標「{written.indicator}」の数え方が、版の番号（{row.number}）を変えずに変わっています。",
             f"The way of counting {written.indicator} changed, but not its version ({row.number})."),
        Said(f"version: {row.number + 1} にして、changed: に何を変えたかを書いてください。前の版の値はそのまま残ります。",
             f"Write version: {row.number + 1} and say in changed: what changed. The figures of the old one stay."),
    )  # fmt: skip
