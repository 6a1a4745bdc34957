"""The papers of a meeting: agenda, members, and the pages of every initiative on it, as one PDF."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from murakami.domain.programme.models import AgendaItem, BodyMembership, KpiYear, Meeting, Task
from murakami.domain.programme.operations.cycle import require_office
from murakami.domain.programme.operations.meetings import MeetingNotFound, keep_papers
from murakami.domain.programme.ports import Papers, PapersPrinter, Sheet
from murakami.domain.programme.queries.cycle import InitiativeYear, read_year, standing_steps
from murakami.domain.programme.queries.meetings import read_agenda, read_meeting
from murakami.domain.programme.rules.measures import show_measure
from murakami.foundation.accounts.queries import list_units
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.files.store import store
from murakami.kernel.dates import day_in_japan
from murakami.kernel.eras import format_era_date
from murakami.kernel.fiscal_years import era_fiscal_year, fiscal_year_of, short_fiscal_year, show_fiscal_year

STAGES = {"self": "自己評価", "group": "検討部会", "headquarters": "推進本部"}
STATUSES = {"not_started": "未着手", "on_track": "順調", "late": "遅れ", "done": "完了", "stopped": "休止"}
TASK_STATES = {"todo": "未着手", "doing": "進行中", "done": "完了", "dropped": "取りやめ", "carried": "翌年度へ"}
_printer: PapersPrinter | None = None


class NoPrinter(RuntimeError):
    """No printer is bound in this process."""


def bind_papers_printer(printer: PapersPrinter) -> None:
    """Say who prints; called by config."""
    global _printer  # noqa: PLW0603  (a port bound once when the process starts)
    _printer = printer


def issue_papers(*, key: str, actor: Actor, revision: int, at: datetime) -> Meeting:
    """Set the papers of a meeting from the plan as it stands now, and keep them with it.

    The printing runs outside any transaction. Raises MeetingNotFound, MeetingChanged, CycleNotPermitted, PapersNotPrinted,
    CycleRefused(`agenda_empty` | `meeting_is_held`).
    """
    require_office(actor, at=at)
    if _printer is None:
        raise NoPrinter
    pdf = _printer.print_papers(draft_papers(key, at=at))
    with transaction.atomic():
        stored = store(pdf, content_type="application/pdf", at=at)
        return keep_papers(key=key, sha256=stored.sha256, actor=actor, revision=revision, at=at)


def draft_papers(key: str, *, at: datetime) -> Papers:
    """Word the papers of a meeting as they would be printed now. Raises MeetingNotFound. SQL: 10."""
    meeting = read_meeting(key)
    if meeting is None:
        raise MeetingNotFound(key)
    items, year = read_agenda(meeting), fiscal_year_of(meeting.held_on)
    numbers = _numbers(items)
    return Papers(
        title=meeting.title, body=meeting.body.name, held_on=format_era_date(meeting.held_on), place=meeting.place or "－",
        year=show_fiscal_year(year), issued=f"{format_era_date(day_in_japan(at))}作成", members=_members(meeting),
        agenda=tuple((f"{item.order}", item.title, item.note, numbers.get(item.initiative.code, "") if item.initiative else "")
                     for item in items),
        sheets=_sheets(items, numbers, year=year, today=day_in_japan(at)))


def _numbers(items: Sequence[AgendaItem]) -> dict[str, str]:
    codes = dict.fromkeys(item.initiative.code for item in items if item.initiative)
    return {code: f"資料{number}" for number, code in enumerate(codes, 1)}


def _members(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    rows = BodyMembership.objects.filter(body=meeting.body, since__lte=meeting.held_on).order_by("since", "id")
    return tuple((row.position, row.name) for row in rows if row.until is None or meeting.held_on < row.until)


def _sheets(items: Sequence[AgendaItem], numbers: Mapping[str, str], *, year: int, today: date) -> tuple[Sheet, ...]:
    units = {unit.code: unit.name for unit in list_units()}
    lines = {line.code: line for line in read_year(year, today=today)}
    evaluated = {line.code: line for line in read_year(year - 1, today=today)}
    initiatives = {item.initiative.code: item.initiative for item in items if item.initiative}
    return tuple(
        Sheet(number=number, code=code, title=initiatives[code].title,
              unit=units.get(initiatives[code].owner_unit, initiatives[code].owner_unit),
              rows=_rows(initiatives[code].purpose, initiatives[code].issue, lines.get(code), evaluated.get(code)),
              kpis=(*_kpis(evaluated.get(code)), *_kpis(lines.get(code))),
              tasks=tuple(_task(one) for one in lines[code].tasks) if code in lines else (),
              evaluations=(*_evaluations(evaluated.get(code), year - 1), *_evaluations(lines.get(code), year)))
        for code, number in numbers.items())


def _rows(purpose: str, issue: str, line: InitiativeYear | None, before: InitiativeYear | None) -> tuple[tuple[str, str], ...]:
    plan = line.plan if line else None
    said = (("目的", purpose), ("現状・課題", issue), ("前年度の成果", before.plan.result if before else ""), ("今年度の計画", plan.plan if plan else ""),
            ("今年度の成果", plan.result if plan else ""), ("状態", STATUSES[plan.status] if plan else "計画なし"),
            ("状態の理由", plan.status_reason if plan else ""), ("予算（円）", f"{plan.budget_yen:,}" if plan and plan.budget_yen else ""))
    return tuple((label, value) for label, value in said if value)


def _kpis(line: InitiativeYear | None) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(_kpi(one) for one in line.kpis) if line else ()


def _kpi(one: KpiYear) -> tuple[str, str, str, str]:
    unit = one.kpi.unit
    return (f"{one.kpi.name}（{short_fiscal_year(one.fiscal_year)}）", show_measure(one.target, unit) or "－", show_measure(one.result, unit) or "－", one.evidence)


def _task(one: Task) -> tuple[str, str, str]:
    return (one.title, format_era_date(one.due_on) if one.due_on else "－", TASK_STATES[one.state])


def _evaluations(line: InitiativeYear | None, year: int) -> tuple[tuple[str, str, str], ...]:
    if line is None:
        return ()
    return tuple((f"{era_fiscal_year(year)}　{STAGES[stage]}", step.grade, "\n".join(filter(None, (
        step.reason, f"原因：{step.cause}" if step.cause else "", f"次：{step.next_step}" if step.next_step else ""))))
        for stage, step in standing_steps(line.steps).items())
