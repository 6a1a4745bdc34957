"""The largest page of an interview, asked for and saved, against bare views that render its template and insert two rows."""

from collections.abc import Callable
from datetime import datetime
from itertools import cycle
from math import inf
from statistics import median
from time import perf_counter, process_time

from django.http import HttpResponse
from django.test import Client, override_settings
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
Form = dict[str, list[str]]


def run() -> list[Figure]:
    """Seven rounds, each with the four in turn; the ratios of the medians of their processor time."""
    at = timezone.now()
    owner = resident(at)
    key = ready_to_file(owner, at)
    with override_settings(ROOT_URLCONF="benchmarks.bare_urls"):
        client = signed_in_client(owner.account_id or 0)
        page, form = _largest_page(key, owner, at)
        _record(client, page)
        forms = cycle(_two_minds(client, page, form))
        cpu, wall = _interleaved({
            "GET": lambda: _expect(client.get(page), 200), "bare GET": lambda: _expect(client.get("/bench/get/"), 200),
            "POST": lambda: _expect(client.post(page, next(forms)), 302),
            "bare POST": lambda: _expect(client.post("/bench/post/", form), 302)})
    return [("interview GET against the bare view", cpu["bare GET"] / cpu["GET"], "×", -0.5),
            ("interview POST against the bare insert", cpu["bare POST"] / cpu["POST"], "×", -0.5),
            *((f"interview: {name}, CPU", seconds * 1000, "ms", inf) for name, seconds in cpu.items()),
            *((f"interview: {name}, by the clock", seconds * 1000, "ms", inf) for name, seconds in wall.items())]


def _largest_page(key: str, owner: Owner, at: datetime) -> tuple[str, Form]:
    """Find the page with the most questions, and the form that a family sends."""
    standing = read_conversation(key=key, owner=owner, today=timezone.localdate(at)).standing
    page = max(standing.plan.pages, key=lambda page: len(page.items))
    form = Talk(family(at), owner=owner, at=at).form_of(standing, page.items)
    return f"/talks/{key}/pages/{page.key}/", dict(form)


def _record(client: Client, page: str) -> None:
    """Keep the template and the context of the page for the bare view, without what the context processors add again."""
    setup_test_environment()  # records templates and contexts; off again before anything is measured
    shown = client.get(page)
    teardown_test_environment()
    added = {"request", "user", "perms", "messages", "DEFAULT_MESSAGE_LEVELS", "csrf_token", "block", "True", "False", "None"}
    context = {name: value for name, value in shown.context[0].flatten().items() if name not in added}
    bare_urls.RECORDED.update(template=shown.templates[0].name, context=context)


def _two_minds(client: Client, page: str, form: Form) -> tuple[Form, Form]:
    """Make two forms that differ in one answer and follow each other: each save writes."""
    name = next(name for name, values in form.items() if values and not values[0].isascii())
    other = {**form, name: [f"{form[name][0]}２"]}
    for sent, following in ((form, other), (other, form)):
        _expect(client.post(page, sent), 302)
        following["seen"] = [_seen(client.get(page))]
    return form, other


def _seen(shown: HttpResponse) -> str:
    return shown.content.decode().partition('name="seen" value="')[2].partition('"')[0]


def _interleaved(work: dict[str, Callable[[], None]]) -> tuple[dict[str, float], dict[str, float]]:
    """Take the four in turn within each round; by name the median of the rounds, on the processor and by the clock."""
    cpu: dict[str, list[float]] = {name: [0.0] * ROUNDS for name in work}
    wall: dict[str, list[float]] = {name: [0.0] * ROUNDS for name in work}
    for number in range(ROUNDS * TIMES):
        for name, ask in work.items():
            begun, begun_by_clock = process_time(), perf_counter()
            ask()
            cpu[name][number // TIMES] += (process_time() - begun) / TIMES
            wall[name][number // TIMES] += (perf_counter() - begun_by_clock) / TIMES
    return tuple({name: median(rounds) for name, rounds in taken.items()} for taken in (cpu, wall))


def _expect(answer: HttpResponse, status: int) -> None:
    if answer.status_code != status:
        raise AssertionError(f"the page answered {answer.status_code}, not {status}")
