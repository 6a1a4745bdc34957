"""Rolling a frozen year forward: what the next year begins with, why each unfinished task goes over."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.programme.models import Year
from murakami.domain.programme.operations.cycle import CycleNotPermitted, CycleRefused
from murakami.domain.programme.operations.cycle_rolling import ReasonsMissing, roll_forward
from murakami.domain.programme.queries.rolling import Leaving, read_leaving
from murakami.domain.programme.rules.rolling import UNFINISHED, decided_to_end, roll
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.office.frame import now
from murakami.interfaces.office.programme_year.page import (
    REFUSED,
    cycle_page,
    number_in,
    refusal_words,
    refused,
    runs_programme,
    show_cycle,
)
from murakami.interfaces.office.programme_year.words import COURSES
from murakami.interfaces.office.programme_year.years import opened_year
from murakami.kernel.fiscal_years import show_fiscal_year


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def roll_over(request: HttpRequest, year: int) -> HttpResponse:
    """Preview what the next year begins with, ask why tasks go over, and roll. SQL: 9 to show."""
    found = opened_year(year)
    away = _away(request, found)
    if away is not None:
        return away
    leaving = read_leaving(year)
    if request.method != "POST":
        return _page(request, found, leaving)
    keys = [task.key for one in leaving for task in one.tasks if task.state in UNFINISHED]
    try:
        done = roll_forward(
            fiscal_year=year, reasons={key: request.POST.get(f"reason-{key}", "")[:2000] for key in keys},
            dropped=frozenset(key for key in keys if request.POST.get(f"fate-{key}") == "drop"),
            keys={key: secrets.token_hex(16) for key in keys}, actor=actor_of(request), revision=number_in(request), at=now())
    except ReasonsMissing as error:
        return _page(request, found, leaving, missing=error.keys, problem=refusal_words(error))
    except REFUSED as error:
        return refused(request, error, "office:programme-year", year)
    messages.success(request, _("{year}に、計画{plans}件、目標{targets}件、タスク{carried}件を繰り越しました。").format(
        year=show_fiscal_year(year + 1), plans=done.plans, targets=done.targets, carried=done.carried))
    return redirect("office:programme-year", year + 1)


def _away(request: HttpRequest, found: Year) -> HttpResponse | None:
    if not runs_programme(request):
        return refused(request, CycleNotPermitted(), "office:programme-year", found.fiscal_year)
    if found.state != Year.State.FROZEN:
        return refused(request, CycleRefused("not_frozen"), "office:programme-year", found.fiscal_year)
    if found.rolled_at is not None:
        messages.info(request, _("この年度はもう繰り越しています。"))
        return redirect("office:programme-year", found.fiscal_year)
    return None


def _page(request: HttpRequest, found: Year, leaving: list[Leaving], *, missing: tuple[str, ...] = (),
          problem: str = "") -> HttpResponse:
    lines = [_line(one, sent=request.POST, missing=missing) for one in leaving]
    return show_cycle(
        request, "roll.html", status=422 if problem else 200, found=found, year_name=show_fiscal_year(found.fiscal_year),
        next_name=show_fiscal_year(found.fiscal_year + 1), problem=problem,
        asked=[line for line in lines if line["tasks"]], ready=[line for line in lines if not line["tasks"]])


def _line(one: Leaving, *, sent: QueryDict, missing: tuple[str, ...]) -> dict[str, object]:
    rolled = roll(one.old, reasons={})
    read = sent.get
    tasks = [{"task": task, "reason": read(f"reason-{task.key}", ""), "dropped": read(f"fate-{task.key}") == "drop",
              "wrong": task.key in missing} for task in one.tasks if task.state in UNFINISHED]
    return {"initiative": one.initiative, "plan": rolled.plan, "already": one.old.next_plan, "targets": len(rolled.targets),
            "tasks": tasks, "course": COURSES[one.old.decided.course], "ends": decided_to_end(one.old.decided)}
