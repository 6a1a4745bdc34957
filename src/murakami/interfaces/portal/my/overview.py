"""The first page of a mailbox: what waits for the resident, drafts, then the filings with their next step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from murakami.domain.intake.models import Intake
from murakami.domain.mailbox.models import CorrectionRequest, Letter
from murakami.domain.mailbox.queries import ListedItem
from murakami.domain.mailbox.rules import ItemState, NextStep
from murakami.flows.firms import name_filers
from murakami.flows.mailing.pages import Overview, read_overview
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.my.agreements import delivery_of, profile_of
from murakami.interfaces.portal.my.door import Me, mine
from murakami.interfaces.portal.my.paging import before_of
from murakami.interfaces.portal.my.words import item_state, item_title, unit_name
from murakami.interfaces.portal.sign_in.offering import offers_passkey
from murakami.interfaces.portal.talk.titles import draft_title
from murakami.interfaces.portal.wording import (
    day_words,
    days_left_words,
    lang,
    next_step_words,
    time_words,
)
from murakami.kernel.dates import day_in_japan
from murakami.kernel.languages import text_in


@dataclass(frozen=True, slots=True)
class Card:
    """Something on the first page: its state in a word, what to know, where to go."""

    title: str
    tag: str
    tone: Tone
    text: str
    href: str
    link_text: str
    note: str = ""
    number: str = ""
    discard_href: str = ""


@require_safe
@mine
def overview(request: HttpRequest, me: Me) -> HttpResponse:
    """Show the first page of the mailbox. SQL: 8, 10 for a firm, and the session's."""
    before = before_of(request)
    found = read_overview(owner=me.owner, before_id=before)
    writers = name_filers([one.item.receipt_number for one in found.items]) if me.owner.firm else {}
    older = f"?before={found.older}#filings" if found.older else ""
    return show(request, "my/overview.html", {
        "name": actor_of(request).name, "is_first": before is None, "older": older,
        "waiting": (*_corrections(found.corrections), *_letters(found.letters), *_messages(found.items),
                    *_owed(found)),
        "drafts": tuple(map(_draft, found.drafts)),
        "filings": tuple(_filing(one, owes=one.item.receipt_number in found.owed,
                                 writer=writers.get(one.item.receipt_number, "")) for one in found.items),
        "offers_passkey": before is None and offers_passkey(request), "seat": actor_of(request).firm,
        "electronic": delivery_of(request).electronic_delivery,
        "memory": me.owner.firm is None and profile_of(request).memory_allowed})


def _corrections(requests: Iterable[CorrectionRequest]) -> Iterable[Card]:
    today = day_in_japan(timezone.now())
    for request in requests:
        count = len(request.items)
        yield Card(
            title=item_title(request.item), tone="warn", tag=days_left_words(until=request.until, today=today),
            text=ngettext("{unit}から{count}項目の確認が届いています。直すところだけ直して送れます。",
                          "{unit}から{count}項目の確認が届いています。直すところだけ直して送れます。",
                          count).format(unit=unit_name(request.item.unit), count=count),
            href=reverse("portal:my-correction", args=[request.key]), link_text=_("直して送る"))


def _letters(letters: Iterable[Letter]) -> Iterable[Card]:
    for letter in letters:
        yield Card(
            title=letter.title, tone="key", tag=_("新しい通知"), link_text=_("読む"),
            text=_("{day}に{unit}から届きました。").format(day=day_words(day_in_japan(letter.issued_at)),
                                                    unit=unit_name(letter.item.unit)),
            href=reverse("portal:my-filing", args=[letter.item.receipt_number]) + "#letters")


def _messages(items: Sequence[ListedItem]) -> Iterable[Card]:
    for one in items:
        if one.unread_messages:
            yield Card(
                title=item_title(one.item), tone="key", tag=_("新しいメッセージ"), link_text=_("読む"),
                text=_("{unit}からメッセージが届いています。").format(unit=unit_name(one.item.unit)),
                href=reverse("portal:my-filing", args=[one.item.receipt_number]) + "#messages")


def _owed(found: Overview) -> Iterable[Card]:
    for one in found.items:
        if rows := found.owed.get(one.item.receipt_number):
            names = _("、").join(text_in(row.label, lang()) for row in rows)
            yield Card(
                title=item_title(one.item), tone="warn", tag=_("出していない書類"), link_text=_("書類を出す"),
                text=_("{names}：用意ができたら、写真やPDFで出せます。窓口に持ってきても大丈夫です。").format(names=names),
                href=reverse("portal:my-filing", args=[one.item.receipt_number]) + "#next")


def _draft(draft: Intake) -> Card:
    return Card(title=draft_title(draft), tag=_("書きかけ"), tone="plain", link_text=_("続きを書く"),
                text=_("{time}に保存しました。").format(time=time_words(draft.saved_at)),
                href=reverse("portal:intake", args=[draft.key]),
                discard_href=reverse("portal:discard", args=[draft.key]))


def _filing(one: ListedItem, *, owes: bool, writer: str) -> Card:
    item = one.item
    filed = _("{day}に提出").format(day=day_words(day_in_japan(item.filed_at)))
    tag, tone = item_state(item, asks=bool(one.open_corrections))
    return Card(
        title=item_title(item), tag=tag, tone=tone, link_text=_("くわしく見る"), number=item.receipt_number,
        text=_("結果は、この手続のページで確かめられます。") if one.next_step is NextStep.NOTHING and item.state == ItemState.DECIDED
        else next_step_words(one.next_step, due_on=item.due_on, owes=owes),
        href=reverse("portal:my-filing", args=[item.receipt_number]),
        note=_("{filed}　書いた人：{name}").format(filed=filed, name=writer) if writer else filed)
