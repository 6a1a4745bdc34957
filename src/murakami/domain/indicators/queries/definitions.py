"""Definitions: what indicators there are, and how they were counted before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from murakami.domain.indicators.formats import IndicatorFile
from murakami.domain.indicators.models import IndicatorVersion


class IndicatorUnknown(LookupError):
    """There is no such indicator."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """The current version of an indicator; `counted_at` says up to when its events were counted, None for not yet."""

    id: int
    key: str
    number: int
    written: IndicatorFile
    counted_at: datetime | None
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class OldVersion:
    """A way of counting that a newer one has replaced; its figures stay as they stood."""

    id: int
    number: int
    written: IndicatorFile
    loaded_at: datetime
    frozen_at: datetime


def list_indicators() -> tuple[Indicator, ...]:
    """List the current indicators in the order of the packs. SQL: 1."""
    rows = IndicatorVersion.objects.filter(frozen_at=None, withdrawn_at=None).order_by("order", "key")
    return tuple(_indicator(row) for row in rows)


def get_indicator(key: str) -> Indicator:
    """Read one. SQL: 1. Raises IndicatorUnknown."""
    row = IndicatorVersion.objects.filter(key=key, frozen_at=None, withdrawn_at=None).first()
    if row is None:
        raise IndicatorUnknown(key)
    return _indicator(row)


def list_old_versions(key: str) -> tuple[OldVersion, ...]:
    """List the ways in which an indicator was counted before, the newest first. SQL: 1."""
    rows = IndicatorVersion.objects.filter(key=key, frozen_at__isnull=False).order_by("-number")
    return tuple(OldVersion(row.pk, row.number, _definition(row), row.loaded_at, row.frozen_at)
                 for row in rows if row.frozen_at is not None)


def target_of(written: IndicatorFile, fiscal_year: int) -> Decimal | None:
    """Take the target of a fiscal year: its own, else that of the nearest year before."""
    years: Mapping[str, Decimal] = written.targets.years if written.targets else {}
    known = [year for year in years if int(year) <= fiscal_year]
    return years[max(known)] if known else None


def _indicator(row: IndicatorVersion) -> Indicator:
    return Indicator(row.pk, row.key, row.number, _definition(row), row.counted_at, row.loaded_at)


def _definition(row: IndicatorVersion) -> IndicatorFile:
    return IndicatorFile.model_validate(row.document)
