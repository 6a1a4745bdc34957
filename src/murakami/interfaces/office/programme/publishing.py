"""Making plans public: one, or all that have changed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from murakami.domain.programme.operations.plan_desk import NotTheirs
from murakami.domain.programme.operations.publish_plan import publish_plans
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.programme.guarded import initiative_page


@for_staff
@require_POST
@initiative_page
def publish_one(request: HttpRequest, code: str) -> HttpResponse:
    """Publish the plan of one initiative."""
    _publish(request, codes=[code])
    return redirect("office:initiative", code)


@for_staff
@require_POST
def publish_all(request: HttpRequest) -> HttpResponse:
    """Publish every plan that has changed."""
    _publish(request, codes=None)
    return redirect("office:programme")


def _publish(request: HttpRequest, *, codes: list[str] | None) -> None:
    try:
        new = publish_plans(codes=codes, actor=actor_of(request), at=now())
    except NotTheirs:
        messages.error(request, _("計画を公表できるのは、デジタル化推進室の職員です。"))
    else:
        messages.success(request, _said(new, one=codes is not None))


def _said(new: tuple[str, ...], *, one: bool) -> str:
    if not new:
        return _("公表している計画から変わったところはありません。")
    return _("計画を公表しました。") if one else _("{n}件の計画を公表しました。").format(n=len(new))
