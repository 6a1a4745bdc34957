"""What comes from the edge: each message once, in the order of its filing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.domain.cases.messages import FilingReceived, FilingRevised
from murakami.domain.cases.models import Case
from murakami.domain.cases.operations import letter, receive
from murakami.domain.cases.operations.transition import CaseNotFound, lock_for_message
from murakami.domain.procedures.queries import get_version
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.flows.agency.clock import due_on_at_arrival, due_on_without
from murakami.flows.agency.protection import watch
from murakami.flows.agency.tell import tell_progress
from murakami.foundation.accounts.lineage import read_successors, successor_of
from murakami.foundation.files.kinds import HELD
from murakami.foundation.files.quarantine import hold_files
from murakami.foundation.files.reports import take_reports
from murakami.foundation.spool.registry import GiveUp, Received, handler


@handler("filing.received")
def open_case(message: Received, /, *, at: datetime) -> None:
    """Open the case of a filing, with whoever does that unit's work now, and tell the resident that they have it."""
    filing = message.payload
    version = get_version(filing["procedure"], filing["version"])
    filed_at = datetime.fromisoformat(filing["filed_at"])
    case = receive.receive_filing(
        FilingReceived(
            receipt_number=filing["receipt_number"], procedure=filing["procedure"], version=filing["version"],
            unit=successor_of(read_successors(), unit=filing["unit"], procedure=filing["procedure"]),
            filed_at=filed_at, channel=filing["channel"], mailbox_key=filing["mailbox_key"],
            subject_key=filing["subject_key"], electronic_delivery=filing["electronic_delivery"],
            document=filing["document"]),
        procedure_kind=version.kind, about=about_role(version), due_on=due_on_at_arrival(version, filed_at=filed_at),
        at=at)
    _take_files(case, filing, at=at)
    tell_progress(watch(case, at=at), at=at)


@handler("filing.revised")
def take_revision(message: Received, /, *, at: datetime) -> None:
    """Take the answer to a correction in and tell the resident that the review goes on."""
    answer = message.payload
    case = _lock(answer["receipt_number"])
    answered_at = datetime.fromisoformat(answer["at"])
    version = get_version(case.procedure, case.version)
    case = receive.receive_revision(
        FilingRevised(receipt_number=case.receipt_number, revision=answer["revision"],
                      correction_key=answer["correction_key"], at=answered_at, document=answer["document"]),
        about=about_role(version),
        due_on=due_on_without(case, correction_key=answer["correction_key"], at=answered_at), at=at)
    _take_files(case, answer, at=at)
    tell_progress(watch(case, at=at), at=at)


@handler("filing.withdrawn")
def take_withdrawal(message: Received, /, *, at: datetime) -> None:
    """End the case of a filing that was taken back, and tell the resident where it stands."""
    case = _lock(message.payload["receipt_number"])
    case = receive.receive_withdrawal(receipt_number=case.receipt_number, reason=message.payload["reason"], at=at)
    tell_progress(case, at=at)


@handler("filing.message")
def take_message(message: Received, /, *, at: datetime) -> None:
    """Record a resident's message on its case."""
    sent = message.payload
    case = _lock(sent["receipt_number"])
    receive.receive_message(receipt_number=case.receipt_number, key=sent["key"], body=sent["body"],
                            at=datetime.fromisoformat(sent["at"]))


@handler("delivery.consented")
def take_consent(message: Received, /, *, at: datetime) -> None:
    """Keep whether the letters of a mailbox may be delivered electronically."""
    said = message.payload
    receive.receive_consent(mailbox_key=said["mailbox_key"], granted=said["granted"],
                            at=datetime.fromisoformat(said["at"]))


@handler("letter.opened")
def note_opening(message: Received, /, *, at: datetime) -> None:
    """Keep when a letter was first opened."""
    letter.note_opening(decision_key=message.payload["letter_key"], at=datetime.fromisoformat(message.payload["at"]))


def about_role(version: ProcedureVersion) -> str:
    """Name the role whom a procedure is about: one case per child, else the children, else whose it is."""
    several = (name for name, role in version.roles.items() if role.plural and not role.optional)
    return version.for_each or next(several, version.whose)


def _take_files(case: Case, payload: Mapping[str, Any], *, at: datetime) -> None:
    """Keep the reports on what came along, and note which of it waits for a person. SQL: at most 2."""
    take_reports(payload.get("reports", ()))
    held = [file["sha256"] for file in payload.get("files", ()) if file["content_type"] == HELD]
    hold_files(case.receipt_number, held, at=at)


def _lock(receipt_number: str) -> Case:
    try:
        return lock_for_message(receipt_number)
    except CaseNotFound as error:
        raise GiveUp(f"the edge speaks of {receipt_number}, of which there is no case") from error
