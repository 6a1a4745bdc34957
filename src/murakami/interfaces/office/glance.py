"""What a clerk has to know of a case before reading it: who filed it, by when, how sure, and what stands in the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from murakami.domain.cases.models import Case
from murakami.flows.agency.pages import CaseReading
from murakami.foundation.files.kinds import HELD
from murakami.foundation.files.models import HeldFile
from murakami.foundation.files.quarantine import read_held
from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.office.clock_view import ClockView, day_words
from murakami.interfaces.office.document_view import attachments_of
from murakami.interfaces.office.protection.alarm_view import AlarmView
from murakami.interfaces.office.signature_view import SignatureView
from murakami.interfaces.office.words import filer_words, identity_words


@dataclass(frozen=True, slots=True)
class GlanceLine:
    """One thing at a glance: its name, its words, a tone where it wants to be seen, and where more of it stands."""

    label: str
    text: str
    tone: Tone = "plain"
    href: str = ""


def glance_of(reading: CaseReading, *, clock: ClockView | None, signature: SignatureView | None,
              alarm: AlarmView | None) -> tuple[GlanceLine, ...]:
    """Gather what is known at a glance; what does not apply is left out. SQL: 1 where files were held, else none."""
    return (*_who(reading), *_when(reading, clock), *_signed(reading.case, signature), *_guarded(alarm), *_attached(reading))


def _who(reading: CaseReading) -> Iterable[GlanceLine]:
    filed_by: Mapping[str, object] = reading.page.document.filed_by
    who, acts = filer_words(filed_by, applicant=reading.case.applicant_name)
    if who:
        yield GlanceLine(_("出した人"), who, "warn" if acts else "plain")
    identity = identity_words(filed_by)
    if identity:
        yield GlanceLine(_("本人確認"), identity)


def _when(reading: CaseReading, clock: ClockView | None) -> Iterable[GlanceLine]:
    if clock is None:
        return
    due = reading.case.due_on
    tone: Tone = clock.tone if clock.tone in {"warn", "bad"} else "plain"
    yield GlanceLine(_("期限"), _("{day}（{left}）").format(day=day_words(due), left=clock.title) if due else clock.title, tone)


def _signed(case: Case, signature: SignatureView | None) -> Iterable[GlanceLine]:
    if signature:
        yield GlanceLine(_("電子署名"), signature.state, "bad" if signature.tone == "bad" else "warn",
                          reverse("office:case", args=[case.receipt_number]) + "#signature")


def _guarded(alarm: AlarmView | None) -> Iterable[GlanceLine]:
    if alarm:
        yield GlanceLine(_("支援措置"), _("課長の確認待ち") if alarm.standing else _("対象の人がいます"), "bad" if alarm.standing else "warn")


def _attached(reading: CaseReading) -> Iterable[GlanceLine]:
    owed = sum(line.is_owed for line in attachments_of(reading))
    waiting = _waiting_files(reading)
    where = reverse("office:case-files", args=[reading.case.receipt_number])
    if waiting:
        yield GlanceLine(_("添付"), _("{n}件が安全の確認待ち").format(n=waiting), "bad", where)
    if owed:
        yield GlanceLine(_("書類"), _("{n}件が未提出").format(n=owed), "warn", where)


def _waiting_files(reading: CaseReading) -> int:
    held = {file.sha256 for file in reading.page.files if file.content_type == HELD}
    if not held:
        return 0
    rows = read_held(reading.case.receipt_number)
    return sum(digest not in rows or rows[digest].state == HeldFile.State.WAITING for digest in held)
