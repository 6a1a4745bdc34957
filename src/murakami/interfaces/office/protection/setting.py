"""Setting a protection, naming another who is refused, renewing and ending one."""

import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from murakami.domain.register.protecting import (
    ProtectionRefused,
    Refused,
    Wanted,
    ask_to_end,
    end_protection,
    keep_on,
    refuse_another,
    renew_protection,
    set_protection,
)
from murakami.domain.register.rules import Ground, year_after
from murakami.flows.agency.protection import after_change
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.events.rules import new_subject_key
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.office.answers import (
    Answers,
    Question,
    blank_answers,
    choice_options,
    form_key,
    read_answers,
)
from murakami.interfaces.office.frame import now, show
from murakami.interfaces.office.protection.door import for_protectors, open_protection
from murakami.interfaces.office.protection.words import GROUNDS, REFUSALS
from murakami.interfaces.office.sign_in.proving import proved

Act = Callable[[Answers], HttpResponse]


@for_protectors
@require_http_methods(["GET", "HEAD", "POST"])
def protection_new(request: HttpRequest) -> HttpResponse:
    """Take down who is protected, with whom, from whom, until when."""
    return _ask(request, _questions(), lambda answers: _set(request, answers), heading=_("支援措置を登録する"), send=_("登録する"),
                lead=_("登録すると、すぐに、すべての画面・通知書・ファイルで住所を秘匿します。進んでいる案件も調べ直します。"))


@for_protectors
@require_http_methods(["GET", "HEAD", "POST"])
def protection_refuse(request: HttpRequest, protection: str) -> HttpResponse:
    """Name another who is to learn nothing."""
    open_protection(request, protection)

    def act(answers: Answers) -> HttpResponse:
        row = refuse_another(key=protection, refused=_refused(answers), actor=actor_of(request), at=now(), units=settings.PROTECTION_UNITS)
        after_change(row, at=now())
        return _done(request, _("相手方を加えました。"), protection)

    return _ask(request, _refused_questions(), act, heading=_("相手方を加える"), send=_("加える"), key=protection)


@for_protectors
@require_POST
def protection_renew(request: HttpRequest, protection: str) -> HttpResponse:
    """Have it go on for a year."""
    renew_protection(key=protection, actor=actor_of(request), units=settings.PROTECTION_UNITS, at=now())
    return _done(request, _("期間を1年更新しました。"), protection)


@for_protectors
@require_http_methods(["GET", "HEAD", "POST"])
def protection_end_ask(request: HttpRequest, protection: str) -> HttpResponse:
    """Ask that it be ended, with the reason."""
    open_protection(request, protection)

    def act(answers: Answers) -> HttpResponse:
        ask_to_end(key=protection, reason=answers.text("reason"), actor=actor_of(request), units=settings.PROTECTION_UNITS, at=now())
        return _done(request, _("終了を求めました。ほかの職員が確かめるまで、秘匿は続きます。"), protection)

    reason = Question("reason", "long_text", _("終了する理由"), options={"max": 1000},
                      hint=_("本人の申出を確かめた日と方法を書いてください。住所や名前は書かないでください。"))
    return _ask(request, (reason,), act, heading=_("支援措置の終了を求める"), send=_("終了を求める"), key=protection,
                lead=_("終了は2人でします。ほかの職員（2人のうち1人は課長）が確かめて、終了します。"))


@for_protectors
@proved()
@require_POST
def protection_end(request: HttpRequest, protection: str) -> HttpResponse:
    """End it, as the second person."""
    after_change(end_protection(key=protection, actor=actor_of(request), units=settings.PROTECTION_UNITS, at=now()), at=now())
    return _done(request, _("支援措置を終了しました。"), protection)


@for_protectors
@require_POST
def protection_keep(request: HttpRequest, protection: str) -> HttpResponse:
    """Do not end it after all."""
    keep_on(key=protection, actor=actor_of(request), units=settings.PROTECTION_UNITS, at=now())
    return _done(request, _("終了せずに続けます。"), protection)


def _questions() -> tuple[Question, ...]:
    today = timezone.localdate(now())
    return (
        Question("number", "text", _("守る人の宛名番号"), options={"max": 15}, hint=_("支援措置を申し出た人です。")),
        Question("with", "text", _("いっしょに守る人の宛名番号"), options={"max": 200}, required=False,
                 hint=_("同じ住所の子どもなど。何人もいるときは、空白で区切ってください。")),
        Question("ground", "choice", _("区分"), options=choice_options(GROUNDS)),
        *_refused_questions(),
        Question("old_home", "text", _("前の住所（町字と番地）"), options={"max": 200}, required=False,
                 hint=_("相手方が知っている住所です。例：三之町1-1。この住所を書いた手続が来たら、知らせます。")),
        Question("since", "date", _("期間の始まり"), start=today),
        Question("last", "date", _("期間の終わり（この日まで）"), start=year_after(today) - timedelta(days=1), hint=_("1年までです。")))


def _refused_questions() -> tuple[Question, ...]:
    return (Question("refused", "text", _("相手方（加害者など）の名前"), options={"max": 100}, hint=_("氏と名の間を空けてください。")),
            Question("refused_born", "date", _("相手方の生年月日"), required=False, hint=_("分かるときは書いてください。同じ名前の人と区別できます。")))


def _set(request: HttpRequest, answers: Answers) -> HttpResponse:
    wanted = Wanted(
        ground=Ground(answers["ground"]), register_number=answers.text("number").strip(), accompanying=answers.text("with").split(),
        refused=(_refused(answers),), old_home=answers.text("old_home"), since=answers["since"],
        until=answers["last"] + timedelta(days=1))
    row = set_protection(wanted, actor=actor_of(request), units=settings.PROTECTION_UNITS, key=form_key(request, "protection"),
                         subject_key=new_subject_key(), at=now())
    after_change(row, at=now())
    return _done(request, _("支援措置を登録しました。住所を秘匿しました。"), row.key)


def _refused(answers: Answers) -> Refused:
    return Refused(name=answers.text("refused"), born_on=answers["refused_born"])


def _done(request: HttpRequest, words: str, key: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("office:protection", key)


def _ask(request: HttpRequest, questions: Sequence[Question], act: Act, *, heading: str, send: str, lead: str = "",
         key: str = "") -> HttpResponse:
    answers, problem = blank_answers(questions), ""
    if request.method == "POST":
        answers = read_answers(questions, request, today=timezone.localdate(now()))
        if answers.is_right:
            try:
                return act(answers)
            except ProtectionRefused as refused:
                problem = str(REFUSALS[refused.code])
    return show(request, "office/protection/form.html", here="protections", fields=answers.fields, problems=problems_of(answers.fields),
                problem=problem, heading=heading, send=send, lead=lead, key=key,
                nonce=request.POST.get("nonce") or secrets.token_hex(16), status=200 if answers.is_right and not problem else 422)
