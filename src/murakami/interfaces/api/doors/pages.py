"""The interview: who takes part, and its pages."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from murakami.domain.intake.models import Intake
from murakami.domain.intake.operations.writing import IntakeClosed
from murakami.domain.intake.rules.people import MOST_OF_A_ROLE
from murakami.domain.intake.rules.subjects import called
from murakami.flows.conversation.answering import PageGone, save_page
from murakami.flows.conversation.asking import asked_page, digests_of
from murakami.flows.conversation.people import is_everybody_said, remove_person, roles_to_ask, set_people
from murakami.flows.conversation.reading import Conversation
from murakami.flows.conversation.starting import card_prefill
from murakami.interfaces.api.answers import answer
from murakami.interfaces.api.doors.intakes import check_own, conversation_of
from murakami.interfaces.api.entrance import READS, holder, operation
from murakami.interfaces.api.mends import unknown
from murakami.interfaces.api.problems import Code, Refused
from murakami.interfaces.api.saving import form_of, refuse_unsaved
from murakami.interfaces.api.shapes import talk as shapes
from murakami.interfaces.api.standing import intake_of, questions_of, title_of
from murakami.interfaces.api.tokens import Holder
from murakami.interfaces.api.wording import lang
from murakami.kernel.facts import RoleSpec
from murakami.kernel.languages import text_in

router = Router()
_TAG = "会話（手続を書く）"
_CHANGES = (Code.INTAKE_CLOSED, Code.CHANGED_ELSEWHERE)


@operation(router, READS, "/intakes/{key}/people", name="people", tag=_TAG, answers={200: shapes.People}, says="だれが何人いるか")
def read_people(request: HttpRequest, key: str) -> HttpResponse:
    """Say who takes part. SQL: 3."""
    return answer(_people(conversation_of(holder(request), key)))


@operation(router, ("PUT",), "/intakes/{key}/people", name="people", tag=_TAG, answers={200: shapes.Intake}, refuses=(Code.PEOPLE_REFUSED, *_CHANGES),
           says="人数を答える\n減らすと、いなくなった人についての答えとファイルも消える。")
def put_people(request: HttpRequest, key: str, given: shapes.Counts) -> HttpResponse:
    """Bring the roles to these numbers. SQL: 12."""
    mine = holder(request)
    asked = {spec.role for spec in roles_to_ask(conversation_of(mine, key).standing)}
    strange = [unknown(f"counts.{role}") for role in given.counts if role not in asked]
    if strange:
        raise Refused(Code.INVALID, errors=strange[:20])
    set_people(key=key, owner=mine.owner, counts=given.counts, resident=mine.resident, at=timezone.now())
    return answer(intake_of(conversation_of(mine, key)))


@operation(router, ("DELETE",), "/intakes/{key}/people/{instance}", name="person", tag=_TAG, answers={200: shapes.Intake},
           refuses=(Code.PEOPLE_REFUSED, *_CHANGES), says="一人を外す\nその人についての答えも消える。ほかの人の記号は変わらない。")
def remove_one(request: HttpRequest, key: str, instance: str) -> HttpResponse:
    """Take one person out. SQL: 10."""
    mine = holder(request)
    check_own(mine, key)
    remove_person(key=key, owner=mine.owner, instance=instance, at=timezone.now())
    return answer(intake_of(conversation_of(mine, key)))


@operation(router, READS, "/intakes/{key}/pages/{page}", name="page", tag=_TAG, answers={200: shapes.TalkPage}, refuses=(Code.PAGE_GONE, Code.INTAKE_CLOSED),
           says="ページの質問を読む\n何を、なぜ聞くか。もう分かっていることは入っている。")
def read_page(request: HttpRequest, key: str, page: str) -> HttpResponse:
    """Read a page of the interview. SQL: 3."""
    mine = holder(request)
    conversation = _open(mine, key, page)
    standing, found = conversation.standing, conversation.standing.plan.page(page)
    if found is None:
        raise PageGone(page)
    asked = asked_page(standing, found, lang=lang(), prefill=card_prefill(standing, resident=mine.resident))
    return answer(shapes.TalkPage(
        key=page, title=title_of(standing, found), subject=called(standing, found.instance, lang()) if found.instance else "",
        questions=questions_of(standing, asked.items), seen=dict(digests_of(standing, found.items))))


@operation(router, ("PUT",), "/intakes/{key}/pages/{page}", name="page", tag=_TAG, answers={200: shapes.Intake},
           refuses=(Code.PAGE_GONE, Code.ANSWERS_REFUSED, *_CHANGES),
           says="ページに答える\nページの答えをまとめて保存する。直すところがあれば、何も保存しない（leave のときは受け取れるものだけ）。")
def put_page(request: HttpRequest, key: str, page: str, given: shapes.PageAnswers) -> HttpResponse:
    """Save a page. SQL: 8."""
    mine = holder(request)
    conversation = _open(mine, key, page)
    found = conversation.standing.plan.page(page)
    if found is None:
        raise PageGone(page)
    asked = asked_page(conversation.standing, found, lang=lang(), prefill=card_prefill(conversation.standing, resident=mine.resident))
    form = form_of(given.answers, asked.items, field="answers")
    saved = save_page(key=key, owner=mine.owner, page_key=page, form=form, seen=given.seen or {}, resident=mine.resident, lang=lang(),
                      at=timezone.now(), leave=given.leave)
    refuse_unsaved(saved)
    return answer(intake_of(saved.conversation))


def _open(mine: Holder, key: str, page: str) -> Conversation:
    """Read a conversation of which a page can be asked: something is chosen, and everybody is said."""
    conversation = conversation_of(mine, key)
    if conversation.intake.state != Intake.State.OPEN:
        raise IntakeClosed(key)
    if not conversation.intake.chosen or not is_everybody_said(conversation.standing):
        raise PageGone(page)
    return conversation


def _people(conversation: Conversation) -> shapes.People:
    return shapes.People(roles=list(_roles(conversation, roles_to_ask(conversation.standing))))


def _roles(conversation: Conversation, specs: Iterable[RoleSpec]) -> Iterable[shapes.RoleCount]:
    standing = conversation.standing
    for spec in specs:
        here = standing.people.get(spec.role)
        yield shapes.RoleCount(
            role=spec.role, title=text_in(standing.definitions.role_title(spec.role), lang()), count=None if here is None else len(here),
            least=0 if spec.optional else 1, most=MOST_OF_A_ROLE if spec.plural else 1,
            people=[shapes.PersonHere(key=one, name=called(standing, one, lang())) for one in here or ()])
