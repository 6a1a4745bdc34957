"""What is needed to read somebody's own spreadsheet as a plan."""

from collections.abc import Mapping, Sequence

from murakami.domain.programme.models import Initiative, Kpi, SheetMapping, Year
from murakami.domain.programme.rules.sheet_cells import DIRECTION_WORDS
from murakami.domain.programme.rules.sheet_mapping import KnownKpi, digest_of


def find_mapping(headings: Sequence[str]) -> Mapping[str, str] | None:
    """Find what the columns of a sheet with these headings were said to mean. SQL: 1."""
    row = SheetMapping.objects.filter(headings_sha256=digest_of(headings)).first()
    return dict(row.columns) if row else None


def titles_to_codes() -> Mapping[str, str]:
    """Map the titles of the current initiatives to their codes. SQL: 1."""
    return dict(Initiative.objects.filter(is_current=True).values_list("title", "code"))


def years_of_plan() -> tuple[int, ...]:
    """List the fiscal years of the programme that may still be written. SQL: 1."""
    return tuple(Year.objects.exclude(state=Year.State.FROZEN).order_by("fiscal_year").values_list("fiscal_year", flat=True))


def kpis_by_name() -> Mapping[tuple[str, str], KnownKpi]:
    """Map the KPIs by code of the initiative and name, in the words of a sheet. SQL: 1."""
    words = {direction.value: word for word, direction in DIRECTION_WORDS.items()}
    rows = Kpi.objects.values_list("initiative__code", "name", "key", "definition", "unit", "direction")
    return {(code, name): KnownKpi(key, definition, unit, words[direction]) for code, name, key, definition, unit, direction in rows}
