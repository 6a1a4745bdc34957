"""Addresses of the seal on the events, below /evidence/."""

from django.urls import path

from murakami.interfaces.open.evidence import page

urlpatterns = [
    path("", page.show_evidence, name="evidence"),
    path("checkpoint.txt", page.checkpoint_text, name="evidence-checkpoint"),
    path("key.txt", page.key_text, name="evidence-key"),
    path("growth/<int:size>.json", page.growth, name="evidence-growth"),
]
