"""Reviewing, filing, and where a filing stands."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router

from murakami.domain.intake.models import Filing, Intake
from murakami.domain.intake.operations.writing import IntakeClosed
from murakami.domain.intake.queries import list_files, list_filings
from murakami.domain.intake.rules.completeness import Gap, assurance_needed, list_gaps
from murakami.domain.mailbox.queries import ItemPage, ListedItem
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.engines.interview import BoundProcedure
from murakami.flows.conversation.answering import PageGone
from murakami.flows.conversation.filing import documents_of, file_intake, handed_in, review_mark
from murakami.flows.conversation.people import is_everybody_said
from murakami.flows.following import list_followed, read_followed
from murakami.flows.mailing.acts import agree_to_delivery, agree_to_memory
from murakami.interfaces.api.answers import answer
from murakami.interfaces.api.cursors import USUAL, read_number, write_cursor
from murakami.interfaces.api.doors.catalogue import CursorAsked, LimitAsked
from murakami.interfaces.api.doors.intakes import check_own, conversation_of, draw_key
from murakami.interfaces.api.entrance import READS, holder, operation
from murakami.interfaces.api.problems import Code
from murakami.interfaces.api.repeating import Done, once
from murakami.interfaces.api.shapes import filings as following
from murakami.interfaces.api.shapes import talk as shapes
from murakami.interfaces.api.standing import source_of
from murakami.interfaces.api.tokens import Holder
from murakami.interfaces.api.wording import lang
from murakami.kernel.document import Document, review_attachments, review_rows
from murakami.kernel.languages import Text, text_in

router = Router()
_TAG = "出す"
_FOLLOW = "出したあと"


@operation(router, READS, "/intakes/{key}/review", name="review", tag=_TAG, answers={200: shapes.Review}, refuses=(Code.INTAKE_CLOSED, Code.PAGE_GONE),
           says="出す前に確かめる\n出す内容のすべて。人に見せて確かめてもらい、reviewed を filings に送る。")
def read_review(request: HttpRequest, key: str) -> HttpResponse:
    """Say what would be filed. SQL: 4."""
    mine = holder(request)
    conversation = conversation_of(mine, key)
    if conversation.intake.state != Intake.State.OPEN:
        raise IntakeClosed(key)
    if not conversation.intake.chosen or not is_everybody_said(conversation.standing):
        raise PageGone("review")
    handed = handed_in(conversation.intake, list_files(conversation.intake))
    made = documents_of(conversation, owner=mine.owner, handed=handed, at=timezone.now())
    gaps, needed = list_gaps(conversation.standing), assurance_needed(conversation.standing)
    has_assurance = mine.owner.assurance.reaches(needed)
    return answer(shapes.Review(
        reviewed=review_mark(conversation, handed), forms=[_form(*one) for one in made], assurance_needed=needed.value,
        gaps=[gap_of(conversation.standing.definitions.fact_text(gap.item.kind, gap.item.fact), gap) for gap in gaps],
        has_assurance=has_assurance, can_file=bool(made) and not gaps and has_assurance))


@operation(router, READS, "/intakes/{key}/filings", name="intake-filings", tag=_TAG, answers={200: shapes.Filed},
           says="この会話から出したもの")
def read_filed(request: HttpRequest, key: str) -> HttpResponse:
    """List what a conversation ended in. SQL: 3."""
    return answer(_filed(list_filings(conversation_of(holder(request), key).intake)))


@operation(router, ("POST",), "/intakes/{key}/filings", name="intake-filings", repeatable=True, tag=_TAG, answers={201: shapes.Filed, 200: shapes.Filed},
           refuses=(Code.REVIEW_OUTDATED, Code.NOT_COMPLETE, Code.SIGN_IN_NEEDED, Code.NOTHING_TO_FILE, Code.CHANGED_ELSEWHERE),
           says="出す\n記録したときに到達する。受付番号は、消えない記録になってから答える。もう出した会話は、同じ受付番号を200で答える。")
def file_it(request: HttpRequest, key: str, given: shapes.FileIt) -> HttpResponse:
    """File what was reviewed. SQL: 25 at most, and 9 for what is agreed to at the same time."""
    mine, at = holder(request), timezone.now()
    check_own(mine, key)

    def do() -> Done:
        delivery, memory = _agree(mine, given)
        done = file_intake(key=key, owner=mine.owner, reviewed=given.reviewed, electronic_delivery=delivery, draw_key=draw_key, at=at,
                           memory_allowed=memory)
        return Done(_filed(done.filings), status=201 if done.is_new else 200, location=reverse("api:intake-filings", args=[key]))

    return once(request, mine, sent=given.model_dump(), at=at, do=do)


@operation(router, READS, "/filings", name="filings", query=("cursor", "limit"), tag=_FOLLOW, answers={200: following.FilingList},
           says="自分が出したものの一覧\n新しい順。")
def list_own_filings(request: HttpRequest, cursor: CursorAsked = None, limit: LimitAsked = USUAL) -> HttpResponse:
    """List one's own filings. SQL: 4."""
    found = list_followed(owner=holder(request).owner, before_id=read_number(cursor), limit=limit + 1)
    after = write_cursor(found[limit - 1].item.pk) if len(found) > limit else None
    return answer(following.FilingList(items=[_head(one) for one in found[:limit]], next=after))


@operation(router, READS, "/filings/{receipt_number}", name="filing", tag=_FOLLOW, answers={200: following.FilingStatus},
           says="いまの状態、これまでのこと、次にすること\n読んでも、通知を開いたことにはならない。")
def read_filing(request: HttpRequest, receipt_number: str) -> HttpResponse:
    """Say where a filing stands. SQL: 8."""
    return answer(_status(read_followed(owner=holder(request).owner, receipt_number=receipt_number)))


def gap_of(label: Text, gap: Gap) -> shapes.Gap:
    """Name an answer that is missing."""
    return shapes.Gap(key=gap.item.field_key, page=gap.page.key, label=text_in(label, lang()))


def _agree(mine: Holder, given: shapes.FileIt) -> tuple[bool, bool]:
    """Record what is newly agreed to, as the residents' review does; what was agreed before stays. SQL: at most 6."""
    account, key = mine.token.account, mine.owner.mailbox_key
    if account is None or key is None:
        return False, False
    had = account.resident
    if given.agree_to_electronic_delivery and not had.electronic_delivery:
        agree_to_delivery(account_id=account.pk, mailbox_key=key, granted=True, draw_key=draw_key, at=timezone.now())
    if given.agree_to_memory and not had.memory_allowed:
        agree_to_memory(account_id=account.pk, mailbox_key=key, granted=True, at=timezone.now())
    return (had.electronic_delivery or given.agree_to_electronic_delivery, had.memory_allowed or given.agree_to_memory)


def _form(version: ProcedureVersion, bound: BoundProcedure, document: Document) -> shapes.Form:
    return shapes.Form(
        procedure=version.id, sha256=version.sha, title=text_in(document.title, lang()), instance=bound.instance or "", unit=version.unit,
        topics=[shapes.ReviewedTopic(title=topic.title, subject=topic.subject, rows=[
            shapes.ReviewedRow(key=row.key, label=row.label, text=row.text, source=source_of(row.provenance)) for row in topic.rows])
            for topic in review_rows(document, lang())],
        attachments=[shapes.ReviewedAttachment(label=one.label, state=one.state.value, files=[file.name for file in one.files])
                     for one in review_attachments(document, lang())])


def _filed(filings: Iterable[Filing]) -> shapes.Filed:
    return shapes.Filed(filings=[
        shapes.FiledOne(receipt_number=one.receipt_number, procedure=one.procedure, instance=one.instance, filed_at=one.filed_at,
                        href=reverse("api:filing", args=[one.receipt_number])) for one in filings])


def _head(one: ListedItem) -> following.FilingHead:
    item = one.item
    return following.FilingHead(
        receipt_number=item.receipt_number, procedure=item.procedure, title=text_in(item.title, lang()), state=item.state,
        next_step=one.next_step.value, filed_at=item.filed_at)


def _status(page: ItemPage) -> following.FilingStatus:
    item = page.item
    return following.FilingStatus(
        receipt_number=item.receipt_number, procedure=item.procedure, title=text_in(item.title, lang()), state=item.state,
        next_step=page.next_step.value, filed_at=item.filed_at, unit=item.unit, due_on=item.due_on,
        timeline=[following.TimelineLine(at=one.at, kind=one.kind, state=one.state, note=text_in(one.note, lang())) for one in page.entries],
        letters=[following.LetterHead(title=one.title, issued_at=one.issued_at, is_opened=one.opened_at is not None) for one in page.letters],
        corrections=[following.CorrectionHead(until=one.until, items=len(one.items)) for one in page.open_corrections],
        unread_messages=sum(one.read_at is None for one in page.messages))
