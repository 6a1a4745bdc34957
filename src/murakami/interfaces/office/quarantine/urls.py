"""Addresses of what waits and of the originals, below /office/."""

from django.urls import path

from murakami.interfaces.office.quarantine import deciding, originals, waiting

urlpatterns = [
    path("quarantine/", waiting.quarantine, name="quarantine"),
    path("cases/<receipt:receipt>/files/<sha256:sha256>/held/", waiting.held_file, name="held-file"),
    path("cases/<receipt:receipt>/files/<sha256:sha256>/held/decide", deciding.decide, name="held-decide"),
    path("originals/", originals.originals, name="originals"),
    path("originals/<receipt:receipt>/<sha256:sha256>/", originals.original, name="original"),
]
