"""The residents' pages, and the public ones that their frame leads to."""

from django.urls import include, path

urlpatterns = [path("-/", include("murakami.interfaces.components.urls")),
               path("", include("murakami.interfaces.open.urls")),
               path("", include("murakami.interfaces.portal.urls"))]
