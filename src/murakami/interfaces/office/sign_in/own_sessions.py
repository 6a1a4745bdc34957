"""Where one is signed in, and ending it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from murakami.foundation.accounts.guards import staff_only
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.sessions import end_sessions, list_open
from murakami.interfaces.office.frame import show


@never_cache
@staff_only
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """List where the reader is signed in. SQL: 1, and the session's."""
    here = request.session.session_key or ""
    lines = [(one, one.session_key == here) for one in list_open(actor_of(request).account_id or 0)]
    return show(request, "office/sign_in/sessions.html", here="own", lines=lines, others=len(lines) > 1)


@never_cache
@require_POST
@staff_only
def end(request: HttpRequest) -> HttpResponse:
    """End one of the reader's other sessions, or all of them; they are named by handles, never by keys."""
    here, account_id = request.session.session_key or "", actor_of(request).account_id or 0
    wanted = request.POST.get("session", "")
    others = {one.handle: one.session_key for one in list_open(account_id) if one.session_key != here}
    key = others.get(wanted, "") if wanted else ""
    if wanted and not key:
        messages.error(request, _("その端末のサインインは、もう終わっています。"))
        return redirect("office:own-sessions")
    ended = end_sessions(account_id, only=key, but=here)
    messages.success(request, _("{n}か所のサインインを終わらせました。").format(n=ended))
    return redirect("office:own-sessions")
