"""Addresses of the auditor's pages, below /office/audit/."""

from django.urls import path

from murakami.interfaces.office.audit import report

urlpatterns = [
    path("", report.unusual_looks, name="audit"),
    path("unusual-looks.csv", report.unusual_csv, name="audit-csv"),
]
