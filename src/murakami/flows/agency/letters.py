"""A decision becomes a letter: worded from the pack, set as PDF, delivered to the mailbox or queued for the post."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from murakami.domain.cases.models import Case, Decision
from murakami.domain.cases.operations.letter import hold_letter, keep_letter
from murakami.domain.cases.ports import GlyphMissing, Letter, LetterPrinter
from murakami.domain.cases.rules import Outcome, is_adverse
from murakami.domain.cases.summary import full_name, summary_of
from murakami.domain.procedures.queries import get_municipality, get_version
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.flows.agency.tell import tell_letter
from murakami.foundation.accounts.queries import list_units
from murakami.foundation.events.rules import new_salt
from murakami.foundation.files.store import store
from murakami.foundation.spool.registry import GiveUp, task
from murakami.kernel.document import Document
from murakami.kernel.eras import format_era_date

PRINT_LETTER: Final = "letter.print"
_printer: LetterPrinter | None = None


def bind_printer(printer: LetterPrinter) -> None:
    """Say who prints; called by config."""
    global _printer  # noqa: PLW0603  (a port bound once when the process starts)
    _printer = printer


@task(PRINT_LETTER)
def print_letter(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Print the letter of an approved decision; a name that no font can print holds it and says so.

    The printing runs outside any transaction; what is written afterwards is one, and done twice changes nothing.
    """
    decision = Decision.objects.select_related("case").get(key=payload["decision"])
    if decision.letter_state != Decision.LetterState.WAITING:
        return
    if _printer is None:
        raise GiveUp("no printer is bound in this process")
    letter = draft_letter(decision, on=timezone.localdate(decision.approved_at))
    try:
        pdf = _printer.print_letter(letter)
    except GlyphMissing as missing:
        hold_letter(decision_key=decision.key, at=at, problem=(
            f"印刷できない文字があります：{missing.characters}　文字の入ったフォントを入れてから、もう一度作ってください。"))
        return
    with transaction.atomic():
        stored = store(pdf, content_type="application/pdf", at=at)
        kept = keep_letter(decision_key=decision.key, sha256=stored.sha256, salt=new_salt(), at=at)
        if kept and kept.letter_state == Decision.LetterState.DELIVERED:
            tell_letter(decision.case, kept, title=letter.title, size=len(pdf), at=at)


def outcomes_worded(version: ProcedureVersion) -> tuple[Outcome, ...]:
    """List the outcomes that a procedure can tell in a letter of its own."""
    return tuple(outcome for outcome in Outcome if outcome in version.letters)


def document_number_of(receipt_number: str) -> str:
    """Number a letter after the filing it answers: the receipt number is unique and known to both sides."""
    return f"第{receipt_number}号"


def draft_letter(decision: Decision, *, on: date) -> Letter:
    """Word the letter of a decision as it would be dated on a day.

    It speaks from the procedure version of the filing and of the document that was decided on. SQL: 2.
    """
    case = decision.case
    version = get_version(case.procedure, case.version)
    document = Document.from_json(case.revisions.get(number=decision.revision).document)
    wording = version.letters[decision.outcome]
    known = _placeholders(case, document, version=version, decided_on=on)
    town, unit = get_municipality(), next((unit for unit in list_units() if unit.code == case.unit), None)
    return Letter(
        document_number=document_number_of(case.receipt_number), dated=format_era_date(on), addressee=known["applicant"],
        title=version.text(f"letter.{wording.id}.title", "ja").format(**known),
        paragraphs=tuple(text.format(**known) for text in wording.body),
        rows=(("手続", known["procedure"]), ("受付番号", case.receipt_number), ("受付の日", known["filed_on"]),
              *((("お子さん", known["children"]),) if known["children"] else ())),
        reasons=decision.reasons, remedies=_remedies(decision, version), authority=f"{town.name}長",
        unit=unit.name if unit else case.unit, contact=unit.phone if unit else "")


def _placeholders(case: Case, document: Document, *, version: ProcedureVersion, decided_on: date) -> dict[str, str]:
    children = dict.fromkeys(full_name(row.value) for row in document.rows
                             if row.role == "child" and row.type == "person_name" and row.value)
    applicant = summary_of(document, about=version.whose).applicant_name
    return {"receipt_number": case.receipt_number, "filed_on": format_era_date(timezone.localdate(case.filed_at)),
            "decided_on": format_era_date(decided_on), "applicant": applicant, "children": "、".join(children),
            "procedure": version.text("title", "ja"), "city": get_municipality().name}


def _remedies(decision: Decision, version: ProcedureVersion) -> str:
    """Word the 教示. Source: 行政不服審査法 82条 (as of 2016-04-01); the authority and period are the pack's."""
    remedies, town = version.regime.remedies, get_municipality()
    if not remedies.told or not remedies.authority or not is_adverse(Outcome(decision.outcome)):
        return ""
    whom = {"mayor": f"{town.name}長", "prefecture": f"{town.prefecture}知事", "minister": "所管の大臣"}
    return (f"この決定に不服があるときは、この通知を受け取った日の翌日から起算して{remedies.within}以内に、"
            f"{whom[remedies.authority]}に対して審査請求をすることができます。")
