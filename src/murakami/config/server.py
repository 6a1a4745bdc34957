"""The web server: gunicorn with threads, one process on SQLite, several on PostgreSQL, a worker inside each."""

import gc
import os
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.urls import get_resolver
from gunicorn import glogging
from gunicorn.app.base import BaseApplication

from murakami.config.doors import LONGEST_HEADER, LONGEST_LINE, MOST_HEADERS, Doors
from murakami.config.environment import Environment
from murakami.config.handling import make_application
from murakami.config.metrics.counted import begin_anew
from murakami.foundation.spool.worker import Worker, start_worker_thread

GRACE_SECONDS = 30
Application = Callable[..., Any]


class Lines(glogging.Logger):  # type: ignore[misc]  # gunicorn carries no types
    """gunicorn's messages through our own log lines; requests are logged by our middleware, without addresses."""

    def setup(self, cfg: Any) -> None:
        """Leave handlers and levels to Django's LOGGING."""
        self.cfg = cfg
        self.error_log.propagate = True
        self._access_log_enabled = False


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
    """Our application in gunicorn, configured from the environment alone."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._workers: list[tuple[Worker, threading.Thread]] = []
        super().__init__()

    def load_config(self) -> None:
        """Say how many processes and threads, and what happens when one starts and ends."""
        ours = {
            "bind": f"{self._environment.host}:{self._environment.port}",
            "worker_class": Doors,
            "workers": processes_of(self._environment, vendor=connection.vendor),
            "threads": self._environment.threads,
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": GRACE_SECONDS,
            "keepalive": 5,
            "limit_request_line": LONGEST_LINE,
            "limit_request_field_size": LONGEST_HEADER,
            "limit_request_fields": MOST_HEADERS,
            "logger_class": Lines,
            "proc_name": f"murakami-{self._environment.zone}",
            "control_socket_disable": True,
            "post_worker_init": self._begin,
            "worker_exit": self._end,
        }
        for name, value in ours.items():
            self.cfg.set(name, value)

    def load(self) -> Application:
        """Load everything once, before the processes part, so that they share its memory."""
        application: Application = make_application()
        if settings.METRICS_FROM:
            begin_anew()
        _ = get_resolver().url_patterns
        connections.close_all()  # a connection must not be shared by two processes
        gc.collect()
        gc.freeze()
        return application

    def _begin(self, _process: Any) -> None:
        if self._environment.worker_inside:
            self._workers.append(start_worker_thread())

    def _end(self, _arbiter: Any, _process: Any) -> None:
        for worker, thread in self._workers:
            worker.stop()
            thread.join(GRACE_SECONDS)


def processes_of(environment: Environment, *, vendor: str) -> int:
    """Choose how many processes serve: what is set, else one on SQLite and one per core on PostgreSQL."""
    if environment.processes:
        return environment.processes
    return 1 if vendor == "sqlite" else (os.cpu_count() or 1)


def serve() -> None:
    """Serve this zone until stopped. The caller has asked `refuse_to_start`."""
    Server(settings.ENVIRONMENT).run()
