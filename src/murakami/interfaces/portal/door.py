"""The door of every page about one's own conversation: whose it is, what signing in brings along, what is not there."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from murakami.domain.intake.models import Intake
from murakami.domain.intake.operations.writing import IntakeChanged, IntakeClosed
from murakami.domain.intake.queries import IntakeNotFound
from murakami.domain.intake.rules.prefill import CheckedFirm
from murakami.domain.procedures.queries import LifeEventNotFound
from murakami.flows.conversation.claiming import claim_after_sign_in
from murakami.flows.conversation.reading import Conversation, read_conversation
from murakami.flows.conversation.starting import NOBODY, Resident
from murakami.foundation.accounts.card import CardAddress, CardItems
from murakami.foundation.accounts.middleware import TIMED_OUT
from murakami.foundation.accounts.models import Account, Firm
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.portal.frame import write_for
from murakami.interfaces.portal.kept import KEEPS, ask_again, keep_typed
from murakami.interfaces.portal.visitor import claiming_owner, forget_visitor, has_begun_before_signing_in, owner_of
from murakami.kernel.dates import day_in_japan

_P = ParamSpec("_P")
_V = TypeVar("_V", bound=Callable[..., HttpResponse])


def own(view: Callable[Concatenate[HttpRequest, str, _P], HttpResponse]
        ) -> Callable[Concatenate[HttpRequest, str, _P], HttpResponse]:
    """Let the owner of the conversation `key` in; to everybody else it does not exist.

    Somebody who has just signed in takes along what this browser began before. Somebody whose session has timed out is
    asked to sign in again, and what was typed is kept. A form of a conversation that is over leads to where it ended.
    The page is never cached by anybody.
    """
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, key: str, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        claim(request)
        try:
            return view(request, key, *args, **kwargs)
        except IntakeClosed:
            return HttpResponseRedirect(reverse("portal:intake", args=[key]))
        except IntakeChanged:  # many tabs at once; nothing was written
            messages.warning(request, _("ほかの画面で同時に保存していました。まだ保存していません。もう一度押してください。"))
            keep_typed(request)
            return HttpResponseRedirect(request.path)
        except (IntakeNotFound, LifeEventNotFound) as missing:
            if actor_of(request).is_anonymous and request.session.get(TIMED_OUT):
                return ask_again(request)
            raise Http404 from missing
    return cast("Callable[Concatenate[HttpRequest, str, _P], HttpResponse]", guarded)


def keeps_typed(view: _V) -> _V:
    """Mark a page that can show what was typed again after its form came too late."""
    setattr(view, KEEPS, True)
    return view


def claim(request: HttpRequest) -> None:
    """Take over what this browser began before signing in. SQL: none unless there is something."""
    if has_begun_before_signing_in(request):
        claim_after_sign_in(owner=claiming_owner(request), resident=resident_of(request), at=timezone.now())
        forget_visitor(request)


def conversation_of(request: HttpRequest, key: str, *, at: datetime) -> Conversation:
    """Read the conversation of this page. Raises IntakeNotFound, LifeEventNotFound. SQL: 2, 3 for somebody."""
    conversation = read_conversation(key=key, owner=owner_of(request), today=day_in_japan(at))
    if conversation.intake.mandate_key:
        write_for(request, conversation.intake.prepared["giver"])
    return conversation


def is_open(conversation: Conversation) -> bool:
    """Say whether the conversation can still be changed."""
    return conversation.intake.state == Intake.State.OPEN


def resident_of(request: HttpRequest) -> Resident:
    """Gather what may be known of the person who signed in. SQL: 0, the account is read already."""
    account, actor = request.user, actor_of(request)
    if not actor.has_mailbox or not isinstance(account, Account):
        return NOBODY
    if actor.is_business:
        return replace(NOBODY, firm=_checked(account.firm_member.firm))
    profile = account.resident
    return Resident(card=CardItems.from_json(profile.card_items), card_read_at=profile.card_read_at,
                    memory_allowed=profile.memory_allowed)


def _checked(firm: Firm) -> CheckedFirm:
    return CheckedFirm(name=firm.name, corporate_number=firm.corporate_number or "", representative=firm.representative,
                       address=CardAddress(**firm.address) if firm.address else None, read_at=firm.read_at)


def posted(request: HttpRequest) -> Mapping[str, list[Any]]:
    """Take the whole form by HTML name."""
    return dict(request.POST.lists())
