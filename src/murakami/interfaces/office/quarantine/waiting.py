"""What waits for a person: the list of one's units, and one file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from murakami.flows.agency.quarantine import list_waiting, open_waiting
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import may_work_in
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.files.models import HeldFile
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import Answers, Question, blank_answers, choice_options
from murakami.interfaces.office.frame import for_staff, now, show, unit_names
from murakami.interfaces.office.quarantine.words import WHY, kind_words

RELEASE, REJECT = "release", "reject"


@for_staff
@require_GET
def quarantine(request: HttpRequest) -> HttpResponse:
    """List the files of one's units that wait. SQL: 2 and the session's."""
    actor, names = actor_of(request), unit_names()
    rows = [{"waiting": one, "unit": names.get(one.case.unit, one.case.unit), "why": WHY.get(one.row.why, ""),
             "opens": may_work_in(actor, one.case.unit, procedure=one.case.procedure)}
            for one in list_waiting(actor)]
    return show(request, "office/quarantine/list.html", rows=rows, is_administrator=bool(actor.units_as(Role.ADMINISTRATOR)))


@for_staff
@require_GET
def held_file(request: HttpRequest, receipt: str, sha256: str) -> HttpResponse:
    """Show one file that waits, and to whoever decides the form. SQL: 3 and the session's."""
    return held_page(request, receipt, sha256, blank_answers(questions()))


def questions(*, is_rejected: bool = False) -> tuple[Question, ...]:
    """Ask what becomes of the file; a rejection needs words for the resident."""
    verdicts = {RELEASE: "使う（もう一度調べて、問題がなければ開けるようにします）", REJECT: "使わない（本人に伝えます）"}
    return (
        Question("verdict", "choice", "このファイルをどうしますか", options=choice_options(verdicts)),
        Question("reason", "long_text", "理由", options={"max": 500}, hint="案件の履歴に残ります。本人には見えません。"),
        Question("message", "long_text", "本人に伝えること（使わないとき）", options={"max": 1000}, required=is_rejected,
                 hint="マイページに届きます。代わりに何を出してほしいかを書いてください。"))


def held_page(request: HttpRequest, receipt: str, sha256: str, answers: Answers, *, problem: str = "",
              status: int = 200) -> HttpResponse:
    """Render the page of one file; the look at it is recorded first. Raises NothingHeld."""
    waiting, held = open_waiting(receipt_number=receipt, sha256=sha256, actor=actor_of(request), at=now(),
                                 route=request.resolver_match.view_name if request.resolver_match else "")
    shown: dict[str, Any] = {"found": kind_words(held.found), "size": len(held.data), "why": WHY.get(waiting.row.why, ""),
                             "is_waiting": waiting.row.state == HeldFile.State.WAITING}
    opens = may_work_in(actor_of(request), waiting.case.unit, procedure=waiting.case.procedure)
    return show(request, "office/quarantine/one.html", status=status, opens=opens, waiting=waiting, receipt=receipt, sha256=sha256,
                fields=answers.fields, problems=problems_of(answers.fields), problem=problem, **shown)
