"""One way for every form about staff: shown, read, done; what cannot be done keeps everything that was typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from murakami.foundation.accounts.operations.rights import RightRefused
from murakami.foundation.accounts.operations.staff_names import LoginNameTaken
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import Answers, Question, blank_answers, read_answers
from murakami.interfaces.office.frame import now, show
from murakami.interfaces.office.staff.words import REFUSALS

Act = Callable[[Answers], HttpResponse]


@dataclass(frozen=True, slots=True)
class Form:
    """The words of a form and where it leads back to."""

    heading: str
    send: str
    back: str
    back_text: str
    lead: str = ""


def ask(request: HttpRequest, form: Form, questions: Sequence[Question], act: Act) -> HttpResponse:
    """Show a form; sent, do what it says, or show it again with what is wrong."""
    if request.method != "POST":
        return _page(request, form, blank_answers(questions))
    answers = read_answers(questions, request, today=timezone.localdate(now()))
    if not answers.is_right:
        return _page(request, form, answers)
    try:
        return act(answers)
    except RightRefused as refused:
        return _page(request, form, answers, problem=str(REFUSALS[refused.code]))
    except LoginNameTaken:
        return _page(request, form, answers, problem=str(REFUSALS["login_taken"]))


def _page(request: HttpRequest, form: Form, answers: Answers, *, problem: str = "") -> HttpResponse:
    return show(request, "office/staff/form.html", here="staff", form=form, fields=answers.fields, problem=problem,
                problems=problems_of(answers.fields), status=200 if answers.is_right and not problem else 422)
