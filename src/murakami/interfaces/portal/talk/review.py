"""The review: what would be filed, form by form, with the way to change it; what was saved; and filing itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.intake.models import Intake
from murakami.domain.intake.queries import list_files
from murakami.domain.intake.rules.completeness import Gap, assurance_needed, list_gaps
from murakami.domain.intake.rules.pages import Asked
from murakami.domain.intake.rules.planning import Standing
from murakami.domain.intake.rules.subjects import called, my_instance
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.engines.interview import BoundProcedure
from murakami.flows.conversation.asking import asked_page
from murakami.flows.conversation.filing import (
    AssuranceMissing,
    NotComplete,
    NothingToFile,
    ReviewOutdated,
    documents_of,
    file_intake,
    handed_in,
    review_mark,
)
from murakami.flows.conversation.people import is_everybody_said
from murakami.flows.conversation.reading import Conversation
from murakami.flows.mailing.acts import agree_to_delivery, agree_to_memory
from murakami.flows.mandates.acting import NotAllowed, can_file, give_to_giver
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.permissions import actor_of, firm_of
from murakami.foundation.accounts.signing import card_signer
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.interfaces.components.shapes import FactRow, Problem
from murakami.interfaces.components.source_note import source_note
from murakami.interfaces.portal.door import conversation_of, is_open, own
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.showcase import about
from murakami.interfaces.portal.talk.beginning import draw_key
from murakami.interfaces.portal.talk.page import (
    moved_titles,
    page_heading,
    savings_shown,
    steps_of,
    unit_to_ask,
)
from murakami.interfaces.portal.talk.titles import talk_title
from murakami.interfaces.portal.talk.way import previous_href, resume_href, wants_attachments
from murakami.interfaces.portal.talk.ways_in import sign_in_call
from murakami.interfaces.portal.visitor import owner_of
from murakami.interfaces.portal.wording import lang
from murakami.kernel.document import (
    AttachmentState,
    Document,
    ReviewTopic,
    review_attachments,
    review_rows,
)
from murakami.kernel.fields.messages import error_text
from murakami.kernel.languages import text_in


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form: its topic, whom it is about, its answers."""

    title: str
    rows: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class FormView:
    """One filing as it would be made."""

    title: str
    whose: str
    unit: str
    period: str
    sections: tuple[Section, ...]
    attachments: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class Consents:
    """What may be agreed to here. Only somebody with an account can; what was agreed before is not asked again."""

    can_agree: bool
    delivery: bool
    memory: bool
    can_remember: bool = True  # a firm's people type for the firm: nothing of it is remembered for one of them


@require_http_methods(["GET", "HEAD", "POST"])
@own
def review(request: HttpRequest, key: str) -> HttpResponse:
    """Show what would be filed, or file it. SQL: 3 to show and the session's; to file see `file_intake`."""
    conversation = conversation_of(request, key, at=timezone.now())
    if not is_open(conversation):
        return HttpResponseRedirect(resume_href(conversation))
    if not conversation.intake.chosen or not is_everybody_said(conversation.standing):
        return HttpResponseRedirect(resume_href(conversation))
    if request.method != "POST":
        return _show(request, conversation)
    if "hand_over" in request.POST:
        return _hand_over(request, conversation)
    return _go_and_sign(request, conversation) if "sign" in request.POST else _file(request, conversation)


def _go_and_sign(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    agree(request, conversation)
    return HttpResponseRedirect(reverse("portal:sign", args=[conversation.intake.key]))


def _hand_over(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    intake = conversation.intake
    try:
        give_to_giver(key=intake.key, owner=owner_of(request), at=timezone.now())
    except NotAllowed:
        return HttpResponseRedirect(reverse("portal:review", args=[intake.key]))
    messages.success(request, _("{name}さんに渡しました。{name}さんのマイページに、書きかけとして出ます。").format(
        name=intake.prepared["giver"]))
    return HttpResponseRedirect(reverse("portal:my-mandate", args=[intake.mandate_key]))


def _file(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    at, owner, key = timezone.now(), owner_of(request), conversation.intake.key
    consents = agree(request, conversation)
    try:
        file_intake(key=key, owner=owner, reviewed=request.POST.get("reviewed", ""), draw_key=draw_key, at=at,
                    electronic_delivery=consents.delivery, memory_allowed=consents.memory)
    except ReviewOutdated:
        messages.warning(request, _("この画面を開いたあとに、答えか手続の内容が変わりました。もう一度確かめてから出してください。まだ出していません。"))
        return HttpResponseRedirect(reverse("portal:review", args=[key]))
    except (NotComplete, AssuranceMissing, NothingToFile, NotAllowed):
        return HttpResponseRedirect(reverse("portal:review", args=[key]))
    return HttpResponseRedirect(reverse("portal:receipt", args=[key]))


def agree(request: HttpRequest, conversation: Conversation) -> Consents:
    """Record what was newly agreed to. What is left unticked here is not taken back: that is done on one's own page."""
    consents, actor = consents_of(request, conversation), actor_of(request)
    if not consents.can_agree or actor.account_id is None:
        return consents
    delivery, memory = "delivery" in request.POST, consents.can_remember and "memory" in request.POST
    if delivery and not consents.delivery:
        agree_to_delivery(account_id=actor.account_id, firm=firm_of(request), mailbox_key=actor.mailbox_key, granted=True, draw_key=draw_key,
                          at=timezone.now())
    if memory and not consents.memory:
        agree_to_memory(account_id=actor.account_id, mailbox_key=actor.mailbox_key, granted=True, at=timezone.now())
    return replace(consents, delivery=consents.delivery or delivery, memory=consents.memory or memory)


def consents_of(request: HttpRequest, conversation: Conversation) -> Consents:
    account, actor = request.user, actor_of(request)
    if conversation.intake.mandate_key or not actor.has_mailbox or not isinstance(account, Account):
        return Consents(can_agree=False, delivery=False, memory=False)
    if actor.is_business:
        return Consents(can_agree=True, delivery=account.firm_member.firm.electronic_delivery, memory=False, can_remember=False)
    return Consents(can_agree=True, delivery=account.resident.electronic_delivery,
                    memory=account.resident.memory_allowed)


def _show(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    intake, standing, owner = conversation.intake, conversation.standing, owner_of(request)
    handed = handed_in(intake, list_files(intake))
    made = documents_of(conversation, owner=owner, handed=handed, at=timezone.now())
    gaps, needed = list_gaps(standing), assurance_needed(standing)
    by_signature = needed is Assurance.CARD_SIGN
    of_session = Assurance.ACCOUNT if by_signature else needed
    return show(request, "talk/review.html", {
        "key": intake.key, "title": talk_title(standing.definitions), "steps": steps_of(conversation),
        "answers": tuple(_answers(conversation)),
        "forms": [_form(conversation, version, bound, document) for version, bound, document in made],
        "not_applicable": _left_out(standing, {version.id for version, _bound, _document in made}),
        "problems": [_problem(intake.key, standing, gap) for gap in gaps], "savings": savings_shown(conversation),
        "reviewed": review_mark(conversation, handed), "consents": consents_of(request, conversation), "unit": unit_to_ask(conversation),
        "moved": moved_titles(conversation), "can_file": bool(made) and not gaps, "giver": _giver(intake),
        "may_file": can_file(intake, procedures=intake.chosen, day=standing.today),
        "sign_in": None if owner.assurance.reaches(of_session) else sign_in_call(
            reverse("portal:review", args=[intake.key]), needed=of_session),
        "by_signature": by_signature, "can_sign": card_signer() is not None, "previous": _previous(intake.key, standing),
        "can_change_choice": standing.definitions.event is not None,
    })


def _giver(intake: Intake) -> str:
    return str(intake.prepared["giver"]) if intake.mandate_key else ""


def _previous(key: str, standing: Standing) -> str:
    if wants_attachments(standing.plan):
        return reverse("portal:attachments", args=[key])
    return previous_href(key, standing.plan, "")


def _answers(conversation: Conversation) -> Iterable[Section]:
    """List every answer once, page by page, with the way to change it."""
    standing, key = conversation.standing, conversation.intake.key
    for page in standing.plan.pages:
        rows = [_answer_row(standing, one, f"{reverse('portal:page', args=[key, page.key])}?back=review")
                for one in asked_page(standing, page, lang=lang()).items]
        if rows:
            yield Section(title=page_heading(conversation, page), rows=tuple(rows))


def _answer_row(standing: Standing, one: Asked, href: str) -> FactRow:
    item = one.item
    text = one.type.show(item.value, lang(), one.fact.options) if item.answered and item.value is not None else ""
    note = source_note(item.provenance, today=standing.today) if item.provenance and text else ""
    return FactRow(label=one.label, value=text, note=note, key=item.field_key, href=f"{href}#{item.field_key}",
                   link_text=_("直す"))


def _form(conversation: Conversation, version: ProcedureVersion, bound: BoundProcedure,
          document: Document) -> FormView:
    standing, key = conversation.standing, conversation.intake.key
    unit = about.unit_of(version.unit)
    title = text_in(document.title, lang())
    if bound.instance:
        title = _("{title}：{person}").format(title=title, person=called(standing, bound.instance, lang()))
    whose = next(iter(bound.roles.get(version.whose, ())), "")
    return FormView(
        title=title, unit=unit.name_in(lang()) if unit else "", period=about.period_words(version),
        whose="" if whose == my_instance(standing) else _("{person}の手続です。あなたが代わりに出します。").format(
            person=called(standing, whose, lang())),
        sections=tuple(_section(topic, standing) for topic in review_rows(document, lang())),
        attachments=tuple(_attachments(document, key)))


def _section(topic: ReviewTopic, standing: Standing) -> Section:
    instance = next((row.instance for row in topic.rows), "")
    title = topic.title
    if topic.subject:
        title = _("{title}：{person}").format(title=title, person=called(standing, instance, lang()))
    return Section(title=title, rows=tuple(FactRow(label=row.label, value=row.text, key=row.key)
                                           for row in topic.rows))


def _attachments(document: Document, key: str) -> Iterable[FactRow]:
    words = {AttachmentState.LATER: _("あとで出します"), AttachmentState.MISSING: _("まだ付けていません（なくても出せます。あとで連絡があります）"),
             AttachmentState.OMITTED: _("要りません（市役所が調べます）")}
    for one in review_attachments(document, lang()):
        names = "\n".join(file.name for file in one.files)
        yield FactRow(label=one.label, value=names or words.get(one.state, ""),
                      href="" if one.state is AttachmentState.OMITTED else reverse("portal:attachments", args=[key]),
                      link_text=_("直す"))


def _left_out(standing: Standing, made: set[str]) -> tuple[str, ...]:
    return tuple(about.short_title(version) for version in standing.definitions.versions if version.id not in made)


def _problem(key: str, standing: Standing, gap: Gap) -> Problem:
    label = text_in(standing.definitions.fact_text(gap.item.kind, gap.item.fact), lang())
    text = _("{person}の「{label}」をまだ答えていません。").format(
        person=called(standing, gap.item.instance, lang()), label=label)
    if gap.errors is not None:
        text = " ".join(_texts(gap, label))
    return Problem(href=f"{reverse('portal:page', args=[key, gap.page.key])}?back=review#{gap.item.field_key}",
                   text=text)


def _texts(gap: Gap, label: str) -> Sequence[str]:
    return [error_text(error, lang()) for error in (gap.errors.labelled(label).errors if gap.errors else ())]
