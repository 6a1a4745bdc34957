"""The two papers of a breach, to be printed: the report to the commission, and a letter to each person."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.procedures.queries import get_municipality, get_unit
from murakami.flows.agency.breach import Affected, Notice, read_affected
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.looks.breaches import Kind, deadlines_of
from murakami.foundation.looks.models import Breach
from murakami.interfaces.office.breaches.door import breach_of, for_heads
from murakami.interfaces.office.breaches.words import DECISIONS, DUTIES, KINDS, item_words, letter_body
from murakami.interfaces.office.frame import now, show


@for_heads
@require_GET
def report(request: HttpRequest, breach: str) -> HttpResponse:
    """Show the draft of the report, by the items of the rule. Source: 個人情報の保護に関する法律施行規則 44条. SQL: 8."""
    found, affected = _read(request, breach, "office:breach-report")
    open_words = _("（調査中。確報で報告します）")
    told = DECISIONS.get(found.decision, _("まだ決めていません"))
    rows = (
        (_("1 概要"), f"{KINDS[Kind(found.kind)]}\n{found.summary}"),
        (_("2 保有個人情報の項目"), item_words(affected.items)),
        (_("3 本人の数"), _("{people}人（案件{cases}件）").format(people=affected.people, cases=len(affected.cases))),
        (_("4 原因"), found.cause or open_words),
        (_("5 二次被害又はそのおそれの有無及びその内容"), found.harm or open_words),
        (_("6 本人への対応の実施状況"), f"{told}\n{found.reason}".strip()),
        (_("7 公表の実施状況"), open_words),
        (_("8 再発防止のための措置"), found.measures or open_words),
        (_("9 その他参考となる事項"), "\n".join(str(DUTIES[duty]) for duty in affected.duties)))
    return show(request, "office/breaches/report.html", here="breaches", breach=found, rows=rows, city=get_municipality().name,
                deadlines=deadlines_of(found.found_on, fears=found.fears), duties=affected.duties)


@for_heads
@require_GET
def notices(request: HttpRequest, breach: str) -> HttpResponse:
    """Show the letters, one sheet each. SQL: 8."""
    found, affected = _read(request, breach, "office:breach-notices")
    return show(request, "office/breaches/notices.html", here="breaches", breach=found, notices=[(one, body_of(found, one)) for one in affected.notices],
                 city=get_municipality().name, decision=DECISIONS.get(found.decision, ""))


def body_of(found: Breach, notice: Notice) -> str:
    """Write the words of the notice. SQL: the definitions' one."""
    unit = get_unit(found.unit)
    return letter_body(found, notice, city=get_municipality().name, unit=unit.name, phone=unit.phone or "")


def _read(request: HttpRequest, key: str, route: str) -> tuple[Breach, Affected]:
    found = breach_of(request, key)
    return found, read_affected(found, actor=actor_of(request), route=route, at=now())
