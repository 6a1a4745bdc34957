"""One person, one case, one day: every look, by which right, whether it was work; and asking the head who can answer."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from murakami.domain.procedures.queries import list_catalogue
from murakami.flows.agency.asking import LooksOfADay, NobodyToAsk, NoLooks, ask_about, read_looks_of_a_day
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.looks.operations import record_report_reading
from murakami.foundation.looks.rules import purpose_of
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.audit.door import for_auditors
from murakami.interfaces.office.audit.words import SIGNS, TONES, explain
from murakami.interfaces.office.frame import now, show, unit_names
from murakami.interfaces.office.staff.people import line_words
from murakami.interfaces.office.words import PURPOSES


@for_auditors
@require_GET
def looks_of_a_day(request: HttpRequest, account: int, receipt: str, day: str) -> HttpResponse:
    """Show what somebody looked at of a case on a day; the reading is written first. SQL: 11, and the session's."""
    found, names = _find(account, receipt, day), unit_names()
    since, until = found.looks[0].at, found.looks[-1].at
    record_report_reading(actor=actor_of(request), at=now(), since=since, until=until, narrowed={"staff": str(account)},
                          lines=len(found.looks), taken_away=False)
    titles = {one.id: one.text("short", "ja") for one in list_catalogue()}
    return show(
        request, "office/audit/one.html", here="audit", found=found, unit=names.get(found.unit, found.unit), day=day,
        signs=[(SIGNS[sign], TONES.get(sign, "plain"), explain(sign, settings.LOOKS_THRESHOLDS)) for sign in found.signs],
        looks=[(f"{timezone.localtime(look.at):%H:%M:%S}", PURPOSES[purpose_of(look.route)]) for look in found.looks],
        rights=[line_words(line, found.day, titles)[:2] for line in found.rights],
        heads=[(head.actor.name, head.email) for head in found.heads], may_ask=any(head.email for head in found.heads),
        columns=[Column(label=label) for label in (_("時刻"), _("何のために開くページか"))])


@for_auditors
@require_POST
def ask(request: HttpRequest, account: int, receipt: str, day: str) -> HttpResponse:
    """Ask the heads of the case's unit by mail."""
    found = _find(account, receipt, day)
    try:
        ask_about(found, actor=actor_of(request), signs=[str(SIGNS[sign]) for sign in found.signs], at=now())
    except NobodyToAsk:
        messages.error(request, _("この課の課長のメールアドレスがありません。電話などで聞いてください。"))
    else:
        messages.success(request, _("課長にメールで聞きました。返事は、あなたのメールに届きます。"))
    return redirect(reverse("office:audit-one", args=[account, receipt, day]))


def _find(account: int, receipt: str, day: str) -> LooksOfADay:
    try:
        return read_looks_of_a_day(account_id=account, receipt_number=receipt, day=date.fromisoformat(day), at=now())
    except (NoLooks, ValueError) as error:
        raise Http404("no such look") from error
