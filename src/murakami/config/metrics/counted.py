"""Figures that are added up while requests pass: in every server process, into files that all of them share."""

import shutil
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

from murakami.config.metrics import catalogue
from murakami.foundation.limits.counting import REFUSED
from murakami.foundation.limits.rules import Door

_NAMES: set[str] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Counting:
    """Counts every request by what our own source calls it: the address that was asked for never becomes a label."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        REFUSED.connect(_count_refused, dispatch_uid="metrics")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        labels = (match.view_name if match else "", request.method if request.method in _NAMES else "other", str(response.status_code))
        requests().labels(*labels).observe(time.perf_counter() - started)
        return response


@cache
def requests() -> Histogram:
    """The histogram of requests of this process."""
    figure = catalogue.REQUEST_SECONDS
    return Histogram(figure.name, figure.means, figure.labels, buckets=_BUCKETS, registry=_own())


@cache
def limits_hit() -> Counter:
    """How often this process asked somebody to wait."""
    figure = catalogue.LIMITS_HIT
    return Counter(figure.name, figure.means, figure.labels, registry=_own())


def all_counted() -> CollectorRegistry:
    """Add up what every process of this server has counted since it started."""
    if not settings.METRICS_DIR.is_dir():
        return _own()
    shared = CollectorRegistry()
    MultiProcessCollector(shared, path=str(settings.METRICS_DIR))  # type: ignore[no-untyped-call]
    return shared


def begin_anew() -> None:
    """Throw away what the processes before this server counted: before the first of ours counts."""
    shutil.rmtree(settings.METRICS_DIR, ignore_errors=True)
    settings.METRICS_DIR.mkdir(mode=0o700, parents=True)


@cache
def _own() -> CollectorRegistry:
    return CollectorRegistry()


def _count_refused(sender: Door, **_: Any) -> None:
    limits_hit().labels(sender.value).inc()
