"""Every address of this zone."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from murakami.config.health import healthz, readyz
from murakami.config.metrics.page import metrics
from murakami.config.zones import Home, serves

# (prefix, module, zone): an audience's pages exist only where its rooms are installed
_MOUNTS: tuple[tuple[str, str, Home], ...] = (
    ("-/", "murakami.interfaces.components.urls", "shared"),
    ("", "murakami.interfaces.open.urls", "shared"),
    ("office/", "murakami.interfaces.office.urls", "core"),
    ("api/v1/", "murakami.interfaces.api.urls", "edge"),
    ("", "murakami.interfaces.portal.urls", "edge"),
)


def _mounted() -> list[URLPattern | URLResolver]:
    return [path(prefix, include(module)) for prefix, module, home in _MOUNTS if serves(settings.ZONE, home)]


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"), path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"), *_mounted()]
if not serves(settings.ZONE, "edge"):
    urlpatterns.append(path("", RedirectView.as_view(url="/office/", http_method_names=["get", "head"]), name="front-door"))

handler400 = "murakami.interfaces.components.error_pages.bad_request"
handler403 = "murakami.interfaces.components.error_pages.forbidden"
handler404 = "murakami.interfaces.components.error_pages.not_found"
handler500 = "murakami.interfaces.components.error_pages.failed"
