"""What came of a point of the agenda: a decision about its initiative, a task for somebody."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.programme.models import AgendaItem
from murakami.domain.programme.operations import meetings as records
from murakami.domain.programme.operations.cycle import CycleNotPermitted, CycleRefused
from murakami.domain.programme.operations.meetings import MeetingNotFound
from murakami.domain.programme.queries.meetings import read_agenda
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.queries import list_staff_people
from murakami.interfaces.office.answers import (
    Answers,
    Question,
    blank_answers,
    choice_options,
    form_key,
    read_answers,
)
from murakami.interfaces.office.frame import now, unit_names
from murakami.interfaces.office.programme_year.meetings import open_meeting
from murakami.interfaces.office.programme_year.page import (
    REFUSED,
    Form,
    cycle_page,
    refusal_words,
    refused,
    runs_programme,
    show_form,
)
from murakami.kernel.dates import day_in_japan


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, key: str, order: int) -> HttpResponse:
    """Record a decision taken under a point."""
    item, away = _open(request, key, order)
    if away:
        return away
    questions = (Question("text", "long_text", _("決まったこと")), Question("reason", "long_text", _("理由")))
    form = Form(heading=_("決定を記録する"), send=_("決定を記録する"), back=reverse("office:meeting", args=[key]),
                lead=_lead(item))
    if request.method != "POST":
        return show_form(request, form, blank_answers(questions))
    answers = read_answers(questions, request, today=day_in_japan(now()))

    def write() -> None:
        records.record_decision(key=key, order=order, decision_key=form_key(request, f"{key} {order} decision"),
                                text=answers.text("text"), reason=answers.text("reason"), actor=actor_of(request), at=now())

    return _answer(request, form, answers, write, key=key, done=_("決定を取組に記録しました。"))


@cycle_page
@require_http_methods(["GET", "HEAD", "POST"])
def give_task(request: HttpRequest, key: str, order: int) -> HttpResponse:
    """Make a task of what was agreed under a point."""
    item, away = _open(request, key, order)
    if away:
        return away
    questions = (
        Question("title", "text", _("すること"), options={"max": 300}),
        Question("owner", "choice", _("担当"), options=choice_options(_staff(), select=True), required=False,
                 hint=_("決まっていなければ選ばなくてかまいません。")),
        Question("due_on", "date", _("期限"), required=False, hint=_("書かないと、その年度の終わりになります。")))
    form = Form(heading=_("タスクを割り当てる"), send=_("タスクをつくる"), back=reverse("office:meeting", args=[key]),
                lead=_lead(item))
    if request.method != "POST":
        return show_form(request, form, blank_answers(questions))
    answers = read_answers(questions, request, today=day_in_japan(now()))

    def write() -> None:
        records.give_task(key=key, order=order, task_key=form_key(request, f"{key} {order} task"), title=answers.text("title"),
                          owner=int(answers["owner"]) if answers["owner"] else None, due_on=answers["due_on"],
                          actor=actor_of(request), at=now())

    return _answer(request, form, answers, write, key=key, done=_("タスクを取組に加えました。"))


def _open(request: HttpRequest, key: str, order: int) -> tuple[AgendaItem, HttpResponse | None]:
    meeting = open_meeting(key)
    item = next((item for item in read_agenda(meeting) if item.order == order), None)
    if item is None:
        raise MeetingNotFound(key)
    if not runs_programme(request):
        return item, refused(request, CycleNotPermitted(), "office:meeting", key)
    code = "papers_not_out" if meeting.state == "planned" else "" if item.initiative else "no_initiative"
    return item, refused(request, CycleRefused(code), "office:meeting", key) if code else None


def _lead(item: AgendaItem) -> str:
    return f"{item.title}　{item.initiative.code} {item.initiative.title}" if item.initiative else item.title


def _answer(request: HttpRequest, form: Form, answers: Answers, write: Callable[[], None], *, key: str, done: str) -> HttpResponse:
    problem = ""
    if answers.is_right:
        try:
            write()
        except REFUSED as error:
            problem = refusal_words(error)
        else:
            messages.success(request, done)
            return redirect("office:meeting", key)
    return show_form(request, form, answers, problem=problem)


def _staff() -> dict[str, str]:
    names = unit_names()
    return {str(one.actor.account_id): f"{'・'.join(names.get(unit, unit) for unit in sorted(one.actor.units))}　{one.actor.name}"
            for one in list_staff_people(on=day_in_japan(now())) if one.actor.units}
