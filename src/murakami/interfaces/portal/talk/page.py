"""One page of the interview: one topic, filled with what is known, saved in one write."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from murakami.domain.intake.rules.conflicts import seen_from_text, seen_to_text
from murakami.domain.intake.rules.planning import FIRST_PAGE
from murakami.domain.intake.rules.prefill import Prefill
from murakami.domain.intake.rules.savings import Savings, savings_of
from murakami.domain.intake.rules.subjects import called, my_instance
from murakami.engines.interview import Page, next_page
from murakami.flows.conversation.answering import PageGone, Saved, save_page
from murakami.flows.conversation.asking import AskedPage, asked_items, asked_page, digests_of
from murakami.flows.conversation.people import is_everybody_said, roles_to_ask
from murakami.flows.conversation.reading import Conversation
from murakami.flows.conversation.starting import card_prefill, known_of
from murakami.interfaces.components.field_view import FieldView, problems_of
from murakami.interfaces.portal.door import (
    conversation_of,
    is_open,
    keeps_typed,
    own,
    posted,
    resident_of,
)
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.kept import take_kept
from murakami.interfaces.portal.showcase import about
from murakami.interfaces.portal.talk.fields import filled_by_postal_code, known_fields, refused_fields
from murakami.interfaces.portal.talk.titles import talk_title
from murakami.interfaces.portal.talk.way import (
    page_href,
    previous_href,
    resume_href,
    wants_attachments,
)
from murakami.interfaces.portal.visitor import owner_of
from murakami.interfaces.portal.wording import lang
from murakami.kernel.postal import parse_postal_code, towns_by_postal_code


@dataclass(frozen=True, slots=True)
class Steps:
    """Where one is among the pages of a conversation."""

    label: str
    current: int
    total: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Whom to call."""

    name: str
    phone: str


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@own
def page(request: HttpRequest, key: str, page_key: str) -> HttpResponse:
    """Show a page of the interview, or take what was typed. SQL: 2 to show, 5 to save, and the session's."""
    if request.method != "POST":
        return _ask(request, key, page_key)
    return _fill_address(request, key, page_key) if "postal" in request.POST else _save(request, key, page_key)


@require_safe
def towns(request: HttpRequest) -> HttpResponse:
    """Answer which towns a postal code belongs to, for the script beside the address. SQL: 0."""
    code = parse_postal_code(request.GET.get("postal_code", ""))
    found = towns_by_postal_code(code) if code else ()
    return JsonResponse({"towns": [
        {"prefecture": town.prefecture, "city": town.city, "town": town.town} for town in found]})


def steps_of(conversation: Conversation, *, page_key: str = "", at_end: int = 0) -> Steps:
    """Say where a page stands: pages, then attachments where some are wanted, then the review."""
    standing = conversation.standing
    keys = [page.key for page in standing.plan.pages]
    extra = 1 + wants_attachments(standing.plan)
    current = keys.index(page_key) + 1 if page_key in keys else len(keys) + extra - at_end
    count = len(standing.definitions.versions)
    title = talk_title(standing.definitions)
    label = title if count == 1 else _("{title}：{several}").format(title=title, several=ngettext(
        "{n}つの手続をまとめて", "{n}つの手続をまとめて", count).format(n=count))
    return Steps(label=label, current=current, total=len(keys) + extra)


def savings_shown(conversation: Conversation) -> Savings:
    """Count what has not had to be written in this conversation."""
    standing = conversation.standing
    return savings_of(standing, asked_by_guide=conversation.intake.typed, people_asked=len(roles_to_ask(standing)))


def unit_to_ask(conversation: Conversation) -> Desk | None:
    """Choose whom to call: the unit of the first chosen procedure."""
    version = next(iter(conversation.standing.definitions.versions), None)
    unit = about.unit_of(version.unit) if version else None
    return Desk(name=unit.name_in(lang()), phone=unit.phone) if unit else None


def _ask(request: HttpRequest, key: str, page_key: str) -> HttpResponse:
    conversation = conversation_of(request, key, at=timezone.now())
    standing = conversation.standing
    found = standing.plan.page(page_key) if conversation.intake.chosen else None
    if not is_open(conversation) or found is None or not is_everybody_said(standing):
        return HttpResponseRedirect(resume_href(conversation))
    asked = asked_page(standing, found, lang=lang(), prefill=_prefill(request, conversation))
    fields = known_fields(asked.items, standing.definitions, me=my_instance(standing), today=standing.today,
                          typed=take_kept(request))
    return _show(request, conversation, asked, fields)


def _fill_address(request: HttpRequest, key: str, page_key: str) -> HttpResponse:
    conversation = conversation_of(request, key, at=timezone.now())
    standing = conversation.standing
    found = standing.plan.page(page_key)
    if not is_open(conversation) or found is None:
        return HttpResponseRedirect(resume_href(conversation))
    asked = asked_page(standing, found, lang=lang(), prefill=_prefill(request, conversation))
    fields = filled_by_postal_code(asked.items, standing.definitions, form=posted(request), today=standing.today,
                                   field_key=request.POST["postal"], me=my_instance(standing))
    return _show(request, conversation, asked, fields, seen=request.POST.get("seen", ""))


def _prefill(request: HttpRequest, conversation: Conversation) -> Prefill:
    return card_prefill(conversation.standing, resident=known_of(conversation.intake, resident=resident_of(request)))


def _save(request: HttpRequest, key: str, page_key: str) -> HttpResponse:
    leave = "leave" in request.POST
    try:
        saved = save_page(key=key, owner=owner_of(request), page_key=page_key, form=posted(request), lang=lang(),
                          seen=seen_from_text(request.POST.get("seen", "")), resident=resident_of(request),
                          at=timezone.now(), leave=leave)
    except PageGone:
        messages.info(request, _("答えが変わったので、このページの質問は要らなくなりました。"))
        return HttpResponseRedirect(reverse("portal:intake", args=[key]))
    if not saved.is_saved:
        return _show_again(request, saved, page_key)
    if leave:
        return HttpResponseRedirect(reverse("portal:saved", args=[key]))
    return HttpResponseRedirect(_next(request, saved.conversation, page_key))


def _next(request: HttpRequest, conversation: Conversation, page_key: str) -> str:
    """Lead on under the answers as they are now; back to the review for somebody who came from there.

    Where an answer has brought about questions on its own page, these come first.
    """
    key = conversation.intake.key
    is_reviewing = request.POST.get("back") == "review"
    opened = _opened(conversation, page_key)
    if opened:
        messages.info(request, _("いまの答えで、このページの質問が増えました。"))
        return f"{reverse('portal:page', args=[key, page_key])}{'?back=review' * is_reviewing}#{opened}"
    if is_reviewing and next_page(conversation.standing.plan, page_key) is None:
        return reverse("portal:review", args=[key])
    return page_href(key, conversation.standing.plan, after=page_key)


def _opened(conversation: Conversation, page_key: str) -> str:
    """Name the first input of a question that the answers to its own page have brought about; empty where none is open."""
    standing = conversation.standing
    shown = standing.plan.page(page_key)
    still_open = [item for item in standing.plan.unanswered(shown) if item.required] if shown else []
    asked = next(iter(asked_items(standing, still_open, lang=lang(), prefill=Prefill())), None)
    return f"{asked.item.field_key}.{asked.type.parts(asked.fact.options)[0].name}" if asked else ""


def _show_again(request: HttpRequest, saved: Saved, page_key: str) -> HttpResponse:
    standing = saved.conversation.standing
    found = standing.plan.page(page_key)
    if found is None:
        return HttpResponseRedirect(resume_href(saved.conversation))
    fields = refused_fields(saved, me=my_instance(standing), today=standing.today)
    return _show(request, saved.conversation, AskedPage(found, saved.asked), fields, status=422)


def _show(request: HttpRequest, conversation: Conversation, asked: AskedPage, fields: Sequence[FieldView], *,
          seen: str = "", status: int = 200) -> HttpResponse:
    standing, key = conversation.standing, conversation.intake.key
    return show(request, "talk/page.html", {
        "key": key, "page_key": asked.page.key, "steps": steps_of(conversation, page_key=asked.page.key),
        "heading": page_heading(conversation, asked.page), "lead": _lead(conversation, asked.page),
        "fields": fields, "problems": problems_of(fields), "savings": savings_shown(conversation),
        "seen": seen or seen_to_text(digests_of(standing, asked.page.items)), "unit": unit_to_ask(conversation),
        "previous": previous_href(key, standing.plan, asked.page.key), "moved": moved_titles(conversation),
        "back": request.POST.get("back") or request.GET.get("back", ""),
    }, status=status)


def moved_titles(conversation: Conversation) -> tuple[str, ...]:
    """Name the procedures whose newer version is asked from now on."""
    definitions = conversation.standing.definitions
    return tuple(about.short_title(definitions.version(procedure)) for procedure in conversation.moved)


def page_heading(conversation: Conversation, shown: Page) -> str:
    """Title a page: its topic, and whom it is about where the topic repeats."""
    standing = conversation.standing
    if shown.topic == FIRST_PAGE:
        return _("はじめに")
    version = standing.definitions.version(shown.items[0].used_by[0])
    title = version.text(f"topic.{shown.topic}.title", lang())
    if shown.instance is None:
        return title
    return _("{title}：{person}").format(title=title, person=called(standing, shown.instance, lang()))


def _lead(conversation: Conversation, shown: Page) -> str:
    """Say what a page is for: its topic's lead, and which of several procedures use it."""
    definitions = conversation.standing.definitions
    if shown.topic == FIRST_PAGE:
        return _("この答えで、聞くことが決まります。")
    used_by = list(dict.fromkeys(procedure for item in shown.items for procedure in item.used_by))
    lead = definitions.version(used_by[0]).text(f"topic.{shown.topic}.lead", lang())
    if len(definitions.versions) == 1:
        return lead
    names = _("・").join(about.short_title(definitions.version(procedure)) for procedure in used_by)
    return " ".join(part for part in (lead, _("{procedures}に使います。").format(procedures=names)) if part)
