"""The largest page of an interview, asked for and saved, against bare views that render its template and insert two rows."""

from collections.abc import Callable, Iterable
from datetime import datetime
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
from murakami.domain.intake.models import Intake
from murakami.domain.intake.rules.ownership import Owner
from murakami.flows.conversation.reading import read_conversation

ROUNDS, TIMES = 7, 40
Form = dict[str, list[str]]


def run() -> list[Figure]:
    """Seven rounds, each with the four in turn; the ratios of the medians of their processor time."""
    at = timezone.now()
    owner = resident(at)
    key = ready_to_file(owner, at)
    page, form = _largest_page(key, owner, at)
    forget = _forgetting(key, names=form)
    with override_settings(ROOT_URLCONF="benchmarks.bare_urls"):
        client = signed_in_client(owner.account_id or 0)
        forget()
        _record(client, page)
        form["seen"] = [bare_urls.RECORDED["context"]["seen"]]
        cpu, wall = _interleaved(forget, {
            "GET": lambda: _expect(client.get(page), 200), "bare GET": lambda: _expect(client.get("/bench/get/"), 200),
            "POST": lambda: _expect(client.post(page, form), 302),
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


def _forgetting(key: str, *, names: Iterable[str]) -> Callable[[], None]:
    """Make the conversation one in which the page is still to be written, again and again."""
    intake = Intake.objects.get(key=key)
    page = {tuple(name.split(".")[:2]) for name in names}
    before = {instance: {fact: answer for fact, answer in facts.items() if (instance, fact) not in page}
              for instance, facts in intake.answers.items()}
    return lambda: Intake.objects.filter(key=key).update(answers=before) and None


def _record(client: Client, page: str) -> None:
    """Keep the template and the context of the page for the bare view, without what the context processors add again."""
    setup_test_environment()  # records templates and contexts; off again before anything is measured
    shown = client.get(page)
    teardown_test_environment()
    added = {"request", "user", "perms", "messages", "DEFAULT_MESSAGE_LEVELS", "csrf_token", "block", "True", "False", "None"}
    context = {name: value for name, value in shown.context[0].flatten().items() if name not in added}
    bare_urls.RECORDED.update(template=shown.templates[0].name, context=context)


def _interleaved(prepare: Callable[[], None], work: dict[str, Callable[[], None]]) -> tuple[dict[str, float], ...]:
    """Take the four in turn in every round; by name the median of the rounds, on the processor and by the clock.

    Each request is prepared in the same way, so that none finds what it needs in the caches that another has filled.
    """
    cpu: dict[str, list[float]] = {name: [0.0] * ROUNDS for name in work}
    wall: dict[str, list[float]] = {name: [0.0] * ROUNDS for name in work}
    for number in range(ROUNDS):
        for name, ask in work.items():
            for _ in range(TIMES):
                prepare()
                begun, begun_by_clock = process_time(), perf_counter()
                ask()
                cpu[name][number] += (process_time() - begun) / TIMES
                wall[name][number] += (perf_counter() - begun_by_clock) / TIMES
    return tuple({name: median(rounds) for name, rounds in taken.items()} for taken in (cpu, wall))


def _expect(answer: HttpResponse, status: int) -> None:
    if answer.status_code != status:
        raise AssertionError(f"the page answered {answer.status_code}, not {status}")
