"""Beginning a conversation, going on with it, leaving it for later, throwing it away."""

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from murakami.domain.intake.models import Intake
from murakami.domain.intake.rules.ownership import expires_at
from murakami.domain.procedures.queries import LifeEventNotFound, VersionNotFound
from murakami.flows.conversation import starting
from murakami.flows.conversation.starting import NotForFirms, NotHere
from murakami.flows.mailing.drafts import discard_draft
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.portal.door import claim, conversation_of, is_open, own, resident_of
from murakami.interfaces.portal.for_whom import chosen_giver
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.talk.titles import talk_title
from murakami.interfaces.portal.talk.way import resume_href
from murakami.interfaces.portal.visitor import owner_of, welcome
from murakami.interfaces.portal.wording import day_words
from murakami.kernel.dates import day_in_japan


def draw_key() -> str:
    """Draw a key that nobody can guess: 128 bits."""
    return secrets.token_hex(16)


@require_POST
@limited(Door.BEGINNINGS, by_account=True)
def begin_life_event(request: HttpRequest, event_id: str) -> HttpResponse:
    """Begin the guide of a life event."""
    claim(request)
    try:
        intake = starting.begin_life_event(event_id=event_id, owner=welcome(request), resident=resident_of(request),
                                           draw_key=draw_key, at=timezone.now(),
                                           acting=chosen_giver(request, procedure=None))
    except LifeEventNotFound as missing:
        raise Http404 from missing
    except NotForFirms:
        return _not_for_firms(request)
    return HttpResponseRedirect(reverse("portal:intake", args=[intake.key]))


@require_POST
@limited(Door.BEGINNINGS, by_account=True)
def begin_procedure(request: HttpRequest, procedure: str) -> HttpResponse:
    """Begin one procedure without a guide."""
    claim(request)
    try:
        intake = starting.begin_procedure(procedure=procedure, owner=welcome(request), resident=resident_of(request),
                                          draw_key=draw_key, at=timezone.now(),
                                          acting=chosen_giver(request, procedure=procedure))
    except (VersionNotFound, NotHere) as missing:
        raise Http404 from missing
    except NotForFirms:
        return _not_for_firms(request)
    return HttpResponseRedirect(reverse("portal:way", args=[intake.key]))


def _not_for_firms(request: HttpRequest) -> HttpResponse:
    firm = actor_of(request).firm
    return show(request, "talk/message.html", {
        "title": _("{firm}の手続ではないので、ここでは始められません").format(firm=firm.firm_name if firm else ""),
        "text": _("ご自分やご家族の手続です。いったんサインアウトして、ご自分のカードかメールでサインインすると始められます。"),
        "tone": "warning"}, status=403)


@require_safe
@own
def go_on(request: HttpRequest, key: str) -> HttpResponse:
    """Go on where the conversation was left. SQL: 2 and the session's."""
    return HttpResponseRedirect(resume_href(conversation_of(request, key, at=timezone.now())))


@require_safe
@own
def show_saved(request: HttpRequest, key: str) -> HttpResponse:
    """Say that everything is kept, until when, and how to go on. SQL: 2 and the session's."""
    conversation = conversation_of(request, key, at=timezone.now())
    if not is_open(conversation):
        return HttpResponseRedirect(resume_href(conversation))
    until = day_in_japan(expires_at(saved_at=conversation.intake.saved_at, days=settings.DRAFT_DAYS))
    return show(request, "talk/saved.html", {
        "title": talk_title(conversation.standing.definitions), "until": day_words(until), "key": key,
        "has_account": conversation.intake.account_id is not None,
        "sign_in_next": reverse("portal:intake", args=[key])})


@require_http_methods(["GET", "HEAD", "POST"])
@own
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then throw a draft away. What has been filed cannot be thrown away."""
    at = timezone.now()
    conversation = conversation_of(request, key, at=at)
    if not is_open(conversation) or conversation.intake.purpose != Intake.Purpose.FILING:
        return HttpResponseRedirect(resume_href(conversation))
    if request.method == "POST":
        discard_draft(key=key, owner=owner_of(request), at=at)
        return HttpResponseRedirect(reverse("portal:discarded"))
    return show(request, "talk/discard.html", {"title": talk_title(conversation.standing.definitions), "key": key})


@require_safe
def show_discarded(request: HttpRequest) -> HttpResponse:
    """Say that a draft is gone."""
    return show(request, "talk/message.html", {
        "title": _("書きかけを消しました"), "text": _("入力した内容と写真は、すべて消えました。"), "tone": "success"})
