"""Addresses of the office, below /office/."""

from django.urls import include, path

from murakami.interfaces.office.views import case, files, forms, steps, work_list

app_name = "office"
urlpatterns = [
    path("sign-in/", include("murakami.interfaces.office.sign_in.urls")),
    path("", work_list.work_list, name="work-list"),
    path("cases/<str:receipt>/", case.case, name="case"),
    path("cases/<str:receipt>/files/", case.case_files, name="case-files"),
    path("cases/<str:receipt>/talk/", case.case_talk, name="case-talk"),
    path("cases/<str:receipt>/form/", case.case_form, name="case-form"),
    path("cases/<str:receipt>/history/", case.case_history, name="case-history"),
    path("cases/<str:receipt>/files/<str:sha256>/", files.case_file, name="case-file"),
    path("cases/<str:receipt>/letter.pdf", files.letter, name="letter"),
    path("cases/<str:receipt>/correct/", forms.correction, name="correction"),
    path("cases/<str:receipt>/propose/", forms.proposal, name="proposal"),
    path("cases/<str:receipt>/transfer/", forms.transfer, name="transfer"),
    path("cases/<str:receipt>/start", steps.start, name="start"),
    path("cases/<str:receipt>/tick", steps.tick, name="tick"),
    path("cases/<str:receipt>/match", steps.match, name="match"),
    path("cases/<str:receipt>/correct/cancel", steps.cancel_correction, name="cancel-correction"),
    path("cases/<str:receipt>/approve", steps.approve, name="approve"),
    path("cases/<str:receipt>/return", steps.give_back, name="return"),
    path("cases/<str:receipt>/close", steps.close, name="close"),
    path("cases/<str:receipt>/letter/retry", steps.retry_letter, name="retry-letter"),
    path("cases/<str:receipt>/letter/posted", steps.posted, name="posted"),
    path("cases/<str:receipt>/message", steps.send_message, name="send-message"),
]
