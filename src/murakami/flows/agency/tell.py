"""Messages to the resident, queued in the transaction of the step they tell of."""

from datetime import datetime

from murakami.domain.cases.models import Case, CaseMessage, Correction, Decision
from murakami.domain.procedures.queries import get_unit
from murakami.foundation.spool.operations import send
from murakami.kernel.languages import EASY, EN, JA, Text


def tell_progress(case: Case, *, at: datetime, note: Text | None = None) -> None:
    """Tell where a case stands now; nothing when it was not written at `at`, for that has been told. SQL: at most 2."""
    if case.last_event.at != at:
        return
    due_on = case.due_on.isoformat() if case.due_on else None
    send(topic="case.progressed", key=f"progress-{case.receipt_number}-{case.lock}", to="edge", at=at,
         payload={"receipt_number": case.receipt_number, "state": case.state, "at": at.isoformat(), "due_on": due_on,
                  "note": dict(note or {})})


def transfer_note(unit: str) -> Text:
    """Say in the resident's languages which unit has a case now. SQL: as `memory.current_catalogue`."""
    info = get_unit(unit)
    return {JA: f"担当の課が変わりました：{info.name_in(JA)}。受付の日と受付番号は変わりません。",
            EASY: f"担当（たんとう）の課（か）が変わりました。新しい課は「{info.name_in(EASY)}」です。",
            EN: f"Another division is now in charge: {info.name_in(EN)}. Your receipt number and filing date stay the same."}


def tell_correction(case: Case, correction: Correction, *, at: datetime) -> None:
    """Tell which items are to be corrected until when. SQL: 1."""
    send(topic="case.correction_requested", key=f"correction-{correction.key}", to="edge", at=at,
         payload={"receipt_number": case.receipt_number, "key": correction.key, "items": correction.items,
                  "message": correction.message, "until": correction.until.isoformat(), "at": at.isoformat()})


def tell_message(case: Case, message: CaseMessage) -> None:
    """Send the unit's message. SQL: 1."""
    send(topic="case.message", key=f"message-{message.key}", to="edge", at=message.sent_at,
         payload={"receipt_number": case.receipt_number, "key": message.key, "at": message.sent_at.isoformat(),
                  "from_unit": case.unit, "body": message.body})


def tell_letter(case: Case, decision: Decision, *, title: str, size: int, at: datetime) -> None:
    """Deliver a letter: its file travels before the message. SQL: 1."""
    send(topic="case.letter_issued", key=f"letter-{decision.key}", to="edge", at=at, files=(decision.letter_sha256,),
         payload={"receipt_number": case.receipt_number, "key": decision.key, "title": title,
                  "outcome": decision.outcome, "at": at.isoformat(),
                  "file": {"sha256": decision.letter_sha256, "name": f"{title}.pdf", "size": size}})
