"""What became of the births' cases in the fictitious office, so that every state of a case can be seen."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from murakami.demo.town.family_days import answer_correction, read_letters, take_back, write
from murakami.domain.cases.alarms import AlarmState
from murakami.domain.cases.messages import CorrectionItem
from murakami.domain.cases.models import Case, Decision
from murakami.domain.cases.operations.letter import mark_posted
from murakami.domain.cases.operations.protect import release_alarms
from murakami.domain.cases.queries.case_page import read_case
from murakami.domain.cases.rules import CaseKind, CorrectionKind, Outcome, State, Step, steps_from
from murakami.domain.procedures.queries import get_version, work_calendar
from murakami.flows.agency import work
from murakami.flows.agency.register_match import compare_people
from murakami.foundation.accounts.models import Membership
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from murakami.foundation.spool.worker import run_pending

_BEGIN, _CHECK, _DECIDE = ("start", "match"), ("start", "match", "tick"), ("start", "match", "tick", "propose", "approve")
FATES: Mapping[str, tuple[tuple[str, ...], int]] = {
    "untouched": ((), 4),
    "begun": (_BEGIN, 6),
    "checked": ((*_BEGIN, "tick_some"), 8),
    "written_to": ((*_BEGIN, "hear"), 4),
    "talked": ((*_BEGIN, "hear", "reply"), 3),
    "asked": ((*_BEGIN, "ask"), 10),
    "answered": ((*_BEGIN, "ask", "answer"), 7),
    "proposed": ((*_CHECK, "propose"), 9),
    "returned": ((*_CHECK, "propose", "give_back"), 3),
    "decided": (_DECIDE, 8),
    "closed": ((*_DECIDE, "post", "read", "close"), 30),
    "answered_and_closed": ((*_BEGIN, "ask", "answer", "tick", "propose", "approve", "post", "read", "close"), 4),
    "refused": ((*_BEGIN, "refuse", "approve", "post", "close"), 4),
    "withdrawn": (("start", "withdraw"), 4),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """The clerk and the head of a unit."""

    clerk: Actor
    head: Actor


def open_desks() -> dict[str, Desk]:
    """Find a clerk and a head for every unit that has both. SQL: 1."""
    found: dict[str, dict[str, Actor]] = {}
    for member in Membership.objects.select_related("unit", "account__staff").filter(member_until=None).order_by("id"):
        role = Role(member.role)
        actor = Actor(kind=AccountKind.STAFF, account_id=member.account_id, name=member.account.staff.name,
                      roles={role: frozenset({member.unit.code})})
        found.setdefault(member.unit.code, {}).setdefault(role, actor)
    return {unit: Desk(clerk=roles[Role.CLERK], head=roles[Role.UNIT_HEAD]) for unit, roles in found.items()
            if {Role.CLERK, Role.UNIT_HEAD} <= set(roles)}


def work_on(cases: Sequence[Case], *, fates: Sequence[str], desks: dict[str, Desk], rng: Random, until: datetime) -> None:
    """Let every case live its fate (a key of FATES) in office hours, as far as it comes until now."""
    for case, fate in zip(cases, fates, strict=True):
        desk = desks.get(case.unit)
        if desk is not None:
            _Life(case, desk=desk, rng=rng, until=until).live(FATES[fate][0])


def draw_fates(count: int, rng: Random) -> list[str]:
    """Draw a fate for each of `count` cases, oldest first; every fate occurs among those that are neither old nor new."""
    fates = rng.choices(list(FATES), [weight for _, weight in FATES.values()], k=count)
    middle = count // 2
    for place, fate in enumerate(list(FATES)[: count - middle], start=middle):
        fates[place] = fate
    return fates


class _Life:
    """One case on one desk, step by step; what its state does not allow is left out."""

    def __init__(self, case: Case, *, desk: Desk, rng: Random, until: datetime) -> None:
        self._receipt, self._desk, self._rng, self._until = case.receipt_number, desk, rng, until
        self._at = case.filed_at

    def live(self, steps: Sequence[str]) -> None:
        for step in steps:
            self._later()
            if self._at >= self._until:
                return
            getattr(self, f"_{step}")()
            run_pending(clock=lambda: self._at)

    def _later(self) -> None:
        """Go on some hours, to a time at which the office is open."""
        at = timezone.localtime(self._at + timedelta(hours=self._rng.randint(3, 40), minutes=self._rng.randint(0, 59)))
        day = work_calendar().open_on_or_after(at.date() + timedelta(days=at.hour >= 17))
        hour = at.hour if day == at.date() and at.hour >= 9 else 9
        self._at = timezone.make_aware(datetime.combine(day, time(hour, at.minute)))

    def _start(self) -> None:
        work.start_work(receipt_number=self._receipt, actor=self._desk.clerk, at=self._at, lock=self._lock)

    def _match(self) -> None:
        page = read_case(receipt_number=self._receipt, actor=self._desk.clerk)
        for person in compare_people(page, version=get_version(page.case.procedure, page.case.version)):
            likely = next((one for one in person.candidates if one.is_likely), None)
            if likely:
                work.confirm_match(receipt_number=self._receipt, actor=self._desk.clerk, at=self._at,
                                   instance=person.instance, register_number=likely.register_number, lock=self._lock)

    def _tick(self, leave: int = 0) -> None:
        case = self._case
        checklist = get_version(case.procedure, case.version).checklist
        work.tick_checklist(receipt_number=self._receipt, actor=self._desk.clerk, at=self._at, lock=case.lock,
                            ticked=frozenset(checklist[: len(checklist) - leave]))

    def _tick_some(self) -> None:
        self._tick(leave=2)

    def _hear(self) -> None:
        write(self._case, body="出生届を出したばかりですが、このまま待っていてよいでしょうか（架空の例）。", at=self._at)

    def _reply(self) -> None:
        work.send_message(receipt_number=self._receipt, actor=self._desk.clerk, key=secrets.token_hex(16), at=self._at,
                          body="ご連絡ありがとうございます。住民記録に反映され次第、確認を進めます。そのままお待ちください（架空の例）。")

    def _ask(self) -> None:
        rows = [row for row in read_case(receipt_number=self._receipt, actor=self._desk.clerk).document.rows
                if row.type == "phone"]
        if not rows or not self._may(Step.REQUEST_CORRECTION):
            return
        item = CorrectionItem(key=rows[0].key, kind=CorrectionKind.INCORRECT,
                              reason="書かれた番号につながりませんでした。昼間につながる番号を書いてください（架空の例）。")
        work.request_correction(
            receipt_number=self._receipt, actor=self._desk.clerk, key=secrets.token_hex(16), items=[item], message="",
            until=work_calendar().open_on_or_after(timezone.localdate(self._at) + timedelta(days=14)), at=self._at,
            lock=self._lock)

    def _answer(self) -> None:
        answer_correction(self._case, at=self._at)

    def _withdraw(self) -> None:
        take_back(self._case, reason="同じ申請を二度出してしまいました（架空の例）。", at=self._at)

    def _propose(self, outcome: Outcome = Outcome.GRANTED, reasons: str = "") -> None:
        if self._may(Step.PROPOSE):
            work.propose_decision(receipt_number=self._receipt, actor=self._desk.clerk, key=secrets.token_hex(16), note="",
                                  outcome=outcome, reasons=reasons, at=self._at, lock=self._lock)

    def _refuse(self) -> None:
        self._propose(Outcome.REFUSED, "請求の日に村上市に住所がないことが、住民記録で分かったためです（架空の例）。")

    def _give_back(self) -> None:
        if self._may(Step.RETURN):
            work.return_decision(receipt_number=self._receipt, actor=self._desk.head, at=self._at, lock=self._lock,
                                 reason="口座の名義を通帳の写しで確かめてから、もう一度起案してください（架空の例）。")

    def _approve(self) -> None:
        self._release()
        if self._may(Step.APPROVE):
            work.approve_decision(receipt_number=self._receipt, actor=self._desk.head, at=self._at, lock=self._lock)

    def _post(self) -> None:
        if self._case.decisions.filter(letter_state=Decision.LetterState.TO_POST).exists():
            who = self._desk.head if self._case.alarm else self._desk.clerk
            mark_posted(receipt_number=self._receipt, actor=who, at=self._at, lock=self._lock)

    def _read(self) -> None:
        read_letters(self._case, at=self._at)

    def _release(self) -> None:
        """Have the head look at what touches somebody protected."""
        if self._case.alarm == AlarmState.STANDING:
            release_alarms(receipt_number=self._receipt, actor=self._desk.head, at=self._at, lock=self._lock,
                           reason="本人の請求であることを電話で確かめました。通知書は課長が送ります（架空の例）。")

    def _close(self) -> None:
        self._release()
        if self._may(Step.CLOSE):
            if CaseKind(self._case.machine) is CaseKind.DECLARATION:  # it has no decision: what was checked closes it
                self._tick()
            work.close_case(receipt_number=self._receipt, actor=self._desk.clerk, at=self._at, lock=self._lock)

    def _may(self, step: Step) -> bool:
        case = self._case
        return step in steps_from(machine=CaseKind(case.machine), state=State(case.state))

    @property
    def _case(self) -> Case:
        return Case.objects.get(receipt_number=self._receipt)

    @property
    def _lock(self) -> int:
        return self._case.lock
