"""A template out, a file in, a look at what would change; confirmed, it waits for its day and can be called off."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from murakami.domain.programme.formats.workbook import LARGEST, FileRefused, read_file, write_csv, write_xlsx
from murakami.flows.nightly.reshuffle import APPLY
from murakami.flows.reshuffle.plan import Plan, plan_reshuffle
from murakami.flows.reshuffle.sheet import SHEET, Reading, lines_of, read_lines, read_sheet, template_of
from murakami.flows.reshuffle.town import Town, read_town
from murakami.foundation.accounts.operations.reshuffles import cancel_reshuffle, confirm_reshuffle
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.reshuffle_pages import list_reshuffles
from murakami.foundation.accounts.rules import may_reorganise
from murakami.foundation.spool.operations import enqueue
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.answers import Answers, Question, blank_answers, read_answers
from murakami.interfaces.office.frame import for_staff, now, show
from murakami.interfaces.office.reshuffle.words import cases_lines, person_lines, state_of, unit_lines
from murakami.interfaces.office.sign_in.proving import proved
from murakami.interfaces.office.staff.words import day_words
from murakami.kernel.dates import day_in_japan

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SALT, _HOURS, _MOST_SHOWN = "reshuffle", 4, 300


def for_personnel(view: View[P]) -> View[P]:
    """Let those in who look after the people of the whole town; for everybody else there are no such pages."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not may_reorganise(actor_of(request)):
            raise Http404("not personnel")
        return view(request, *args, **kwargs)

    return for_staff(guarded)


@for_personnel
@proved(reading=True)
@require_GET
def template(request: HttpRequest, form: str) -> HttpResponse:
    """Give the town as it stands as a file to be changed and sent back. SQL: 5, and the session's."""
    today = day_in_japan(now())
    rows = template_of(read_town(on=today))
    data = write_xlsx({SHEET: rows}) if form == "xlsx" else write_csv(rows)
    response = HttpResponse(data, content_type=XLSX if form == "xlsx" else "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="reshuffle-{today:%Y%m%d}.{form}"'
    return response


@for_personnel
@require_http_methods(["GET", "HEAD", "POST"])
def reshuffles(request: HttpRequest) -> HttpResponse:
    """List the reshuffles and take a new file; sent, show what it would change, or what is wrong in it."""
    if request.method != "POST":
        return _ask(request, blank_answers(_questions()))
    answers = read_answers(_questions(), request, today=day_in_japan(now()))
    problem = _problem_of_day(answers)
    sent = request.FILES.get("file")
    if answers.is_right and not problem and (sent is None or not sent.size or sent.size > LARGEST):
        problem = _("5MBまでの表計算ファイル（.xlsx・.csv）を選んでください。")
    if not answers.is_right or problem or sent is None:
        return _ask(request, answers, problem=problem)
    try:
        grids = read_file(sent.read(), name=str(sent.name)[:100])
    except FileRefused as refused:
        return _ask(request, answers, problem=f"{refused.problem}{refused.mend}")
    town = read_town(on=day_in_japan(now()))
    return _preview(request, read_sheet(grids, town), town, name=str(sent.name)[:100], day=answers["day"])


@for_personnel
@proved()
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Keep what was shown until its day, unless the town has changed since."""
    try:
        kept = signing.loads(request.POST.get("token", ""), salt=_SALT, max_age=_HOURS * 3600)
    except signing.BadSignature:
        return _ask(request, blank_answers(_questions()), problem=_("時間がたちすぎました。ファイルをもう一度選んでください。"))
    at, day = now(), date.fromisoformat(kept["day"])
    town = read_town(on=day_in_japan(at))
    reading = read_lines(lines_of(kept["rows"]), town)
    reading = Reading(reading.wish, reading.problems, tuple(kept["rows"]))
    if reading.problems or _digest(plan_reshuffle(town, reading.wish)) != kept["digest"]:
        return _preview(request, reading, town, name=kept["name"], day=day, problem=_("見ているあいだに、課や職員が変わりました。変わるところをもう一度確かめてください。"))
    confirm_reshuffle(actor=actor_of(request), key=kept["key"], name=kept["name"], rows=kept["rows"], apply_on=day, at=at)
    if day <= day_in_japan(at):
        enqueue(APPLY, payload={}, key=kept["key"], not_before=at)
    messages.success(request, _("確かめました。{day}に反映します。その前なら取り消せます。").format(day=day_words(day)))
    return redirect("office:reshuffles")


@for_personnel
@require_POST
def cancel(request: HttpRequest, reshuffle: str) -> HttpResponse:
    """Call a reshuffle off before its day."""
    if not cancel_reshuffle(actor=actor_of(request), key=reshuffle, at=now()):
        raise Http404("applied already, or never confirmed")
    messages.success(request, _("取り消しました。何も変わりません。"))
    return redirect("office:reshuffles")


def _questions() -> tuple[Question, ...]:
    return (Question("day", "date", _("反映する日"), hint=_("この日の朝から、新しい課と役割になります。夜中の3時すぎに反映します。")),)


def _problem_of_day(answers: Answers) -> str:
    if answers["day"] is not None and answers["day"] < day_in_japan(now()):
        return _("反映する日が過ぎています。今日か、これからの日にしてください。")
    return ""


def _ask(request: HttpRequest, answers: Answers, *, problem: str = "") -> HttpResponse:
    status = 200 if answers.is_right and not problem else 422
    return show(request, "office/reshuffle/reshuffles.html", here="staff", status=status, fields=answers.fields, problem=problem,
                problems=problems_of(answers.fields), known=[(one, *state_of(one)) for one in list_reshuffles()],
                columns=[Column(label=label) for label in (_("反映する日"), _("ファイル"), _("確かめた人"), _("状態"))])


def _preview(request: HttpRequest, reading: Reading, town: Town, *, name: str, day: date, problem: str = "") -> HttpResponse:
    context: dict[str, Any] = {"name": name, "day": day_words(day), "problem": problem, "problems": reading.problems[:_MOST_SHOWN],
                               "problem_columns": [Column(label=label) for label in (_("セル"), _("おかしいところ"), _("直し方"))]}
    if reading.problems:
        return show(request, "office/reshuffle/preview.html", here="staff", status=422, **context)
    plan = plan_reshuffle(town, reading.wish)
    names = {**town.units, **reading.wish.units}
    token = signing.dumps({"rows": list(reading.rows), "name": name, "day": day.isoformat(), "digest": _digest(plan),
                           "key": _key(request, reading, day)}, salt=_SALT, compress=True)
    return show(
        request, "office/reshuffle/preview.html", here="staff", status=422 if problem else 200, plan=plan, token=token,
        units=unit_lines(plan), people=person_lines(plan, names=names, procedures=town.procedures),
        cases=cases_lines(plan, town=town, names=names), headless=[names[code] for code in plan.headless],
        plans=[(names.get(unit, unit), names.get(to, to), town.plans[unit]) for unit, to in plan.plans.items()],
        unit_columns=[Column(label=label) for label in (_("課"), _("変わること"))],
        people_columns=[Column(label=label) for label in (_("職員"), _("今"), _("反映したあと"))], **context)


def _digest(plan: Plan) -> str:
    written = [plan.units, [(one.kind, one.known.login_name, sorted(one.given), sorted(one.taken)) for one in plan.people]]
    return sha256(repr(written).encode()).hexdigest()


def _key(request: HttpRequest, reading: Reading, day: date) -> str:
    """The same file for the same day, confirmed twice by one person, is one reshuffle."""
    written = f"{actor_of(request).account_id} {day} {now():%Y%m%d%H} {reading.rows!r}"
    return sha256(written.encode()).hexdigest()[:32]
