"""The newest checkpoint as a page to print, as text to keep, and the key that signed it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.domain.publications.queries import find_published
from murakami.foundation.events.models import Checkpoint
from murakami.foundation.events.proving import prove_growth
from murakami.foundation.events.queries import find_checkpoint, find_newest_checkpoint
from murakami.foundation.events.signing import load_signer
from murakami.foundation.keys.store import KeyRefused
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.components.qr import draw_qr
from murakami.interfaces.components.shapes import FactRow
from murakami.interfaces.open.frame import lang, show
from murakami.kernel.dates import day_in_japan, show_date


@require_safe
def show_evidence(request: HttpRequest) -> HttpResponse:
    """Show what was signed last, with a QR code of it, and how to keep and check it. SQL: 1, and 1 at the edge."""
    newest = find_newest_checkpoint()
    return show(request, "evidence/evidence.html", {
        "newest": newest, "facts": _facts(newest) if newest else (), "picture": draw_qr(newest.note) if newest else "",
        "office": find_published("checkpoint", "core") if settings.ZONE == "edge" else None})


@require_safe
def checkpoint_text(request: HttpRequest) -> HttpResponse:
    """Give the newest checkpoint as it was signed. Raises Http404 before there is one. SQL: 1."""
    return _text(_newest().note)


@require_safe
def key_text(request: HttpRequest) -> HttpResponse:
    """Give the public key of this log. Raises Http404 before anything was signed, or without the key here. SQL: 1."""
    try:
        return _text(f"{load_signer(known_origin=_newest().origin).public}\n")
    except KeyRefused:
        raise Http404 from None


@require_safe
@limited(Door.LOOKUPS, reading=True)
def growth(request: HttpRequest, size: int) -> HttpResponse:
    """Prove that the newest tree grew out of the one that was signed at a size. Raises Http404: none was. SQL: 4."""
    older = find_checkpoint(size)
    if older is None:
        raise Http404
    response = JsonResponse(prove_growth(older.note), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Cache-Control"] = "no-cache"
    return response


def _newest() -> Checkpoint:
    newest = find_newest_checkpoint()
    if newest is None:
        raise Http404
    return newest


def _facts(newest: Checkpoint) -> tuple[FactRow, ...]:
    when = f"{show_date(day_in_japan(newest.at), lang())} {timezone.localtime(newest.at):%H:%M}"
    return (FactRow(label=_("できごとの記録の数"), value=f"{newest.size:,}"), FactRow(label=_("署名した日時"), value=when),
            FactRow(label=_("記録の名前"), value=newest.origin))


def _text(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
