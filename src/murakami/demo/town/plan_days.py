"""What the fictitious units wrote into the plan this year: a line most months, tasks begun; then it is published."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random

from murakami.demo.town.staff import heads_by_unit, office_head, office_hour
from murakami.domain.programme.models import Initiative, PlanEntry, Task
from murakami.domain.programme.operations.publish_plan import publish_plans
from murakami.domain.programme.operations.tasks import TaskText, change_task
from murakami.domain.programme.operations.updates import Update, save_update
from murakami.domain.programme.rules.status import TaskState
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.fiscal_years import first_day_of, fiscal_year_of, last_day_of, short_fiscal_year

_SAID = ("計画に沿って進めている（架空の例）。", "関係する課と話し合い、手順を決めた（架空の例）。", "試した結果をもとに、進め方を直した（架空の例）。")
_DILIGENCE = 0.7
_DAYS_LEFT = (-4, 12, 25, 45, 70, 100)  # until the tasks are due, in turn: one is late, two come soon


def write_the_year(*, seed: int, today: date) -> str:
    """Let units update their initiatives month by month, the same for the same seed and day; says how often.

    Nothing happens where somebody has updated a plan already, or where packs bring none.
    """
    rng, year, heads = Random(f"plan {seed}"), fiscal_year_of(today), heads_by_unit()
    if PlanEntry.objects.filter(kind="plan.updated", text=short_fiscal_year(year)).exists():
        return "plans were updated already"
    _give_days(year, heads, today=today, at=office_hour(today, days_ago=max(_months(today), default=2) + 9, rng=Random(seed)))
    written = 0
    planned = Initiative.objects.filter(is_current=True, years__fiscal_year=year, owner_unit__in=heads)
    for days_ago in _months(today):
        for one in planned.order_by("code"):
            if rng.random() < _DILIGENCE:
                save_update(code=one.code, fiscal_year=year, update=_update(one, year, rng), actor=heads[one.owner_unit],
                            revision=one.revision, at=office_hour(today, days_ago=days_ago + rng.randint(0, 9), rng=rng))
                written += 1
    return f"{written} updates of plans"


def publish_all_plans(*, at: datetime) -> str:
    """Have the DX office publish every plan; says how many."""
    head = office_head()
    return f"{len(publish_plans(actor=head, at=at)) if head else 0} plans published"


def _give_days(year: int, heads: Mapping[str, Actor], *, today: date, at: datetime) -> None:
    """Say until when each task is to be done, so that something waits for somebody."""
    tasks = Task.objects.filter(fiscal_year=year, due_on=None, initiative__is_current=True, initiative__owner_unit__in=heads)
    for place, task in enumerate(tasks.select_related("initiative").order_by("initiative__code", "key")):
        due_on = min(today + timedelta(days=_DAYS_LEFT[place % len(_DAYS_LEFT)]), last_day_of(year))
        one = Initiative.objects.get(pk=task.initiative_id)
        change_task(code=one.code, actor=heads[one.owner_unit], at=at, revision=one.revision, key=task.key, text=TaskText(
            fiscal_year=year, title=task.title, unit=task.unit, owner=task.owner_id, due_on=due_on))


def _months(today: date) -> Iterator[int]:
    """Days ago, a month apart, back to the beginning of the fiscal year."""
    longest = (today - first_day_of(fiscal_year_of(today))).days
    return reversed(range(2, longest - 9, 30))


def _update(one: Initiative, year: int, rng: Random) -> Update:
    begun = {task.key: TaskState.DOING for task in Task.objects.filter(initiative=one, fiscal_year=year)
             if task.state == TaskState.TODO and rng.random() < 1 / 3}
    return Update(result=rng.choice(_SAID), tasks=begun)
