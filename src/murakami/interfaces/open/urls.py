"""Addresses of the public pages."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "open"
urlpatterns: list[URLPattern | URLResolver] = [
    path("policy/", include("murakami.interfaces.open.policy.urls")),
    path("evidence/", include("murakami.interfaces.open.evidence.urls")),
    path("indicators/", include("murakami.interfaces.open.indicators.urls")),
    path("policy/hearings/", include("murakami.interfaces.open.hearings.urls")),
    path("policy/years/", include("murakami.interfaces.open.years.urls")),
]
