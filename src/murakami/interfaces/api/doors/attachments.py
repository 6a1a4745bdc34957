"""Documents handed in with a conversation: looked at and written anew like those of the residents' pages."""

from collections.abc import Iterable, Mapping
from hashlib import sha256 as digest
from typing import Annotated, BinaryIO, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile
from pydantic import Field

from murakami.domain.intake.models import Intake, IntakeFile
from murakami.domain.intake.operations.attaching import remove_file, set_later
from murakami.domain.intake.operations.writing import IntakeClosed
from murakami.domain.intake.queries import list_files
from murakami.engines.interview import AttachmentNeed, AttachmentState
from murakami.flows.conversation.attaching import accepted_for, check_file, find_need, hand_in
from murakami.flows.conversation.reading import Conversation
from murakami.foundation.files.kinds import HELD
from murakami.foundation.limits.counting import knock
from murakami.foundation.limits.rules import Door
from murakami.interfaces.api.answers import answer, answer_nothing
from murakami.interfaces.api.doors.intakes import conversation_of
from murakami.interfaces.api.entrance import READS, holder, operation
from murakami.interfaces.api.mends import unknown
from murakami.interfaces.api.problems import Code, Refused
from murakami.interfaces.api.reading import is_text_fit, unfit_text
from murakami.interfaces.api.repeating import Done, once
from murakami.interfaces.api.shapes import talk as shapes
from murakami.interfaces.api.tokens import Holder
from murakami.interfaces.api.wording import lang

router = Router()
_TAG = "会話（手続を書く）"
Wanted = Annotated[str, Field(max_length=200, description="書類の名前", examples=["child-allowance-claim:bankbook"])]


@operation(router, READS, "/intakes/{key}/attachments", name="attachments", tag=_TAG, answers={200: shapes.Attachments},
           says="付ける書類\n付けなくても出せる。")
def read_attachments(request: HttpRequest, key: str) -> HttpResponse:
    """Say what to attach. SQL: 4."""
    conversation = conversation_of(holder(request), key)
    return answer(_attachments(conversation, list_files(conversation.intake)))


@operation(router, ("PUT",), "/intakes/{key}/attachments/later", name="later", tag=_TAG, answers={200: shapes.Attachments},
           refuses=(Code.INTAKE_CLOSED, Code.CHANGED_ELSEWHERE), says="あとで出す書類を決める")
def put_later(request: HttpRequest, key: str, given: shapes.Later) -> HttpResponse:
    """Keep which documents are handed in later. SQL: 5."""
    conversation = _open(holder(request), key)
    needed = {need.key for need in conversation.standing.plan.attachments if need.state is AttachmentState.NEEDED}
    strange = [unknown(f"later.{number}") for number, one in enumerate(given.later) if one not in needed]
    if strange:
        raise Refused(Code.INVALID, errors=strange[:20])
    set_later(conversation.intake, attachments=frozenset(given.later), at=timezone.now())
    return answer(_attachments(conversation, list_files(conversation.intake)))


@operation(router, ("POST",), "/intakes/{key}/files", name="files", repeatable=True, tag=_TAG, answers={201: shapes.FileInfo},
           refuses=(Code.FILE_REFUSED, Code.TOO_MANY_FILES, Code.INTAKE_CLOSED),
           says="ファイルを付ける\nmultipart/form-data。安全な形に作り直してから受け取る。同じファイルは一つになる。")
def add_file(request: HttpRequest, key: str, attachment: Annotated[Wanted, Form()], file: Annotated[UploadedFile, File(description="ファイル")],
             ) -> HttpResponse:
    """Hand in a file. SQL: 18."""
    mine, at = holder(request), timezone.now()
    knock(Door.UPLOADS, mine.name, at=at)
    _refuse_strange(request, attachment)
    conversation = _open(mine, key)
    need = find_need(conversation.standing, attachment)
    checked = check_file(conversation, need, name=file.name or "", stream=cast(BinaryIO, file))

    def do() -> Done:
        row = hand_in(conversation.intake, need, checked, at=at)
        warning = checked.warning.text(lang()) if checked.warning else ""
        return Done(_file(row, warning=warning), status=201, location=reverse("api:attachments", args=[key]))

    sent = {"attachment": attachment, "name": file.name, "sha256": digest(checked.original).hexdigest()}
    return once(request, mine, sent=sent, at=at, do=do)


@operation(router, ("DELETE",), "/intakes/{key}/files/{sha256}", name="file", query=("attachment",), tag=_TAG, answers={204: None},
           refuses=(Code.INTAKE_CLOSED,), says="付けたファイルを外す")
def remove_one_file(request: HttpRequest, key: str, sha256: str, attachment: Annotated[str, Query(max_length=200, description="書類の名前", examples=["child-allowance-claim:bankbook"])]) -> HttpResponse:
    """Take a file out again. SQL: 5."""
    conversation = conversation_of(holder(request), key)
    if not is_text_fit(attachment + sha256) or not remove_file(conversation.intake, attachment=attachment, sha256=sha256):
        raise Http404
    return answer_nothing()


def _refuse_strange(request: HttpRequest, attachment: str) -> None:
    strange = [unknown(name) for name in (*request.POST, *request.FILES) if name not in {"attachment", "file"}]
    strange += [] if is_text_fit(attachment) else [unfit_text("attachment")]
    if strange:
        raise Refused(Code.INVALID, errors=strange[:20])


def _open(mine: Holder, key: str) -> Conversation:
    conversation = conversation_of(mine, key)
    if conversation.intake.state != Intake.State.OPEN:
        raise IntakeClosed(key)
    return conversation


def _attachments(conversation: Conversation, rows: Iterable[IntakeFile]) -> shapes.Attachments:
    files: dict[str, list[shapes.FileInfo]] = {}
    for row in rows:
        files.setdefault(row.attachment, []).append(_file(row))
    return shapes.Attachments(attachments=[
        _wanted(conversation, need, files) for need in conversation.standing.plan.attachments if need.state is not AttachmentState.UNDECIDED])


def _wanted(conversation: Conversation, need: AttachmentNeed, files: Mapping[str, list[shapes.FileInfo]]) -> shapes.AttachmentWanted:
    version = conversation.standing.definitions.version(need.procedure)
    return shapes.AttachmentWanted(
        key=need.key, procedure=need.procedure, label=version.attachment_text(need.id, "label", lang()),
        hint=version.attachment_text(need.id, "hint", lang()), need=need.need.value, is_omitted=need.state is AttachmentState.OMITTED,
        is_later=need.key in conversation.intake.later, accepts=list(accepted_for(conversation.standing, need)),
        files=files.get(need.key, []))


def _file(row: IntakeFile, *, warning: str = "") -> shapes.FileInfo:
    return shapes.FileInfo(attachment=row.attachment, sha256=row.sha256, name=row.name, content_type=row.content_type, size=row.size,
                           waits_for_check=row.content_type == HELD, warning=warning)
