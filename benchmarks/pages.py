"""The interview's GET and POST against bare views that render the same template and insert two rows."""

from collections.abc import Callable
from datetime import datetime
from math import inf
from statistics import median
from time import perf_counter
from typing import Any

from django.http import HttpResponse
from django.test import override_settings
from django.test.utils import setup_test_environment, teardown_test_environment
from django.utils import timezone

from benchmarks import bare_urls
from benchmarks.families import family, ready_to_file, resident
from benchmarks.timing import Figure
from benchmarks.visitors import signed_in_client
from murakami.demo.town.births import Talk
from murakami.domain.intake.rules.ownership import Owner
from murakami.flows.conversation.reading import read_conversation

ROUNDS, TIMES = 7, 40


def run() -> list[Figure]:
    """Seven rounds, each of the four in turn; the ratio of the medians."""
    at = timezone.now()
    owner = resident(at)
    key = ready_to_file(owner, at)
    with override_settings(ROOT_URLCONF="benchmarks.bare_urls"):
        client = signed_in_client(owner.account_id or 0)
        page, form = _largest_page(key, owner, at)
        setup_test_environment()  # records templates and contexts; off again before anything is measured
        shown = client.get(page)
        teardown_test_environment()
        bare_urls.RECORDED.update(template=shown.templates[0].name, context=_own_part(shown.context[0].flatten()))
        form["seen"] = shown.context["seen"]
        work = {"GET": lambda: client.get(page), "bare GET": lambda: client.get("/bench/get/"),
                "POST": lambda: client.post(page, form), "bare POST": lambda: client.post("/bench/post/", form)}
        _expect(work["GET"]().status_code, 200)
        _expect(work["POST"]().status_code, 302)
        taken = {name: median(times) for name, times in _interleaved(work).items()}
    return [("interview GET against the bare view", taken["bare GET"] / taken["GET"], "×", -0.5),
            ("interview POST against the bare insert", taken["bare POST"] / taken["POST"], "×", -0.5),
            *((f"interview: {name}", seconds * 1000, "ms", inf) for name, seconds in taken.items())]


def _largest_page(key: str, owner: Owner, at: datetime) -> tuple[str, dict[str, list[str]]]:
    """Find the page with the most questions, and the form that a family sends."""
    standing = read_conversation(key=key, owner=owner, today=timezone.localdate(at)).standing
    page = max(standing.plan.pages, key=lambda page: len(page.items))
    form = Talk(family(at), owner=owner, at=at).form_of(standing, page.items)
    return f"/talks/{key}/pages/{page.key}/", dict(form)


def _own_part(context: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the context processors add again."""
    added = {"request", "user", "perms", "messages", "DEFAULT_MESSAGE_LEVELS", "csrf_token", "block", "True", "False", "None"}
    return {name: value for name, value in context.items() if name not in added}


def _interleaved(work: dict[str, Callable[[], HttpResponse]]) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, ask in work.items():
            begun = perf_counter()
            for _ in range(TIMES):
                ask()
            taken[name].append((perf_counter() - begun) / TIMES)
    return taken


def _expect(status: int, wanted: int) -> None:
    if status != wanted:
        raise AssertionError(f"the page answered {status}, not {wanted}")
