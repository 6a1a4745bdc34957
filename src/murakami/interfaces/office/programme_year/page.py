"""What every page of the cycle shares: refusals in words, what is not there, how a form is drawn."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from murakami.domain.programme.operations.bodies import BodyNotFound
from murakami.domain.programme.operations.cycle import CycleNotPermitted, CycleRefused, YearChanged, YearNotFound
from murakami.domain.programme.operations.cycle_period import NothingToEvaluate
from murakami.domain.programme.operations.cycle_signing import NotPlanned
from murakami.domain.programme.operations.meetings import MeetingChanged, MeetingNotFound
from murakami.domain.programme.operations.plan_desk import (
    EditRefused,
    InitiativeNotFound,
    NotTheirs,
    PlanChanged,
    YearIsFrozen,
)
from murakami.domain.programme.queries.standing import standing_of
from murakami.domain.programme.rules.rights import may_run_programme
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import Answers
from murakami.interfaces.office.frame import for_staff, now, show
from murakami.interfaces.office.programme_year.words import CHANGED, NOT_PERMITTED, REFUSALS
from murakami.kernel.dates import day_in_japan

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
REFUSED = (CycleRefused, CycleNotPermitted, YearChanged, MeetingChanged, YearIsFrozen, EditRefused, NotTheirs, PlanChanged)
NOWHERE = (YearNotFound, NotPlanned, NothingToEvaluate, MeetingNotFound, BodyNotFound, InitiativeNotFound)


@dataclass(frozen=True, slots=True)
class Form:
    """What stands around the questions of a form. `back` is an address."""

    heading: str
    send: str
    back: str
    lead: str = ""
    danger: bool = False


def cycle_page(view: View[P]) -> View[P]:
    """Let staff in, and answer 404 in words where the address names nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NOWHERE:
            return show_cycle(request, "not_found.html", status=404)

    return for_staff(guarded)


def show_cycle(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render a page of the cycle."""
    return show(request, f"office/programme_year/{template}", here="programme", status=status, **context)


def show_form(request: HttpRequest, form: Form, answers: Answers, *, template: str = "form.html", problem: str = "",
              revision: int = 0, **context: Any) -> HttpResponse:
    """Render a form with what was typed and what is wrong; 422 where something is."""
    is_right = answers.is_right and not problem
    return show_cycle(
        request, template, status=200 if is_right else 422, form=form, fields=answers.fields, problem=problem,
        problems=problems_of(answers.fields), revision=revision, nonce=nonce_of(request), **context)


def refusal_words(error: Exception) -> str:
    """Say why something was not done."""
    if isinstance(error, YearChanged | MeetingChanged | PlanChanged):
        return str(CHANGED)
    if isinstance(error, CycleNotPermitted | NotTheirs):
        return str(NOT_PERMITTED)
    if isinstance(error, YearIsFrozen):
        return str(REFUSALS["year_frozen"])
    return str(REFUSALS.get(str(error), CHANGED))


def refused(request: HttpRequest, error: Exception, to: str, *args: object) -> HttpResponse:
    """Say why, and lead back to a page."""
    messages.error(request, refusal_words(error))
    return redirect(to, *args)


def runs_programme(request: HttpRequest) -> bool:
    """Say whether the reader is of the DX office. SQL: 1."""
    actor = actor_of(request)
    return may_run_programme(actor, standing_of(actor, on=day_in_japan(now())))


def number_in(request: HttpRequest, name: str = "revision") -> int:
    """Read a count that the page was made from; a missing or strange one never fits."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def nonce_of(request: HttpRequest) -> str:
    """Take the form's own sign, or draw one: what is sent twice is made once."""
    return request.POST.get("nonce") or secrets.token_hex(16)


def chosen(sent: Sequence[str], known: Sequence[str]) -> list[str]:
    """Keep of what was sent what there is."""
    return [one for one in sent if one in known]
