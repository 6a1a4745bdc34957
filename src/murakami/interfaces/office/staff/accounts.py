"""The accounts of staff: a new starter, the e-mail address, the sheet with a first password, locking."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from murakami.foundation.accounts.operations.keeping import (
    end_sessions_of,
    lock_person,
    reset_person,
    set_person_email,
    unlock_person,
    welcome_staff,
)
from murakami.foundation.accounts.operations.staff import StartPassword
from murakami.foundation.accounts.operations.start_passwords import START_DAYS
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import refusal_of_keeping
from murakami.foundation.accounts.vocabulary import UNIT_ROLES, Role
from murakami.interfaces.office.answers import Answers, Question, choice_options
from murakami.interfaces.office.frame import now, show, unit_names
from murakami.interfaces.office.sign_in.proving import proved
from murakami.interfaces.office.staff.door import Opened, done, for_keepers, open_person, units_granted
from murakami.interfaces.office.staff.form import Form, ask
from murakami.interfaces.office.staff.words import ROLES
from murakami.kernel.dates import day_in_japan

_EDIT = ("GET", "HEAD", "POST")


@for_keepers
@proved()
@require_http_methods(_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Make the account of a new starter and show the sheet with the first password, once."""
    actor, names = actor_of(request), unit_names()
    units = units_granted(actor, names)
    if not units:
        raise Http404("no unit of yours")

    def act(answers: Answers) -> HttpResponse:
        start = welcome_staff(actor=actor, login_name=answers["login"], name=answers["name"], email=answers.text("email").lower(),
                              unit=answers["unit"], role=Role(answers["role"]), since=answers["since"], at=now())
        return _sheet(request, start, answers["name"])

    form = Form(heading=_("新しい職員を加える"), send=_("加えて、はじめのパスワードを作る"), back=reverse("office:staff"),
                back_text=_("職員と権限"))
    return ask(request, form, _questions(request, units), act)


@for_keepers
@require_http_methods(_EDIT)
def email(request: HttpRequest, account: int) -> HttpResponse:
    """Change where reminders of a person go."""
    opened = _kept(request, account, own=True)
    questions = (Question("email", "email", _("メールアドレス"), required=False, start=opened.person.email or None,
                          hint=_("仕事のお知らせを送ります。サインインには使いません。空けると送りません。")),)

    def act(answers: Answers) -> HttpResponse:
        set_person_email(actor=opened.actor, account_id=account, email=answers.text("email").lower(), at=now())
        return done(request, _("メールアドレスを保存しました。"), account)

    return ask(request, _form(opened, _("メールアドレス"), _("保存する")), questions, act)


@for_keepers
@proved()
@require_http_methods(_EDIT)
def reset(request: HttpRequest, account: int) -> HttpResponse:
    """Give somebody who lost password or authenticator a new beginning; shows the sheet, once."""
    opened = _kept(request, account)
    if request.method != "POST":
        return show(request, "office/staff/reset.html", here="staff", person=opened.person)
    start = reset_person(actor=opened.actor, account_id=account, at=now())
    return _sheet(request, start, opened.person.name)


@for_keepers
@proved()
@require_POST
def lock(request: HttpRequest, account: int) -> HttpResponse:
    """Shut an account at once."""
    lock_person(actor=_kept(request, account).actor, account_id=account, at=now())
    return done(request, _("アカウントを止めました。開いていた画面も、もう使えません。"), account)


@for_keepers
@proved()
@require_POST
def unlock(request: HttpRequest, account: int) -> HttpResponse:
    """Open an account again."""
    unlock_person(actor=_kept(request, account).actor, account_id=account, at=now())
    return done(request, _("アカウントをまた使えるようにしました。"), account)


@for_keepers
@proved()
@require_POST
def end_sessions(request: HttpRequest, account: int) -> HttpResponse:
    """Sign a person out everywhere."""
    ended = end_sessions_of(actor=_kept(request, account).actor, account_id=account, at=now())
    return done(request, _("{n}か所のサインインを終わらせました。").format(n=ended), account)


def _kept(request: HttpRequest, account: int, *, own: bool = False) -> Opened:
    opened = open_person(request, account)
    refusal = refusal_of_keeping(actor=opened.actor, account_id=account, tenures=opened.person.tenures)
    if refusal and not (own and opened.actor.account_id == account):
        raise Http404(refusal)
    return opened


def _questions(request: HttpRequest, units: dict[str, str]) -> tuple[Question, ...]:
    wanted = request.GET.get("unit", "")
    return (
        Question("login", "text", _("職員番号"), options={"max": 64}, hint=_("サインインの名前になります。あとから変えられません。")),
        Question("name", "text", _("名前"), options={"max": 100}),
        Question("email", "email", _("メールアドレス（なくてもよい）"), required=False),
        Question("unit", "choice", _("課"), options=choice_options(units, select=True),
                 start=wanted if wanted in units else next(iter(units)) if len(units) == 1 else None),
        Question("role", "choice", _("役割"), options=choice_options({role.value: ROLES[role] for role in UNIT_ROLES}),
                 start=Role.CLERK.value),
        Question("since", "date", _("始まりの日"), start=day_in_japan(now())))


def _sheet(request: HttpRequest, start: StartPassword, name: str) -> HttpResponse:
    return show(request, "office/staff/sheet.html", here="staff", start=start, name=name,
                until=now() + timedelta(days=START_DAYS),
                address=request.build_absolute_uri(reverse("office:sign-in")))


def _form(opened: Opened, heading: str, send: str) -> Form:
    return Form(heading=heading, send=send, back_text=opened.person.name,
                back=reverse("office:staff-person", args=[opened.person.account_id]))
