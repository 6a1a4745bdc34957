"""Signing with a card: what is signed is shown, the card signs elsewhere, and what comes back is filed or refused in words."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from murakami.domain.intake.queries import IntakeNotFound, list_files
from murakami.domain.intake.rules.completeness import assurance_needed
from murakami.domain.procedures.queries import LifeEventNotFound
from murakami.flows.conversation.filing import (
    AssuranceMissing,
    NotComplete,
    NothingToFile,
    ReviewOutdated,
    check_complete,
    documents_of,
    file_intake,
    handed_in,
    review_mark,
)
from murakami.flows.conversation.reading import Conversation
from murakami.flows.conversation.signing import Made, SignatureRefused, content_of
from murakami.flows.mandates.acting import NotAllowed, check_may_file
from murakami.foundation.accounts.ports import SignInRefused
from murakami.foundation.accounts.signing import CardSigner, card_signer
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.portal.door import conversation_of, is_open, own
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.sign_in.state import return_address
from murakami.interfaces.portal.talk.beginning import draw_key
from murakami.interfaces.portal.talk.page import steps_of, unit_to_ask
from murakami.interfaces.portal.talk.review import consents_of
from murakami.interfaces.portal.talk.signing_state import Signing, keep_signing, take_signing
from murakami.interfaces.portal.talk.signing_words import refusal_of_signature
from murakami.interfaces.portal.talk.way import resume_href
from murakami.interfaces.portal.visitor import owner_of
from murakami.interfaces.portal.wording import lang
from murakami.kernel.languages import text_in
from murakami.kernel.signatures import CardSignature, signed_digest

_NOT_YET = (ReviewOutdated, NotComplete, AssuranceMissing, NothingToFile, NotAllowed)


@dataclass(frozen=True, slots=True)
class ToSign:
    """One filing as it is signed: its title, its fingerprint, what is attached with the fingerprint of each file."""

    title: str
    digest: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    made: tuple[Made, ...]
    mark: str
    signer: CardSigner


@require_http_methods(["GET", "HEAD", "POST"])
@limited(Door.CARD_SIGN_INS)
@own
def sign(request: HttpRequest, key: str) -> HttpResponse:
    """Show what would be signed, or send the browser to where the card signs it. SQL: 4 and the session's."""
    conversation = conversation_of(request, key, at=timezone.now())
    if not is_open(conversation):
        return HttpResponseRedirect(resume_href(conversation))
    ready = _ready(request, conversation)
    if ready is None or (request.method == "POST" and request.POST.get("reviewed") != ready.mark):
        return HttpResponseRedirect(reverse("portal:review", args=[key]))
    return _leave(request, key, ready) if request.method == "POST" else _show(request, conversation, ready)


@never_cache
@require_GET
def signed(request: HttpRequest) -> HttpResponse:
    """Take the browser back from signing: file, or say why not. What was written stays. SQL: what `file_intake` takes."""
    signer, taken, owner = card_signer(), take_signing(request), owner_of(request)
    if signer is None or taken is None or taken.account != owner.account_id:
        return _refused(request, "stale", key=taken.key if taken else "")
    try:
        signature = signer.finish_signing(pending=taken.pending, returned=request.GET.dict(), at=timezone.now())
        return _file(request, taken, signature)
    except (SignInRefused, SignatureRefused) as refused:
        return _refused(request, refused.code, key=taken.key)
    except _NOT_YET:
        return _refused(request, "outdated", key=taken.key)
    except (IntakeNotFound, LifeEventNotFound) as missing:
        raise Http404 from missing


def _file(request: HttpRequest, taken: Signing, signature: CardSignature) -> HttpResponse:
    at = timezone.now()
    consents = consents_of(request, conversation_of(request, taken.key, at=at))
    file_intake(key=taken.key, owner=owner_of(request), reviewed=taken.reviewed, draw_key=draw_key, at=at,
                electronic_delivery=consents.delivery, memory_allowed=consents.memory, signature=signature)
    return HttpResponseRedirect(reverse("portal:receipt", args=[taken.key]))


def _ready(request: HttpRequest, conversation: Conversation) -> _Ready | None:
    """What is signed, where signing is what is missing; None where something else is."""
    owner, signer, intake = owner_of(request), card_signer(), conversation.intake
    if signer is None or not owner.assurance.reaches(Assurance.ACCOUNT):
        return None
    if assurance_needed(conversation.standing) is not Assurance.CARD_SIGN:
        return None
    try:
        check_complete(conversation, is_reviewed=True)
        check_may_file(intake, procedures=intake.chosen, day=conversation.standing.today)
    except _NOT_YET:
        return None
    handed = handed_in(intake, list_files(intake))
    made = documents_of(conversation, owner=owner, handed=handed, at=timezone.now())
    return _Ready(made=made, mark=review_mark(conversation, handed), signer=signer)


def _leave(request: HttpRequest, key: str, ready: _Ready) -> HttpResponse:
    try:
        address, pending = ready.signer.start_signing(content=content_of(ready.made), redirect_uri=return_address(request, "portal:signed"),
                                                      at=timezone.now())
    except SignInRefused as refused:
        return _refused(request, refused.code, key=key)
    keep_signing(request, Signing(pending=pending, key=key, reviewed=ready.mark, account=owner_of(request).account_id))
    return HttpResponseRedirect(address)


def _show(request: HttpRequest, conversation: Conversation, ready: _Ready) -> HttpResponse:
    return show(request, "talk/sign.html", {
        "key": conversation.intake.key, "steps": steps_of(conversation), "reviewed": ready.mark,
        "filings": tuple(map(_to_sign, ready.made)), "content": content_of(ready.made).decode(),
        "unit": unit_to_ask(conversation)})


def _to_sign(made: Made) -> ToSign:
    _version, _bound, document = made
    files = tuple((file.name, file.sha256) for row in document.attachments for file in row.files)
    return ToSign(title=text_in(document.title, lang()), digest=signed_digest(document), files=files)


def _refused(request: HttpRequest, code: str, *, key: str) -> HttpResponse:
    words = refusal_of_signature(code)
    return show(request, "talk/sign_refused.html", {
        "refusal": words, "review": reverse("portal:review", args=[key]) if key else reverse("portal:my"),
        "back": _("出す前の確認へもどる") if key else _("マイページへ")}, status=words.status)
