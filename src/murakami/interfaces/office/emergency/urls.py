"""Addresses of emergencies, below /office/emergencies/."""

from django.urls import path

from murakami.interfaces.office.emergency import looking, reviewing

urlpatterns = [
    path("", reviewing.emergencies, name="emergencies"),
    path("open/", looking.ask, name="emergency-open"),
    path("case/<receipt:receipt>/", looking.case, name="emergency-case"),
    path("<number:emergency>/consent", reviewing.consent, name="emergency-consent"),
    path("<number:emergency>/", reviewing.review, name="emergency-review"),
]
