"""One case as a line of the work list."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from murakami.domain.cases.alarms import AlarmState
from murakami.domain.cases.queries.work_list import Item
from murakami.domain.cases.rules import OPEN_STATES, State
from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.office.clock_view import FEW_DAYS, overdue_words
from murakami.interfaces.office.words import LETTERS, STATES, TONES
from murakami.kernel.workdays import WorkCalendar

_HELD = OPEN_STATES | {State.DECIDED}


@dataclass(frozen=True, slots=True)
class Naming:
    """What turns codes and days into words: names of procedures and units, open days, today; the cases whose files wait."""

    procedures: Mapping[str, str]
    units: Mapping[str, str]
    calendar: WorkCalendar
    today: date
    held: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """A line; `due` is a day, `left` what it means today, `marks` words with their tones, `pick` the
    case and the count it was shown with."""

    href: str
    pick: str
    receipt_number: str
    procedure: str
    title: str
    applicant: str
    filed: str
    due: str
    left: str
    left_tone: Tone
    marks: tuple[tuple[str, Tone], ...]
    assignee: str
    unit: str


def line_of(item: Item, *, naming: Naming) -> Line:
    """Put a case into words."""
    case = item.case
    due, left, tone = _due(item, naming)
    return Line(
        href=reverse("office:case", args=[case.receipt_number]), pick=f"{case.receipt_number}:{case.lock}", receipt_number=case.receipt_number,
        procedure=naming.procedures.get(case.procedure, case.procedure), title=case.title,
        applicant=case.applicant_name if case.applicant_name != case.title else "",
        filed=_day(timezone.localdate(case.filed_at)), due=due, left=left, left_tone=tone, marks=_marks(item, is_held=case.receipt_number in naming.held),
        unit=naming.units.get(case.unit, case.unit),
        assignee=str(getattr(getattr(case.assignee, "staff", None), "name", "")))


def _due(item: Item, naming: Naming) -> tuple[str, str, Tone]:
    case, today = item.case, naming.today
    if item.answer_until:
        is_late = item.answer_until < today
        return _day(item.answer_until), _("回答期限を過ぎました") if is_late else _("までに回答"), "warn" if is_late else "plain"
    if case.due_on is None or case.state not in OPEN_STATES:
        return "", "", "plain"
    if case.due_on < today:
        late = naming.calendar.working_days(after=case.due_on, through=today)
        return _day(case.due_on), overdue_words(late), "bad"
    if case.due_on == today:
        return _day(case.due_on), _("今日まで"), "warn"
    left = naming.calendar.working_days(after=today, through=case.due_on)
    return _day(case.due_on), _("残り{n}日").format(n=left), "warn" if left <= FEW_DAYS else "plain"


def _marks(item: Item, *, is_held: bool) -> tuple[tuple[str, Tone], ...]:
    case, state = item.case, State(item.case.state)
    marks: list[tuple[str, Tone]] = [(str(STATES[state]), TONES[state])]
    if state is State.DECIDED and item.letter_state in LETTERS:
        words, tone = LETTERS[item.letter_state]
        marks.append((str(words), tone))
    if case.waits_for_answer:
        marks.append((_("未返信"), "warn"))
    if item.proxy:
        marks.append((_("代理"), "plain"))
    if is_held and state in _HELD:
        marks.append((_("ファイルの確認待ち"), "warn"))
    if case.alarm:
        standing = case.alarm == AlarmState.STANDING and state in _HELD
        marks.append((_("支援措置（課長の確認待ち）"), "bad") if standing else (_("支援措置"), "warn"))
    return tuple(marks)


def _day(day: date) -> str:
    return f"{day.month}/{day.day}"
