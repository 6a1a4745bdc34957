"""One filing: where it stands, what comes next, letters, requests, and messages both ways."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from murakami.domain.intake.models import Filing
from murakami.domain.intake.queries import get_filing, newest_document
from murakami.domain.mailbox.models import CorrectionRequest, Message
from murakami.domain.mailbox.operations.answering import ActRefused
from murakami.domain.mailbox.queries import ItemPage, get_item_page
from murakami.domain.mailbox.rules import MESSAGE_LENGTH, ItemState, NextStep, is_ended, refusal_of_withdrawal
from murakami.flows.mailing import acts
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.portal.door import keeps_typed, posted
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.kept import take_kept
from murakami.interfaces.portal.my.documents import member_words
from murakami.interfaces.portal.my.door import Me, mine
from murakami.interfaces.portal.my.letters import letter_row
from murakami.interfaces.portal.my.timeline import expected_on, moments_of
from murakami.interfaces.portal.my.words import item_state, item_title, refusal_words, unit_name
from murakami.interfaces.portal.my.writing import FreeText
from murakami.interfaces.portal.owed import names_owed
from murakami.interfaces.portal.showcase.about import unit_of
from murakami.interfaces.portal.wording import (
    days_left_words,
    ended_words,
    full_day_words,
    next_step_words,
    time_words,
)
from murakami.kernel.dates import day_in_japan
from murakami.kernel.document import Document
from murakami.kernel.fields.base import Raw
from murakami.kernel.fields.errors import FieldErrors


@dataclass(frozen=True, slots=True)
class Said:
    """A message: who wrote it and when."""

    who: str
    at: str
    iso: str
    body: str
    mine: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for correction that waits for its answer."""

    href: str
    tag: str
    text: str


@limited(Door.BEGINNINGS, by_account=True)
@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@mine
def filing(request: HttpRequest, me: Me, receipt: str) -> HttpResponse:
    """Show a filing, or send the message that was written below it. SQL: 10 to show, 6 to send, and the session's."""
    if request.method == "POST":
        return _send(request, me, receipt)
    page = get_item_page(mailbox_key=me.mailbox_key, receipt_number=receipt)
    if any(message.read_at is None for message in page.messages):
        acts.read_messages(mailbox_key=me.mailbox_key, receipt_number=receipt, at=timezone.now())
    return _show(request, page, raw=_text().collect(take_kept(request)), nonce=secrets.token_hex(8))


def _send(request: HttpRequest, me: Me, receipt: str) -> HttpResponse:
    raw, nonce = _text().collect(posted(request)), request.POST.get("nonce", "")[:64]
    try:
        body = _text().read(raw)
        acts.write_to_unit(mailbox_key=me.mailbox_key, receipt_number=receipt, body=body, at=timezone.now(),
                           key=acts.message_key(receipt_number=receipt, nonce=nonce))
    except FieldErrors as errors:
        page = get_item_page(mailbox_key=me.mailbox_key, receipt_number=receipt)
        return _show(request, page, raw=raw, nonce=nonce, errors=errors, status=422)
    except ActRefused as refused:
        messages.error(request, refusal_words(refused.code))
    else:
        messages.success(request, _("メッセージを送りました。"))
    return HttpResponseRedirect(reverse("portal:my-filing", args=[receipt]) + "#messages")


def _show(request: HttpRequest, page: ItemPage, *, raw: Raw, nonce: str, errors: FieldErrors | None = None,
          status: int = 200) -> HttpResponse:
    item, filed = page.item, get_filing(receipt_number=page.item.receipt_number)
    owed = _owed(page, filed)
    member = member_words(Document.from_json(filed.document)) if "firm" in filed.document["filed_by"] else ""
    field, (tag, tone) = _text().view(raw, errors), item_state(item, asks=bool(page.open_corrections))
    return show(request, "my/filing.html", {
        "item": item, "member": member, "title": item_title(item), "tag": tag, "tone": tone,
        "filed": full_day_words(day_in_japan(item.filed_at)), "unit": unit_of(item.unit),
        "unit_name": unit_name(item.unit), "moments": moments_of(page), "requests": tuple(_requests(page)),
        "next_step": _next_step(page, owes=bool(owed)),
        "letters": tuple(map(letter_row, page.letters)), "said": tuple(_said(page.messages, item.unit)),
        "duty_done": item.kind == "declaration" and item.state in {ItemState.IN_WORK, ItemState.CLOSED},
        "can_write": item.state != ItemState.WITHDRAWN, "can_withdraw": _can_withdraw(page),
        "withdrawal_waits": bool(item.withdrawal_sent_at) and item.state != ItemState.WITHDRAWN,
        "receipt_href": reverse("portal:receipt", args=[filed.intake.key]), "owed": owed,
        "field": field, "nonce": nonce, "problems": problems_of([field])}, status=status)


def _next_step(page: ItemPage, *, owes: bool) -> str:
    if page.next_step is NextStep.NOTHING:
        return ended_words(state=page.item.state, outcome=page.letters[0].outcome if page.letters else None)
    return next_step_words(page.next_step, due_on=expected_on(page.item), owes=owes)


def _owed(page: ItemPage, filed: Filing) -> tuple[str, ...]:
    """Name what the office still waits for, as long as it can be handed in."""
    is_over = is_ended(page.item.state) or page.item.withdrawal_sent_at is not None
    return () if is_over else names_owed(Document.from_json(newest_document(filed)))


def _can_withdraw(page: ItemPage) -> bool:
    return refusal_of_withdrawal(
        state=page.item.state, withdrawal_sent=page.item.withdrawal_sent_at is not None) is None


def _requests(page: ItemPage) -> Iterable[Asked]:
    today = day_in_japan(timezone.now())
    for request in page.open_corrections if page.item.withdrawal_sent_at is None else ():
        if request.until is not None:
            yield Asked(href=reverse("portal:my-correction", args=[request.key]), text=_count_words(request, request.until),
                        tag=days_left_words(until=request.until, today=today))


def _count_words(request: CorrectionRequest, until: date) -> str:
    return ngettext("{count}項目の確認のお願いです。{day}までに返事をお願いします。",
                    "{count}項目の確認のお願いです。{day}までに返事をお願いします。",
                    len(request.items)).format(count=len(request.items), day=full_day_words(until))


def _said(rows: Sequence[Message], unit: str) -> Iterable[Said]:
    for row in rows:
        yield Said(who=_("あなた") if row.from_resident else unit_name(row.from_unit or unit), mine=row.from_resident,
                   at=time_words(row.at), iso=row.at.isoformat(), body=row.body, is_new=row.read_at is None)


def _text() -> FreeText:
    return FreeText(key="message", label=_("担当の課へのメッセージ"), most=MESSAGE_LENGTH, required=True, hint=_(
        "聞きたいことや、知らせたいことを書いてください。個人番号（マイナンバー）は書かないでください。"))
