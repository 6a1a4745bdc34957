"""The check of a course, and how it came out."""

import secrets
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from murakami.domain.learning.catalogue import Catalogue, Course
from murakami.domain.learning.catalogue import Question as Asked
from murakami.domain.learning.operations.checks import take_check
from murakami.domain.learning.queries.catalogue import catalogue_of, current_catalogue, get_course
from murakami.domain.learning.queries.results import get_result, list_completed
from murakami.domain.learning.refusals import CourseUnknown, LearningRefused
from murakami.domain.learning.rules.scoring import choice_order
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import (
    Answers,
    Question,
    blank_answers,
    choice_options,
    form_key,
    read_answers,
)
from murakami.interfaces.office.frame import now
from murakami.interfaces.office.learning.door import for_learners, show_learning
from murakami.interfaces.office.learning.words import REFUSALS, gives_words, until_words
from murakami.kernel.dates import show_date


@dataclass(frozen=True, slots=True)
class Marked:
    """A question with what was chosen, what is right, and why."""

    question: str
    is_right: bool
    chosen: tuple[str, ...]
    right: tuple[str, ...]
    explanation: str


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, course: str) -> HttpResponse:
    """Let the reader answer the check; the order of the choices belongs to the sheet. SQL: 2 to show, and the session's."""
    catalogue = current_catalogue()
    asked = get_course(catalogue, course)
    if asked.check is None:
        raise CourseUnknown(course)
    nonce = request.POST.get("nonce", "")[:64] or secrets.token_hex(16)
    questions = _questions(asked, seed=nonce)
    if request.method != "POST":
        return _sheet(request, asked, catalogue, blank_answers(questions), nonce=nonce)
    answers = read_answers(questions, request, today=timezone.localdate(now()))
    if not answers.is_right:
        return _sheet(request, asked, catalogue, answers, nonce=nonce)
    try:
        taken = take_check(
            actor=actor_of(request), key=form_key(request, f"learning {asked.code}"), course=asked.code,
            sheet=request.POST.get("sheet", ""), at=now(), answers=[_chosen(answers[key]) for key in answers.by_key])
    except LearningRefused as refused:
        return _sheet(request, asked, catalogue, blank_answers(questions), nonce=nonce, problem=str(REFUSALS[refused.code]))
    return redirect("office:learning-result", taken.key)


@for_learners
@require_GET
def result(request: HttpRequest, result: str) -> HttpResponse:
    """Show how a check of the reader came out, with what is right and why. SQL: 4, and the session's."""
    account_id = actor_of(request).account_id or 0
    taken = get_result(key=result, account_id=account_id)
    catalogue = catalogue_of(taken.catalogue.sha256)
    course = get_course(catalogue, taken.course)
    if course.check is None:
        raise CourseUnknown(taken.course)
    day = timezone.localdate(taken.at)
    done = next((one for one in list_completed(account_id) if one.course == taken.course and one.on >= day), None)
    return show_learning(
        request, "result", taken=taken, course=course, pass_mark=course.check.pass_mark, day=show_date(day),
        marked=[_marked(question, frozenset(chosen))
                for question, chosen in zip(course.check.questions, taken.answers, strict=False)],
        gained=gives_words(course, catalogue) if done else "", until=until_words(done.until) if done else "",
        needs_attendance=taken.passed and done is None and course.completion == "both")


def _questions(course: Course, *, seed: str) -> tuple[Question, ...]:
    assert course.check is not None
    return tuple(_question(asked, place, seed=seed) for place, asked in enumerate(course.check.questions))


def _question(asked: Asked, place: int, *, seed: str) -> Question:
    offered = {code: asked.choices[code] for code in choice_order(asked, seed=seed, place=place)}
    number = _("問{number}").format(number=place + 1)
    return Question(f"q{place}", "choices" if len(asked.right) > 1 else "choice", f"{number}　{asked.question}",
                    options=choice_options(offered), called=number)


def _chosen(value: str | tuple[str, ...]) -> frozenset[str]:
    return frozenset({value} if isinstance(value, str) else value)


def _sheet(request: HttpRequest, course: Course, catalogue: Catalogue, answers: Answers, *, nonce: str,
           problem: str = "") -> HttpResponse:
    assert course.check is not None
    status = 200 if answers.is_right and not problem else 422
    return show_learning(
        request, "check", course=course, fields=answers.fields, problems=problems_of(answers.fields), problem=problem,
        nonce=nonce, sheet=catalogue.sha256, pass_mark=course.check.pass_mark, total=len(course.check.questions), status=status)


def _marked(asked: Asked, chosen: frozenset[str]) -> Marked:
    return Marked(asked.question, chosen == asked.right, tuple(asked.choices[code] for code in asked.choices if code in chosen),
                  tuple(words for code, words in asked.choices.items() if code in asked.right), asked.explanation)
