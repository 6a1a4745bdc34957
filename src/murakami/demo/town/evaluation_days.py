"""How the fictitious town has evaluated its last fiscal year: measured, evaluated by three stages, frozen, made public."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from random import Random

from murakami.demo.town.body_days import group_member, headquarters_member
from murakami.demo.town.staff import heads_by_unit, office_head, office_hour
from murakami.domain.programme.models import Initiative, Kpi, KpiYear, PlanEntry, Year
from murakami.domain.programme.operations.cycle_freezing import freeze_year
from murakami.domain.programme.operations.cycle_signing import sign_step
from murakami.domain.programme.operations.cycle_years import start_evaluation
from murakami.domain.programme.operations.kpis import Figures, KpiText, add_kpi, set_figures
from murakami.domain.programme.operations.updates import Update, save_update
from murakami.domain.programme.queries.cycle import read_year
from murakami.domain.programme.rules.cycle import Course, Grade, Stage, Statement
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.fiscal_years import fiscal_year_of

_EVIDENCE, _REACHED, _AHEAD = "担当課の集計（架空の例）", 0.6, 0.15
_DONE = KpiText(name="予定した作業を終えた割合（架空の例）", definition="その年度に予定した作業のうち、年度末までに終えたものの割合。", unit="%",
                direction="up", baseline=Decimal(50), baseline_on="令和3年度（架空の例）")
_TARGETS = (60, 70, 80, 90, 100)
_RESULT = "予定した作業を進め、結果を関係する課に伝えた（架空の例）。"
_SAID: Mapping[Grade, Statement] = {
    Grade.A: Statement(grade=Grade.A, reason="予定より早く進み、次の年度の作業も始めた（架空の例）。", course=Course.EXPAND),
    Grade.B: Statement(grade=Grade.B, reason="目標のとおりに進んだ（架空の例）。", course=Course.CONTINUE),
    Grade.C: Statement(grade=Grade.C, reason="目標に届かない指標があった（架空の例）。", course=Course.REVISE,
                       cause="繁忙期と重なり、準備が遅れた（架空の例）。", next_step="準備を上半期に終えるよう、日程を組み直す（架空の例）。"),
    Grade.D: Statement(grade=Grade.D, reason="年度の途中から数え始めたため、目標と比べられない（架空の例）。", course=Course.CONTINUE,
                       cause="仕組みを使い始めたのが年度の途中だった（架空の例）。", next_step="次の年度は1年を通して数える（架空の例）。"),
}


@dataclass(frozen=True, slots=True)
class _Town:
    """Who evaluates the year, and when."""

    year: int
    office: Actor
    signers: Mapping[Stage, Actor | None]  # None: the head of the owner unit
    heads: Mapping[str, Actor]
    today: date

    def at(self, month: int, day: int, *, rng: Random) -> datetime:
        """An office hour on that day after the year, or of these days where it is still ahead."""
        return office_hour(self.today, days_ago=max(2, (self.today - date(self.year + 1, month, day)).days), rng=rng)


def write_last_year(*, seed: int, today: date) -> str:
    """Let the units write what came of the last fiscal year, before they write of this one; says of how many initiatives.

    The same for the same seed and day. Nothing happens where that year is not of the plan, or somebody has written already.
    """
    town, rng = _town(today), Random(f"results {seed}")
    if town is None or _open_year(town.year) is None or PlanEntry.objects.filter(kind="plan.updated").exists():
        return "no year to write of"
    owned = list(Initiative.objects.filter(is_current=True, years__fiscal_year=town.year, owner_unit__in=town.heads).order_by("code"))
    for one in owned:
        _measure(one, town, rng)
        _write(one, town, rng)
    return f"{len(owned)} results of the last year"


def evaluate_last_year(*, seed: int, today: date) -> str:
    """Take the last fiscal year from its results to its publication, the same for the same seed and day.

    Nothing happens where that year is not of the plan or was evaluated before, or where the bodies have nobody.
    """
    town, rng = _town(today), Random(f"evaluation {seed}")
    begun = None if town is None else _open_year(town.year)
    if town is None or begun is None:
        return "no year to evaluate"
    start_evaluation(fiscal_year=town.year, actor=town.office, revision=begun.revision, at=town.at(4, 27, rng=rng))
    for line in read_year(town.year, today=today):
        grade = _grade(line.kpis, rng)
        for seen, stage in enumerate(Stage):
            _sign(line.plan.initiative, stage, _SAID[grade], town, seen=seen, rng=rng)
    revision = Year.objects.get(fiscal_year=town.year).revision
    freeze_year(fiscal_year=town.year, actor=town.office, revision=revision, at=town.at(7, 3, rng=rng))
    return "the last year evaluated"


def _open_year(fiscal_year: int) -> Year | None:
    return Year.objects.filter(fiscal_year=fiscal_year, state=Year.State.OPEN).first()


def _town(today: date) -> _Town | None:
    office, group, headquarters = office_head(), group_member(), headquarters_member()
    if office is None or group is None or headquarters is None:
        return None
    return _Town(fiscal_year_of(today) - 1, office, {Stage.SELF: None, Stage.GROUP: group, Stage.HEADQUARTERS: headquarters},
                 heads_by_unit(), today)


def _measure(one: Initiative, town: _Town, rng: Random) -> None:
    """Write what came of every KPI that has targets and is not counted; give one to an initiative that has none."""
    head, at = town.heads[one.owner_unit], town.at(4, 15, rng=rng)
    if not KpiYear.objects.filter(kpi__initiative=one, kpi__is_active=True, target__isnull=False).exists():
        add_kpi(code=one.code, actor=head, at=at, revision=_revision(one), key=f"{one.code}-done", text=_DONE)
        years = {year: Figures(Decimal(target)) for year, target in zip(_plan_years(), _TARGETS, strict=False)}
        set_figures(code=one.code, actor=head, at=at, revision=_revision(one), key=f"{one.code}-done", years=years)
    for kpi in Kpi.objects.filter(initiative=one, is_active=True, indicator="").prefetch_related("years"):
        years = {year.fiscal_year: Figures(year.target, _result(year.target, kpi.direction, rng), _EVIDENCE)
                 for year in kpi.years.all() if year.target is not None and year.fiscal_year <= town.year}
        set_figures(code=one.code, actor=head, at=at, revision=_revision(one), key=kpi.key, years=years)


def _plan_years() -> Iterator[int]:
    return iter(Year.objects.order_by("fiscal_year").values_list("fiscal_year", flat=True))


def _result(target: Decimal, direction: str, rng: Random) -> Decimal:
    if rng.random() < _REACHED:
        return target
    missed = rng.uniform(0.75, 0.97) if direction == "up" else rng.uniform(1.05, 1.4)
    return (target * Decimal(missed)).quantize(Decimal(1))


def _write(one: Initiative, town: _Town, rng: Random) -> None:
    save_update(code=one.code, fiscal_year=town.year, update=Update(result=_RESULT), actor=town.heads[one.owner_unit],
                revision=_revision(one), at=town.at(4, 20, rng=rng))


def _grade(kpis: tuple[KpiYear, ...], rng: Random) -> Grade:
    aimed = [one for one in kpis if one.target is not None]
    if aimed and all(one.result is None for one in aimed):
        return Grade.D
    if any(_is_missed(one) for one in aimed):
        return Grade.C
    return Grade.A if rng.random() < _AHEAD else Grade.B


def _is_missed(one: KpiYear) -> bool:
    if one.result is None or one.target is None:
        return False
    return one.result < one.target if one.kpi.direction == "up" else one.result > one.target


def _sign(one: Initiative, stage: Stage, said: Statement, town: _Town, *, seen: int, rng: Random) -> None:
    day = {Stage.SELF: (5, 11), Stage.GROUP: (6, 2), Stage.HEADQUARTERS: (6, 29)}[stage]
    sign_step(fiscal_year=town.year, code=one.code, stage=stage, statement=said, seen=seen, at=town.at(*day, rng=rng),
              actor=town.signers[stage] or town.heads.get(one.owner_unit, town.office))


def _revision(one: Initiative) -> int:
    return Initiative.objects.values_list("revision", flat=True).get(pk=one.pk)


