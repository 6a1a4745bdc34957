"""One way for every form of a draft: shown, read, saved; what cannot be saved keeps everything that was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from murakami.domain.programme.operations.cycle import CycleNotPermitted
from murakami.domain.programme.operations.drafting import DraftChanged, change_draft
from murakami.domain.programme.queries.drafts import Draft
from murakami.domain.programme.rules.drafting import DraftRefused
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import Actor
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import Answers, Question, blank_answers, read_answers
from murakami.interfaces.office.drafting.page import (
    REFUSED,
    draft_page,
    open_draft,
    refusal_words,
    refused,
    show_draft,
)
from murakami.interfaces.office.frame import now
from murakami.interfaces.office.programme_year.page import number_in, runs_programme
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fields import field_type

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Sending:
    """Who sends a form, when, from which revision of the draft."""

    actor: Actor
    at: datetime
    revision: int


class DraftForm:
    """A form of a draft. `address` is what stands in the address beside the draft's code; `back` where one came from."""

    heading: ClassVar[Words]
    send: ClassVar[Words] = _("保存する")
    said: ClassVar[Words] = _("保存しました。")
    lead: ClassVar[Words] = ""
    back: ClassVar[str] = "office:draft"
    template: ClassVar[str] = "form.html"

    def __init__(self, draft: Draft, address: Mapping[str, Any]) -> None:
        self.draft = draft
        self.address = address

    def refusal(self, today: date) -> str:
        """Say by its code why the form is not open on a day; empty where it is."""
        return "" if self.draft.may_change(today) else "being_heard"

    @property
    def about(self) -> str:
        """What the form is about, below its heading."""
        return ""

    def questions(self) -> tuple[Question, ...]:
        """Lay out the fields, filled with what stands now."""
        raise NotImplementedError

    def beside(self) -> Mapping[str, Any]:
        """What else the page shows. SQL: what the form says."""
        return {}

    def save(self, answers: Answers, sending: Sending) -> object:
        """Write what was typed; may raise what `page.REFUSED` names."""
        raise NotImplementedError

    def change(self, change: Callable[..., Any], sending: Sending, **words: Any) -> object:
        """Change the draft by a rule."""
        return change_draft(code=self.draft.edition.code, actor=sending.actor, revision=sending.revision, at=sending.at,
                            change=lambda document, base: change(document, base, **words))


def form_view(form_class: type[DraftForm]) -> Callable[..., HttpResponse]:
    """Make the page of a form."""

    @draft_page
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, /, draft: str, **address: Any) -> HttpResponse:
        form = form_class(open_draft(draft), address)
        if not runs_programme(request):
            return refused(request, CycleNotPermitted(), draft)
        reason = form.refusal(day_in_japan(now()))
        if reason:
            return refused(request, DraftRefused(reason), draft)
        if request.method != "POST":
            return _page(request, form, blank_answers(form.questions()))
        return _send(request, form)

    return view


def _send(request: HttpRequest, form: DraftForm) -> HttpResponse:
    answers, revision = read_answers(form.questions(), request, today=day_in_japan(now())), number_in(request)
    if not answers.is_right:
        return _page(request, form, answers, revision=revision)
    try:
        form.save(answers, Sending(actor_of(request), now(), revision))
    except DraftChanged as changed:
        return _page(request, form, answers, problem=refusal_words(changed), differences=_differences(form, answers))
    except REFUSED as error:
        return _page(request, form, answers, problem=refusal_words(error), revision=revision)
    messages.success(request, str(form.said))
    return redirect(form.back, form.draft.edition.code) if form.back else redirect("office:drafts")


def _differences(form: DraftForm, answers: Answers) -> list[tuple[str, str, str]]:
    """Set what stands now beside what was typed, where they differ."""
    rows = []
    for asked in form.questions():
        kind, typed = field_type(asked.type), answers[asked.key]
        stands = "" if asked.start is None else kind.show(asked.start, "ja", asked.options)
        wrote = "" if typed is None else kind.show(typed, "ja", asked.options)
        if stands != wrote:
            rows.append((asked.label, stands, wrote))
    return rows


def _page(request: HttpRequest, form: DraftForm, answers: Answers, *, problem: str = "", revision: int | None = None,
          differences: list[tuple[str, str, str]] | None = None) -> HttpResponse:
    is_right = answers.is_right and not problem
    return show_draft(
        request, form.template, form.draft, status=200 if is_right else 422, form=form, fields=answers.fields, problem=problem,
        problems=problems_of(answers.fields), differences=differences or [], back=form.back,
        revision=form.draft.edition.revision if revision is None else revision, **form.beside())
