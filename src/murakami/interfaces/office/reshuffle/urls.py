"""Addresses of the reshuffle, below /office/reshuffles/."""

from django.urls import path, re_path

from murakami.interfaces.office.reshuffle import pages

urlpatterns = [
    path("", pages.reshuffles, name="reshuffles"),
    re_path(r"^template/(?P<form>xlsx|csv)/$", pages.template, name="reshuffle-template"),
    path("confirm", pages.confirm, name="reshuffle-confirm"),
    re_path(r"^(?P<reshuffle>[0-9a-f]{32})/cancel$", pages.cancel, name="reshuffle-cancel"),
]
