"""Addresses of my page, below `/my/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
