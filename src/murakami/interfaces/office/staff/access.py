"""Who can see a unit's cases today, and by what: for who looks after the unit's people, and for auditors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from murakami.domain.cases.emergencies import list_live_in
from murakami.domain.procedures.queries import list_catalogue
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import Actor, may_audit
from murakami.foundation.accounts.staff_pages import RightLine, list_rights_in
from murakami.foundation.accounts.vocabulary import Role
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.frame import for_staff, now, show, unit_names
from murakami.interfaces.office.staff.door import keeps_people, units_kept
from murakami.interfaces.office.staff.words import ROLES, day_words, period_words

WHAT: Final = {
    Role.CLERK: gettext_lazy("案件を見て、進められます"),
    Role.UNIT_HEAD: gettext_lazy("案件を見て、進め、決裁できます。支援措置の住所は、理由を書いたときだけ見られます"),
    Role.ADMINISTRATOR: gettext_lazy("案件は見えません。確認を待つファイルと、元のファイル（理由を記録して）を扱えます"),
}


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One way by which somebody reaches the cases of a unit: who, what they can do, by which right, from when until when."""

    name: str
    what: str
    why: str
    period: str


@for_staff
@require_GET
def access(request: HttpRequest) -> HttpResponse:
    """Show who can see the cases of a unit today; `?unit=` chooses among the reader's. SQL: 2, and the session's."""
    units = _units(actor_of(request))
    unit = request.GET.get("unit", "")
    unit = unit if unit in units else min(units)
    at = now()
    today = timezone.localdate(at)
    titles = {one.id: one.text("short", "ja") for one in list_catalogue()}
    rights = [line for line in list_rights_in(unit, on=today) if line.tenure.role in WHAT]
    return show(
        request, "office/staff/access.html", here="staff" if keeps_people(actor_of(request)) else "audit", units=units, unit=unit,
        unit_name=units[unit], today=day_words(today), may_keep=keeps_people(actor_of(request)),
        seeing=[_line(line, titles) for line in rights if line.tenure.role is not Role.ADMINISTRATOR],
        others=[_line(line, titles) for line in rights if line.tenure.role is Role.ADMINISTRATOR],
        emergencies=[(one.account.staff.name, timezone.localtime(one.until)) for one in list_live_in(unit, at=at)],
        columns=[Column(label=label) for label in (_("だれが"), _("何を"), _("なぜ"), _("いつからいつまで"))])


def _units(actor: Actor) -> Mapping[str, str]:
    """The units about which somebody may ask, by code. Raises Http404: none."""
    kept = None if may_audit(actor) else units_kept(actor)
    units = {code: name for code, name in unit_names().items() if kept is None or code in kept}
    if not units:
        raise Http404("nobody's keeper")
    return units


def _line(line: RightLine, titles: Mapping[str, str]) -> AccessLine:
    return AccessLine(name=line.holder, what=str(WHAT[line.tenure.role]), why="。".join(_reasons(line, titles)),
                      period=period_words(line.tenure.since, line.tenure.until))


def _reasons(line: RightLine, titles: Mapping[str, str]) -> Sequence[str]:
    role = str(ROLES[line.tenure.role])
    return list(filter(None, (
        _("{absent}の代理（{role}）").format(absent=line.absent_name, role=role) if line.absent_name else role,
        _("{procedure}の案件だけ").format(procedure=titles.get(line.tenure.purpose, line.tenure.purpose)) if line.tenure.purpose else "",
        _("決めた人：{name}").format(name=line.arranged_by) if line.arranged_by else "")))
