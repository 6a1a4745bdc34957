"""The page behind a personal link: no sign-in, three minutes, only what is its holder's."""

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from murakami.domain.programme.models import KpiYear, Task
from murakami.domain.programme.operations.links import Holder, LinkRefused, holder_of, open_link
from murakami.domain.programme.operations.updates import Update, save_update
from murakami.domain.programme.queries.cycle import InitiativeYear
from murakami.domain.programme.queries.links import find_own, list_own
from murakami.domain.programme.rules.measures import parse_measure, plain_measure, show_measure
from murakami.domain.programme.rules.status import Status, TaskState
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.components.site import OfficeSite
from murakami.interfaces.office.answers import Answers, Question, blank_answers, choice_options, read_answers
from murakami.interfaces.office.frame import brand, now
from murakami.interfaces.office.programme.words import STATUSES, TASK_STATES
from murakami.interfaces.office.programme_year.page import REFUSED, number_in, refusal_words
from murakami.interfaces.office.programme_year.words import REFUSALS
from murakami.kernel.dates import day_in_japan, show_date
from murakami.kernel.fiscal_years import era_fiscal_year, show_fiscal_year

P = ParamSpec("P")
_COMPUTED = "auto"
_STATES = (TaskState.TODO, TaskState.DOING, TaskState.DONE, TaskState.DROPPED)


def by_link(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Speak Japanese, keep the address to ourselves, and say kindly that a link opens no more."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with translation.override("ja"):
            try:
                response = view(request, *args, **kwargs)
            except LinkRefused:
                response = _show(request, "gone.html", status=404)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@by_link
@require_GET
def overview(request: HttpRequest, token: str) -> HttpResponse:
    """List what the holder may update. SQL: 7."""
    holder = open_link(token=token, at=now())
    own = [(plan, era_fiscal_year(plan.fiscal_year), STATUSES[Status(plan.status)]) for plan in
           list_own(holder.actor, at=now())]
    return _show(request, "update.html", holder=holder, token=token, own=own,
                 until=show_date(day_in_japan(holder.expires_at)))


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, token: str, code: str, year: int) -> HttpResponse:
    """Update one initiative: how it goes, what was achieved, tasks, results. SQL: 10 to show."""
    holder = holder_of(token=token, at=now())
    line = find_own(holder.actor, code=code, fiscal_year=year, at=now())
    if line is None:
        raise LinkRefused
    if request.method != "POST":
        return _form(request, holder, token, line, blank_answers(_questions(line)))
    said = request.POST.get("status.value", "")
    answers = read_answers(_questions(line, by_hand=said not in {"", _COMPUTED}), request, today=day_in_japan(now()))
    problem = "" if answers.is_right else None
    if answers.is_right:
        try:
            save_update(code=code, fiscal_year=year, update=_update(line, answers), actor=holder.actor,
                        revision=number_in(request), at=now())
        except _NotANumber as error:
            problem = _("「{name}」の実績は数字で書いてください（例 12.5）。").format(name=error)
        except REFUSED as error:
            problem = refusal_words(error)
        else:
            messages.success(request, _("{code} を更新しました。ありがとうございます。").format(code=code))
            return redirect("office:update", token)
    return _form(request, holder, token, line, answers, problem=problem or "")


class _NotANumber(ValueError):
    """The result of a KPI, by its name, is no number."""


def _form(request: HttpRequest, holder: Holder, token: str, line: InitiativeYear, answers: Answers, *,
          problem: str = "") -> HttpResponse:
    is_right = answers.is_right and not problem
    return _show(request, "update_one.html", status=200 if is_right else 422, holder=holder, token=token, line=line,
                 year_name=show_fiscal_year(line.plan.fiscal_year), fields=answers.fields,
                 problems=problems_of(answers.fields), problem=problem, revision=line.plan.initiative.revision)


def _questions(line: InitiativeYear, *, by_hand: bool = False) -> tuple[Question, ...]:
    plan, is_said = line.plan, bool(line.plan.status_reason)
    statuses = {_COMPUTED: _("自動（タスクと指標から決まる）"), **{status.value: str(words) for status, words in STATUSES.items()}}
    return (
        *(_task(number, task.title, task.state, show_date(task.due_on) if task.due_on else "") for number, task in
          enumerate(_open_tasks(line))),
        *(question for number, found in enumerate(_kpis(line)) for question in _kpi(number, found)),
        Question("result", "long_text", _("この年度の成果"), required=False, start=plan.result or None,
                 hint=_("何ができたかを1・2行で書きます。")),
        Question("status", "choice", _("進み具合"), options=choice_options(statuses, select=True),
                 start=plan.status if is_said else _COMPUTED),
        Question("reason", "long_text", _("進み具合の理由"), required=by_hand, start=plan.status_reason or None,
                 hint=str(REFUSALS["status_reason"]), options={"max": 500}))


def _task(number: int, title: str, state: str, due: str) -> Question:
    return Question(f"task-{number}", "choice", _("タスク：{title}").format(title=title), start=state,
                    options=choice_options({one.value: TASK_STATES[one] for one in _STATES}, select=True),
                    hint=_("期限 {day}").format(day=due) if due else "", called=title)


def _kpi(number: int, found: KpiYear) -> tuple[Question, Question]:
    kpi, result, evidence = found.kpi, found.result, found.evidence
    target = show_measure(found.target, kpi.unit)
    return (
        Question(f"kpi-{number}", "text", _("実績：{name}（{unit}）").format(name=kpi.name, unit=kpi.unit), required=False,
                 start=plain_measure(result) or None, hint=_("目標 {target}").format(target=target) if target else "",
                 options={"max": 30}),
        Question(f"evidence-{number}", "text", _("実績の根拠：{name}").format(name=kpi.name), required=False,
                 start=evidence or None, options={"max": 500}))


def _open_tasks(line: InitiativeYear) -> list[Task]:
    return [task for task in line.tasks if task.state in set(_STATES)]


def _kpis(line: InitiativeYear) -> list[KpiYear]:
    return [found for found in line.kpis if not found.kpi.indicator]


def _update(line: InitiativeYear, answers: Answers) -> Update:
    status = answers["status"]
    return Update(
        result=answers.text("result"), status=None if status == _COMPUTED else Status(status), reason=answers.text("reason"),
        tasks={task.key: TaskState(answers[f"task-{number}"]) for number, task in enumerate(_open_tasks(line))},
        results={found.kpi.key: _result(found.kpi.name, answers.text(f"kpi-{number}"), answers.text(f"evidence-{number}"))
                 for number, found in enumerate(_kpis(line))})


def _result(name: str, written: str, evidence: str) -> tuple[Decimal | None, str]:
    value = parse_measure(written) if written.strip() else None
    if written.strip() and value is None:
        raise _NotANumber(name)
    return value, evidence


def _show(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    token = context.get("token")
    site = OfficeSite(brand=brand(), home_href=reverse("office:update", args=[token]) if token else reverse("office:work-list"))
    return render(request, f"office/programme_year/{template}", {"site": site, **context}, status=status)
