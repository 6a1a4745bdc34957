"""Addresses of the breach kit, below /office/breaches/."""

from django.urls import path

from murakami.interfaces.office.breaches import deciding, pages, papers

urlpatterns = [
    path("", pages.breaches, name="breaches"),
    path("new/", pages.new, name="breach-new"),
    path("<slug:breach>/", pages.breach, name="breach"),
    path("<slug:breach>/report/", papers.report, name="breach-report"),
    path("<slug:breach>/notices/", papers.notices, name="breach-notices"),
    path("<slug:breach>/decide/", deciding.decision, name="breach-decide"),
]
