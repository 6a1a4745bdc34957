"""Conversations: begun, listed, read, thrown away; the guide's questions; what was found, and choosing."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router

from murakami.domain.intake.models import Intake
from murakami.domain.intake.queries import IntakeNotFound, get_intake, list_conversations
from murakami.domain.intake.rules.planning import Standing
from murakami.domain.intake.rules.prefill import Prefill
from murakami.domain.intake.rules.subjects import called, my_instance
from murakami.engines.guide import OfferOutcome, reasons
from murakami.flows.conversation.answering import PageGone, answer_question, question_item
from murakami.flows.conversation.asking import asked_items, digests_of
from murakami.flows.conversation.choosing import choose_procedures, refusal_of_offer
from murakami.flows.conversation.reading import Conversation, read_conversation
from murakami.flows.conversation.starting import begin_life_event, begin_procedure
from murakami.flows.mailing.drafts import discard_draft
from murakami.foundation.limits.addresses import place_of
from murakami.foundation.limits.counting import knock
from murakami.foundation.limits.rules import Door
from murakami.interfaces.api.answers import answer, answer_nothing
from murakami.interfaces.api.cursors import USUAL, read_number, write_cursor
from murakami.interfaces.api.doors.catalogue import CursorAsked, LimitAsked
from murakami.interfaces.api.entrance import READS, holder, operation
from murakami.interfaces.api.problems import Code, Refused
from murakami.interfaces.api.repeating import Done, once
from murakami.interfaces.api.saving import form_of, refuse_unsaved
from murakami.interfaces.api.shapes import talk as shapes
from murakami.interfaces.api.standing import head_of, intake_of, questions_of
from murakami.interfaces.api.tokens import Holder
from murakami.interfaces.api.wording import lang
from murakami.kernel.conditions import Truth
from murakami.kernel.conditions.situation import field_key_of
from murakami.kernel.dates import day_in_japan

router = Router()
_TAG = "会話（手続を書く）"
_APPLIES = {Truth.TRUE: "yes", Truth.UNKNOWN: "open"}


def draw_key() -> str:
    """Draw a key that nobody can guess: 128 bits."""
    return secrets.token_hex(16)


def conversation_of(mine: Holder, key: str) -> Conversation:
    """Read one's own conversation as it stands today. What is written under a mandate is written on the residents' pages.

    Raises IntakeNotFound, LifeEventNotFound. SQL: 2.
    """
    conversation = read_conversation(key=key, owner=mine.owner, today=day_in_japan(timezone.now()))
    _refuse_mandate(conversation.intake)
    return conversation


def check_own(mine: Holder, key: str) -> None:
    """Check that a conversation is one's own, before a flow reads it under its lock. Raises IntakeNotFound. SQL: 1."""
    _refuse_mandate(get_intake(key=key, owner=mine.owner))


def _refuse_mandate(intake: Intake) -> None:
    if intake.mandate_key:
        raise IntakeNotFound(intake.key)


@operation(router, READS, "/intakes", name="intakes", query=("cursor", "limit"), tag=_TAG, answers={200: shapes.IntakeList},
           says="自分の会話の一覧\n新しい順。書きかけも、提出したものも。")
def list_intakes(request: HttpRequest, cursor: CursorAsked = None, limit: LimitAsked = USUAL) -> HttpResponse:
    """List one's own conversations. SQL: 2."""
    found = list_conversations(owner=holder(request).owner, before_id=read_number(cursor), limit=limit + 1)
    after = write_cursor(found[limit - 1].pk) if len(found) > limit else None
    return answer(shapes.IntakeList(items=[head_of(one) for one in found[:limit]], next=after))


@operation(router, ("POST",), "/intakes", name="intakes", repeatable=True, tag=_TAG, answers={201: shapes.Intake}, refuses=(Code.DONE_ELSEWHERE,),
           says="会話を始める\nライフイベントの案内からか、一つの手続から。")
def begin(request: HttpRequest, wanted: shapes.Begin) -> HttpResponse:
    """Begin a conversation. SQL: 10."""
    mine, at = holder(request), timezone.now()
    knock(Door.BEGINNINGS, mine.name if mine.token.account_id else place_of(request), at=at)  # tokens cost nothing

    def do() -> Done:
        who: dict[str, Any] = {"owner": mine.owner, "resident": mine.resident, "draw_key": draw_key, "at": at}
        intake = begin_life_event(event_id=wanted.life_event, **who) if wanted.life_event else begin_procedure(
            procedure=wanted.procedure or "", **who)
        return Done(intake_of(conversation_of(mine, intake.key)), status=201, location=reverse("api:intake", args=[intake.key]))

    return once(request, mine, sent=wanted.model_dump(), at=at, do=do)


@operation(router, READS, "/intakes/{key}", name="intake", tag=_TAG, answers={200: shapes.Intake}, says="会話がどこまで進んだか、次に何をするか")
def read_intake(request: HttpRequest, key: str) -> HttpResponse:
    """Say where a conversation stands. SQL: 3."""
    return answer(intake_of(conversation_of(holder(request), key)))


@operation(router, ("DELETE",), "/intakes/{key}", name="intake", tag=_TAG, answers={204: None}, refuses=(Code.INTAKE_CLOSED,),
           says="書きかけを捨てる\n答えもファイルもすぐに消える。")
def discard_intake(request: HttpRequest, key: str) -> HttpResponse:
    """Throw a draft away. SQL: 8."""
    mine = holder(request)
    check_own(mine, key)
    discard_draft(key=key, owner=mine.owner, at=timezone.now())
    return answer_nothing()


@operation(router, READS, "/intakes/{key}/guide", name="guide", tag=_TAG, answers={200: shapes.Guide},
           says="案内の次の質問と、これまでの答え\n結果を変えうることだけを聞く。手続から始めた会話にはない。")
def read_guide(request: HttpRequest, key: str) -> HttpResponse:
    """Say what the guide asks next. SQL: 3."""
    conversation = conversation_of(holder(request), key)
    standing = conversation.standing
    if standing.guide is None:
        raise Http404
    following = standing.guide.next_question
    items = [] if following is None else [question_item(standing, field_key_of(following))]
    asked = questions_of(standing, asked_items(standing, items, lang=lang(), prefill=Prefill()))
    return answer(shapes.Guide(next_question=asked[0] if asked else None, seen=dict(digests_of(standing, items)),
                               questions_left=len(standing.guide.questions), answered=_answered(conversation)))


@operation(router, READS, "/intakes/{key}/guide/{question}", name="question", tag=_TAG, answers={200: shapes.TalkPage}, refuses=(Code.PAGE_GONE,),
           says="案内の質問を一つ読む\n答えを変えるときにも使う。")
def read_question(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Read a question of the guide. SQL: 3."""
    standing = conversation_of(holder(request), key).standing
    if standing.guide is None:
        raise PageGone(question)
    item = question_item(standing, question)
    asked = questions_of(standing, asked_items(standing, [item], lang=lang(), prefill=Prefill()))
    return answer(shapes.TalkPage(key=question, title="", subject=called(standing, item.instance, lang()), questions=asked,
                                  seen=dict(digests_of(standing, [item]))))


@operation(router, ("PUT",), "/intakes/{key}/guide/{question}", name="question", tag=_TAG, answers={200: shapes.Intake},
           refuses=(Code.PAGE_GONE, Code.ANSWERS_REFUSED, Code.CHANGED_ELSEWHERE, Code.INTAKE_CLOSED), says="案内の質問に答える")
def put_question(request: HttpRequest, key: str, question: str, given: shapes.GuideAnswer) -> HttpResponse:
    """Save the answer to a question of the guide. SQL: 9."""
    mine, at = holder(request), timezone.now()
    standing = conversation_of(mine, key).standing
    item = question_item(standing, question)
    form = form_of({question: given.answer}, asked_items(standing, [item], lang=lang(), prefill=Prefill()), field="answer")
    saved = answer_question(key=key, owner=mine.owner, question=question, form=form, seen=given.seen or {}, lang=lang(), at=at)
    refuse_unsaved(saved)
    return answer(intake_of(saved.conversation))


@operation(router, READS, "/intakes/{key}/result", name="result", tag=_TAG, answers={200: shapes.Result},
           says="案内で分かったこと\nどの手続が当てはまるか、なぜか、だれの手続か、いつまでか。")
def read_result(request: HttpRequest, key: str) -> HttpResponse:
    """Say what the guide has found out. SQL: 3."""
    conversation = conversation_of(holder(request), key)
    if conversation.standing.outcome is None:
        raise Http404
    return answer(shapes.Result(offers=[_offer(conversation, one) for one in conversation.standing.outcome.offers]))


@operation(router, ("PUT",), "/intakes/{key}/choice", name="choice", tag=_TAG, answers={200: shapes.Intake},
           refuses=(Code.NOTHING_CHOSEN, Code.INTAKE_CLOSED, Code.CHANGED_ELSEWHERE),
           says="出す手続を選ぶ\nいつでも選び直せる。答えは残る。ここで出せないものは選ばれない。")
def put_choice(request: HttpRequest, key: str, choice: shapes.Choice) -> HttpResponse:
    """Choose what to file. SQL: 9."""
    mine = holder(request)
    check_own(mine, key)
    choose_procedures(key=key, owner=mine.owner, procedures=choice.procedures, at=timezone.now())
    return answer(intake_of(conversation_of(mine, key)))


def _answered(conversation: Conversation) -> list[shapes.Question]:
    found = []
    for name in conversation.intake.typed:
        try:
            item = question_item(conversation.standing, name)
        except PageGone:
            continue
        found += questions_of(conversation.standing, asked_items(conversation.standing, [item], lang=lang(), prefill=Prefill()))
    return [one for one in found if one.is_answered]


def _offer(conversation: Conversation, offer: OfferOutcome) -> shapes.Offer:
    standing, event = conversation.standing, conversation.standing.definitions.event
    if event is None:
        raise Refused(Code.NOT_FOUND)
    version = event.procedures[offer.procedure]
    refusal = refusal_of_offer(standing, version, offer)
    found = reasons(event.plan, standing.situation, offer.procedure, lambda predicate, holds: event.sentence(predicate, holds, lang()))
    return shapes.Offer(
        procedure=offer.procedure, title=version.text("title", lang()), applies=_APPLIES.get(offer.applies, "no"),  # type: ignore[arg-type]
        reasons=list(dict.fromkeys(one.sentence for one in found if one.sentence)), whose=_whose(standing, offer), due_on=offer.due_on,
        can_choose=refusal is None, refusal=refusal or "", is_chosen=offer.procedure in conversation.intake.chosen)


def _whose(standing: Standing, offer: OfferOutcome) -> str:
    return "" if offer.whose is None or offer.whose == my_instance(standing) else called(standing, offer.whose, lang())
