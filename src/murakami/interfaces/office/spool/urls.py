"""Addresses of the operator's pages, below /office/spool/."""

from django.urls import path

from murakami.interfaces.office.spool import message, status

urlpatterns = [
    path("", status.status, name="spool"),
    path("<number:message>/", message.message, name="spool-message"),
]
