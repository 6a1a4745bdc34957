"""Addresses of the public indicators, below /indicators/."""

from django.urls import path

from murakami.interfaces.open.indicators import all_of_them, downloads, one

urlpatterns = [
    path("", all_of_them.show_indicators, name="indicators"),
    path("all.csv", downloads.all_csv, name="indicators-csv"),
    path("<slug:key>/", one.show_indicator, name="indicator"),
    path("<slug:key>/data.csv", downloads.indicator_csv, name="indicator-csv"),
    path("<slug:key>/data.json", downloads.indicator_json, name="indicator-json"),
]
