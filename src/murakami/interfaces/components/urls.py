"""Addresses of the design system, mounted below `/-/`."""

from django.urls import path

from murakami.interfaces.components.display import choose_display
from murakami.interfaces.components.gallery import show_components

app_name = "components"
urlpatterns = [
    path("display", choose_display, name="display"),
    path("components", show_components, name="gallery"),
]
