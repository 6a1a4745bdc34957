"""Answering a request for correction: what is asked, the answer shown as a diff, sent once."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.intake.operations.writing import IntakeClosed
from murakami.domain.intake.queries import get_filing, newest_document
from murakami.domain.mailbox.models import CorrectionRequest
from murakami.domain.mailbox.operations.answering import ActRefused
from murakami.domain.mailbox.queries import NotInMailbox, get_correction
from murakami.domain.mailbox.rules import refusal_of_answer
from murakami.flows.conversation.correcting import (
    Correction,
    CorrectionOver,
    NotAnswered,
    Wanted,
    open_correction,
    read_correction,
    send_correction,
)
from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.my.documents import diff_rows
from murakami.interfaces.portal.my.door import Me, mine
from murakami.interfaces.portal.my.wanted import ItemWords, filed_words, words_of
from murakami.interfaces.portal.my.words import correction_kind_word, item_title, refusal_words, unit_name
from murakami.interfaces.portal.wording import days_left_words, full_day_words
from murakami.kernel.dates import day_in_japan
from murakami.kernel.document import Document


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item to answer, in the list of a request."""

    label: str
    topic: str
    kind: str
    reason: str
    href: str
    tag: str
    tone: Tone


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def correction(request: HttpRequest, me: Me, key: str) -> HttpResponse:
    """Show what is asked, or begin to answer it. SQL: 8 to show, 8 to begin, and the session's."""
    try:
        if request.method == "POST":
            open_correction(key=key, owner=me.owner, draw_key=lambda: secrets.token_hex(16), at=timezone.now())
            return HttpResponseRedirect(next_href(read_correction(key=key, owner=me.owner)))
        return _show(request, me, get_correction(mailbox_key=me.mailbox_key, key=key))
    except CorrectionOver:
        return HttpResponseRedirect(reverse("portal:my-correction", args=[key]))


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def check(request: HttpRequest, me: Me, key: str) -> HttpResponse:
    """Show the answer as a diff, or send it. SQL: 7 to show, 20 to send, and the session's."""
    try:
        if request.method == "POST":
            return _send(request, me, key)
        found = read_correction(key=key, owner=me.owner)
    except (CorrectionOver, IntakeClosed, NotInMailbox):
        return _begin_again(request, me, key)
    if any(not one.is_answered for one in found.wanted):
        return HttpResponseRedirect(next_href(found))
    return show(request, "my/correction_check.html", {
        "key": key, "heading": heading_of(found.request), "own": found.request.own, "title": item_title(found.request.item), "changes": diff_rows(found.filed, found.revised),
        "filed": full_day_words(day_in_japan(found.filing.filed_at)), "items": tuple(_rows(found)),
        "unit_name": unit_name(found.filing.unit)})


def heading_of(asked: CorrectionRequest) -> str:
    """Name a request, or what a resident hands in unasked."""
    return _("あとから書類を出す") if asked.own else _("確認のお願い")


def next_href(found: Correction, *, after: str = "") -> str:
    """Say where answering goes on: the next open item after this one, any open item, then the check."""
    keys = [one.key for one in found.wanted]
    start = keys.index(after) + 1 if after in keys else 0
    ahead = [one.key for one in (*found.wanted[start:], *found.wanted[:start]) if not one.is_answered]
    if ahead:
        return reverse("portal:my-correction-item", args=[found.request.key, ahead[0]])
    return reverse("portal:my-correction-check", args=[found.request.key])


def _send(request: HttpRequest, me: Me, key: str) -> HttpResponse:
    try:
        revision = send_correction(key=key, owner=me.owner, at=timezone.now())
    except NotAnswered:  # where nothing at all was handed in, the check says so
        return HttpResponseRedirect(next_href(read_correction(key=key, owner=me.owner)))
    except ActRefused as refused:
        messages.info(request, refusal_words(refused.code))
        return HttpResponseRedirect(reverse("portal:my-correction", args=[key]))
    messages.success(request, _("送りました。最初に提出した日は変わりません。"))
    return HttpResponseRedirect(reverse("portal:my-filing", args=[revision.filing.receipt_number]))


def _begin_again(request: HttpRequest, me: Me, key: str) -> HttpResponse:
    """Lead somebody whose answer has been sent, or not begun, to the request; to a stranger there is none."""
    get_correction(mailbox_key=me.mailbox_key, key=key)
    return HttpResponseRedirect(reverse("portal:my-correction", args=[key]))


def _show(request: HttpRequest, me: Me, asked: CorrectionRequest) -> HttpResponse:
    refusal = refusal_of_answer(state=asked.item.state, answered_at=asked.answered_at, closed_at=asked.closed_at)
    context = {"title": item_title(asked.item), "heading": heading_of(asked), "own": asked.own, "unit_name": unit_name(asked.item.unit),
               "receipt_number": asked.item.receipt_number, "key": asked.key}
    if refusal:
        return show(request, "my/correction_over.html", {**context, "words": refusal_words(refusal)})
    found = _begun(me, asked)
    return show(request, "my/correction.html", {
        **context, **_period(asked), "message": asked.message, "next": next_href(found) if found else "",
        "items": tuple(_rows(found) if found else _first(asked))})


def _period(asked: CorrectionRequest) -> dict[str, object]:
    """Say until when an answer is wanted; nothing of it where nobody asked."""
    if asked.until is None:
        return {}
    today = day_in_japan(timezone.now())
    return {"until": full_day_words(asked.until), "is_late": asked.until < today,
            "left": days_left_words(until=asked.until, today=today)}


def _first(asked: CorrectionRequest) -> Iterable[ItemRow]:
    """List what is asked before anybody has begun to answer."""
    filed = Document.from_json(newest_document(get_filing(receipt_number=asked.item.receipt_number)))
    for item in asked.items:
        words = filed_words(filed, item["key"]) or ItemWords(label=_("そのほかの確認"), topic="", before="")
        yield ItemRow(label=words.label, topic=words.topic, kind=correction_kind_word(item["kind"]),
                      reason=item["reason"], href="", tag="", tone="plain")


def _rows(found: Correction) -> Iterable[ItemRow]:
    """List what is asked with how far the answer has come."""
    changed = {change.key for change in found.changes}
    for one in found.wanted:
        words, (tag, tone) = words_of(found, one), _progress(one, is_changed=one.key in changed, own=found.request.own)
        yield ItemRow(label=words.label, topic=words.topic, kind=correction_kind_word(one.kind), reason=one.reason,
                      tag=tag, tone=tone, href=reverse("portal:my-correction-item", args=[found.request.key, one.key]))


def _progress(one: Wanted, *, is_changed: bool, own: bool) -> tuple[str, Tone]:
    if not one.is_answered:
        return _("まだ"), "warn"
    if not is_changed:
        return _("前のまま"), "plain"
    return (_("付けました") if own else _("直しました")), "good"


def _begun(me: Me, asked: CorrectionRequest) -> Correction | None:
    try:
        return read_correction(key=asked.key, owner=me.owner)
    except NotInMailbox:
        return None
