"""Addresses of the public pages."""

from django.urls import URLPattern, URLResolver

app_name = "open"
urlpatterns: list[URLPattern | URLResolver] = []
