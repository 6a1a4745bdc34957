"""代理と家族: who may act for me, for whom I may act; asking for a mandate and answering with a code."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from murakami.domain.mandates import operations
from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.operations import MandateRefused, Person
from murakami.domain.mandates.queries import find_invitation, list_mandates
from murakami.domain.mandates.rules import (
    ALPHABET,
    CODE_LENGTH,
    INVITATION_DAYS,
    NAME_LENGTH,
    Side,
    holds,
    refusal_of_firm,
    spell_code,
)
from murakami.domain.procedures.queries import find_version
from murakami.flows.mandate_papers import PROCEDURE
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.credentials import Credential
from murakami.interfaces.components.field_view import FieldView, problems_of
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.portal.door import posted, resident_of
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.my import mandate_form
from murakami.interfaces.portal.my.door import Me, mine
from murakami.interfaces.portal.my.mandate_form import FormRefused, Question
from murakami.interfaces.portal.my.mandate_words import kind_word, refusal_words, state_tag, terms_rows
from murakami.interfaces.portal.wording import full_day_words


@dataclass(frozen=True, slots=True)
class Line:
    """A mandate in the list."""

    title: str
    tag: str
    tone: Tone
    text: str
    href: str


@require_safe
@mine
def mandates(request: HttpRequest, me: Me) -> HttpResponse:
    """Show who may act for me and for whom I may act. SQL: 1, and the session's."""
    found, today = list_mandates(me.account_id), timezone.localdate()
    return show(request, "my/mandates.html", {
        "given": tuple(_lines(found, me, today, is_giver=True)), "held": tuple(_lines(found, me, today, is_giver=False)),
        "field": _code_field(), "firm": me.owner.firm, "by_document": "" if me.owner.firm else _by_document()})


@require_http_methods(["GET", "HEAD", "POST"])
@limited(Door.BEGINNINGS, by_account=True)
@mine
def ask(request: HttpRequest, me: Me, side: str) -> HttpResponse:
    """Ask for a mandate as its giver or as the proxy. SQL: 1 to show, 3 to ask, and the session's."""
    if side not in set(Side) or (me.owner.firm is not None and side == Side.GIVER):
        raise Http404
    if request.method != "POST":
        return _show_form(request, side, mandate_form.view_fields(_questions(me), name=_own_name(request)))
    at, questions = timezone.now(), _questions(me)
    try:
        wanted = mandate_form.read_form(posted(request), questions, today=timezone.localdate(at))
    except FormRefused as refused:
        return _show_form(request, side, refused.fields, status=422)
    code = _draw_code()
    mandate = operations.ask(side=Side(side), person=_person(request, me, wanted.name), at=at,
                             terms=wanted.terms, code=code, key=secrets.token_hex(16), subject_key=secrets.token_hex(16))
    return show(request, "my/mandate_code.html", {
        "code": spell_code(code), "days": INVITATION_DAYS, "rows": terms_rows(mandate), "is_giver": side == Side.GIVER,
        "href": reverse("portal:my-mandate", args=[mandate.key])})


@require_http_methods(["GET", "HEAD", "POST"])
@limited(Door.TOKENS, by_account=True)
@mine
def answer(request: HttpRequest, me: Me) -> HttpResponse:
    """Show what a code invites to, then confirm or refuse it. SQL: 1 to show, 4 to answer, and the session's."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("portal:my-mandates") + "#answer")
    code, at = request.POST.get("code", "")[:100], timezone.now()
    invitation = find_invitation(code=code, at=at)
    if invitation is None or me.account_id in {invitation.giver_id, invitation.proxy_id}:
        return _wrong_code(request, code, "own_invitation" if invitation else "code_unknown")
    if me.owner.firm is not None and (refusal := refusal_of_firm(kind=invitation.kind, side=Side(invitation.asked_by).other)):
        return _wrong_code(request, code, refusal)
    if "decision" not in request.POST:
        fields = mandate_form.view_fields(_who_answers(me), name=_own_name(request))
        return _show_invitation(request, invitation, code, fields)
    return _decide(request, me, invitation, code)


def _decide(request: HttpRequest, me: Me, invitation: Mandate, code: str) -> HttpResponse:
    confirmed, name = request.POST["decision"] == "confirm", ""
    if confirmed:
        try:
            name = mandate_form.read_questions(_who_answers(me), posted(request), today=timezone.localdate()).get("name", "")
        except FormRefused as refused:
            return _show_invitation(request, invitation, code, refused.fields, status=422)
    try:
        mandate = operations.answer(code=code, person=_person(request, me, name), confirmed=confirmed, at=timezone.now())
    except MandateRefused as refused:
        return _wrong_code(request, code, refused.code)
    if not confirmed:
        messages.info(request, _("依頼をことわりました。"))
        return HttpResponseRedirect(reverse("portal:my-mandates"))
    messages.success(request, _("確かめました。今日から使えます。"))
    return HttpResponseRedirect(reverse("portal:my-mandate", args=[mandate.key]))


def _person(request: HttpRequest, me: Me, name: str) -> Person:
    """Say who answers or asks: of a firm the firm, under the name that the provider has checked."""
    seat = actor_of(request).firm
    if seat is None:
        return Person(me.account_id, me.mailbox_key, name)
    return Person(me.account_id, me.mailbox_key, seat.firm_name[:NAME_LENGTH], firm_id=seat.firm)


def _questions(me: Me) -> tuple[Question, ...]:
    return mandate_form.questions() if me.owner.firm is None else mandate_form.questions_of_firms()


def _who_answers(me: Me) -> tuple[Question, ...]:
    return () if me.owner.firm is not None else (mandate_form.name_question(),)


def _lines(found: Iterable[Mandate], me: Me, today: date, *, is_giver: bool) -> Iterable[Line]:
    for mandate in found:
        if (mandate.giver_id == me.account_id) == is_giver:
            other = mandate.proxy_name if is_giver else mandate.giver_name
            tag, tone = state_tag(mandate, holds=holds(mandate.terms, state=mandate.state, day=today))
            yield Line(
                title=_("{name}さん").format(name=other) if other else _("番号を伝えた相手"), tag=tag, tone=tone,
                text=_("{kind}　{until}まで").format(kind=kind_word(mandate.kind), until=full_day_words(mandate.until)),
                href=reverse("portal:my-mandate", args=[mandate.key]))


def _show_form(request: HttpRequest, side: str, fields: tuple[FieldView, ...], *,
               status: int = 200) -> HttpResponse:
    return show(request, "my/mandate_ask.html", {
        "is_giver": side == Side.GIVER, "fields": fields, "problems": problems_of(fields)}, status=status)


def _show_invitation(request: HttpRequest, invitation: Mandate, code: str,
                     fields: tuple[FieldView, ...], *, status: int = 200) -> HttpResponse:
    return show(request, "my/mandate_answer.html", {
        "rows": terms_rows(invitation), "from_giver": invitation.asked_by == Side.GIVER, "code": code,
        "other": invitation.giver_name or invitation.proxy_name, "fields": fields, "problems": problems_of(fields)},
        status=status)


def _wrong_code(request: HttpRequest, code: str, refusal: str) -> HttpResponse:
    field = _code_field(code, error=refusal_words(refusal))
    return show(request, "my/mandate_wrong_code.html", {"field": field, "problems": field.problems}, status=422)


def _code_field(code: str = "", error: str = "") -> Credential:
    return Credential(name="code", label=_("相手から聞いた番号"), autocomplete="off", width="16", value=code, error=error,
                      hint=_("4けたずつ3つの、英字と数字です。例：7K3M-P2XQ-9RTD"))


def _by_document() -> str:
    return reverse("portal:procedure", args=[PROCEDURE]) if find_version(PROCEDURE) else ""


def _own_name(request: HttpRequest) -> str:
    if actor_of(request).firm is not None:
        return ""
    name = resident_of(request).card.name
    return name.whole if name else ""


def _draw_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))
