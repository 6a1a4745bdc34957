"""Addresses of my page, below `/my/`."""

from django.urls import path

from murakami.interfaces.portal.my import (
    agreements,
    corrections,
    documents,
    filings,
    firm,
    items,
    letters,
    looks,
    mandate,
    mandates,
    overview,
    supplement,
    withdrawal,
)

urlpatterns = [
    path("", overview.overview, name="my"),
    path("filings/<str:receipt>/", filings.filing, name="my-filing"),
    path("filings/<str:receipt>/document/", documents.document, name="my-document"),
    path("filings/<str:receipt>/files/<slug:sha256>/", documents.document_file, name="my-file"),
    path("filings/<str:receipt>/looks/", looks.looks, name="my-looks"),
    path("filings/<str:receipt>/supplement/", supplement.supplement, name="my-supplement"),
    path("filings/<str:receipt>/withdraw/", withdrawal.withdrawal, name="my-withdraw"),
    path("corrections/<str:key>/", corrections.correction, name="my-correction"),
    path("corrections/<str:key>/check/", corrections.check, name="my-correction-check"),
    path("corrections/<str:key>/items/<str:item_key>/", items.item, name="my-correction-item"),
    path("letters/", letters.letters, name="my-letters"),
    path("letters/<str:key>/", letters.letter, name="my-letter"),
    path("mandates/", mandates.mandates, name="my-mandates"),
    path("mandates/answer/", mandates.answer, name="my-mandate-answer"),
    path("mandates/ask/<slug:side>/", mandates.ask, name="my-mandate-ask"),
    path("mandates/<slug:key>/", mandate.mandate, name="my-mandate"),
    path("firm/", firm.firm, name="my-firm"),
    path("firm/sessions/end/", firm.end_others, name="my-firm-sessions-end"),
    path("firm/members/<int:member>/end/", firm.end, name="my-firm-end"),
    path("firm/members/<int:member>/readmit/", firm.let_in, name="my-firm-readmit"),
    path("delivery/", agreements.delivery, name="my-delivery"),
    path("memory/", agreements.memory, name="my-memory"),
    path("memory/forget/", agreements.forget, name="my-memory-forget"),
]
