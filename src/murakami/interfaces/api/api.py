"""The API as one thing: its operations, and how every exception of the flows becomes a problem."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from murakami.domain.intake.operations.attaching import TooManyFiles
from murakami.domain.intake.operations.writing import IntakeChanged, IntakeClosed
from murakami.domain.intake.queries import IntakeNotFound
from murakami.domain.mailbox.queries import NotInMailbox
from murakami.domain.procedures.queries import LifeEventNotFound, VersionNotFound
from murakami.flows.conversation.answering import PageGone
from murakami.flows.conversation.attaching import NotWanted
from murakami.flows.conversation.choosing import NothingChosen
from murakami.flows.conversation.filing import AssuranceMissing, NotComplete, NothingToFile, ReviewOutdated
from murakami.flows.conversation.people import PeopleRefused
from murakami.flows.conversation.starting import NotHere
from murakami.foundation.files.refusals import FileRefused
from murakami.foundation.limits.counting import TooOften
from murakami.interfaces.api.doors import attachments, catalogue, filings, intakes, pages, publications, tokens
from murakami.interfaces.api.languages import language_wanted
from murakami.interfaces.api.mends import problems_found
from murakami.interfaces.api.problems import Code, Refused, answer_of
from murakami.interfaces.api.reading import StrictParser
from murakami.interfaces.api.shapes.problems import FieldProblem
from murakami.interfaces.api.wording import lang

VERSION: Final = "1.0"
ROUTERS: Final = (catalogue.router, publications.router, tokens.router, intakes.router, pages.router, attachments.router, filings.router)

Reason = Callable[[Any], Refused]
_PLAIN: Final[dict[type[Exception], Code]] = {
    Http404: Code.NOT_FOUND, IntakeNotFound: Code.NOT_FOUND, LifeEventNotFound: Code.NOT_FOUND, VersionNotFound: Code.NOT_FOUND,
    NotInMailbox: Code.NOT_FOUND, PageGone: Code.PAGE_GONE, IntakeChanged: Code.CHANGED_ELSEWHERE, IntakeClosed: Code.INTAKE_CLOSED,
    ReviewOutdated: Code.REVIEW_OUTDATED, NothingChosen: Code.NOTHING_CHOSEN, NothingToFile: Code.NOTHING_TO_FILE,
    NotHere: Code.DONE_ELSEWHERE, TooManyFiles: Code.TOO_MANY_FILES, RequestDataTooBig: Code.TOO_LARGE,
    SuspiciousOperation: Code.UNREADABLE,
}


def make_api() -> NinjaAPI:
    """Put the operations together."""
    api = NinjaAPI(version=VERSION, urls_namespace="api", openapi_url=None, docs_url=None, parser=StrictParser())
    for router in ROUTERS:
        api.add_router("", router)
    for kind, code in _PLAIN.items():
        api.add_exception_handler(kind, _handler(partial(_plainly, code)))
    for kind, reason in _REASONS.items():
        api.add_exception_handler(kind, _handler(reason))
    return api


def _plainly(code: Code, _wrong: Exception) -> Refused:
    return Refused(code)


def _handler(reason: Reason) -> Callable[[HttpRequest, Any], HttpResponse]:
    def handle(request: HttpRequest, wrong: Any) -> HttpResponse:
        with override(language_wanted(request)):
            return answer_of(reason(wrong))

    return handle


def _invalid(wrong: ValidationError) -> Refused:
    return Refused(Code.INVALID, errors=problems_found(wrong.errors))


def _unread(wrong: HttpError) -> Refused:
    """django-ninja wraps whatever the parser says of a body."""
    return wrong.__cause__ if isinstance(wrong.__cause__, Refused) else Refused(Code.UNREADABLE)


def _unwanted(wrong: NotWanted) -> Refused:
    return Refused(Code.INVALID, errors=[FieldProblem(field="attachment", code="not_wanted", detail=_(
        "attachment：いまの答えでは、この名前の書類は要りません。attachments にある名前を送ってください。"))])


def _incomplete(wrong: NotComplete) -> Refused:
    return Refused(Code.NOT_COMPLETE, errors=list(_gaps(wrong)))


def _gaps(wrong: NotComplete) -> Iterable[FieldProblem]:
    for gap in wrong.gaps[:50]:
        yield FieldProblem(field=gap.item.field_key, code="unanswered", detail=_("ページ {page} で答えてください。").format(page=gap.page.key))


def _people(wrong: PeopleRefused) -> Refused:
    words = {"too_few": _("{limit}人以上にしてください。"), "too_many": _("{limit}人までにしてください。")}
    return Refused(Code.PEOPLE_REFUSED, errors=[
        FieldProblem(field=f"counts.{one.role}", code=one.code, detail=words[one.code].format(limit=one.limit)) for one in wrong.problems])


def _file(wrong: FileRefused) -> Refused:
    return Refused(Code.FILE_REFUSED, errors=[FieldProblem(field="file", code=wrong.code, detail=wrong.text(lang()))])


_REASONS: Final[dict[type[Exception], Reason]] = {
    Refused: lambda refused: refused,
    ValidationError: _invalid,
    HttpError: _unread,
    NotWanted: _unwanted,
    NotComplete: _incomplete,
    PeopleRefused: _people,
    FileRefused: _file,
    AssuranceMissing: lambda wrong: Refused(Code.SIGN_IN_NEEDED, more={"needed": wrong.needed.value}),
    TooOften: lambda wrong: Refused(Code.TOO_OFTEN, wait=wrong.wait),
}
API: Final = make_api()
