"""Whether this process can do its work, for whoever watches it."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import murakami


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer ok with 200 when the database answers, and failing with 503 when it does not. SQL: 1."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _say("failing", status=503)
    return _say("ok", status=200)


def _say(state: str, *, status: int) -> JsonResponse:
    return JsonResponse({"status": state, "zone": settings.ZONE, "version": murakami.__version__}, status=status)
