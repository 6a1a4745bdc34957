"""Addresses of residents' pages."""

from django.urls import include, path

from murakami.interfaces.portal.showcase import finding, home, personal_files
from murakami.interfaces.portal.talk import (
    attachments,
    beginning,
    guide,
    page,
    people,
    proof,
    receipt,
    result,
    review,
    satisfaction,
    sign,
    ways_in,
)

app_name = "portal"
urlpatterns = [
    path("", home.show_home, name="home"),
    path("search/", finding.show_search, name="search"),
    path("procedures/", finding.show_catalogue, name="catalogue"),
    path("procedures/<slug:procedure>/", finding.show_procedure, name="procedure"),
    path("procedures/<slug:procedure>/begin/", beginning.begin_procedure, name="begin-procedure"),
    path("personal-files/", personal_files.show_files, name="personal-files"),
    path("personal-files/<slug:procedure>/", personal_files.show_file, name="personal-file"),
    path("personal-files.csv", personal_files.files_csv, name="personal-files-csv"),
    path("life-events/<slug:event_id>/", finding.show_life_event, name="life-event"),
    path("life-events/<slug:event_id>/begin/", beginning.begin_life_event, name="begin-life-event"),
    path("towns/", page.towns, name="postal"),
    path("discarded/", beginning.show_discarded, name="discarded"),
    path("talks/<slug:key>/", include([
        path("", beginning.go_on, name="intake"),
        path("guide/", guide.next_question, name="guide"),
        path("guide/<str:question>/", guide.question, name="guide-question"),
        path("result/", result.result, name="result"),
        path("begin/", ways_in.ways_in, name="way"),
        path("people/", people.people, name="people"),
        path("people/<slug:instance>/leave-out/", people.leave_out, name="leave-out"),
        path("pages/<str:page_key>/", page.page, name="page"),
        path("attachments/", attachments.attachments, name="attachments"),
        path("files/<slug:sha256>/", attachments.show_file, name="file"),
        path("review/", review.review, name="review"),
        path("sign/", sign.sign, name="sign"),
        path("receipt/", receipt.receipt, name="receipt"),
        path("receipt/satisfaction", satisfaction.satisfaction, name="satisfaction"),
        path("receipt.pdf", receipt.receipt_pdf, name="receipt-pdf"),
        path("receipt/<str:number>.svg", receipt.receipt_qr, name="receipt-qr"),
        path("receipt/<str:number>/proof/", proof.proof, name="receipt-proof"),
        path("receipt/<str:number>/proof.json", proof.proof_file, name="receipt-proof-file"),
        path("saved/", beginning.show_saved, name="saved"),
        path("discard/", beginning.discard, name="discard"),
    ])),
    path("my/", include("murakami.interfaces.portal.my.urls")),
    path("sign-in/card/signed/", sign.signed, name="signed"),
    path("sign-in/", include("murakami.interfaces.portal.sign_in.urls")),
]
