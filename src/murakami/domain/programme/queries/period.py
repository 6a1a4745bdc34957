"""An edition's whole period: what was decided of each initiative in every year, and what is said of all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from murakami.domain.programme.models import Edition, EvaluationStep, Initiative, PeriodEvaluation
from murakami.domain.programme.queries.cycle import code_order, standing_steps
from murakami.domain.programme.rules.cycle import Stage


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """An initiative over the period: by fiscal year what the headquarters decided, and the evaluation of the whole."""

    initiative: Initiative
    decided: Mapping[int, EvaluationStep]
    whole: PeriodEvaluation | None


def read_period(edition: Edition, *, years: Sequence[int], code: str | None = None) -> tuple[PeriodLine, ...]:
    """Read every current initiative over the years of a period, or the one of `code`. SQL: 3."""
    initiatives = Initiative.objects.filter(**({"is_current": True} if code is None else {"code": code}))
    steps: dict[tuple[int, int], list[EvaluationStep]] = {}
    for step in EvaluationStep.objects.filter(fiscal_year__in=years).order_by("id"):
        steps.setdefault((step.initiative_id, step.fiscal_year), []).append(step)
    wholes = {one.initiative_id: one for one in PeriodEvaluation.objects.filter(edition=edition)}
    return tuple(
        PeriodLine(initiative=one, whole=wholes.get(one.pk), decided={
            year: found for year in years
            if (found := standing_steps(steps.get((one.pk, year), ())).get(Stage.HEADQUARTERS)) is not None})
        for one in sorted(initiatives, key=lambda one: code_order(one.code)))
