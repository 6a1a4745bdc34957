"""Attachments: photographs and PDFs, checked and rebuilt; later is a choice, and a missing one never blocks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from murakami.domain.intake.models import Intake, IntakeFile
from murakami.domain.intake.operations.attaching import TooManyFiles, attach_file, remove_file, set_later
from murakami.domain.intake.operations.writing import IntakeChanged
from murakami.domain.intake.queries import list_files
from murakami.domain.intake.rules.planning import Standing
from murakami.domain.intake.rules.subjects import called
from murakami.engines.interview import AttachmentNeed, AttachmentState, Need
from murakami.flows.conversation.reading import Conversation
from murakami.foundation.files.checking import check_upload
from murakami.foundation.files.kinds import ACCEPTED, CSV, DEFAULT_ACCEPTED, HELD, OTHER, TEXT
from murakami.foundation.files.limits import MOST_BYTES
from murakami.foundation.files.models import FileReport
from murakami.foundation.files.refusals import FileRefused
from murakami.foundation.files.reports import keep_checked, read_reports
from murakami.foundation.files.store import FileMissing, read_file
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.field_view import (
    FieldView,
    FileRules,
    StoredFile,
    build_field_view,
    problems_of,
)
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.components.shapes import Problem
from murakami.interfaces.portal.cleaned import file_words
from murakami.interfaces.portal.door import conversation_of, is_open, own
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.showcase import about
from murakami.interfaces.portal.talk.page import Steps, steps_of, unit_to_ask
from murakami.interfaces.portal.talk.way import previous_href, resume_href
from murakami.interfaces.portal.wording import lang
from murakami.kernel.fields.errors import VALUE
from murakami.kernel.fields.registry import field_type

_ACCEPT = {"image": "image/*", "pdf": "application/pdf", "office": ".docx,.xlsx,.pptx", "text": ".txt,.csv"}


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """One document to attach: why, how, what is there already, what was wrong with the last try."""

    key: str
    procedure: str
    about: str
    reasons: tuple[str, ...]
    field: FieldView
    is_later: bool


@require_http_methods(["GET", "HEAD", "POST"])
@limited(Door.UPLOADS, by_account=True)
@own
def attachments(request: HttpRequest, key: str) -> HttpResponse:
    """Show what to attach, or take files, promises for later and removals. SQL: 4 to show, and the session's."""
    conversation = conversation_of(request, key, at=timezone.now())
    if not is_open(conversation) or not conversation.intake.chosen:
        return HttpResponseRedirect(resume_href(conversation))
    if request.method != "POST":
        return _show(request, conversation, {})
    errors = _take(request, conversation)
    if errors:
        return _show(request, conversation, errors, status=422)
    if "leave" in request.POST:
        return HttpResponseRedirect(reverse("portal:saved", args=[key]))
    go_on = "go_on" in request.POST
    return HttpResponseRedirect(reverse("portal:review" if go_on else "portal:attachments", args=[key]))


@require_safe
@own
def show_file(request: HttpRequest, key: str, sha256: str) -> HttpResponse:
    """Show a file that was handed in here, to the one who handed it in. SQL: 2 and the session's."""
    conversation = conversation_of(request, key, at=timezone.now())
    row = next((row for row in list_files(conversation.intake) if row.sha256 == sha256), None)
    if row is None:
        raise Http404
    try:
        data = read_file(sha256)
    except FileMissing as missing:
        raise Http404 from missing
    return file_response(data, content_type=row.content_type)


def file_response(data: bytes, *, content_type: str) -> HttpResponse:
    """Send a stored file so that a browser shows it and runs nothing in it; of one that waits, only that it waits."""
    if content_type == HELD:
        data, content_type = _("このファイルは、職員が安全を確かめてから使います。").encode(), TEXT
    response = HttpResponse(data, content_type=f"{content_type}; charset=utf-8" if content_type in {TEXT, CSV} else content_type)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    return response


def needed(standing: Standing) -> tuple[AttachmentNeed, ...]:
    """List the documents that are needed under the answers so far."""
    return tuple(need for need in standing.plan.attachments if need.state is AttachmentState.NEEDED)


def _take(request: HttpRequest, conversation: Conversation) -> dict[str, list[str]]:
    """Do what the form says: remove one file, or store what came and keep what is promised. Says what was wrong."""
    intake, needs = conversation.intake, needed(conversation.standing)
    if "remove" in request.POST:
        held = {f"{row.attachment} {row.sha256}": row for row in list_files(intake)}
        if row := held.get(request.POST["remove"]):
            remove_file(intake, attachment=row.attachment, sha256=row.sha256)
        return {}
    errors: dict[str, list[str]] = {}
    for need in needs:
        for upload in request.FILES.getlist(f"{need.key}.{VALUE}"):
            problem = _store(request, intake, need, upload, accept=_accepted(conversation.standing, need))
            if problem:
                errors.setdefault(need.key, []).append(problem)
    _promise(intake, needs, frozenset(request.POST.getlist("later")))
    return errors


def _store(request: HttpRequest, intake: Intake, need: AttachmentNeed, upload: "UploadedFile[bytes]", *,
           accept: Sequence[str]) -> str:
    at = timezone.now()
    try:
        checked = check_upload(name=upload.name or "", stream=cast(BinaryIO, upload), accept=frozenset(accept))
        with transaction.atomic():
            stored = keep_checked(checked, at=at)
            attach_file(intake, attachment=need.key, sha256=stored.sha256, name=checked.name, size=checked.size,
                        content_type=checked.content_type, at=at)
    except FileRefused as refused:
        return refused.text(lang())
    except TooManyFiles as many:
        return _("ここに付けられるのは{limit}つまでです。PDF一つにまとめてください。").format(limit=many.limit)
    if checked.warning:
        messages.warning(request, checked.warning.text(lang()))
    return ""


def _promise(intake: Intake, needs: Iterable[AttachmentNeed], later: frozenset[str]) -> None:
    try:
        set_later(intake, attachments=later & {need.key for need in needs}, at=timezone.now())
    except IntakeChanged:  # another tab has just saved: read once more and keep the promise all the same
        intake.refresh_from_db()
        set_later(intake, attachments=later & {need.key for need in needs}, at=timezone.now())


def _show(request: HttpRequest, conversation: Conversation, errors: Mapping[str, list[str]], *,
          status: int = 200) -> HttpResponse:
    intake, standing = conversation.intake, conversation.standing
    rows = list_files(intake)
    reports = read_reports(row.sha256 for row in rows)
    views = tuple(_view(conversation, need, rows, reports, errors.get(need.key, ())) for need in needed(standing))
    omitted = [need for need in standing.plan.attachments if need.state is AttachmentState.OMITTED]
    return show(request, "talk/attachments.html", {
        "key": intake.key, "steps": _steps(conversation), "attachments": views, "unit": unit_to_ask(conversation),
        "omitted": tuple(dict.fromkeys(_title(standing, need) for need in omitted)),
        "previous": previous_href(intake.key, standing.plan, ""),
        "problems": problems_of(view.field for view in views),
    }, status=status)


def _steps(conversation: Conversation) -> Steps:
    return steps_of(conversation, at_end=1)


def _view(conversation: Conversation, need: AttachmentNeed, rows: Iterable[IntakeFile],
          reports: Mapping[str, FileReport], errors: Sequence[str]) -> AttachmentView:
    standing, key = conversation.standing, conversation.intake.key
    version = standing.definitions.version(need.procedure)
    accept = _accepted(standing, need)
    files = tuple(StoredFile(name=row.name, size=file_words(row.size, row.content_type, reports.get(row.sha256)), remove_name="remove",
                             remove_value=f"{need.key} {row.sha256}",
                             href=reverse("portal:file", args=[key, row.sha256]))
                  for row in rows if row.attachment == need.key)
    field = build_field_view(
        key=need.key, field_type=field_type("file"), label=version.attachment_text(need.id, "label", lang()),
        required=False, files=files, hint=version.attachment_text(need.id, "hint", lang()) or _need_words(need),
        rules=FileRules(accept="" if OTHER in accept else ",".join(_ACCEPT[group] for group in accept), max_bytes=MOST_BYTES, multiple=True))
    return AttachmentView(
        key=need.key, procedure=about.short_title(version), field=_wrong(field, errors),
        about=called(standing, need.about, lang()) if need.about and _is_person(standing, need.about) else "",
        reasons=tuple(dict.fromkeys(text for leaf in need.reasons
                                    if (text := version.sentence(leaf.predicate_id, leaf.holds, lang())))),
        is_later=need.key in conversation.intake.later)


def _wrong(field: FieldView, errors: Sequence[str]) -> FieldView:
    problems = tuple(Problem(href=f"#{field.first.name}", text=text) for text in errors)
    return replace(field, errors=tuple(errors), problems=problems)


def _accepted(standing: Standing, need: AttachmentNeed) -> tuple[str, ...]:
    accepts = standing.definitions.version(need.procedure).accepts.get(need.id, tuple(sorted(DEFAULT_ACCEPTED)))
    return tuple(group for group in accepts if group in ACCEPTED)


def _title(standing: Standing, need: AttachmentNeed) -> str:
    return standing.definitions.version(need.procedure).attachment_text(need.id, "label", lang())


def _is_person(standing: Standing, instance: str) -> bool:
    """Say whether naming whom a document is about tells anything: an account or a household needs no name."""
    kind = standing.definitions.kinds.get(standing.kind_of.get(instance, ""))
    return bool(kind) and any(fact.type == "person_name" for fact in (kind.facts.values() if kind else ()))


def _need_words(need: AttachmentNeed) -> str:
    return {Need.REQUIRED: _("写真かPDFを付けてください。"), Need.COPY: _("写しを付けてください。写真でもかまいません。"),
            Need.ORIGINAL_LATER: _("先に写真を付けてください。原本は、あとで窓口に出すか郵送します。")}[need.need]


