"""What the guide found out: what applies and why, whose it is, until when, what to have at hand; and choosing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.intake.rules.planning import Standing
from murakami.domain.intake.rules.subjects import called, my_instance
from murakami.domain.procedures.life_events import LifeEventVersion
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.engines.guide import OfferOutcome, reasons, whose_reasons
from murakami.flows.conversation.choosing import (
    NothingChosen,
    choose_procedures,
    refusal_of_offer,
)
from murakami.flows.conversation.reading import Conversation
from murakami.interfaces.components.shapes import FactRow, Tone
from murakami.interfaces.portal.door import conversation_of, is_open, own
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.showcase import about
from murakami.interfaces.portal.talk.guide import answers_so_far, help_context
from murakami.interfaces.portal.talk.titles import talk_title
from murakami.interfaces.portal.talk.way import resume_href
from murakami.interfaces.portal.visitor import owner_of
from murakami.interfaces.portal.wording import days_left_words, full_day_words, lang
from murakami.kernel.conditions import Truth


@dataclass(frozen=True, slots=True)
class OfferView:
    """One procedure of the life event as the result page shows it."""

    id: str
    title: str
    summary: str
    href: str
    reasons: tuple[str, ...]
    whose: str
    due: str
    due_left: str
    due_tone: Tone
    rule: str
    can_choose: bool
    is_chosen: bool
    refusal: str
    rows: tuple[FactRow, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@own
def result(request: HttpRequest, key: str) -> HttpResponse:
    """Show what the guide found out, or take the choice. SQL: 2 to show, 5 to choose, and the session's."""
    if request.method == "POST":
        return _choose(request, key)
    return _show(request, conversation_of(request, key, at=timezone.now()))


def _choose(request: HttpRequest, key: str) -> HttpResponse:
    try:
        choose_procedures(key=key, owner=owner_of(request), procedures=request.POST.getlist("procedure"),
                          at=timezone.now())
    except NothingChosen:
        conversation = conversation_of(request, key, at=timezone.now())
        return _show(request, conversation, problem=_("手続を一つ以上選んでください。"), status=422)
    return HttpResponseRedirect(reverse("portal:way", args=[key]))


def _show(request: HttpRequest, conversation: Conversation, *, problem: str = "", status: int = 200) -> HttpResponse:
    standing, event = conversation.standing, conversation.standing.definitions.event
    if not is_open(conversation) or event is None or standing.outcome is None:
        return HttpResponseRedirect(resume_href(conversation))
    offers = [(offer, event.procedures[offer.procedure]) for offer in standing.outcome.offers]
    ticked = frozenset() if problem else frozenset(conversation.intake.chosen or event.procedures)
    views = {offer.procedure: _view(standing, event, offer, version, ticked) for offer, version in offers}

    def those(applies: Truth, *, online: bool = True) -> list[OfferView]:
        return [views[offer.procedure] for offer, version in offers
                if offer.applies is applies and version.is_online is online]

    return show(request, "talk/result.html", {
        "title": talk_title(standing.definitions), "key": conversation.intake.key, "problem": problem,
        "online": those(Truth.TRUE), "elsewhere": those(Truth.TRUE, online=False),
        "open": [*those(Truth.UNKNOWN), *those(Truth.UNKNOWN, online=False)],
        "not_applicable": [*those(Truth.FALSE), *those(Truth.ABSENT), *those(Truth.FALSE, online=False)],
        "answers": tuple(answers_so_far(conversation)),
        "can_go_on": any(view.can_choose for view in views.values()), **help_context(standing),
    }, status=status)


def elsewhere(standing: Standing) -> tuple[OfferView, ...]:
    """List what applies and is done at a counter, with its day; nothing where no guide has asked."""
    event, outcome = standing.definitions.event, standing.outcome
    if event is None or outcome is None:
        return ()
    return tuple(_view(standing, event, offer, event.procedures[offer.procedure], frozenset()) for offer in outcome.offers
                 if offer.applies is Truth.TRUE and not event.procedures[offer.procedure].is_online)


def at_hand(standing: Standing) -> tuple[FactRow, ...]:
    """Say for each chosen procedure what is good to have at hand; what its pack does not say is left out."""
    return tuple(FactRow(label=about.short_title(version), value=version.text("bring", lang()))
                 for version in standing.definitions.versions if version.text("bring", lang()))


def _view(standing: Standing, event: LifeEventVersion, offer: OfferOutcome, version: ProcedureVersion,
          ticked: frozenset[str]) -> OfferView:
    refusal = refusal_of_offer(standing, version, offer)
    due, left, tone = _due(offer, standing.today)
    return OfferView(
        id=offer.procedure, title=version.text("title", lang()), summary=version.text("summary", lang()),
        href=reverse("portal:procedure", args=[offer.procedure]), reasons=_reasons(standing, event, offer),
        whose=_whose(standing, event, offer), due=due, due_left=left, due_tone=tone,
        rule=version.text("deadline", lang()) if due else "", can_choose=refusal is None,
        is_chosen=refusal is None and offer.procedure in ticked,
        refusal=_refusal(refusal, standing, offer), rows=_what_it_takes(version))


def _reasons(standing: Standing, event: LifeEventVersion, offer: OfferOutcome) -> tuple[str, ...]:
    found = reasons(event.plan, standing.situation, offer.procedure, _sentence(event))
    return tuple(dict.fromkeys(reason.sentence for reason in found if reason.sentence))


def _whose(standing: Standing, event: LifeEventVersion, offer: OfferOutcome) -> str:
    """Say whose application it is where it is not one's own, and why."""
    if offer.whose is None or offer.whose == my_instance(standing):
        return ""
    why = [reason.sentence for reason in whose_reasons(event.plan, standing.situation, offer.procedure,
                                                       _sentence(event))]
    words = _("{person}の手続です。").format(person=called(standing, offer.whose, lang()))
    return " ".join([words, *(_("{reason}。").format(reason=reason) for reason in dict.fromkeys(why))])


def _sentence(event: LifeEventVersion) -> Callable[[str, bool], str]:
    language = lang()
    return lambda predicate, holds: event.sentence(predicate, holds, language)


def _due(offer: OfferOutcome, today: date) -> tuple[str, str, Tone]:
    if offer.due_on is None:
        return "", "", "plain"
    left = (offer.due_on - today).days
    tone: Tone = "bad" if left < 0 else "warn" if left <= 7 else "plain"
    return full_day_words(offer.due_on), days_left_words(until=offer.due_on, today=today), tone


def _refusal(code: str | None, standing: Standing, offer: OfferOutcome) -> str:
    if code != "only_themselves" or offer.whose is None:
        return ""
    return _("{person}が自分でする手続です。{person}がサインインして、この手続をはじめてください。").format(
        person=called(standing, offer.whose, lang()))


def _what_it_takes(version: ProcedureVersion) -> tuple[FactRow, ...]:
    rows: Sequence[tuple[str, str]] = (
        (_("どこで"), "" if version.is_online else version.text("where", lang())),
        (_("手元に"), version.text("bring", lang())),
        (_("手数料"), about.fee_words(version) if version.fee_yen else ""))
    return tuple(FactRow(label=label, value=value) for label, value in rows if value)
