"""Addresses of the office, below /office/."""

from django.urls import include, path, register_converter

from murakami.interfaces.office.addresses import DayConverter, NumberConverter, ReceiptConverter, Sha256Converter
from murakami.interfaces.office.views import (
    approval,
    case,
    correction,
    files,
    mandate,
    proposal,
    returning,
    several,
    steps,
    talk,
    transfer,
    work_list,
)

register_converter(DayConverter, "day")
register_converter(NumberConverter, "number")
register_converter(ReceiptConverter, "receipt")
register_converter(Sha256Converter, "sha256")

app_name = "office"
urlpatterns = [
    path("sign-in/", include("murakami.interfaces.office.sign_in.urls")),
    path("staff/", include("murakami.interfaces.office.staff.urls")),
    path("spool/", include("murakami.interfaces.office.spool.urls")),
    path("reshuffles/", include("murakami.interfaces.office.reshuffle.urls")),
    path("emergencies/", include("murakami.interfaces.office.emergency.urls")),
    path("learning/", include("murakami.interfaces.office.learning.urls")),
    path("programme/drafts/", include("murakami.interfaces.office.drafting.urls")),
    path("programme/", include("murakami.interfaces.office.programme.urls")),
    path("", include("murakami.interfaces.office.programme_year.urls")),
    path("", include("murakami.interfaces.office.quarantine.urls")),
    path("", include("murakami.interfaces.office.protection.urls")),
    path("", include("murakami.interfaces.office.own_data.urls")),
    path("breaches/", include("murakami.interfaces.office.breaches.urls")),
    path("audit/", include("murakami.interfaces.office.audit.urls")),
    path("indicators/", include("murakami.interfaces.office.indicators.urls")),
    path("", work_list.work_list, name="work-list"),
    path("cases/assign", several.assign_several, name="assign-several"),
    path("cases/<receipt:receipt>/next", several.next_case, name="next-case"),
    path("cases/<receipt:receipt>/", case.case, name="case"),
    path("cases/<receipt:receipt>/files/", case.case_files, name="case-files"),
    path("cases/<receipt:receipt>/talk/", talk.case_talk, name="case-talk"),
    path("cases/<receipt:receipt>/form/", case.case_form, name="case-form"),
    path("cases/<receipt:receipt>/history/", case.case_history, name="case-history"),
    path("cases/<receipt:receipt>/files/<sha256:sha256>/", files.case_file, name="case-file"),
    path("cases/<receipt:receipt>/letter.pdf", files.letter, name="letter"),
    path("cases/<receipt:receipt>/correct/", correction.correction, name="correction"),
    path("cases/<receipt:receipt>/propose/", proposal.proposal, name="proposal"),
    path("cases/<receipt:receipt>/approve/", approval.approval, name="approve"),
    path("cases/<receipt:receipt>/return/", returning.give_back, name="return"),
    path("cases/<receipt:receipt>/transfer/", transfer.transfer, name="transfer"),
    path("cases/<receipt:receipt>/mandate/end/", mandate.end, name="mandate-end"),
    path("cases/<receipt:receipt>/start", steps.start, name="start"),
    path("cases/<receipt:receipt>/assign", steps.assign, name="assign"),
    path("cases/<receipt:receipt>/check", steps.check, name="check"),
    path("cases/<receipt:receipt>/match", steps.match, name="match"),
    path("cases/<receipt:receipt>/match/undo", steps.undo_match, name="undo-match"),
    path("cases/<receipt:receipt>/correct/cancel", steps.cancel_correction, name="cancel-correction"),
    path("cases/<receipt:receipt>/close", steps.close, name="close"),
    path("cases/<receipt:receipt>/letter/retry", steps.retry_letter, name="retry-letter"),
    path("cases/<receipt:receipt>/letter/posted", steps.posted, name="posted"),
    path("cases/<receipt:receipt>/settle", steps.settle, name="settle"),
]
