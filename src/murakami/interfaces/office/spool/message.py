"""One message that failed for good: what it was, why, and what is to be done with it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.flows.operating import decide_dead_message
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.spool.decisions import DecidedBy
from murakami.foundation.spool.operations import MessageNotDead
from murakami.foundation.spool.queries import DeadMessage, find_dead_message
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.components.shapes import FactRow
from murakami.interfaces.office.answers import Answers, Question, blank_answers, choice_options, read_answers
from murakami.interfaces.office.frame import now, show
from murakami.interfaces.office.spool.door import for_operators
from murakami.interfaces.office.spool.words import failure_words, moment_words, topic_words


@for_operators
@require_http_methods(("GET", "HEAD", "POST"))
def message(request: HttpRequest, message: int) -> HttpResponse:
    """Show a message that failed for good; sent, do what was decided. SQL: 1 to show, 6 to decide, and the session's."""
    dead = find_dead_message(message)
    if dead is None:
        raise Http404("not dead")
    if request.method != "POST":
        return _page(request, dead, blank_answers(_questions()))
    answers = read_answers(_questions(), request, today=timezone.localdate(now()))
    if not answers.is_right:
        return _page(request, dead, answers)
    return _decide(request, dead, answers)


def _decide(request: HttpRequest, dead: DeadMessage, answers: Answers) -> HttpResponse:
    actor, decided = actor_of(request), answers["decided"]
    try:
        decide_dead_message(dead.id, decided=decided, by=DecidedBy(actor.name, actor.account_id), reason=answers.text("reason"),
                            at=now())
    except MessageNotDead as gone:
        raise Http404("not dead any more") from gone
    messages.success(request, _("やり直すことにしました。") if decided == "retried" else _("捨てました。"))
    return redirect("office:spool")


def _questions() -> tuple[Question, ...]:
    decisions = {"retried": _("やり直す（原因を直したとき）"), "discarded": _("捨てる（もう要らないとき。元に戻せません）")}
    return (
        Question("decided", "choice", _("どうしますか"), options=choice_options(decisions), start="retried"),
        Question("reason", "text", _("理由"), options={"max": 400}, hint=_("だれが、なぜそう決めたかが残ります。市民の名前などは書かないでください。")),
    )


def _page(request: HttpRequest, dead: DeadMessage, answers: Answers) -> HttpResponse:
    facts = [
        FactRow(label=_("種類"), value=topic_words(dead.topic)), FactRow(label=_("記号"), value=dead.topic),
        FactRow(label=_("送られた時"), value=moment_words(dead.sent_at)), FactRow(label=_("あきらめた時"), value=moment_words(dead.dead_at)),
        FactRow(label=_("試した回数"), value=_("{n}回").format(n=dead.attempts)), FactRow(label=_("わけ"), value="\n".join(filter(None, (failure_words(dead.error), dead.error)))),
        FactRow(label=_("うしろで待つ数"), value=_("{n}件").format(n=dead.waiting_behind)),
    ]
    return show(request, "office/spool/message.html", here="spool", dead=dead, facts=facts, fields=answers.fields,
                name=topic_words(dead.topic), problems=problems_of(answers.fields), status=200 if answers.is_right else 422)
