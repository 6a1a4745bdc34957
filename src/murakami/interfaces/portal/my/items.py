"""One item of a request for correction: an answer written again, or files handed in; nothing else is asked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.intake.operations.attaching import TooManyFiles
from murakami.domain.intake.operations.writing import IntakeClosed
from murakami.domain.intake.rules.pages import Asked
from murakami.domain.intake.rules.prefill import Prefill
from murakami.domain.intake.rules.subjects import my_instance
from murakami.domain.mailbox.queries import NotInMailbox
from murakami.flows.conversation.answering import PageGone
from murakami.flows.conversation.asking import asked_items
from murakami.flows.conversation.correcting import (
    ATTACHMENT,
    Correction,
    CorrectionOver,
    Wanted,
    confirm_item,
    read_correction,
    save_item,
)
from murakami.flows.mailing.handing_in import Upload, accepted_by, hand_in, take_back
from murakami.foundation.files.kinds import OTHER
from murakami.foundation.files.limits import MOST_BYTES
from murakami.foundation.files.refusals import FileRefused
from murakami.interfaces.components.field_view import (
    FieldView,
    FileRules,
    StoredFile,
    build_field_view,
    problems_of,
)
from murakami.interfaces.components.shapes import Problem
from murakami.interfaces.portal.door import keeps_typed, posted
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.kept import take_kept
from murakami.interfaces.portal.my.corrections import heading_of, next_href
from murakami.interfaces.portal.my.door import Me, mine
from murakami.interfaces.portal.my.wanted import words_of
from murakami.interfaces.portal.my.words import correction_kind_word, item_title, unit_name
from murakami.interfaces.portal.talk.fields import filled_by_postal_code, known_fields, refused_fields
from murakami.interfaces.portal.wording import lang, size_words
from murakami.kernel.document import attachment_key
from murakami.kernel.fields.errors import FieldError
from murakami.kernel.fields.messages import error_text
from murakami.kernel.fields.registry import field_type

_ACCEPT = {"image": "image/*", "pdf": "application/pdf", "office": ".docx,.xlsx,.pptx", "text": ".txt,.csv"}


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@mine
def item(request: HttpRequest, me: Me, key: str, item_key: str) -> HttpResponse:
    """Show one item, or take its answer. SQL: 7 to show, 18 to save, and the session's."""
    try:
        return _answer(request, me, key, item_key) if request.method == "POST" else _show_as_known(
            request, me, key, item_key)
    except (CorrectionOver, IntakeClosed, NotInMailbox, PageGone):
        # sent meanwhile, not begun, or not asked any more: the request's own page says which, and to whom
        return HttpResponseRedirect(reverse("portal:my-correction", args=[key]))


def _answer(request: HttpRequest, me: Me, key: str, item_key: str) -> HttpResponse:
    if "keep" in request.POST:
        confirm_item(key=key, owner=me.owner, item_key=item_key, at=timezone.now())
        return _onward(me, key, item_key)
    if item_key.startswith(ATTACHMENT):
        return _take_files(request, me, key, item_key)
    if "postal" in request.POST:
        return _fill_address(request, me, key, item_key)
    saved = save_item(key=key, owner=me.owner, item_key=item_key, form=posted(request), seen={}, lang=lang(),
                      at=timezone.now())
    if saved.is_saved:
        return _onward(me, key, item_key)
    found, wanted = _find(me, key, item_key)
    fields = refused_fields(saved, me=my_instance(found.standing), today=timezone.localdate())
    return _show(request, found, wanted, fields, status=422)


def _take_files(request: HttpRequest, me: Me, key: str, item_key: str) -> HttpResponse:
    if "remove" in request.POST:
        take_back(key=key, owner=me.owner, item_key=item_key, sha256=request.POST["remove"])
        return HttpResponseRedirect(request.path)
    uploads = [Upload(name=file.name or "", stream=cast(BinaryIO, file))
               for file in request.FILES.getlist(f"{item_key}.value")]
    refused = hand_in(key=key, owner=me.owner, item_key=item_key, uploads=uploads, at=timezone.now(),
                      warn=lambda warning: messages.warning(request, warning.text(lang())))
    found, wanted = _find(me, key, item_key)
    problems = [_refusal_words(one) for one in refused]
    if not problems and not found.files.get(item_key.removeprefix(ATTACHMENT)):
        problems = [error_text(FieldError("file_missing"), lang())]
    if problems:
        return _show(request, found, wanted, [_wrong(_file_field(found, wanted), problems)], status=422)
    return HttpResponseRedirect(request.path) if "add" in request.POST else _onward(me, key, item_key)


def _fill_address(request: HttpRequest, me: Me, key: str, item_key: str) -> HttpResponse:
    found, wanted = _find(me, key, item_key)
    fields = filled_by_postal_code(
        _asked(found, wanted), found.standing.definitions, form=posted(request), field_key=request.POST["postal"],
        me=my_instance(found.standing), today=timezone.localdate())
    return _show(request, found, wanted, fields)


def _show_as_known(request: HttpRequest, me: Me, key: str, item_key: str) -> HttpResponse:
    found, wanted = _find(me, key, item_key)
    if wanted.key.startswith(ATTACHMENT):
        return _show(request, found, wanted, [_file_field(found, wanted)])
    fields = known_fields(_asked(found, wanted), found.standing.definitions, me=my_instance(found.standing),
                          today=timezone.localdate(), typed=take_kept(request))
    return _show(request, found, wanted, fields)


def _show(request: HttpRequest, found: Correction, wanted: Wanted, fields: Sequence[FieldView], *,
          status: int = 200) -> HttpResponse:
    keys = [one.key for one in found.wanted]
    filed = [file for row in found.filed.attachments if attachment_key(row.id) == wanted.key for file in row.files]
    earlier = [StoredFile(name=file.name, size=size_words(file.size), href=reverse(
        "portal:my-file", args=[found.filing.receipt_number, file.sha256])) for file in filed]
    return show(request, "my/correction_item.html", {
        "key": found.request.key, "heading": heading_of(found.request), "own": found.request.own,
        "title": item_title(found.request.item), "words": words_of(found, wanted),
        "kind": correction_kind_word(wanted.kind), "reason": wanted.reason, "unit_name": unit_name(found.filing.unit),
        "current": keys.index(wanted.key) + 1, "total": len(keys) + 1, "fields": fields, "earlier": earlier,
        "is_attachment": wanted.key.startswith(ATTACHMENT), "is_new": not wanted.kind, "problems": problems_of(fields)}, status=status)


def _onward(me: Me, key: str, item_key: str) -> HttpResponse:
    return HttpResponseRedirect(next_href(read_correction(key=key, owner=me.owner), after=item_key))


def _find(me: Me, key: str, item_key: str) -> tuple[Correction, Wanted]:
    found = read_correction(key=key, owner=me.owner)
    wanted = next((one for one in found.wanted if one.key == item_key), None)
    if wanted is None:
        raise PageGone(item_key)
    return found, wanted


def _asked(found: Correction, wanted: Wanted) -> tuple[Asked, ...]:
    items = [wanted.item] if wanted.item is not None else []
    return tuple(asked_items(found.standing, items, lang=lang(), prefill=Prefill()))


def _file_field(found: Correction, wanted: Wanted) -> FieldView:
    words = words_of(found, wanted)
    files = tuple(StoredFile(name=file.name, size=size_words(file.size), remove_name="remove", remove_value=file.sha256)
                  for file in found.files.get(wanted.key.removeprefix(ATTACHMENT), ()))
    groups = accepted_by(found, wanted.key)
    accept = "" if OTHER in groups else ",".join(_ACCEPT[group] for group in sorted(groups))
    hint = _("新しいファイルが、前のファイルの代わりになります。前のファイルもいるときは、もう一度選んでください。") if words.before else _(
        "写真かPDFを選んでください。")
    return build_field_view(key=wanted.key, field_type=field_type("file"), label=words.label, hint=hint, files=files,
                            required=False, rules=FileRules(accept=accept, max_bytes=MOST_BYTES, multiple=True))


def _wrong(field: FieldView, errors: Sequence[str]) -> FieldView:
    problems = tuple(Problem(href=f"#{field.first.name}", text=text) for text in errors)
    return replace(field, errors=tuple(errors), problems=problems)


def _refusal_words(refusal: FileRefused | TooManyFiles) -> str:
    if isinstance(refusal, FileRefused):
        return refusal.text(lang())
    return _("ここに付けられるのは{limit}つまでです。PDF一つにまとめてください。").format(limit=refusal.limit)
