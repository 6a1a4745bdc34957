"""One mandate: its terms, what was written under it, and ending it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.mandates.rules import Act, State
from murakami.flows.mandates.ending import end_mandate
from murakami.flows.mandates.pages import FiledFor, MandatePage, read_mandate
from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.my.door import Me, mine
from murakami.interfaces.portal.my.mandate_words import state_tag, terms_rows
from murakami.interfaces.portal.my.words import item_state
from murakami.interfaces.portal.talk.titles import draft_title
from murakami.interfaces.portal.wording import day_words, lang, time_words
from murakami.kernel.dates import day_in_japan
from murakami.kernel.languages import text_in


@dataclass(frozen=True, slots=True)
class Written:
    """What was begun or filed under the mandate."""

    title: str
    tag: str
    tone: Tone
    text: str
    href: str
    number: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def mandate(request: HttpRequest, me: Me, key: str) -> HttpResponse:
    """Show a mandate and its use, or end it. SQL: 4 to show, 5 to end and 2 for each draft, and the session's."""
    if request.method == "POST":
        ended = end_mandate(key=key, account_id=me.account_id, at=timezone.now())
        messages.success(request, _("やめました。これからは、この代理で手続をすることはできません。"))
        return HttpResponseRedirect(reverse("portal:my-mandate", args=[ended.key]))
    page = read_mandate(key=key, account_id=me.account_id, day=timezone.localdate())
    tag, tone = state_tag(page.mandate, holds=page.holds)
    return show(request, "my/mandate.html", {
        "title": _title(page), "tag": tag, "tone": tone, "rows": terms_rows(page.mandate), "is_giver": page.is_giver,
        "holds": page.holds, "can_end": page.mandate.state in {State.ASKED, State.CONFIRMED},
        "waits": page.mandate.state == State.ASKED, "reads": page.is_giver or Act.READ_RESULTS in page.mandate.terms.acts,
        "drafts": tuple(_drafts(page)), "filed": tuple(_filed(page, me))})


def _title(page: MandatePage) -> str:
    mandate = page.mandate
    other = mandate.proxy_name if page.is_giver else mandate.giver_name
    if not other:
        return _("代理の依頼")
    return _("{name}さんが、あなたの手続をします").format(name=other) if page.is_giver else _(
        "{name}さんの手続を、あなたがします").format(name=other)


def _drafts(page: MandatePage) -> Iterable[Written]:
    for draft in page.drafts:
        yield Written(title=draft_title(draft), tag=_("書きかけ"), tone="plain",
                      text=_("{time}に保存しました。").format(time=time_words(draft.saved_at)),
                      href=reverse("portal:intake", args=[draft.key]))


def _filed(page: MandatePage, me: Me) -> Iterable[Written]:
    for one in page.filed:
        tag, tone = item_state(one.item, asks=False) if one.item else (_("提出しました"), "key")
        yield Written(title=text_in(one.filing.document["title"], lang()), tag=tag, tone=tone,
                      text=_when_and_who(page, one), number=one.filing.receipt_number, href=_href(page, one, me))


def _when_and_who(page: MandatePage, one: FiledFor) -> str:
    day = day_words(day_in_japan(one.filing.filed_at))
    if page.mandate.proxy_firm_id is None:
        return _("{day}に提出").format(day=day)
    return _("{day}に提出　書いた人：{name}").format(day=day, name=one.intake.prepared["proxy"])


def _href(page: MandatePage, one: FiledFor, me: Me) -> str:
    """Lead to the filing or, whoever has written it, to the receipt; a colleague's receipt is not one's own."""
    if page.is_giver:
        return reverse("portal:my-filing", args=[one.filing.receipt_number])
    return reverse("portal:receipt", args=[one.intake.key]) if one.intake.account_id == me.account_id else ""
