"""The report of unusual looks: on a page, and as a file that no spreadsheet computes."""

import csv
import io
from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.flows.agency.unusual import Report, UnusualLook, read_unusual
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.queries import name_staff
from murakami.foundation.looks.models import ReportReading
from murakami.foundation.looks.operations import record_report_reading
from murakami.foundation.looks.queries import list_report_readings
from murakami.foundation.looks.unusual import Sign
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.audit.door import for_auditors
from murakami.interfaces.office.audit.wanted import SPANS, Wanted, read_wanted
from murakami.interfaces.office.audit.words import SIGNS, TONES, explain, moment_words
from murakami.interfaces.office.frame import now, show, unit_names

MOST_SHOWN: Final = 100
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@for_auditors
@require_GET
def unusual_looks(request: HttpRequest) -> HttpResponse:
    """Show the unusual looks of the last days; the reading is written first. SQL: 5, 2 for each 500 cases, and the session's."""
    names, thresholds = unit_names(), settings.LOOKS_THRESHOLDS
    wanted = read_wanted(request.GET, at=now(), units=names)
    report, lines = _read(request, wanted, taken_away=False)
    return show(
        request, "office/audit/unusual.html", here="audit", wanted=wanted, examined=report.examined, found=len(lines),
        lines=[_line(one, names) for one in lines[:MOST_SHOWN]], is_cut=len(lines) > MOST_SHOWN, most=MOST_SHOWN,
        spans=[(days, _("今日") if days == 1 else _("{days}日間").format(days=days)) for days in SPANS],
        signs=[(sign, SIGNS[sign], explain(sign, thresholds), count) for sign, count in report.counts().items()],
        units=sorted(names.items()), people=_people(report, wanted), readings=[_reading(one, names) for one in list_report_readings()],
        columns=_columns(_("いつ"), _("職員"), _("受付番号"), _("見た課"), _("回数"), _("気になる点")),
        reading_columns=_columns(_("いつ"), _("読んだ人"), _("しぼりこみ"), _("件数"), _("持ち出し")))


@for_auditors
@require_GET
def unusual_csv(request: HttpRequest) -> HttpResponse:
    """Send the same lines, all of them, for a spreadsheet; the reading is written first. SQL: as the page."""
    names = unit_names()
    wanted = read_wanted(request.GET, at=now(), units=names)
    _report, lines = _read(request, wanted, taken_away=True)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["いつ", "職員", "受付番号", "見た課", "回数", "気になる点"])
    for one in lines:
        writer.writerow([_safe(str(value)) for value in (
            moment_words(one.look.first_at), one.look.staff, one.look.receipt_number,
            names.get(one.look.unit, one.look.unit), one.look.times, "、".join(str(SIGNS[sign]) for sign in one.signs))])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="unusual-looks-{wanted.since:%Y%m%d}.csv"'
    return response


def _read(request: HttpRequest, wanted: Wanted, *, taken_away: bool) -> tuple[Report, list[UnusualLook]]:
    report = read_unusual(since=wanted.since, until=wanted.until, thresholds=settings.LOOKS_THRESHOLDS, unit=wanted.unit,
                          account_id=wanted.account_id)
    lines = [one for one in report.lines if wanted.sign is None or wanted.sign in one.signs]
    record_report_reading(actor=actor_of(request), at=now(), since=wanted.since, until=wanted.until,
                          narrowed=wanted.narrowed, lines=len(lines), taken_away=taken_away)
    return report, lines


def _line(one: UnusualLook, names: dict[str, str]) -> dict[str, object]:
    day = timezone.localdate(one.look.first_at).isoformat()
    return {"look": one.look, "at": moment_words(one.look.first_at), "day": day, "unit": names.get(one.look.unit, one.look.unit),
            "signs": [(SIGNS[sign], TONES.get(sign, "plain")) for sign in one.signs]}


def _people(report: Report, wanted: Wanted) -> list[tuple[int, str]]:
    """Offer those who stand in the report, and whom it is narrowed to."""
    people = {one.look.account_id: one.look.staff for one in report.lines}
    if wanted.account_id is not None and wanted.account_id not in people:
        people |= name_staff([wanted.account_id])
    return sorted(people.items(), key=lambda one: one[1])


def _reading(one: ReportReading, names: dict[str, str]) -> dict[str, object]:
    sign = one.narrowed.get("sign", "")
    narrowed = [str(SIGNS[Sign(sign)]) if sign in set(Sign) else "", names.get(one.narrowed.get("unit", ""), ""),
                _("職員を選択") if "staff" in one.narrowed else ""]
    return {"at": moment_words(one.at), "who": one.account.staff.name, "lines": one.lines,
            "narrowed": "、".join(filter(None, narrowed)), "taken_away": one.taken_away}


def _columns(*labels: str) -> Iterable[Column]:
    return [Column(label=label, number=label in {_("回数"), _("件数")}) for label in labels]


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
