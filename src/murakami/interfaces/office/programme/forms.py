"""One way for every form of the plan: shown, read, saved; what cannot be saved keeps everything that was typed."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from murakami.domain.programme.operations.plan_desk import PlanChanged
from murakami.domain.programme.queries.plan import PlanReading
from murakami.domain.programme.rules.measures import parse_measure
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import Actor
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import Answer, Answers, Question, blank_answers, form_key, read_answers
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.programme.guarded import initiative_page
from murakami.interfaces.office.programme.opened import (
    REFUSED,
    open_initiative,
    refusal_words,
    show_plan,
)
from murakami.interfaces.office.programme.words import NOT_THEIRS
from murakami.kernel.fields import FieldError, field_type

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Sending:
    """Who sends a form, when, from which revision of the plan; `key` names what the form makes, once."""

    actor: Actor
    at: datetime
    revision: int
    key: str


class PlanForm:
    """A form of the plan. `address` is what stands in the address beside the code; `tab` is where one came from;
    `columns` how many fields stand beside each other where there is room.
    """

    tab: ClassVar[str] = "initiative"
    send: ClassVar[Words] = _("保存する")
    said: ClassVar[Words] = _("保存しました。")
    lead: ClassVar[Words] = ""
    measures: ClassVar[tuple[str, ...]] = ()
    columns: ClassVar[int] = 1

    def __init__(self, reading: PlanReading, address: Mapping[str, Any]) -> None:
        self.reading = reading
        self.address = address

    @property
    def heading(self) -> Words:
        """What is written here."""
        raise NotImplementedError

    @property
    def code(self) -> str:
        """The initiative's code."""
        return self.reading.initiative.code

    def is_theirs(self, actor: Actor) -> bool:
        """Say whether the actor may fill it in."""
        return self.reading.may_edit(actor)

    def questions(self) -> tuple[Question, ...]:
        """Lay out the fields, filled with what stands now."""
        raise NotImplementedError

    def checked(self, answers: Answers) -> Answers:
        """Read what the kernel's fields do not: the numbers of KPIs."""
        return measured(answers, self.measures)

    def save(self, answers: Answers, sending: Sending) -> object:
        """Write what was typed; may raise what `opened.REFUSED` names."""
        raise NotImplementedError


def measured(answers: Answers, keys: tuple[str, ...]) -> Answers:
    """Read the texts of some fields as numbers of KPIs, naming those that are none."""
    return Answers({key: _as_measure(one) if key in keys else one for key, one in answers.by_key.items()})


def _as_measure(answer: Answer) -> Answer:
    if not isinstance(answer.value, str):
        return answer
    number: Decimal | None = parse_measure(answer.value)
    if number is None:
        return replace(answer, value=None, errors=FieldError("number_unreadable", found=answer.value[:20],
                                                             label=answer.question.label))
    return replace(answer, value=number)


def form_view(form_class: type[PlanForm]) -> Callable[..., HttpResponse]:
    """Make the page of a form."""

    @for_staff
    @require_http_methods(["GET", "HEAD", "POST"])
    @initiative_page
    def view(request: HttpRequest, /, code: str, **address: Any) -> HttpResponse:
        form = form_class(open_initiative(request, code), address)
        if not form.is_theirs(actor_of(request)):
            messages.error(request, str(NOT_THEIRS))
            return redirect(f"office:{form.tab}", code)
        if request.method != "POST":
            return _page(request, form, blank_answers(form.questions()))
        return _send(request, form)

    return view


def _send(request: HttpRequest, form: PlanForm) -> HttpResponse:
    answers = form.checked(read_answers(form.questions(), request, today=timezone.localdate(now())))
    if not answers.is_right:
        return _page(request, form, answers, revision=revision_of(request))
    sending = Sending(actor_of(request), now(), revision_of(request), form_key(request, form.code))
    try:
        form.save(answers, sending)
    except PlanChanged as changed:
        return _page(request, form, answers, problem=refusal_words(changed), beside=_differences(form, answers))
    except REFUSED as error:
        return _page(request, form, answers, problem=refusal_words(error), revision=revision_of(request))
    messages.success(request, str(form.said))
    return redirect(f"office:{form.tab}", form.code)


def revision_of(request: HttpRequest) -> int:
    """Read the count that the page was made from; a missing or strange one never fits."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def _differences(form: PlanForm, answers: Answers) -> list[tuple[str, str, str]]:
    """Set what stands now beside what was typed, where they differ."""
    rows = []
    for asked in form.questions():
        kind, typed = field_type(asked.type), answers[asked.key]
        now_shown = "" if asked.start is None else kind.show(asked.start, "ja", asked.options)
        typed_shown = "" if typed is None else str(typed) if isinstance(typed, Decimal) else kind.show(typed, "ja", asked.options)
        if now_shown != typed_shown:
            rows.append((asked.label, now_shown, typed_shown))
    return rows


def _page(request: HttpRequest, form: PlanForm, answers: Answers, *, problem: str = "", revision: int | None = None,
          beside: list[tuple[str, str, str]] | None = None) -> HttpResponse:
    is_right = answers.is_right and not problem
    own = form.reading.initiative.revision
    return show_plan(request, form.reading, "office/programme/form.html", status=200 if is_right else 422, form=form,
                     fields=answers.fields, problems=problems_of(answers.fields), problem=problem, beside=beside or [],
                     revision=own if revision is None else revision, back=f"office:{form.tab}",
                     nonce=request.POST.get("nonce") or secrets.token_hex(16))
