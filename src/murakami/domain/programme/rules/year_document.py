"""The document of a frozen year: everything that was decided, under the names of offices and never of people."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from murakami.domain.programme.rules.cycle import Grade

FORMAT: Final = 1


def year_document(*, fiscal_year: int, frozen_at: str, initiatives: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Lay out the year. `frozen_at` is ISO 8601 with its offset; each initiative says its decided `grade`."""
    lines = [dict(one) for one in initiatives]
    return {"format": FORMAT, "fiscal_year": fiscal_year, "frozen_at": frozen_at, "initiatives": lines,
            "counts": {grade.value: sum(one["grade"] == grade for one in lines) for grade in Grade}}


def with_corrections(document: Mapping[str, Any], corrections: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """Put recorded corrections, oldest first, beside the words that were frozen; the words themselves stay."""
    return {**document, "corrections": [dict(one) for one in corrections]}


def said_in(document: Mapping[str, Any], *, code: str, field: str) -> str | None:
    """Read what a frozen year says in a field that a correction may name; None where there is no such thing."""
    initiative = next((one for one in document["initiatives"] if one["code"] == code), None)
    if initiative is None:
        return None
    if field.startswith("kpi:"):
        kpi = next((one for one in initiative["kpis"] if one["name"] == field.removeprefix("kpi:")), None)
        return None if kpi is None else _written(kpi["result"])
    return _written(initiative[field]) if field in initiative else None


def current_words(document: Mapping[str, Any], corrections: Iterable[Mapping[str, str]], *, code: str,
                  field: str) -> str | None:
    """Read what holds now in a field: the newest correction of it, else what was frozen."""
    newest = [one["after"] for one in corrections if (one["initiative"], one["field"]) == (code, field)]
    return newest[-1] if newest else said_in(document, code=code, field=field)


def _written(value: object) -> str:
    return "" if value is None else str(value)
