"""The clock of a case in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from murakami.domain.cases.queries.case_page import CasePage
from murakami.domain.cases.rules import OPEN_STATES
from murakami.flows.agency.clock import CaseClock, FiledInTime
from murakami.interfaces.components.shapes import Tone

FEW_DAYS = 3


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
    """Say how a case stands against its standard period; None where the procedure has none or the case is decided."""
    if case_clock is None or page.case.state not in OPEN_STATES:
        return None
    clock = case_clock.clock
    text = _("標準 {days}開庁日").format(days=clock.allowed)
    if case_clock.stopped:
        text += _("／うち停止 {days}日").format(days=case_clock.stopped)
    if not clock.running:
        return ClockView(_("停止中"), text, clock.used, clock.allowed,
                         _("補正の回答を待つ間は数えません。{used}日まで数えました。").format(used=clock.used), "plain")
    due = day_words(clock.due_on) if clock.due_on else ""
    if clock.overdue:
        return ClockView(overdue_words(-clock.remaining), text, clock.allowed, clock.allowed,
                         _("期限は{day}でした。遅れている理由を本人に伝えてください。").format(day=due), "bad")
    left = _("残り {days}日").format(days=clock.remaining) if clock.remaining else _("今日まで")
    return ClockView(left, text, clock.used, clock.allowed,
                     _("{day}まで。補正を待つ間は数えません（行政手続法6条）。").format(day=due),
                     "warn" if clock.remaining <= FEW_DAYS else "good")


def filing_note(in_time: FiledInTime | None) -> str:
    """Say whether the filing came within the period of law; "" where there is none."""
    if in_time is None:
        return ""
    if in_time.is_late:
        return _("提出の期限は{day}でした。期限を過ぎて提出されています。").format(day=day_words(in_time.due_on))
    return _("提出の期限 {day}までに提出されています。").format(day=day_words(in_time.due_on))


def overdue_words(days: int) -> str:
    """Say how long a period is over in working days; over a weekend or a holiday none of them has passed yet."""
    return _("{days}日超過").format(days=days) if days else _("期限を過ぎました")


def day_words(day: date) -> str:
    """Write a day of about now: 12月4日（金）."""
    return f"{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）"
