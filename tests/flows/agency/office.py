"""The office of the flows' tests: the family's filings as cases, steps by staff, and what the family then has in its mailbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from murakami.domain.cases.messages import CorrectionItem
from murakami.domain.cases.models import Case, Correction, Decision
from murakami.domain.cases.ports import GlyphMissing, Letter
from murakami.domain.cases.rules import CorrectionKind, Outcome
from murakami.domain.mailbox.models import MailboxItem
from murakami.domain.procedures.queries import get_version
from murakami.flows.agency import work
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.worker import run_pending
from tests.domain.cases.cast import lock_of, reload

PHONE = CorrectionItem(key="partner.phone", kind=CorrectionKind.INCORRECT, reason="番号につながりません")


@dataclass
class FakePrinter:
    """A printer that keeps what it was given; `missing` are characters that no font has."""

    missing: str = ""

    def __post_init__(self) -> None:
        self.printed: list[Letter] = []

    def print_letter(self, letter: Letter) -> bytes:
        """Return something that is a PDF by its first bytes."""
        if set(self.missing) & set(letter.addressee):
            raise GlyphMissing(self.missing)
        self.printed.append(letter)
        return b"%PDF-1.7 " + letter.document_number.encode() + b" %d" % len(self.printed)


def deliver(at: datetime) -> int:
    """Hand every message over that is due."""
    return run_pending(clock=lambda: at)


def case_of(receipt_number: str) -> Case:
    """Find the case of a filing."""
    return Case.objects.get(receipt_number=receipt_number)


def item_of(case: Case) -> MailboxItem:
    """Find what the resident sees of a case."""
    return MailboxItem.objects.get(receipt_number=case.receipt_number)


def waiting(topic: str) -> list[dict[str, Any]]:
    """List the payloads of the messages that have not been handed over, oldest first."""
    return [message.payload for message in Message.objects.filter(topic=topic).order_by("id")]


def act(step: Any, case: Case, actor: Actor, *, at: datetime, lock: int | None = None, **how: Any) -> Any:
    """Take a step of the flow from a fresh page, unless `lock` says from which."""
    return step(receipt_number=case.receipt_number, actor=actor, at=at, lock=lock_of(case) if lock is None else lock, **how)


def ask(case: Case, actor: Actor, *, at: datetime, key: str = "c" * 32, item: CorrectionItem = PHONE) -> Correction:
    """Ask for a correction."""
    return act(work.request_correction, case, actor, at=at, key=key, items=[item], message="お願いします",
               until=(at + timedelta(days=14)).date())


def check_all(case: Case, actor: Actor, *, at: datetime) -> None:
    """Tick the whole checklist of the procedure."""
    checklist = get_version(case.procedure, case.version).checklist
    act(work.tick_checklist, case, actor, at=at, ticked=frozenset(checklist))


def propose(case: Case, actor: Actor, *, at: datetime, outcome: Outcome = Outcome.GRANTED, reasons: str = "",
            key: str = "d" * 32) -> Decision:
    """Lay a decision before the head."""
    return act(work.propose_decision, case, actor, at=at, key=key, outcome=outcome, reasons=reasons, note="")


def decide(case: Case, clerk: Actor, head: Actor, *, at: datetime, **how: Any) -> Decision:
    """Take a received application to its decision."""
    act(work.start_work, case, clerk, at=at)
    check_all(case, clerk, at=at)
    propose(case, clerk, at=at, **how)
    return act(work.approve_decision, case, head, at=at)


__all__ = [
    "PHONE",
    "FakePrinter",
    "act",
    "ask",
    "case_of",
    "check_all",
    "decide",
    "deliver",
    "item_of",
    "lock_of",
    "propose",
    "reload",
    "waiting",
]
