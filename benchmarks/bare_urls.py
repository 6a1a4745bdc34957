"""The addresses of the software and, beside them, the committed baseline: bare views behind the same middleware."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from murakami.config.urls import urlpatterns as real
from murakami.foundation.events.models import Event

RECORDED: dict[str, Any] = {}


def bare_get(request: HttpRequest) -> HttpResponse:
    """Render the interview's template from a context that was recorded once."""
    return render(request, RECORDED["template"], RECORDED["context"])


def bare_post(request: HttpRequest) -> HttpResponse:
    """Insert two rows in one transaction and redirect."""
    request.POST.get("seen")
    with transaction.atomic():
        for number in range(2):
            Event.objects.create(kind="bench.bare", subject_key=f"bare{number}", at=timezone.now())
    return HttpResponseRedirect("/")


urlpatterns = [*real, path("bench/get/", bare_get), path("bench/post/", bare_post)]
