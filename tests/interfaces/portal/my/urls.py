"""The residents' pages alone."""

from django.urls import include, path

urlpatterns = [path("-/", include("murakami.interfaces.components.urls")),
               path("", include("murakami.interfaces.portal.urls"))]
