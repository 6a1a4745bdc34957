"""Figures for whoever watches: off by default, for one network, each documented, and never with a value of a person."""

import json
import re
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from murakami.config.metrics import asked
from murakami.config.metrics.catalogue import FIGURES
from murakami.config.metrics.paper import metrics_page
from murakami.foundation.limits.addresses import read_networks
from murakami.foundation.limits.counting import TooOften, knock
from murakami.foundation.limits.rules import Door, Limit
from murakami.foundation.spool.daily import names_of_daily_work
from murakami.foundation.spool.models import HandledMessage
from murakami.foundation.spool.operations import enqueue
from tests.interfaces.routes import ROUTES
from tests.serving import served

pytestmark = pytest.mark.django_db
HERE = read_networks(["127.0.0.1"])
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other"}


@pytest.fixture
def open_door(settings: Any) -> None:
    """This machine may ask, and requests are counted."""
    settings.METRICS_FROM = HERE
    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], "murakami.config.metrics.counted.Counting", *settings.MIDDLEWARE[1:]]


def samples(text: str) -> dict[tuple[str, ...], float]:
    """Every value by its name and labels."""
    return {(sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(text) for sample in family.samples}


def ask(client: Client) -> dict[tuple[str, ...], float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    return samples(answer.content.decode())


@pytest.mark.parametrize(("networks", "forwarded", "token", "brought", "status"), [
    ([], "", "", "", 404),
    (["127.0.0.1"], "", "", "", 200),
    (["10.0.0.9"], "", "", "", 404),
    (["127.0.0.1"], "203.0.113.7", "", "", 404),
    (["203.0.113.7"], "203.0.113.7", "", "", 200),
    (["127.0.0.1"], "", "a long token", "", 404),
    (["127.0.0.1"], "", "a long token", "Bearer another", 404),
    (["127.0.0.1"], "", "a long token", "Bearer a long token", 200),
    (["127.0.0.1"], "", "a long token", "Bearer a löng token", 404),
])
def test_metrics__answer_only_who_is_allowed(
        client: Client, settings: Any, networks: list[str], forwarded: str, token: str, brought: str, status: int) -> None:
    settings.METRICS_FROM, settings.METRICS_TOKEN = read_networks(networks), token
    headers = {**({"X-Forwarded-For": forwarded} if forwarded else {}), **({"Authorization": brought} if brought else {})}
    assert client.get("/metrics", headers=headers).status_code == status


def test_metrics__are_all_documented_and_all_there(client: Client, open_door: None, settings: Any, tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "metrics.md").read_text(encoding="utf-8")
    assert page == metrics_page(), "docs/metrics.md is not what the catalogue says: run `make docs`"
    client.get("/healthz")
    HandledMessage.objects.create(topic=sorted(names_of_daily_work())[0], key="a day", at=timezone.now())
    found = {name for name, *_ in ask(client)}
    spoken = {re.sub(r"_(bucket|count|sum)$", "", name) for name in found if not name.endswith("_created")}
    assert spoken <= {each.name for each in FIGURES}
    assert {each.name for each in FIGURES} - spoken <= {"murakami_limits_hit_total", "murakami_backup_last_success_timestamp_seconds"}


def test_labels__are_never_a_value_of_a_person(client: Client, open_door: None) -> None:
    planted = ["MK-2611-000123-4", "hanako@example.jp", "架空花子", "secret-token"]
    for value in planted:
        client.get(f"/my/{value}/", {"q": value})
        client.get(f"/procedures/{value}/")
        client.generic("GET", f"/{value}")
    client.generic("HANAKO", "/healthz")
    text = client.get("/metrics").content.decode()
    assert not [value for value in planted if value in text]
    allowed = {"route": {"", *ROUTES}, "method": METHODS, "state": {"waiting", "failed"},
               "door": {door.value for door in Door}, "work": names_of_daily_work()}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            for label, value in sample.labels.items():
                assert label in {"le", "status", "version", "zone"} or value in allowed[label], (sample.name, label, value)


def test_requests__are_counted_by_the_name_of_their_route(client: Client, open_door: None) -> None:
    key = ("murakami_request_seconds_count", "method=GET", "route=healthz", "status=200")
    before = ask(client).get(key, 0)
    client.get("/healthz")
    client.get("/healthz")
    assert ask(client)[key] - before == 2


def test_limits__that_are_reached_are_counted(client: Client, open_door: None, settings: Any) -> None:
    settings.LIMITS = {"comments": Limit(count=1, seconds=3600)}
    key = ("murakami_limits_hit_total", "door=comments")
    before = ask(client).get(key, 0)
    at = timezone.now()
    knock(Door.COMMENTS, "somebody", at=at)
    for _ in range(2):
        with pytest.raises(TooOften):
            knock(Door.COMMENTS, "somebody", at=at)
    assert ask(client)[key] - before == 2


def test_spool__says_what_waits_and_for_how_long(client: Client, open_door: None) -> None:
    at = timezone.now()
    enqueue("programme.digest", payload={}, key="late", not_before=at - timedelta(hours=1))
    found = ask(client)
    assert found[("murakami_spool_waiting",)] == found[("murakami_mails", "state=waiting")] == 1
    assert 3500 < found[("murakami_worker_lag_seconds",)] < 3700


def test_work_of_the_night__says_when_it_was_last_done(client: Client, open_door: None) -> None:
    work = sorted(names_of_daily_work())[0]
    for day in (1, 2):
        HandledMessage.objects.create(topic=work, key=f"{day}", at=datetime(2026, 11, day, tzinfo=UTC))
    assert ask(client)[("murakami_nightly_last_success_timestamp_seconds", f"work={work}")] == datetime(2026, 11, 2, tzinfo=UTC).timestamp()


def test_mail_tasks__are_tasks() -> None:
    source = Path(asked.__file__).parents[2]
    text = "".join(path.read_text(encoding="utf-8") for path in source.joinpath("flows").rglob("*.py"))
    assert all(f'"{name}"' in text for name in asked.MAIL_TASKS)


def test_metrics__of_a_database_that_is_away_say_so(client: Client, open_door: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", away)
    found = ask(client)
    assert found[("murakami_ready",)] == 0
    assert ("murakami_spool_waiting",) not in found


@pytest.mark.slow
def test_metrics__add_up_what_every_process_counts(tmp_path: Path) -> None:
    with served(tmp_path / "data", MURAKAMI_METRICS_FROM="127.0.0.1", MURAKAMI_PROCESSES="2") as server:
        for _ in range(20):
            with urllib.request.urlopen(server.url + "/healthz") as answer:
                assert json.load(answer)["status"] == "ok"
        with urllib.request.urlopen(server.url + "/metrics") as answer:
            found = samples(answer.read().decode())
    assert found[("murakami_request_seconds_count", "method=GET", "route=healthz", "status=200")] >= 20
