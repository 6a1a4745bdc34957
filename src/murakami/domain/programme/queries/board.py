"""The board: every initiative on one page, in a fixed number of statements."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists

from murakami.domain.programme.models import Initiative, Kpi, Task, Year, YearPlan
from murakami.domain.programme.queries.plan import KpiReading, read_kpis
from murakami.domain.programme.queries.standing import ownership_of, standing_of
from murakami.domain.programme.rules.rights import Standing, works_on
from murakami.domain.programme.rules.status import (
    OPEN_TASKS,
    Status,
    TaskFact,
    TaskState,
    is_overdue,
    status_of,
)
from murakami.foundation.accounts.rules import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardWish:
    """What a reader wants to see; empty means everything."""

    unit: str = ""
    status: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One initiative on the board."""

    initiative: Initiative
    status: Status
    is_said: bool
    kpi: KpiReading | None
    open_tasks: int
    overdue_tasks: int
    is_mine: bool

    @property
    def updated_at(self) -> datetime | None:
        """When its plan was last written."""
        return self.initiative.updated_at


@dataclass(frozen=True, slots=True)
class Board:
    """The lines that were wished for, in the order of their codes; `counts` and `units` are of all of them."""

    lines: tuple[BoardLine, ...]
    whole: int
    mine: int
    counts: Mapping[Status, int]
    units: tuple[str, ...]
    standing: Standing


def read_board(*, actor: Actor, fiscal_year: int, today: date, wish: BoardWish) -> Board:
    """Read the board of a fiscal year. SQL: 7, and those of the bound figures, however many initiatives."""
    standing = standing_of(actor, on=today)
    lines = sorted(_lines(actor, fiscal_year=fiscal_year, today=today), key=lambda line: code_order(line.initiative.code))
    counts = Counter(line.status for line in lines)
    units = sorted({unit for line in lines for unit in (line.initiative.owner_unit, *line.initiative.related_units)} - {""})
    return Board(lines=tuple(line for line in lines if _is_wished(line, wish)), whole=len(lines),
                 mine=sum(line.is_mine for line in lines), counts=counts, units=tuple(units), standing=standing)


def code_order(code: str) -> tuple[tuple[int, str], ...]:
    """Order codes as the policy does: 2-1-2 before 2-1-10."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in code.split("-"))


def _is_wished(line: BoardLine, wish: BoardWish) -> bool:
    units = {line.initiative.owner_unit, *line.initiative.related_units}
    return ((not wish.unit or wish.unit in units) and (not wish.status or line.status == wish.status)
            and (not wish.mine or line.is_mine))


def _lines(actor: Actor, *, fiscal_year: int, today: date) -> Iterable[BoardLine]:
    frozen_year = Year.objects.filter(fiscal_year=fiscal_year, state=Year.State.FROZEN)
    rows = YearPlan.objects.filter(fiscal_year=fiscal_year).annotate(is_frozen=Exists(frozen_year))
    years = {year.initiative_id: year for year in rows}
    tasks = _tasks(fiscal_year)
    kpis = _kpis(fiscal_year, today)
    for one in Initiative.objects.filter(is_current=True).prefetch_related("promoters"):
        year, own, measured = years.get(one.pk), tasks.get(one.pk, ()), kpis.get(one.pk, ())
        said = Status(year.status) if year else Status.NOT_STARTED
        status = said if year and year.is_frozen else status_of(
            fiscal_year=fiscal_year, said=said, reason=year.status_reason if year else "", tasks=own,
            kpis=[kpi.fact for kpi in measured], has_result=bool(year and year.result), today=today)
        yield BoardLine(one, status, bool(year and year.status_reason), next(iter(measured), None),
                        sum(task.state in OPEN_TASKS for task in own), sum(is_overdue(task, today=today) for task in own),
                        works_on(actor, ownership_of(one)))


def _tasks(fiscal_year: int) -> Mapping[int, Sequence[TaskFact]]:
    found: dict[int, list[TaskFact]] = defaultdict(list)
    for initiative, state, due in Task.objects.filter(fiscal_year=fiscal_year).values_list("initiative_id", "state", "due_on"):
        found[initiative].append(TaskFact(TaskState(state), due))
    return found


def _kpis(fiscal_year: int, today: date) -> Mapping[int, Sequence[KpiReading]]:
    found: dict[int, list[KpiReading]] = defaultdict(list)
    for one in read_kpis(Kpi.objects.filter(is_active=True).order_by("pk"), today=today,
                         fiscal_years=(fiscal_year - 1, fiscal_year)):
        found[one.kpi.initiative_id].append(one)
    return found
