"""Addresses of learning, below /office/learning/."""

from django.urls import path, register_converter

from murakami.interfaces.office.learning import (
    attendance,
    calendar,
    checks,
    courses,
    coverage,
    own,
    roles,
    session_forms,
    sessions,
)
from murakami.interfaces.office.learning.addresses import CodeConverter, KeyConverter

register_converter(KeyConverter, "learning_key")
register_converter(CodeConverter, "attendance_code")

urlpatterns = [
    path("", own.own_learning, name="learning"),
    path("record/", own.record, name="learning-record"),
    path("courses/<slug:course>/", courses.course, name="learning-course"),
    path("courses/<slug:course>/check/", checks.check, name="learning-check"),
    path("results/<learning_key:result>/", checks.result, name="learning-result"),
    path("sessions/", sessions.sessions, name="learning-sessions"),
    path("sessions/new/", session_forms.new_session, name="learning-session-new"),
    path("sessions/<learning_key:session>/", sessions.session, name="learning-session"),
    path("sessions/<learning_key:session>/calendar.ics", calendar.calendar, name="learning-session-calendar"),
    path("sessions/<learning_key:session>/seat", sessions.take, name="learning-seat"),
    path("sessions/<learning_key:session>/seat/give-up", sessions.give_up, name="learning-seat-give-up"),
    path("sessions/<learning_key:session>/call-off/", session_forms.call_off, name="learning-call-off"),
    path("sessions/<learning_key:session>/code/", attendance.code, name="learning-code"),
    path("sessions/<learning_key:session>/attendance/", attendance.by_hand, name="learning-attendance"),
    path("attend/<attendance_code:signed>/", attendance.attend, name="learning-attend"),
    path("coverage/", coverage.coverage, name="learning-coverage"),
    path("coverage.csv", coverage.coverage_csv, name="learning-coverage-csv"),
    path("coverage/<slug:unit>/", coverage.unit, name="learning-unit"),
    path("coverage/<slug:unit>/roles/", roles.roles, name="learning-roles"),
]
