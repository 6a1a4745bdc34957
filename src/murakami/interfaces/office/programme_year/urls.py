"""Addresses of the yearly cycle, below /office/."""

from django.urls import path, register_converter

from murakami.interfaces.office.programme.addresses import CodeConverter
from murakami.interfaces.office.programme_year import (
    bodies,
    calendar,
    evaluation,
    freezing,
    meetings,
    mine,
    outcomes,
    period,
    rolling,
    update,
    years,
)
from murakami.interfaces.office.programme_year.addresses import (
    EditionConverter,
    FiscalYearConverter,
    MeetingConverter,
    TokenConverter,
    WordConverter,
)

register_converter(CodeConverter, "evaluated")
register_converter(FiscalYearConverter, "fiscal")
register_converter(MeetingConverter, "meeting")
register_converter(WordConverter, "body")
register_converter(EditionConverter, "edition")
register_converter(TokenConverter, "token")

urlpatterns = [
    path("update/<token:token>/", update.overview, name="update"),
    path("update/<token:token>/<evaluated:code>/<fiscal:year>/", update.one, name="update-one"),
    path("programme/mine/", mine.mine, name="programme-mine"),
    path("programme/mine/link/", mine.make_link, name="programme-link"),
    path("programme/mine/link/close", mine.close_link, name="programme-link-close"),
    path("programme/years/", years.years, name="programme-years"),
    path("programme/years/open", years.open_year, name="programme-year-open"),
    path("programme/years/<fiscal:year>/", years.year, name="programme-year"),
    path("programme/years/<fiscal:year>/start", years.start, name="programme-year-start"),
    path("programme/years/<fiscal:year>/freeze/", freezing.freeze, name="year-freeze"),
    path("programme/years/<fiscal:year>/frozen/", freezing.frozen, name="year-frozen"),
    path("programme/years/<fiscal:year>/frozen/<evaluated:code>/correct/", freezing.correct, name="year-correct"),
    path("programme/years/<fiscal:year>/roll/", rolling.roll_over, name="year-roll"),
    path("programme/years/<fiscal:year>/<evaluated:code>/", evaluation.evaluation, name="evaluation"),
    path("programme/years/<fiscal:year>/<evaluated:code>/sign/", evaluation.sign, name="evaluation-sign"),
    path("programme/years/<fiscal:year>/<evaluated:code>/return/", evaluation.send_back, name="evaluation-return"),
    path("programme/period/", period.periods, name="periods"),
    path("programme/period/<edition:edition>/", period.period, name="period"),
    path("programme/period/<edition:edition>/<evaluated:code>/", period.evaluate, name="period-evaluate"),
    path("programme/meetings/", meetings.meetings_page, name="meetings"),
    path("programme/meetings/plan/", meetings.plan, name="meeting-plan"),
    path("programme/meetings/<meeting:key>/", meetings.meeting, name="meeting"),
    path("programme/meetings/<meeting:key>/calendar.ics", calendar.calendar, name="meeting-calendar"),
    path("programme/meetings/<meeting:key>/agenda/", meetings.agenda, name="meeting-agenda"),
    path("programme/meetings/<meeting:key>/issue", meetings.issue, name="meeting-issue"),
    path("programme/meetings/<meeting:key>/reopen", meetings.reopen, name="meeting-reopen"),
    path("programme/meetings/<meeting:key>/papers.pdf", meetings.papers, name="meeting-papers"),
    path("programme/meetings/<meeting:key>/minutes/", meetings.minutes, name="meeting-minutes"),
    path("programme/meetings/<meeting:key>/points/<int:order>/decide/", outcomes.decide, name="meeting-decide"),
    path("programme/meetings/<meeting:key>/points/<int:order>/task/", outcomes.give_task, name="meeting-task"),
    path("programme/bodies/", bodies.bodies, name="bodies"),
    path("programme/bodies/<body:code>/", bodies.body, name="body"),
    path("programme/bodies/<body:code>/add/", bodies.add, name="body-add"),
    path("programme/bodies/<body:code>/places/<int:membership>/end/", bodies.end, name="body-end"),
]
