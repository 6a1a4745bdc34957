"""Addresses of the indicators, below /office/indicators/."""

from django.urls import path

from murakami.interfaces.office.indicators import dashboard, files, one

urlpatterns = [
    path("", dashboard.dashboard, name="indicators"),
    path("<slug:key>/", one.indicator, name="indicator"),
    path("<slug:key>/definition/", one.definition, name="indicator-definition"),
    path("<slug:key>/figures.csv", files.figures_csv, name="indicator-csv"),
]
