"""One hearing: announcement, draft and redline, the form of a comment, later all comments with their answers."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from murakami.domain.publications.comment_numbers import comment_number
from murakami.flows.hearing import Said, say_comment
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.field_view import problems_of
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.components.shapes import Tab
from murakami.interfaces.open.frame import show
from murakami.interfaces.open.hearings.form import WHOLE, Typed, blank_form, read_form
from murakami.interfaces.open.hearings.reading import Hearing, get_hearing
from murakami.interfaces.open.hearings.words import EFFECTS, PHASES, day_words
from murakami.interfaces.open.policy.changes import change_of, parts_of, schedule_row
from murakami.interfaces.open.policy.words import period_words

_SALT = "hearing-thanks"
_NONCE = 64


@require_http_methods(["GET", "HEAD", "POST"])
@limited(Door.COMMENTS)
def show_hearing(request: HttpRequest, edition: str) -> HttpResponse:
    """Show a hearing in one of its views, or take a comment. SQL: 2; 3 to take one."""
    hearing = get_hearing(edition, today=timezone.localdate())
    if request.method == "POST":
        return _take(request, hearing)
    view = request.GET.get("as", "")
    if view in {"text", "changes"} and hearing.document["draft"]:
        return _read(request, hearing, view)
    return _page(request, hearing, blank_form(hearing.document, about=request.GET.get("about", "")))


@require_safe
def show_thanks(request: HttpRequest, edition: str, sign: str) -> HttpResponse:
    """Tell whoever commented the number of the comment. SQL: 2."""
    hearing = get_hearing(edition, today=timezone.localdate())
    try:
        number = Signer(salt=_SALT).unsign(sign)
    except BadSignature:
        raise Http404 from None
    return show(request, "hearings/thanks.html", {"document": hearing.document, "number": number})


def thanks_address(edition: str, key: str) -> str:
    """Give the address of the page that tells the number; nobody else can make one."""
    return reverse("open:hearing-thanks", args=[edition, Signer(salt=_SALT).sign(comment_number(key))])


def _take(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    data = {name: request.POST.getlist(name) for name in request.POST}
    typed = read_form(hearing.document, data, today=hearing.today)
    if hearing.phase != "open" or any(one.errors for one in typed):
        return _page(request, hearing, typed, status=422)
    value = {one.asked.key: one.value for one in typed}
    said = Said(edition=hearing.document["edition"], about="" if value["about"] == WHOLE else value["about"], body=value["body"],
                name=value["name"], contact=value["contact"])
    nonce = request.POST.get("nonce", "")[:_NONCE] or secrets.token_hex(16)
    return redirect(thanks_address(said.edition, say_comment(said, nonce=nonce, at=timezone.now())))


def _page(request: HttpRequest, hearing: Hearing, typed: tuple[Typed, ...], *, status: int = 200) -> HttpResponse:
    fields = tuple(one.view for one in typed)
    lost = next((one.value for one in typed if one.asked.key == "body"), "") if hearing.phase != "open" else ""
    return show(request, "hearings/hearing.html", {
        **_head(hearing, ""), "fields": fields, "problems": problems_of(fields), "days_left": hearing.days_left, "lost": lost,
        "forgotten_on": day_words(hearing.names_forgotten_on) if hearing.names_forgotten_on else "",
        "nonce": request.POST.get("nonce", "")[:_NONCE] or secrets.token_hex(16), "comments": [
            {**one, "effect": EFFECTS[one["effect"]], "subject": _subject(hearing, one["about"])}
            for one in hearing.document["comments"]]}, status=status)


def _read(request: HttpRequest, hearing: Hearing, view: str) -> HttpResponse:
    head, changes, draft = _head(hearing, view), hearing.document["changes"], hearing.document["draft"]
    if view == "text":
        return show(request, "hearings/text.html", {**head, "draft": draft, "groups": list(_groups(draft))})
    told = [replace(change_of(one), href="") for one in changes["initiatives"]]
    return show(request, "hearings/changes.html", {
        **head, "moved": [one for one in told if not one.is_quiet], "quiet": [one for one in told if one.is_quiet],
        "parts": tuple(parts_of(changes["sections"])), "rows": tuple(schedule_row(one) for one in changes["schedules"])})


def _head(hearing: Hearing, view: str) -> dict[str, Any]:
    document, here = hearing.document, reverse("open:hearing", args=[hearing.document["edition"]])
    tabs = (Tab(_("お知らせと意見"), here, current=not view), Tab(_("変わるところ"), f"{here}?as=changes", current=view == "changes"),
            Tab(_("案の全文"), f"{here}?as=text", current=view == "text"))
    return {"hearing": hearing, "document": document, "state": PHASES[hearing.phase], "opens_on": day_words(hearing.opens_on),
            "closes_on": day_words(hearing.closes_on), "period": period_words(document["period"]),
            "tabs": tabs if document["draft"] else ()}


def _groups(draft: Mapping[str, Any]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    named = [(code, title) for pillar in draft["pillars"] for code, title in (
        [(one["code"], f"{pillar['title']}　{one.get('number', '')}{one['title']}") for one in pillar.get("groups", ())]
        or [(pillar["code"], pillar["title"])])]
    return [(title, [one for one in draft["initiatives"] if one["group"] == code]) for code, title in named]


def _subject(hearing: Hearing, code: str) -> str:
    title = next((one["title"] for one in hearing.document["initiatives"] if one["code"] == code), "")
    return f"{code}　{title}" if code else _("案の全体")
