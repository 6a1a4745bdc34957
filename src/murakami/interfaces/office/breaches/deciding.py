"""The head's decision whether the people concerned are told; nothing is sent before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.flows.agency.breach import decide, read_affected
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.looks.breaches import AlreadyDecided
from murakami.foundation.looks.models import Breach
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import Answers, Question, blank_answers, choice_options, read_answers
from murakami.interfaces.office.breaches.door import breach_of, for_heads
from murakami.interfaces.office.breaches.papers import body_of
from murakami.interfaces.office.breaches.words import DECISIONS, DUTIES
from murakami.interfaces.office.frame import now, show
from murakami.kernel.dates import day_in_japan


@for_heads
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, breach: str) -> HttpResponse:
    """Show what would be sent to how many, and take the decision down; to notify sends it."""
    found = breach_of(request, breach)
    if found.decision:
        messages.info(request, _("もう決まっています。"))
        return redirect("office:breach", breach)
    if request.method != "POST":
        return _page(request, found, blank_answers(_questions()))
    answers = read_answers(_questions(), request, today=day_in_japan(now()))
    if not answers.is_right:
        return _page(request, found, answers)
    chosen = Breach.Decision(answers["decision"])
    if chosen is Breach.Decision.NO_NOTICE and not answers.text("reason"):
        return _page(request, found, answers, problem=_("知らせない理由を書いてください。"))
    return _decide(request, found, chosen, answers.text("reason"))


def _decide(request: HttpRequest, found: Breach, chosen: Breach.Decision, reason: str) -> HttpResponse:
    try:
        sent = decide(found.key, actor=actor_of(request), decision=chosen, reason=reason, compose=body_of, at=now())
    except AlreadyDecided:
        messages.info(request, _("もう決まっています。"))
    else:
        messages.success(request, _("決めました。{n}人のマイページに送りました。").format(n=sent) if sent else _("決めました。何も送っていません。"))
    return redirect("office:breach", found.key)


def _questions() -> tuple[Question, ...]:
    return (Question("decision", "choice", _("本人に知らせますか"), options=choice_options(DECISIONS)),
            Question("reason", "long_text", _("理由"), options={"max": "2000"}, required=False,
                     hint=_("知らせないときは、その理由（本人の利益を守る代わりの措置など）を必ず書いてください。")))


def _page(request: HttpRequest, found: Breach, answers: Answers, *, problem: str = "") -> HttpResponse:
    affected = read_affected(found, actor=actor_of(request), route="office:breach-decide", at=now())
    return show(request, "office/breaches/decide.html", here="breaches", breach=found, affected=affected,
                body=body_of(found, affected.notices[0]) if affected.notices else "",
                duties=[DUTIES[duty] for duty in affected.duties], fields=answers.fields, problems=problems_of(answers.fields),
                problem=problem, status=200 if answers.is_right and not problem else 422)
