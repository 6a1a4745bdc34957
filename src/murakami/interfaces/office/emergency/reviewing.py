"""Reviewing afterwards what was opened in an emergency."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from murakami.domain.cases.emergencies import (
    find_emergency,
    list_emergencies,
    may_consent,
    may_review,
    review_emergency,
)
from murakami.domain.cases.models import EmergencyAccess
from murakami.domain.cases.operations.transition import StepRefused
from murakami.flows.agency import emergency as flow
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import may_audit
from murakami.foundation.accounts.vocabulary import Role
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.answers import Answers, Question, blank_answers, choice_options, read_answers
from murakami.interfaces.office.frame import for_staff, now, show, unit_names
from murakami.interfaces.office.sign_in.proving import proved
from murakami.kernel.dates import day_in_japan

OUTCOMES = {EmergencyAccess.Outcome.JUSTIFIED.value: gettext_lazy("適切だった"),
            EmergencyAccess.Outcome.UNJUSTIFIED.value: gettext_lazy("適切でなかった")}
REFUSALS = {"reviewed": gettext_lazy("この緊急閲覧は、ほかの人がもう確かめました。"),
            "waits": gettext_lazy("まだ開いていません。同意するか、「適切でなかった」を選んでください。"),
            "note_missing": gettext_lazy("適切でなかったと思う理由を書いてください。")}


@for_staff
@require_GET
def emergencies(request: HttpRequest) -> HttpResponse:
    """List what was opened in an emergency: of the head's units, or of the auditor's town. SQL: 1, and the session's."""
    actor, names = actor_of(request), unit_names()
    units = actor.units_as(Role.UNIT_HEAD)
    if not units and not may_audit(actor):
        raise Http404("nobody's head")
    columns = (_("開いた日時"), _("確かめた結果"), _("受付番号"), _("担当の課"), _("開いた人"))
    return show(request, "office/emergency/emergencies.html", here="emergencies", columns=[Column(label=label) for label in columns],
                found=[(one, names.get(one.case.unit, one.case.unit), OUTCOMES.get(one.outcome, ""))
                       for one in list_emergencies(actor, units=units)])


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, emergency: int) -> HttpResponse:
    """Show the reason and what was looked at; take down whether it was an emergency."""
    access = find_emergency(emergency, actor=actor_of(request))
    if request.method != "POST":
        return _page(request, access, blank_answers(_questions()))
    answers = read_answers(_questions(), request, today=day_in_japan(now()))
    if not answers.is_right:
        return _page(request, access, answers)
    try:
        review_emergency(access_id=emergency, actor=actor_of(request), outcome=EmergencyAccess.Outcome(answers["outcome"]),
                         note=answers.text("note"), at=now())
    except StepRefused as refused:
        return _page(request, access, answers, problem=str(REFUSALS[refused.code]))
    messages.success(request, _("確かめた結果を記録しました。"))
    return redirect("office:emergencies")


@for_staff
@proved()
@require_POST
def consent(request: HttpRequest, emergency: int) -> HttpResponse:
    """Let another unit read a case with protected people."""
    try:
        flow.consent(access_id=emergency, actor=actor_of(request), at=now())
    except StepRefused as refused:
        messages.error(request, str(REFUSALS[refused.code]))
    else:
        messages.success(request, _("同意を記録しました。開いた人に知らせます。"))
    return redirect("office:emergency-review", emergency)


def _questions() -> tuple[Question, ...]:
    return (Question("outcome", "choice", _("確かめた結果"), options=choice_options(OUTCOMES)),
            Question("note", "long_text", _("気づいたこと"), options={"max": 1000}, required=False,
                     hint=_("適切でなかったときは、理由を書いてください。")))


def _page(request: HttpRequest, access: EmergencyAccess, answers: Answers, *, problem: str = "") -> HttpResponse:
    names, actor = unit_names(), actor_of(request)
    looks = [timezone.localtime(look.at).strftime("%H:%M:%S") for look in flow.looks_of(access)]
    return show(
        request, "office/emergency/review.html", here="emergencies", access=access, unit=names.get(access.case.unit, access.case.unit),
        looks=looks, outcome=OUTCOMES.get(access.outcome, ""), may_review=may_review(actor, access) and not access.outcome,
        waits=access.until is None and not access.outcome, may_consent=may_consent(actor, access), fields=answers.fields,
        problems=problems_of(answers.fields), problem=problem, minutes=settings.EMERGENCY_MINUTES,
        status=200 if answers.is_right and not problem else 422)
