"""Addresses of the pages about staff, below /office/staff/."""

from django.urls import path

from murakami.interfaces.office.staff import access, accounts, people, rights

urlpatterns = [
    path("", people.people, name="staff"),
    path("access/", access.access, name="staff-access"),
    path("new/", accounts.new, name="staff-new"),
    path("<number:account>/", people.person, name="staff-person"),
    path("<number:account>/grant/", rights.grant, name="staff-grant"),
    path("<number:account>/rights/<number:right>/end/", rights.end, name="staff-end"),
    path("<number:account>/rights/<number:right>/deputy/", rights.deputy, name="staff-deputy"),
    path("<number:account>/email/", accounts.email, name="staff-email"),
    path("<number:account>/reset/", accounts.reset, name="staff-reset"),
    path("<number:account>/sessions/end", accounts.end_sessions, name="staff-sessions-end"),
    path("<number:account>/lock", accounts.lock, name="staff-lock"),
    path("<number:account>/unlock", accounts.unlock, name="staff-unlock"),
]
