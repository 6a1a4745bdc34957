"""The first page: one question, the events of life, and what concerns the person who is signed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.domain.intake.models import Intake
from murakami.domain.intake.queries import list_drafts
from murakami.domain.mailbox.queries import ListedItem, list_items
from murakami.domain.mailbox.rules import NextStep
from murakami.domain.procedures.queries import list_life_events
from murakami.flows.mailing.pages import owed_of
from murakami.interfaces.components.icons import ICONS
from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.portal.door import claim
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.my.words import item_title
from murakami.interfaces.portal.talk.titles import draft_title
from murakami.interfaces.portal.visitor import owner_of
from murakami.interfaces.portal.wording import (
    days_left_words,
    lang,
    next_step_words,
    state_tone,
    state_word,
    time_words,
)
from murakami.kernel.dates import day_in_japan

_MOST = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A large link to a life event."""

    title: str
    text: str
    href: str
    icon: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that concerns the person who is here: a draft, or a filing with news."""

    title: str
    text: str
    href: str
    link_text: str
    tag: str
    tone: Tone


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """Show the first page. SQL: 1 for strangers; 6 more for somebody with an account, 1 more for a known browser."""
    claim(request)
    owner = owner_of(request)
    drafts = list_drafts(owner=owner, limit=_MOST)
    items = list_items(mailbox_key=owner.mailbox_key, limit=20) if owner.mailbox_key else ()
    return show(request, "home.html", {
        "tiles": tiles(), "notices": (*_news(items), *_owed(items), *_drafts(drafts)), "signed_in": owner.account_id is not None,
        "waiting": sum(one.next_step is NextStep.WAIT for one in items)})


def tiles() -> tuple[Tile, ...]:
    """Lay out the life events."""
    return tuple(Tile(title=event.text("title", lang()), text=event.text("summary", lang()),
                      href=reverse("portal:life-event", args=[event.id]),
                      icon=event.icon if event.icon in ICONS else "document") for event in list_life_events())


def _news(items: Sequence[ListedItem]) -> Iterable[Notice]:
    for one in items:
        if one.next_step in {NextStep.WAIT, NextStep.NOTHING}:
            continue
        item = one.item
        tag, tone = state_word(item.state), state_tone(item.state)
        if one.open_corrections:
            today = day_in_japan(timezone.now())
            tag, tone = days_left_words(until=one.open_corrections[0].until, today=today), "warn"
        yield Notice(title=item_title(item), tag=tag, tone=tone, text=next_step_words(one.next_step, due_on=item.due_on),
                     href=reverse("portal:my-filing", args=[item.receipt_number]), link_text=_("見る"))


def _owed(items: Sequence[ListedItem]) -> Iterable[Notice]:
    owed = owed_of(items)
    for one in items:
        if one.item.receipt_number in owed and one.next_step is NextStep.WAIT:
            yield Notice(title=item_title(one.item), tag=_("出していない書類"), tone="warn", link_text=_("見る"),
                         text=next_step_words(one.next_step, due_on=one.item.due_on, owes=True),
                         href=reverse("portal:my-filing", args=[one.item.receipt_number]) + "#next")


def _drafts(drafts: Sequence[Intake]) -> Iterable[Notice]:
    for draft in drafts:
        yield Notice(title=draft_title(draft), tag=_("書きかけ"), tone="plain", link_text=_("続きを書く"),
                     text=_("{time}に保存しました。続きから書けます。").format(time=time_words(draft.saved_at)),
                     href=reverse("portal:intake", args=[draft.key]))


