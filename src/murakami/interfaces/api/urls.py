"""Addresses of the API."""

from django.urls import URLPattern, URLResolver, path

from murakami.interfaces.api.api import API
from murakami.interfaces.api.pages import show_docs, show_openapi

app_name = "api"
_ROOT = "api-root"  # django-ninja's own address, which shows nothing
_OPERATIONS, _app, _namespace = API.urls
_ONCE = {str(entry.pattern): entry for entry in _OPERATIONS if getattr(entry, "name", "") != _ROOT}
urlpatterns: list[URLPattern | URLResolver] = [
    path("", show_docs, name="docs"), path("openapi.json", show_openapi, name="openapi"), *_ONCE.values()]
