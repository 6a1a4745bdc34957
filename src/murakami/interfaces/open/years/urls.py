"""Addresses of the public years, below /policy/years/."""

from django.urls import path

from murakami.interfaces.open.years import downloads, year

urlpatterns = [
    path("", year.show_years, name="years"),
    path("<str:year>/", year.show_year, name="year"),
    path("<str:year>/year.csv", downloads.year_csv, name="year-csv"),
    path("<str:year>/year.json", downloads.year_json, name="year-json"),
]
