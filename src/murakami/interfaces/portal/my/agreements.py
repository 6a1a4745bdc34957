"""What a resident agrees to: letters in the mailbox instead of by post, and being remembered for next time."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.intake.queries import find_memory
from murakami.domain.mailbox.queries import is_guarded
from murakami.flows.mailing.acts import agree_to_delivery, agree_to_memory
from murakami.foundation.accounts.models import Account, Firm, ResidentProfile
from murakami.foundation.accounts.operations.residents import allow_mails_of_news
from murakami.foundation.accounts.permissions import actor_of, firm_of
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.my.door import Me, for_oneself, mine
from murakami.interfaces.portal.my.remembered import list_remembered
from murakami.interfaces.portal.wording import full_day_words
from murakami.kernel.dates import day_in_japan

_YES, _NO = "yes", "no"


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def delivery(request: HttpRequest, me: Me) -> HttpResponse:
    """Say how letters come and what is told by mail, and let the resident choose. SQL: none to show, 4 to change, and the session's."""
    if request.method == "POST":
        return _choose_mails(request, me) if "mails" in request.POST else _choose_delivery(request, me)
    chosen = delivery_of(request)
    at = chosen.electronic_delivery_at
    return show(request, "my/delivery.html", {
        "granted": chosen.electronic_delivery, "since": full_day_words(day_in_japan(at)) if at else "",
        "resident": None if firm_of(request) else profile_of(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@mine
@for_oneself
def memory(request: HttpRequest, me: Me) -> HttpResponse:
    """Show what is remembered, and let the resident allow it. SQL: 2 to show or to allow, and the session's."""
    if request.method == "POST":
        agree_to_memory(account_id=me.account_id, mailbox_key=me.mailbox_key, granted=True, at=timezone.now())
        messages.success(request, _("これから提出する手続の内容を、次の手続のために覚えておきます。"))
        return HttpResponseRedirect(reverse("portal:my-memory"))
    memory = None if is_guarded(me.mailbox_key) else find_memory(me.mailbox_key)
    return show(request, "my/memory.html", {"allowed": profile_of(request).memory_allowed, "people": list_remembered(memory)})


@require_http_methods(["GET", "HEAD", "POST"])
@mine
@for_oneself
def forget(request: HttpRequest, me: Me) -> HttpResponse:
    """Ask whether to forget everything, or do it. SQL: 2 to do it, and the session's."""
    if request.method != "POST":
        return show(request, "my/forget.html", {})
    agree_to_memory(account_id=me.account_id, mailbox_key=me.mailbox_key, granted=False, at=timezone.now())
    messages.success(request, _("覚えていた内容をすべて消しました。"))
    return HttpResponseRedirect(reverse("portal:my-memory"))


def delivery_of(request: HttpRequest) -> ResidentProfile | Firm:
    """Take what came with the session of how letters are wanted: by the resident, or by the firm. SQL: 0."""
    account = request.user
    assert isinstance(account, Account)  # the door of my page let nobody else in
    return account.firm_member.firm if actor_of(request).is_business else account.resident


def profile_of(request: HttpRequest) -> ResidentProfile:
    """Take the profile that came with the session. SQL: 0."""
    account = request.user
    assert isinstance(account, Account)  # the door of my page let nobody else in
    return account.resident


def _choose_mails(request: HttpRequest, me: Me) -> HttpResponse:
    """Take the switch of the mails; a firm has none: without an address none come."""
    if firm_of(request) is not None:
        raise Http404
    wanted = request.POST.get("told") == _YES
    allow_mails_of_news(account_id=me.account_id, granted=wanted)
    messages.success(request, _("マイページに何か届いたら、メールで知らせます。") if wanted else
                     _("マイページに届いたことを、メールで知らせません。ときどきマイページを見てください。"))
    return HttpResponseRedirect(reverse("portal:my-delivery"))


def _choose_delivery(request: HttpRequest, me: Me) -> HttpResponse:
    granted = {_YES: True, _NO: False}.get(request.POST.get("granted", ""))
    if granted is not None:
        agree_to_delivery(account_id=me.account_id, firm=firm_of(request), mailbox_key=me.mailbox_key, granted=granted,
                          draw_key=lambda: secrets.token_hex(16), at=timezone.now())
        messages.success(request, _("これからの通知は、マイページに届きます。") if granted else
                         _("これからの通知は、紙で郵送します。"))
    return HttpResponseRedirect(reverse("portal:my-delivery"))
