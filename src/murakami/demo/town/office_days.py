"""What the fictitious staff did with the births' cases, so that every state of a case can be seen."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from murakami.domain.cases.messages import CorrectionItem
from murakami.domain.cases.models import Case
from murakami.domain.cases.queries.case_page import read_case
from murakami.domain.cases.rules import CaseKind, CorrectionKind, Outcome, Step, state_after
from murakami.domain.procedures.queries import get_version
from murakami.flows.agency import work
from murakami.flows.agency.register_match import compare_people
from murakami.foundation.accounts.models import Membership
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role

_FATES = (("untouched", 0.22), ("reviewed", 0.2), ("corrected", 0.14), ("proposed", 0.12), ("decided", 0.26),
          ("refused", 0.06))


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


def work_on(cases: Sequence[Case], *, desks: dict[str, Desk], rng: Random, until: datetime) -> None:
    """Give every case a fate and take the steps that lead there, some hours and days after its arrival."""
    for case in cases:
        desk = desks.get(case.unit)
        if desk is not None:
            fate = rng.choices([name for name, _ in _FATES], [share for _, share in _FATES])[0]
            at = min(case.filed_at + timedelta(hours=rng.randint(12, 60)), until)
            _Day(case.receipt_number, desk=desk, at=at, until=until).live(fate, rng)


class _Day:
    """One case on one desk."""

    def __init__(self, receipt: str, *, desk: Desk, at: datetime, until: datetime) -> None:
        self._receipt, self._desk, self._at, self._until = receipt, desk, at, until

    def live(self, fate: str, rng: Random) -> None:
        if fate == "untouched":
            return
        work.start_work(receipt_number=self._receipt, actor=self._desk.clerk, at=self._at, lock=self._lock())
        self._match_people()
        if fate == "corrected":
            self._ask(rng)
            return
        if fate == "reviewed":
            return
        self._finish(fate)

    def _finish(self, fate: str) -> None:
        self._later(hours=5)
        case = self._case()
        checklist = frozenset(get_version(case.procedure, case.version).checklist)
        work.tick_checklist(receipt_number=self._receipt, actor=self._desk.clerk, ticked=checklist, at=self._at,
                            lock=self._lock())
        if state_after(machine=CaseKind(case.machine), state=case.state, step=Step.PROPOSE) is None:  # type: ignore[arg-type]
            if fate == "decided":
                work.close_case(receipt_number=self._receipt, actor=self._desk.clerk, at=self._at, lock=self._lock())
            return
        refused = fate == "refused"
        work.propose_decision(
            receipt_number=self._receipt, actor=self._desk.clerk, key=secrets.token_hex(16), note="",
            outcome=Outcome.REFUSED if refused else Outcome.GRANTED, at=self._at, lock=self._lock(),
            reasons="請求の日に村上市に住所がないことが住民記録で分かったためです（架空の例）。" if refused else "")
        if fate != "proposed":
            self._later(hours=20)
            work.approve_decision(receipt_number=self._receipt, actor=self._desk.head, at=self._at, lock=self._lock())

    def _ask(self, rng: Random) -> None:
        self._later(hours=3)
        rows = [row for row in read_case(receipt_number=self._receipt, actor=self._desk.clerk).document.rows
                if row.fact in {"residence", "phone", "work", "babies_count", "hospital"}]
        if not rows:
            return
        item = CorrectionItem(key=rng.choice(rows).key, kind=CorrectionKind.INCOMPLETE,
                              reason="書かれた内容だけでは確認できませんでした。くわしく書いてください（架空の例）。")
        work.request_correction(receipt_number=self._receipt, actor=self._desk.clerk, key=secrets.token_hex(16),
                                items=[item], message="", until=(self._until + timedelta(days=10)).date(), at=self._at,
                                lock=self._lock())

    def _match_people(self) -> None:
        page = read_case(receipt_number=self._receipt, actor=self._desk.clerk)
        for person in compare_people(page, version=get_version(page.case.procedure, page.case.version)):
            likely = next((one for one in person.candidates if one.same_name and one.same_birth), None)
            if likely:
                work.confirm_match(receipt_number=self._receipt, actor=self._desk.clerk, at=self._at,
                                   instance=person.instance, register_number=likely.register_number, lock=self._lock())

    def _later(self, *, hours: int) -> None:
        self._at = min(self._at + timedelta(hours=hours), self._until)

    def _case(self) -> Case:
        return Case.objects.get(receipt_number=self._receipt)

    def _lock(self) -> int:
        return self._case().lock
