"""Figures that the database and the disk know: read when somebody asks, kept nowhere."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Count, Max, Min, Q
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

import murakami
from murakami.config.health import problems_now
from murakami.config.metrics import catalogue
from murakami.config.metrics.catalogue import Figure
from murakami.config.operation.layout import database_file
from murakami.config.operation.shelf import list_backups
from murakami.foundation.files.models import HeldFile
from murakami.foundation.spool.carrying.standing import load_standing
from murakami.foundation.spool.daily import names_of_daily_work
from murakami.foundation.spool.models import HandledMessage, Message
from murakami.foundation.spool.queries import get_status
from murakami.foundation.spool.rules import local_places

MAIL_TASKS: Final = ("programme.digest", "cases.emergency_alarm", "cases.emergency_consented")
Samples = Mapping[tuple[str, ...], float]


class Asked(Collector):
    """Reads each figure at `at`. SQL: about ten, and none for what a database that is away cannot say."""

    def __init__(self, *, at: datetime) -> None:
        self._at = at

    def collect(self) -> Iterator[Metric]:
        """Give every figure that can be read."""
        for figure, samples in self._read():
            family = GaugeMetricFamily(figure.name, figure.means, labels=figure.labels)
            for labels, value in samples.items():
                family.add_metric(labels, value)
            yield family

    def _read(self) -> Iterator[tuple[Figure, Samples]]:
        problems = set(problems_now())
        yield catalogue.BUILD, {(murakami.__version__, settings.ZONE): 1}
        yield catalogue.READY, {(): float(not problems)}
        yield from _of_disk()
        if "database" in problems:
            return
        for read in (_of_spool, _of_work, _of_rooms, _of_database):
            try:
                yield from list(read(self._at))
            except (DatabaseError, InterfaceError):
                continue


def _of_disk() -> Iterator[tuple[Figure, Samples]]:
    try:
        yield catalogue.FREE_BYTES, {(): shutil.disk_usage(settings.DATA_DIR).free}
    except OSError:
        return
    shelf = settings.ENVIRONMENT.backup_dir
    backups = list_backups(shelf) if shelf else []
    moments = [one.manifest.taken_at.timestamp() for one in backups if one.manifest.zone == settings.ZONE]
    if moments:
        yield catalogue.BACKUP, {(): moments[-1]}


def _of_spool(at: datetime) -> Iterator[tuple[Figure, Samples]]:
    """SQL: 4."""
    status = get_status()
    yield catalogue.SPOOL_WAITING, {(): status.waiting}
    yield catalogue.SPOOL_DEAD, {(): status.dead}
    yield catalogue.SPOOL_OLDEST, {(): _seconds_since(status.oldest_at, at)}
    due = Message.objects.filter(Q(leased_until=None) | Q(leased_until__lte=at), dead_at=None, not_before__lte=at,
                                 place__in=(*local_places(settings.ZONE), "here"))
    yield catalogue.WORKER_LAG, {(): _seconds_since(due.aggregate(oldest=Min("not_before"))["oldest"], at)}
    yield catalogue.CARRYING, {(): float(bool(load_standing().trouble))}


def _of_work(_: datetime) -> Iterator[tuple[Figure, Samples]]:
    """SQL: 2."""
    names = names_of_daily_work()
    done = HandledMessage.objects.filter(topic__in=names).values_list("topic").annotate(last=Max("at"))
    yield catalogue.NIGHTLY, {(name,): last.timestamp() for name, last in done}
    mails = Message.objects.filter(topic__in=MAIL_TASKS).aggregate(
        waiting=Count("id", filter=Q(dead_at=None)), failed=Count("id", filter=Q(dead_at__isnull=False)))
    yield catalogue.MAILS, {(state,): count for state, count in mails.items()}


def _of_rooms(_: datetime) -> Iterator[tuple[Figure, Samples]]:
    """SQL: 1 or 2."""
    yield catalogue.QUARANTINE, {(): HeldFile.objects.filter(state=HeldFile.State.WAITING).count()}
    if apps.is_installed("murakami.domain.intake"):
        yield catalogue.FILINGS, {(): apps.get_model("intake.Filing").objects.count()}


def _of_database(_: datetime) -> Iterator[tuple[Figure, Samples]]:
    """SQL: 1 on PostgreSQL."""
    file = database_file()
    if file is not None:
        beside = [file, file.with_name(f"{file.name}-wal")]
        yield catalogue.DATABASE_BYTES, {(): sum(path.stat().st_size for path in beside if path.exists())}
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        yield catalogue.DATABASE_BYTES, {(): cursor.fetchone()[0]}


def _seconds_since(moment: datetime | Any, at: datetime) -> float:
    return max(0.0, (at - moment).total_seconds()) if moment else 0.0
