"""What stands around pages of staff who are not in yet, and the inputs they share."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from murakami.interfaces.components.credentials import Credential
from murakami.interfaces.components.site import OfficeSite


def show_outside(request: HttpRequest, template: str, *, fields: tuple[Credential, ...] = (), status: int = 200,
                 **context: object) -> HttpResponse:
    """Render a page for somebody who is not signed in; what `fields` say is wrong comes first."""
    problems = tuple(problem for field in fields for problem in field.problems)
    site = OfficeSite(brand=_("業務"), home_href=reverse("office:work-list"))
    return render(request, template, {"site": site, "fields": fields, "problems": problems, **context}, status=status)


def code_field(*, error: str = "", recovery: bool = True, name: str = "code") -> Credential:
    """The input of a code."""
    hint = _("認証アプリの6けたの数字です。認証アプリが使えないときは、8けたの回復コードを入れてください。")
    return Credential(name=name, label=_("確認コード"), autocomplete="one-time-code", inputmode="numeric", width="10",
                      hint=hint if recovery else _("認証アプリに出ている6けたの数字です。"), error=error)


def locked_words(until: datetime) -> str:
    """Say until when an account is locked."""
    words = _("続けて間違えたので、{time}までサインインできません。急ぐときは、課の管理者に連絡してください。")
    return words.format(time=timezone.localtime(until).strftime("%H:%M"))
