"""The guide: one question a page, until it is settled what applies."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from murakami.domain.intake.rules.conflicts import seen_from_text, seen_to_text
from murakami.domain.intake.rules.planning import Standing
from murakami.domain.intake.rules.prefill import Prefill
from murakami.domain.intake.rules.subjects import called, my_instance
from murakami.flows.conversation.answering import PageGone, answer_question, question_item
from murakami.flows.conversation.asking import asked_items, digests_of
from murakami.flows.conversation.reading import Conversation
from murakami.interfaces.components.field_view import FieldView, problems_of
from murakami.interfaces.components.shapes import FactRow
from murakami.interfaces.portal.door import conversation_of, is_open, keeps_typed, own, posted
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.kept import take_kept
from murakami.interfaces.portal.showcase import about
from murakami.interfaces.portal.talk.fields import known_fields, refused_fields
from murakami.interfaces.portal.talk.titles import talk_title
from murakami.interfaces.portal.talk.way import guide_href, resume_href
from murakami.interfaces.portal.visitor import owner_of
from murakami.interfaces.portal.wording import lang


@dataclass(frozen=True, slots=True)
class Progress:
    """Which question this is, and how many may follow at most."""

    number: int
    left: int


@require_safe
@own
def next_question(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to the question that settles most, or to what was found out. SQL: 2 and the session's."""
    conversation = conversation_of(request, key, at=timezone.now())
    if not is_open(conversation) or conversation.standing.guide is None:
        return HttpResponseRedirect(resume_href(conversation))
    return HttpResponseRedirect(guide_href(key, conversation.standing))


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@own
def question(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Ask one question of the guide, or take its answer. SQL: 2 to ask, 5 to answer, and the session's."""
    return _answer(request, key, question) if request.method == "POST" else _ask(request, key, question)


def _ask(request: HttpRequest, key: str, name: str) -> HttpResponse:
    conversation = conversation_of(request, key, at=timezone.now())
    standing = conversation.standing
    if not is_open(conversation) or standing.guide is None:
        return HttpResponseRedirect(resume_href(conversation))
    try:
        item = question_item(standing, name)
    except PageGone as gone:
        raise Http404 from gone
    asked = tuple(asked_items(standing, [item], lang=lang(), prefill=Prefill()))
    fields = known_fields(asked, standing.definitions, me=my_instance(standing), today=standing.today,
                          typed=take_kept(request))
    return _show(request, conversation, name, fields)


def _answer(request: HttpRequest, key: str, name: str) -> HttpResponse:
    try:
        saved = answer_question(key=key, owner=owner_of(request), question=name, form=posted(request),
                                seen=seen_from_text(request.POST.get("seen", "")), lang=lang(), at=timezone.now())
    except PageGone as gone:
        raise Http404 from gone
    if not saved.is_saved:
        standing = saved.conversation.standing
        fields = refused_fields(saved, me=my_instance(standing), today=standing.today)
        return _show(request, saved.conversation, name, fields, status=422)
    if request.POST.get("back") == "result":
        return HttpResponseRedirect(reverse("portal:result", args=[key]))
    return HttpResponseRedirect(reverse("portal:guide", args=[key]))


def _show(request: HttpRequest, conversation: Conversation, name: str, fields: tuple[FieldView, ...], *,
          status: int = 200) -> HttpResponse:
    standing, key = conversation.standing, conversation.intake.key
    item = question_item(standing, name)
    return show(request, "talk/question.html", {
        "title": talk_title(standing.definitions), "subject": called(standing, item.instance, lang()),
        "progress": _progress(conversation, name), "fields": fields, "problems": problems_of(fields), "key": key,
        "seen": seen_to_text(digests_of(standing, [item])), "back": request.POST.get("back") or request.GET.get("back", ""),
        "answers": tuple(answers_so_far(conversation, but=name)), "previous": _previous(conversation, name),
        **help_context(standing),
    }, status=status)


def answers_so_far(conversation: Conversation, *, but: str = "") -> Iterable[FactRow]:
    """List what has been answered in the guide, each with the way to change it."""
    standing, key = conversation.standing, conversation.intake.key
    for name in conversation.intake.typed:
        try:
            (asked,) = asked_items(standing, [question_item(standing, name)], lang=lang(), prefill=Prefill())
        except PageGone:
            continue
        if name != but and asked.item.answered:
            yield FactRow(label=asked.label, value=asked.type.show(asked.item.value, lang(), asked.fact.options),
                          href=reverse("portal:guide-question", args=[key, name]) + "?back=result",
                          link_text=_("変える"))


def help_context(standing: Standing) -> dict[str, str]:
    """Say whom to call before anything is chosen; nothing where no unit is published."""
    event = standing.definitions.event
    unit = about.unit_to_call(event.procedures.values()) if event else None
    return {"phone": unit.phone, "place": unit.name_in(lang())} if unit else {}


def _progress(conversation: Conversation, name: str) -> Progress:
    typed = [one for one in conversation.intake.typed if one != name]
    number = conversation.intake.typed.index(name) + 1 if name in conversation.intake.typed else len(typed) + 1
    return Progress(number=number, left=_left(conversation.standing, name))


def _left(standing: Standing, name: str) -> int:
    questions = standing.guide.questions if standing.guide else ()
    return sum(f"{instance}.{fact}" != name for instance, fact in questions)


def _previous(conversation: Conversation, name: str) -> str:
    typed, key = conversation.intake.typed, conversation.intake.key
    at = typed.index(name) if name in typed else len(typed)
    if at > 0:
        return reverse("portal:guide-question", args=[key, typed[at - 1]])
    return reverse("portal:life-event", args=[conversation.intake.life_event])

