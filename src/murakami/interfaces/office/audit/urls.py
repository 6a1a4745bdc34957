"""Addresses of the auditor's pages, below /office/audit/."""

from django.urls import path

from murakami.interfaces.office.audit import one, report

urlpatterns = [
    path("", report.unusual_looks, name="audit"),
    path("unusual-looks.csv", report.unusual_csv, name="audit-csv"),
    path("<number:account>/<receipt:receipt>/<day:day>/", one.looks_of_a_day, name="audit-one"),
    path("<number:account>/<receipt:receipt>/<day:day>/ask", one.ask, name="audit-ask"),
]
