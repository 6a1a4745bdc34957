"""The data of whoever asks for them: gathered on the press of a button, then shown to be checked and printed."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from murakami.domain.cases.operations.own_data import GATHERED
from murakami.domain.cases.operations.transition import StepRefused
from murakami.domain.cases.rules import FINISHED_STATES
from murakami.flows.agency.own_data import NotAsked, OwnData, gather, gather_and_note
from murakami.flows.agency.pages import CaseReading
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.office.frame import for_staff, now, show, unit_names
from murakami.interfaces.office.own_data.shapes import plain_own_data, shown_own_data
from murakami.interfaces.office.views.opened import open_case

_LEGAL_DAYS: Final = 30  # Source: 個人情報の保護に関する法律 83条1項・94条1項・102条1項


def _asked(view: Callable[[HttpRequest, CaseReading], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """Open the case; one that asks for nobody's data has no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, receipt: str) -> HttpResponse:
        reading = open_case(request, receipt)
        if not reading.version.gathers_own_data:
            raise Http404(receipt)
        return view(request, reading)

    return for_staff(guarded)


@require_http_methods(["GET", "HEAD", "POST"])
@_asked
def own_data(request: HttpRequest, reading: CaseReading) -> HttpResponse:
    """Ask before gathering; once gathered, show it. Each showing is a look at every case. SQL: 20, and the session's."""
    if request.method == "POST":
        return _gather(request, reading)
    case = reading.case
    found = shown_own_data(_read(request, reading, "office:person-data"), unit_names()) if _may_show(reading) else None
    return show(request, "office/own_data/own_data.html", case=case, title=reading.version.text("title", "ja"), found=found,
                is_over=case.state in FINISHED_STATES, is_protected=reading.is_protected, made_at=timezone.localtime(now()),
                decide_by=timezone.localdate(case.filed_at) + timedelta(days=_LEGAL_DAYS))


@require_GET
@_asked
def own_data_json(request: HttpRequest, reading: CaseReading) -> HttpResponse:
    """Send what the page shows as a file. SQL: as the page."""
    if not _may_show(reading):
        raise Http404("not gathered")
    found = plain_own_data(_read(request, reading, "office:person-data-json"), unit_names(), made_at=now())
    answer = HttpResponse(json.dumps(found, ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="own-data-{reading.case.receipt_number}.json"'
    return answer


def _gather(request: HttpRequest, reading: CaseReading) -> HttpResponse:
    try:
        found = gather_and_note(reading, actor=actor_of(request), at=now(), route="office:person-data")
    except StepRefused:
        messages.error(request, _("この請求は終わっているので、もう集められません。"))
    except NotAsked:
        messages.error(request, _("請求した人の名前が読み取れないので、集められません。"))
    else:
        messages.success(request, _("{cases}件の案件から集めました。集めたことは記録されました。").format(cases=len(found.cases)))
    return redirect("office:person-data", reading.case.receipt_number)


def _may_show(reading: CaseReading) -> bool:
    gathered = any(entry.event.kind == GATHERED for entry in reading.page.entries)
    return gathered and reading.case.state not in FINISHED_STATES


def _read(request: HttpRequest, reading: CaseReading, route: str) -> OwnData:
    return gather(reading, actor=actor_of(request), at=now(), route=route)
