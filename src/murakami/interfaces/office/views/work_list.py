"""The work list: piles, filters, orders, paging by key."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.cases.models import Case
from murakami.domain.cases.queries.work_list import Order, Pile, Wish, WorkList, read_work_list
from murakami.domain.cases.rules import OPEN_STATES, State
from murakami.domain.procedures.queries import list_catalogue
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.shapes import Column, Tab, Tone
from murakami.interfaces.office.frame import for_staff, now, show, unit_names
from murakami.interfaces.office.words import ORDERS, PILES, STATES, TONES


@dataclass(frozen=True, slots=True)
class Line:
    """One case as the list shows it."""

    href: str
    receipt_number: str
    procedure: str
    title: str
    applicant: str
    filed: str
    due: str
    due_tone: Tone
    state: str
    tone: Tone
    assignee: str
    unit: str
    waits_for_answer: bool


@for_staff
@require_GET
def work_list(request: HttpRequest) -> HttpResponse:
    """Show one page of the cases of the actor's units."""
    actor, today = actor_of(request), timezone.localdate(now())
    wish = _wish(request)
    found = read_work_list(actor=actor, wish=wish, today=today)
    names, units = _procedure_names(), unit_names()
    return show(
        request, "office/work_list.html", wish=wish, has_units=bool(actor.units),
        lines=[_line(case, names=names, units=units, today=today) for case in found.cases],
        columns=_columns(several_units=len(actor.units) > 1), several_units=len(actor.units) > 1,
        tabs=[Tab(label=str(PILES[pile]), href=_href(wish, pile=pile), current=pile is wish.pile,
                  count=found.counts.get(pile)) for pile in Pile],
        procedures=[(code, names.get(code, code)) for code in found.procedures],
        states=[(state.value, STATES[state]) for state in State if state in OPEN_STATES],
        orders=list(ORDERS.items()), units=[(code, units.get(code, code)) for code in sorted(actor.units)],
        next_href=_next(wish, found), first_href=_href(wish) if wish.after else "", is_filtered=_is_filtered(wish))


def _wish(request: HttpRequest) -> Wish:
    asked = request.GET
    pile, order = asked.get("pile", ""), asked.get("order", "")
    return Wish(pile=Pile(pile) if pile in list(Pile) else Pile.UNIT,
                order=Order(order) if order in list(Order) else Order.DUE,
                unit=asked.get("unit", "")[:50], procedure=asked.get("procedure", "")[:100],
                state=asked.get("state", "")[:30], words=asked.get("words", "")[:100].replace("\x00", ""),
                after=asked.get("after", "")[:40])


def _is_filtered(wish: Wish) -> bool:
    return any((wish.unit, wish.procedure, wish.state, wish.words))


def _href(wish: Wish, *, pile: Pile | None = None, after: str = "") -> str:
    asked = {"pile": pile or wish.pile, "order": wish.order, "unit": wish.unit, "procedure": wish.procedure,
             "state": wish.state, "words": wish.words, "after": after}
    return f"{reverse('office:work-list')}?{urlencode({name: value for name, value in asked.items() if value})}"


def _next(wish: Wish, found: WorkList) -> str:
    return _href(wish, after=found.next_after) if found.next_after else ""


def _columns(*, several_units: bool) -> list[Column]:
    labels = [_("期限"), _("状態"), _("手続"), _("だれの"), _("受付番号"), _("到達"), _("担当")]
    return [Column(label=label) for label in (*labels, *([_("課")] if several_units else []))]


def _procedure_names() -> dict[str, str]:
    return {entry.id: entry.text("title", "ja") for entry in list_catalogue()}


def _line(case: Case, *, names: dict[str, str], units: dict[str, str], today: date) -> Line:
    state = State(case.state)
    left = (case.due_on - today).days if case.due_on else None
    return Line(
        href=reverse("office:case", args=[case.receipt_number]), receipt_number=case.receipt_number,
        procedure=names.get(case.procedure, case.procedure), title=case.title, applicant=case.applicant_name,
        filed=f"{timezone.localtime(case.filed_at):%-m/%-d %H:%M}", due=_due(case, state),
        due_tone="plain" if left is None else "bad" if left < 0 else "warn" if left <= 3 else "plain",
        state=str(STATES[state]), tone=TONES[state], unit=units.get(case.unit, case.unit),
        assignee=str(getattr(getattr(case.assignee, "staff", None), "name", "")), waits_for_answer=case.waits_for_answer)


def _due(case: Case, state: State) -> str:
    if case.due_on:
        return f"{case.due_on:%-m/%-d}"
    return _("停止中") if state is State.CORRECTION_REQUESTED else "—"
