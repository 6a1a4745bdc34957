"""The agency of the cases' tests: a unit with a clerk, a colleague and its head, another unit, and cases they have received."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from murakami.domain.cases.messages import CorrectionItem, FilingReceived, FilingRevised
from murakami.domain.cases.models import Case, Correction, Decision
from murakami.domain.cases.operations import correct, decide, receive, work
from murakami.domain.cases.rules import CorrectionKind, Outcome
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from murakami.foundation.events.models import Event
from murakami.kernel.document import AttachmentRow, AttachmentState, Document
from tests.foundation.accounts.people import make_staff
from tests.kernel.document.filed import BANKBOOK, document

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
DUE = date(2026, 12, 14)
CHECKLIST = ("earner", "account")
WORDED = (Outcome.GRANTED, Outcome.REFUSED)
PHONE = CorrectionItem(key="me.phone", kind=CorrectionKind.INCOMPLETE, reason="番号が足りません")
COMPLETE = (AttachmentRow("bankbook", {"ja": "通帳の写し"}, "copy", AttachmentState.PROVIDED, (BANKBOOK,)),)
_numbers = iter(range(1, 10**6))


@dataclass(frozen=True)
class Cast:
    """Who works at the agency."""

    clerk: Actor
    colleague: Actor
    head: Actor
    elsewhere: Actor
    administrator: Actor


def make_cast() -> Cast:
    """Make the people of two units."""
    return Cast(clerk=staff("clerk", kodomo=Role.CLERK), colleague=staff("colleague", kodomo=Role.CLERK),
                head=staff("head", kodomo=Role.UNIT_HEAD), elsewhere=staff("elsewhere", hoken=Role.CLERK),
                administrator=staff("administrator", kodomo=Role.ADMINISTRATOR))


def staff(login_name: str, **roles: Role) -> Actor:
    """Make a member of staff with one role per unit."""
    account = make_staff(login_name, name=f"職員 {login_name}", **roles)
    by_role: dict[Role, frozenset[str]] = {}
    for unit, role in roles.items():
        by_role[role] = by_role.get(role, frozenset()) | {unit}
    return Actor(kind=AccountKind.STAFF, account_id=account.pk, name=f"職員 {login_name}", roles=by_role)


def filing(**changes: Any) -> FilingReceived:
    """A filing as the edge sends it, with a receipt number of its own."""
    number = next(_numbers)
    usual = FilingReceived(
        receipt_number=f"MK-2611-{number:05}-0", procedure="child-allowance-claim", version="f" * 64, unit="kodomo",
        filed_at=NOW, channel="online", mailbox_key="a" * 32, subject_key=f"{number:032x}", electronic_delivery=True,
        document=document().to_json())
    return replace(usual, **changes)


def receive_one(*, kind: str = "application", due_on: date | None = DUE, at: datetime = NOW, filed: Document | None = None,
                **changes: Any) -> Case:
    """Take a filing in."""
    if filed is not None:
        changes["document"] = filed.to_json()
    return receive.receive_filing(filing(**changes), procedure_kind=kind, about="child", due_on=due_on, at=at)


def start(case: Case, actor: Actor, *, at: datetime = NOW) -> Case:
    """Take a case in hand."""
    return work.start_work(receipt_number=case.receipt_number, actor=actor, at=at, lock=lock_of(case))


def ask(case: Case, actor: Actor, *, key: str = "c" * 32, items: tuple[CorrectionItem, ...] = (PHONE,),
        at: datetime = NOW, until: date | None = None, lock: int | None = None) -> Correction:
    """Ask for a correction."""
    return correct.request_correction(
        receipt_number=case.receipt_number, actor=actor, key=key, items=items, message="", at=at,
        until=until or (at + timedelta(days=14)).date(), lock=lock_of(case) if lock is None else lock)


def answer(case: Case, *, key: str = "c" * 32, revision: int = 1, at: datetime = NOW, filed: Document | None = None,
           due_on: date | None = DUE) -> Case:
    """Take the answer to a correction in."""
    message = FilingRevised(receipt_number=case.receipt_number, revision=revision, correction_key=key, at=at,
                            document=(filed or document()).to_json())
    return receive.receive_revision(message, about="child", due_on=due_on, at=at)


def tick(case: Case, actor: Actor, *checks: str, at: datetime = NOW) -> Case:
    """Make the ticks exactly these."""
    return work.tick_checklist(receipt_number=case.receipt_number, actor=actor, ticked=frozenset(checks),
                               checklist=CHECKLIST, at=at, lock=lock_of(case))


def propose(case: Case, actor: Actor, *, key: str = "d" * 32, outcome: Outcome = Outcome.GRANTED, reasons: str = "",
            at: datetime = NOW, lock: int | None = None) -> Decision:
    """Lay a decision before the head; a grant with every point ticked."""
    return decide.propose_decision(
        receipt_number=case.receipt_number, actor=actor, key=key, outcome=outcome, worded=WORDED, reasons=reasons, note="",
        checklist=CHECKLIST, at=at, lock=lock_of(case) if lock is None else lock)


def approve(case: Case, actor: Actor, *, at: datetime = NOW, lock: int | None = None) -> Decision:
    """Approve what was proposed."""
    return decide.approve_decision(receipt_number=case.receipt_number, actor=actor, document_number="第1号", at=at,
                                   lock=lock_of(case) if lock is None else lock)


def proposed(case: Case, cast: Cast, **how: Any) -> Decision:
    """Bring a received application before the head."""
    start(case, cast.clerk)
    tick(case, cast.clerk, *CHECKLIST)
    return propose(case, cast.clerk, **how)


def decided(case: Case, cast: Cast, **how: Any) -> Decision:
    """Bring a received application to its decision."""
    proposed(case, cast, **how)
    return approve(case, cast.head)


def reload(case: Case) -> Case:
    """Read a case again."""
    return Case.objects.select_related("last_event").get(pk=case.pk)


def lock_of(case: Case) -> int:
    """Read the count of a case as a fresh page shows it."""
    return Case.objects.values_list("lock", flat=True).get(pk=case.pk)


def kinds_of(case: Case) -> list[str]:
    """List the kinds of a case's events, oldest first."""
    return list(Event.objects.filter(subject_key=case.subject_key).order_by("id").values_list("kind", flat=True))


def photograph(case: Case) -> dict[str, Any]:
    """Everything that is written about a case: two equal photographs mean that nothing has changed."""
    taken = reload(case)
    return {"case": {field.attname: getattr(taken, field.attname) for field in Case._meta.concrete_fields},
            "events": kinds_of(case), "related": dict(_related(taken))}


def _related(case: Case) -> Iterator[tuple[str, list[Any]]]:
    for name in ("revisions", "corrections", "ticks", "messages", "decisions", "matches", "entries", "files"):
        yield name, list(getattr(case, name).order_by("id").values())
