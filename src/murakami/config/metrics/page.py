"""`/metrics`: the figures in Prometheus' text form, for whoever may ask; for everybody else there is no such page."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from murakami.config.metrics.asked import Asked
from murakami.config.metrics.counted import all_counted
from murakami.foundation.limits.addresses import visitor_of


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer every figure. SQL: about ten."""
    if not may_ask(request):
        raise Http404
    asked = CollectorRegistry()
    asked.register(Asked(at=timezone.now()))
    return HttpResponse(generate_latest(asked) + generate_latest(all_counted()), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def may_ask(request: HttpRequest) -> bool:
    """Let in who comes from an allowed network and, where a token is set, brings it."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    address = visitor_of(request.META.get("REMOTE_ADDR", ""), forwarded, trusted=settings.TRUSTED_PROXIES)
    if address is None or not any(address in network for network in settings.METRICS_FROM):
        return False
    expected = f"Bearer {settings.METRICS_TOKEN}".encode()
    return not settings.METRICS_TOKEN or hmac.compare_digest(request.META.get("HTTP_AUTHORIZATION", "").encode(), expected)
