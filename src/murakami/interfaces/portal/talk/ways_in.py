"""How to begin writing: with the card, with an e-mail address, or without signing in first."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from murakami.domain.intake.rules.completeness import assurance_needed
from murakami.foundation.accounts.ports import card_provider
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.interfaces.portal.door import conversation_of, is_open, own
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.showcase import about
from murakami.interfaces.portal.talk.result import at_hand
from murakami.interfaces.portal.talk.titles import talk_title
from murakami.interfaces.portal.talk.way import after_choosing_href, choice_href, resume_href
from murakami.interfaces.portal.visitor import owner_of


@dataclass(frozen=True, slots=True)
class SignInCall:
    """Why and where to sign in before filing; work is kept."""

    href: str
    by_card: bool
    has_card: bool


@require_safe
@own
def ways_in(request: HttpRequest, key: str) -> HttpResponse:
    """Offer the ways to begin; somebody who has signed in goes on at once. SQL: 2 and the session's."""
    conversation = conversation_of(request, key, at=timezone.now())
    standing = conversation.standing
    if not is_open(conversation) or not conversation.intake.chosen:
        return HttpResponseRedirect(resume_href(conversation))
    if owner_of(request).account_id is not None:
        return HttpResponseRedirect(after_choosing_href(key, standing))
    return show(request, "talk/ways_in.html", {
        "title": talk_title(standing.definitions), "key": key, "without": after_choosing_href(key, standing),
        "previous": choice_href(key, standing),
        "sign_in": sign_in_call(reverse("portal:intake", args=[key]), needed=assurance_needed(standing)),
        "needed": assurance_needed(standing) is not Assurance.NONE, "at_hand": at_hand(standing),
        "procedures": [about.short_title(version) for version in standing.definitions.versions]})


def sign_in_call(next_path: str, *, needed: Assurance) -> SignInCall:
    """Make the way to the sign-in that comes back here."""
    by_card = needed.reaches(Assurance.CARD_AUTH)
    query = {"next": next_path} | ({"level": Assurance.CARD_AUTH.value} if by_card else {})
    return SignInCall(href=f"{reverse('portal:sign-in')}?{urlencode(query)}", by_card=by_card,
                      has_card=card_provider() is not None)
