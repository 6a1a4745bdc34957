"""The list of breaches, describing a new one, and what one touches."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from murakami.domain.procedures.queries import find_version
from murakami.flows.agency.breach import TooMany, find_cases, read_affected
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.queries import name_staff
from murakami.foundation.looks.breaches import (
    AlreadyDecided,
    Kind,
    deadlines_of,
    describe_breach,
    list_breaches,
    open_breach,
)
from murakami.foundation.looks.models import Breach
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.answers import Answers, Question, blank_answers, form_key, read_answers
from murakami.interfaces.office.breaches.asking import new_breach, questions, wanted_of
from murakami.interfaces.office.breaches.door import breach_of, for_heads
from murakami.interfaces.office.breaches.words import DECISIONS, DUTIES, FEARS, KINDS
from murakami.interfaces.office.frame import now, show, unit_names
from murakami.kernel.dates import day_in_japan


@for_heads
@require_GET
def breaches(request: HttpRequest) -> HttpResponse:
    """List the breaches of the head's units. SQL: 1, and the session's."""
    names = unit_names()
    found = [(one, KINDS[Kind(one.kind)], names.get(one.unit, one.unit), len(one.receipts), DECISIONS.get(one.decision, ""),
              deadlines_of(one.found_on, fears=one.fears))
             for one in list_breaches(actor_of(request))]
    labels = (_("分かった日"), _("何があったか"), _("課"), _("案件"), _("報告の期限（義務があるとき）"), _("決めたこと"))
    return show(request, "office/breaches/breaches.html", here="breaches", found=found, columns=[Column(label=one, number=one == _("案件")) for one in labels])


@for_heads
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Describe a breach; the cases that it touches are found and kept as they are that day."""
    actor, today = actor_of(request), day_in_japan(now())
    asked = questions(actor, today=today)
    if request.method != "POST":
        return _form(request, blank_answers(asked))
    answers = read_answers(asked, request, today=today)
    if not answers.is_right:
        return _form(request, answers)
    wanted = wanted_of(answers)
    if not wanted.is_narrowed:
        return _form(request, answers, problem=_("手続・期間・職員・一覧のどれかで、案件をしぼってください。"))
    try:
        receipts = find_cases(wanted)
    except TooMany:
        return _form(request, answers, problem=_("案件が1000件をこえます。期間を分けるなどして、しぼってください。"))
    if not receipts:
        return _form(request, answers, problem=_("あてはまる案件がありません。しぼり方を確かめてください。"))
    made = open_breach(new_breach(answers, wanted, key=form_key(request, "breach"), receipts=receipts), actor=actor, at=now())
    return redirect("office:breach", made.key)


@for_heads
@require_http_methods(["GET", "HEAD", "POST"])
def breach(request: HttpRequest, breach: str) -> HttpResponse:
    """Show whom and what it touches, until when it has to be reported; take down what became known. SQL: 8, and the session's."""
    found = breach_of(request, breach)
    asked = _described(found)
    if request.method != "POST":
        return _page(request, found, blank_answers(asked))
    answers = read_answers(asked, request, today=day_in_japan(now()))
    if not answers.is_right:
        return _page(request, found, answers)
    try:
        describe_breach(breach, actor=actor_of(request), cause=answers.text("cause"), harm=answers.text("harm"),
                        measures=answers.text("measures"))
    except AlreadyDecided:
        messages.error(request, _("もう決まっているので、書きかえられません。"))
    else:
        messages.success(request, _("保存しました。"))
    return redirect("office:breach", breach)


def _described(found: Breach) -> Sequence[Question]:
    options: Mapping[str, Any] = {"max": "2000"}
    return (Question("cause", "long_text", _("原因"), options=options, required=False, start=found.cause or None),
            Question("harm", "long_text", _("二次的な被害、またはそのおそれ"), options=options, required=False, start=found.harm or None),
            Question("measures", "long_text", _("再発を防ぐための措置"), options=options, required=False, start=found.measures or None))


def _page(request: HttpRequest, found: Breach, answers: Answers) -> HttpResponse:
    affected = read_affected(found, actor=actor_of(request), route="office:breach", at=now())
    return show(
        request, "office/breaches/breach.html", here="breaches", breach=found, affected=affected, kind=KINDS[Kind(found.kind)],
        unit=unit_names().get(found.unit, found.unit), fears=[words for fear, words in FEARS.items() if fear in found.fears],
        duties=[DUTIES[duty] for duty in affected.duties], deadlines=deadlines_of(found.found_on, fears=found.fears),
        wanted=_wanted_words(found.wanted), decision=DECISIONS.get(found.decision, ""), fields=answers.fields,
        problems=problems_of(answers.fields), status=200 if answers.is_right else 422)


def _wanted_words(wanted: Mapping[str, Any]) -> list[tuple[str, str]]:
    version = find_version(wanted["procedure"]) if "procedure" in wanted else None
    said = {_("手続"): version.text("title", "ja") if version else wanted.get("procedure", ""),
            _("いつから"): _day(wanted.get("since")), _("いつまで"): _day(wanted.get("until")),
            _("職員"): name_staff([wanted["staff"]]).get(wanted["staff"], "") if "staff" in wanted else "",
            _("一覧"): _("{n}行").format(n=len(wanted["named"])) if "named" in wanted else ""}
    return [(label, text) for label, text in said.items() if text]


def _day(text: str | None) -> str:
    return f"{date.fromisoformat(text):%Y-%m-%d}" if text else ""


def _form(request: HttpRequest, answers: Answers, *, problem: str = "") -> HttpResponse:
    return show(request, "office/breaches/new.html", here="breaches", fields=answers.fields, problems=problems_of(answers.fields),
                problem=problem, nonce=request.POST.get("nonce") or get_random_string(22),
                status=200 if answers.is_right and not problem else 422)
