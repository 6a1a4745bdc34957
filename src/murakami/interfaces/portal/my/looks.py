"""Who looked: which units of the city looked at a filing, when, and for what; never which member of staff."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from murakami.domain.mailbox.models import ItemLook, MailboxItem
from murakami.domain.mailbox.queries import get_item, list_item_looks
from murakami.domain.procedures.queries import find_version
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.my.door import Me, mine
from murakami.interfaces.portal.my.paging import before_of
from murakami.interfaces.portal.my.words import item_title, unit_name
from murakami.interfaces.portal.showcase.about import unit_of
from murakami.interfaces.portal.wording import full_day_words

_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """A line: which unit looked within which hour, for what."""

    day: str
    hour: str
    iso: str
    unit: str
    purpose: str
    times: str


@require_safe
@mine
def looks(request: HttpRequest, me: Me, receipt: str) -> HttpResponse:
    """Say who looked at a filing, newest first. SQL: 2, and the session's."""
    item = get_item(mailbox_key=me.mailbox_key, receipt_number=receipt)
    withheld = _is_withheld(item)
    found = () if withheld else list_item_looks(item, before_id=before_of(request), limit=_AT_ONCE + 1)
    shown = found[:_AT_ONCE]
    return show(request, "my/looks.html", {
        "item": item, "title": item_title(item), "withheld": withheld, "seen": tuple(_seen(shown)),
        "unit_name": unit_name(item.unit), "unit": unit_of(item.unit),
        "older": f"?before={shown[-1].pk}" if len(found) > _AT_ONCE else ""})


def _is_withheld(item: MailboxItem) -> bool:
    version = find_version(item.procedure, item.version)
    return version is not None and bool(version.looks_withheld)


def _seen(rows: Sequence[ItemLook]) -> Iterable[Seen]:
    for row in rows:
        local = timezone.localtime(row.hour)
        yield Seen(day=full_day_words(local.date()), iso=row.hour.isoformat(), unit=unit_name(row.unit),
                   hour=_("{hour}時から{next}時まで").format(hour=local.hour, next=local.hour + 1),
                   purpose=_purpose_words(row.purpose),
                   times=ngettext("{n}回", "{n}回", row.times).format(n=row.times))


def _purpose_words(purpose: str) -> str:
    return {
        "files": _("付けた書類を確かめるため"),
        "talk": _("メッセージを読むため、または送るため"),
        "correction": _("確認のお願いを用意するため"),
        "decision": _("結果を決めるため"),
        "letter": _("通知を確かめるため"),
        "transfer": _("担当の課を変えるため"),
        "breach": _("情報の漏えいなどを調べるため"),
        "own_data": _("あなたの情報についての請求に答えるため"),
        "emergency": _("緊急のため、ほかの課の職員が見ました。あとで、正しかったかを確かめます"),
    }.get(purpose, _("提出した内容を確かめるため"))
