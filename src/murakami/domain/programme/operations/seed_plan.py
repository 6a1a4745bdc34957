"""Plants the action plan of the packs: what is missing is added, what stands is left as it stands, a frozen
year too."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from murakami.domain.programme.formats.part import written_in
from murakami.domain.programme.formats.plan import BodyEntry, KpiEntry, PlanFile, PlannedInitiative
from murakami.domain.programme.models import Body, Initiative, Kpi, KpiYear, Risk, Task, Year, YearPlan
from murakami.domain.programme.operations.plan_desk import write_entries
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.registry import Change, ChangeKind, LoadOrder


def load_plan(library: Library, *, order: LoadOrder) -> Iterator[Change]:
    """Add bodies, years, initiatives, plans and KPIs that the database does not have yet; overwrite nothing.

    An initiative whose plan somebody has written (or that an earlier load planted) is left alone as a whole. SQL: at most
    16, however many initiatives.
    """
    for entry in written_in(library, PlanFile):
        yield from _bodies(entry.model.bodies)
        _years(entry.model)
        yield from _initiatives(entry.model, at=order.at)


def _bodies(entries: Iterable[BodyEntry]) -> Iterator[Change]:
    known = set(Body.objects.values_list("code", flat=True))
    fresh = [entry for entry in entries if entry.code not in known]
    Body.objects.bulk_create([
        Body(code=one.code, kind=one.kind, name=one.name, role=one.role, unit=one.unit or "") for one in fresh])
    for one in fresh:
        yield Change(ChangeKind.ADDED, "body of the programme", one.code, (one.name,))


def _years(plan: PlanFile) -> None:
    Year.objects.bulk_create([Year(fiscal_year=year) for year in range(plan.first_year, plan.last_year + 1)],
                             ignore_conflicts=True)


def _initiatives(plan: PlanFile, *, at: datetime) -> Iterator[Change]:
    wanted = {one.code: one for one in plan.initiatives}
    rows = _rows(wanted)
    for one in rows:
        _take_over(one, wanted[one.code], at=at)
    Initiative.objects.bulk_update(rows, ["owner_unit", "related_units", "purpose", "issue", "procedures", "is_assumed",
                                          "updated_at", "revision"])
    fresh = [(one, wanted[one.code]) for one in rows]
    frozen = set(Year.objects.filter(state=Year.State.FROZEN).values_list("fiscal_year", flat=True)) if fresh else set()
    YearPlan.objects.bulk_create([YearPlan(initiative=row, fiscal_year=year, plan=text) for row, entry in fresh
                                  for year, text in sorted(entry.years.items()) if year not in frozen])
    _kpis([(row, kpi) for row, entry in fresh for kpi in entry.kpis], frozen=frozen)
    Task.objects.bulk_create([Task(initiative=row, fiscal_year=task.year, key=task.key, title=task.title, unit=task.unit or "")
                              for row, entry in fresh for task in entry.tasks])
    Risk.objects.bulk_create([Risk(initiative=row, **risk.model_dump()) for row, entry in fresh for risk in entry.risks])
    write_entries(rows, kind="plan.seeded", at=at)
    for row in rows:
        yield Change(ChangeKind.ADDED, "plan of an initiative", row.code, (row.title,))


def _rows(wanted: dict[str, PlannedInitiative]) -> list[Initiative]:
    """Find or make the initiatives whose own book is empty: an edition may have made the bare row."""
    known = {one.code: one for one in Initiative.objects.filter(code__in=wanted)}
    Initiative.objects.bulk_create([Initiative(code=code, title=entry.title) for code, entry in wanted.items()
                                    if code not in known])
    return list(Initiative.objects.filter(code__in=wanted, entries__isnull=True).order_by("code"))


def _take_over(row: Initiative, entry: PlannedInitiative, *, at: datetime) -> None:
    row.owner_unit, row.related_units, row.procedures = entry.owner, list(entry.related), list(entry.procedures)
    row.purpose, row.issue, row.is_assumed = entry.purpose, entry.issue, entry.assumed
    row.updated_at, row.revision = at, row.revision + 1


def _kpis(pairs: list[tuple[Initiative, KpiEntry]], *, frozen: set[int]) -> None:
    made = Kpi.objects.bulk_create([
        Kpi(initiative=row, key=one.key, name=one.name, definition=one.definition, unit=one.unit, direction=one.direction,
            baseline=one.baseline, baseline_on=one.baseline_on, indicator=one.indicator or "", is_assumed=one.assumed)
        for row, one in pairs])
    KpiYear.objects.bulk_create([
        KpiYear(kpi=kpi, fiscal_year=year, target=target)
        for kpi, (_, one) in zip(made, pairs, strict=True) for year, target in sorted(one.targets.items())
        if year not in frozen])
