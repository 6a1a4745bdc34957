"""The clock of a case in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from murakami.domain.cases.queries.case_page import CasePage
from murakami.domain.cases.rules import ENDED_STATES, State
from murakami.flows.agency.clock import CaseClock
from murakami.interfaces.components.shapes import Tone


@dataclass(frozen=True, slots=True)
class ClockView:
    """What the clock component draws; `used` of `whole` working days."""

    title: str
    text: str
    used: int
    whole: int
    note: str
    tone: Tone


def clock_view(case_clock: CaseClock | None, page: CasePage) -> ClockView | None:
    """Say how a case stands against its standard period; None where the procedure has none or the case has ended."""
    if case_clock is None or State(page.case.state) in ENDED_STATES:
        return None
    clock = case_clock.clock
    text = _("標準 %(allowed)s開庁日") % {"allowed": clock.allowed}
    if case_clock.stopped:
        text += _("／うち停止 %(stopped)s日") % {"stopped": case_clock.stopped}
    note = _("標準処理期間（行政手続法6条）。補正を待つ間は数えません。")
    if not clock.running:
        return ClockView(title=_("停止中"), text=text, used=clock.used, whole=clock.allowed, note=note, tone="plain")
    if clock.overdue:
        return ClockView(title=_("%(days)s日超過") % {"days": -clock.remaining}, text=text, used=clock.allowed,
                         whole=clock.allowed, note=note, tone="bad")
    tone: Tone = "warn" if clock.remaining <= 3 else "good"
    due = _("（%(day)sまで）") % {"day": f"{clock.due_on:%-m月%-d日}"} if clock.due_on else ""
    return ClockView(title=_("残り %(days)s日") % {"days": clock.remaining} + due, text=text, used=clock.used,
                     whole=clock.allowed, note=note, tone=tone)
