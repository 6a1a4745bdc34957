"""What every drafting page shares: who comes in, what is not there, why something was refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from murakami.domain.programme.operations.cycle import CycleNotPermitted
from murakami.domain.programme.operations.drafting import DraftChanged, DraftNotFound, DraftNotReady
from murakami.domain.programme.operations.hearing import HearingUnknown
from murakami.domain.programme.queries.drafts import Draft, find_draft
from murakami.domain.programme.rules.drafting import DraftRefused
from murakami.interfaces.office.drafting.words import CHANGED, NOT_PERMITTED, PHASES, refusal
from murakami.interfaces.office.frame import for_staff, now, show
from murakami.interfaces.office.programme_year.page import runs_programme
from murakami.kernel.dates import day_in_japan

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
REFUSED = (DraftRefused, DraftChanged, DraftNotReady, CycleNotPermitted)


def draft_page(view: View[P]) -> View[P]:
    """Let staff in, and answer 404 in words where the address names nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (DraftNotFound, HearingUnknown):
            return show(request, "office/drafting/not_found.html", here="programme", status=404)

    return for_staff(guarded)


def office_only(view: View[P]) -> View[P]:
    """Let in whoever is of the DX office; tell others so on the draft's page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if runs_programme(request):
            return view(request, *args, **kwargs)
        draft = kwargs.get("draft")
        if draft is not None:
            open_draft(str(draft))
        return refused(request, CycleNotPermitted(), str(draft or ""))

    return guarded


def open_draft(code: str) -> Draft:
    """Find a draft. Raises DraftNotFound. SQL: 1."""
    found = find_draft(code)
    if found is None:
        raise DraftNotFound(code)
    return found


def show_draft(request: HttpRequest, template: str, draft: Draft, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render a page of a draft. SQL: 0."""
    phase = draft.phase(day_in_japan(now()))
    return show(request, f"office/drafting/{template}", here="programme", status=status, draft=draft, document=draft.document,
                phase=phase, state=PHASES[phase], may_change=draft.may_change(day_in_japan(now())), **context)


def refusal_words(error: Exception) -> str:
    """Say why something was not done."""
    match error:
        case DraftChanged():
            return str(CHANGED)
        case DraftRefused():
            return refusal(error.code, error.place)
        case DraftNotReady():
            return "　".join(f"{one.key}：{one.problem}{one.mend}" for one in error.problems)
    return str(NOT_PERMITTED)


def refused(request: HttpRequest, error: Exception, draft: str = "") -> HttpResponse:
    """Say why, and lead back to the draft, or to the list of drafts."""
    messages.error(request, refusal_words(error))
    return redirect("office:draft", draft) if draft else redirect("office:drafts")
