"""What is missing before a year can be frozen, and which words of a frozen year a correction may name."""

from collections.abc import Iterable
from dataclasses import dataclass

from murakami.domain.programme.rules.cycle import Evaluation, Grade


@dataclass(frozen=True, slots=True)
class YearLine:
    """An initiative in a year, as freezing looks at it; `kpis_without_result` names KPIs with a target and no result."""

    code: str
    has_result: bool
    evaluation: Evaluation
    kpis_without_result: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """What an initiative still lacks: `code` of the initiative, `what` a stable code, `name` of a KPI where it is one."""

    code: str
    what: str
    name: str = ""


CORRECTABLE = ("plan", "result", "status_reason", "budget_yen", "settlement_yen")
AMOUNTS = frozenset({"budget_yen", "settlement_yen"})


def missing_of(line: YearLine) -> tuple[Missing, ...]:
    """List what one initiative lacks. A year that cannot be evaluated (D) may leave results of KPIs open."""
    decided = line.evaluation.decided
    found = [] if line.has_result else [Missing(line.code, "result")]
    if decided is None or decided.grade is not Grade.D:
        found += [Missing(line.code, "kpi_result", name) for name in line.kpis_without_result]
    if line.evaluation.turn is not None:
        found.append(Missing(line.code, f"evaluation_{line.evaluation.turn}"))
    return tuple(found)


def missing_before_freezing(lines: Iterable[YearLine]) -> tuple[Missing, ...]:
    """List what has to be there before the year can be frozen, in the order of the initiatives."""
    return tuple(one for line in lines for one in missing_of(line))


def refusal_of_correction(*, field: str, before: str, after: str, reason: str) -> str | None:
    """Give the stable code of why a frozen year may not be corrected so, or None.

    `field` is one of `CORRECTABLE`, or `kpi:<name>` for the result of a KPI.
    """
    if field not in CORRECTABLE and not field.startswith("kpi:"):
        return "field_unknown"
    if not reason.strip():
        return "reason_missing"
    if after.strip() == before.strip():
        return "nothing_changed"
    if field in AMOUNTS and not (after.strip().isascii() and after.strip().isdigit()):
        return "not_an_amount"
    return None
