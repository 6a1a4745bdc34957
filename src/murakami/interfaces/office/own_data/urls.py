"""Addresses of the gathering of somebody's own data, below the case that asks for them."""

from django.urls import path

from murakami.interfaces.office.own_data import pages

urlpatterns = [
    path("cases/<receipt:receipt>/person-data/", pages.own_data, name="person-data"),
    path("cases/<receipt:receipt>/person-data.json", pages.own_data_json, name="person-data-json"),
]
