"""Handing in promised documents, as soon as they are at hand."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.mailbox.operations.answering import ActRefused
from murakami.flows.mailing.supplementing import NothingOwed, begin
from murakami.interfaces.portal.my.corrections import next_href
from murakami.interfaces.portal.my.door import Me, mine
from murakami.interfaces.portal.my.words import refusal_words


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def supplement(request: HttpRequest, me: Me, receipt: str) -> HttpResponse:
    """Begin to hand in what is still missing, or go on with it; the page of the filing has the button.

    SQL: 20 and the session's.
    """
    if request.method != "POST":
        return HttpResponseRedirect(reverse("portal:my-filing", args=[receipt]))
    try:
        found = begin(receipt_number=receipt, owner=me.owner, draw_key=lambda: secrets.token_hex(16), at=timezone.now())
        return HttpResponseRedirect(next_href(found))
    except NothingOwed:
        messages.info(request, _("書類は、すべて届いています。"))
    except ActRefused as refused:
        messages.info(request, refusal_words(refused.code))
    return HttpResponseRedirect(reverse("portal:my-filing", args=[receipt]))
