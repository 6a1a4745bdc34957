"""Tasks: added and changed in a form, moved on by a button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from murakami.domain.programme.models import Task
from murakami.domain.programme.operations.plan_desk import EditRefused, InitiativeNotFound
from murakami.domain.programme.operations.tasks import TaskText, add_task, change_task, move_task
from murakami.domain.programme.rules.status import TaskState
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.queries import list_staff
from murakami.interfaces.office.answers import Answers, Question, choice_options
from murakami.interfaces.office.frame import for_staff, now, unit_names
from murakami.interfaces.office.programme.forms import PlanForm, Sending, form_view, revision_of
from murakami.interfaces.office.programme.guarded import initiative_page
from murakami.interfaces.office.programme.opened import REFUSED, refusal_words, this_year
from murakami.interfaces.office.programme.people import account_ids, staff_by_login
from murakami.kernel.fiscal_years import show_fiscal_year


class AddTaskForm(PlanForm):
    """A task that does not exist yet."""

    heading = gettext_lazy("タスクを加える")
    tab = "plan-tasks"
    send = gettext_lazy("加える")
    said = gettext_lazy("タスクを加えました。")

    @property
    def task(self) -> Task:
        """The task that is written: here an empty one of the running year."""
        return Task(initiative=self.reading.initiative, fiscal_year=this_year(self.reading),
                    unit=self.reading.initiative.owner_unit)

    def questions(self) -> tuple[Question, ...]:
        task, names = self.task, unit_names()
        people = staff_by_login(list_staff(on=self.reading.today), names)
        login = (task.owner.login_name or "") if task.owner else ""
        years = {str(year): show_fiscal_year(year) for year in {*self.reading.open_years, task.fiscal_year}}
        return (
            Question("title", "text", _("すること"), start=task.title or None),
            Question("year", "choice", _("年度"), options=choice_options(dict(sorted(years.items())), select=True),
                     start=str(task.fiscal_year)),
            Question("due", "date", _("期限"), start=task.due_on, required=False),
            Question("unit", "choice", _("担当課"), options=choice_options(names, select=True), required=False,
                     start=task.unit if task.unit in names else None),
            Question("owner", "choice", _("担当の人"), options=choice_options(people, select=True), required=False,
                     start=login if login in people else None))

    def text(self, answers: Answers) -> TaskText:
        """What was typed, as the operation takes it."""
        owner = next(iter(account_ids([answers["owner"]] if answers["owner"] else [])), None)
        return TaskText(fiscal_year=int(answers["year"]), title=answers.text("title"), unit=answers.text("unit"), owner=owner,
                        due_on=answers["due"])

    def save(self, answers: Answers, sending: Sending) -> object:
        return add_task(code=self.code, actor=sending.actor, at=sending.at, revision=sending.revision, key=sending.key,
                        text=self.text(answers))


class ChangeTaskForm(AddTaskForm):
    """A task that is there."""

    heading = gettext_lazy("タスクを直す")
    send = gettext_lazy("保存する")
    said = gettext_lazy("タスクを直しました。")

    @property
    def task(self) -> Task:
        """The task of the address. Raises InitiativeNotFound."""
        found = next((task for task in self.reading.tasks if task.key == self.address["task"]), None)
        if found is None:
            raise InitiativeNotFound(self.code)
        return found

    def save(self, answers: Answers, sending: Sending) -> object:
        return change_task(code=self.code, actor=sending.actor, at=sending.at, revision=sending.revision,
                           key=self.task.key, text=self.text(answers))


@for_staff
@require_POST
@initiative_page
def move(request: HttpRequest, code: str, task: str) -> HttpResponse:
    """Begin, finish, drop or reopen a task."""
    try:
        moved = move_task(code=code, actor=actor_of(request), at=now(), revision=revision_of(request), key=task,
                          state=_state(request))
    except REFUSED as error:
        if str(error) == "task_unknown":
            raise InitiativeNotFound(code) from error
        messages.error(request, refusal_words(error))
    else:
        messages.success(request, _("「{title}」の状態を変えました。").format(title=moved.title))
    return redirect("office:plan-tasks", code)


def _state(request: HttpRequest) -> TaskState:
    sent = request.POST.get("state", "")
    if sent not in set(TaskState):
        raise EditRefused("state_unknown")
    return TaskState(sent)


add, change = form_view(AddTaskForm), form_view(ChangeTaskForm)
