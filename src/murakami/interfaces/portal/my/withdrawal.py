"""Taking a filing back (取下げ), after asking once more; a reason may be given and need not be."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.mailbox.models import MailboxItem
from murakami.domain.mailbox.operations.answering import ActRefused
from murakami.domain.mailbox.queries import get_item
from murakami.domain.mailbox.rules import refusal_of_withdrawal
from murakami.flows.mailing.acts import REASON_LENGTH, withdraw
from murakami.interfaces.components.field_view import FieldView, problems_of
from murakami.interfaces.portal.door import keeps_typed, posted
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.kept import take_kept
from murakami.interfaces.portal.my.door import Me, mine
from murakami.interfaces.portal.my.words import item_title, refusal_words, unit_name
from murakami.interfaces.portal.my.writing import FreeText
from murakami.kernel.fields.errors import FieldErrors


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@mine
def withdrawal(request: HttpRequest, me: Me, receipt: str) -> HttpResponse:
    """Ask whether to take a filing back, or do it. SQL: 2 to ask, 7 to do it, and the session's."""
    if request.method == "POST":
        return _withdraw(request, me, receipt)
    item = get_item(mailbox_key=me.mailbox_key, receipt_number=receipt)
    refusal = refusal_of_withdrawal(state=item.state, withdrawal_sent=item.withdrawal_sent_at is not None)
    if refusal:
        messages.info(request, refusal_words(refusal))
        return HttpResponseRedirect(reverse("portal:my-filing", args=[receipt]))
    return _show(request, item, _text().view(_text().collect(take_kept(request))))


def _withdraw(request: HttpRequest, me: Me, receipt: str) -> HttpResponse:
    raw = _text().collect(posted(request))
    try:
        withdraw(mailbox_key=me.mailbox_key, receipt_number=receipt, reason=_text().read(raw), at=timezone.now())
    except FieldErrors as errors:
        item = get_item(mailbox_key=me.mailbox_key, receipt_number=receipt)
        return _show(request, item, _text().view(raw, errors), status=422)
    except ActRefused as refused:
        messages.info(request, refusal_words(refused.code))
    else:
        messages.success(request, _("取下げを届け出ました。担当の課が確認すると、ここでお知らせします。"))
    return HttpResponseRedirect(reverse("portal:my-filing", args=[receipt]))


def _show(request: HttpRequest, item: MailboxItem, field: FieldView, *, status: int = 200) -> HttpResponse:
    return show(request, "my/withdraw.html", {
        "item": item, "title": item_title(item), "unit_name": unit_name(item.unit), "field": field,
        "problems": problems_of([field])}, status=status)


def _text() -> FreeText:
    return FreeText(key="reason", label=_("取り下げる理由"), most=REASON_LENGTH, required=False,
                    hint=_("書かなくてもかまいません。"))
