"""Addresses of the hearings, below /policy/hearings/."""

from django.urls import path

from murakami.interfaces.open.hearings import calendar, hearing, listing

urlpatterns = [
    path("", listing.show_hearings, name="hearings"),
    path("calendar.ics", calendar.all_hearings, name="hearings-calendar"),
    path("<str:edition>/calendar.ics", calendar.one_hearing, name="hearing-calendar"),
    path("<str:edition>/", hearing.show_hearing, name="hearing"),
    path("<str:edition>/thanks/<str:sign>/", hearing.show_thanks, name="hearing-thanks"),
]
