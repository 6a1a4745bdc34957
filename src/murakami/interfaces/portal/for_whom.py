"""だれの手続ですか: for whom a conversation is about to begin. Who may act for nobody is not asked."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils import timezone

from murakami.domain.mandates.queries import MandateNotFound
from murakami.flows.conversation.starting import Acting
from murakami.flows.mandates.acting import acting_under, list_for_whom
from murakami.interfaces.portal.visitor import owner_of


@dataclass(frozen=True, slots=True)
class Giver:
    """Somebody for whom the resident may write."""

    key: str
    name: str


def givers(request: HttpRequest, *, procedure: str | None) -> tuple[Giver, ...]:
    """List for whom this procedure (None: a life event) may be begun. SQL: 1, none for somebody without an account."""
    account_id = owner_of(request).account_id
    if account_id is None:
        return ()
    found = list_for_whom(account_id=account_id, procedure=procedure, day=timezone.localdate())
    return tuple(Giver(key=mandate.key, name=mandate.giver_name) for mandate in found)


def chosen_giver(request: HttpRequest, *, procedure: str | None) -> Acting | None:
    """Take for whom the form asks to begin; None for oneself. Raises Http404 for anybody else. SQL: at most 1."""
    key = request.POST.get("for", "")
    if not key:
        return None
    try:
        return acting_under(key=key, account_id=owner_of(request).account_id, procedure=procedure,
                            day=timezone.localdate())
    except MandateNotFound as missing:
        raise Http404 from missing
