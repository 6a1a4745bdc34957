"""Whether this process lives, and whether it can do its work, for whoever watches it.

`/healthz` touches nothing: a process that lives is not helped by being started again while the database is away.
`/readyz` says by code what is missing; a load balancer sends nobody here until it is well.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import murakami
from murakami.foundation.database.closing import Closed, refuse_if_closed
from murakami.foundation.database.postgresql.base import waits_for_replica
from murakami.foundation.spool.between import SILENT_AFTER
from murakami.foundation.spool.carrying.standing import load_standing

LEAST_FREE_BYTES: Final = 100 * 1024 * 1024


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer ok: this process lives. SQL: 0."""
    return _say("ok", status=200)


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer ready with 200, or with 503 the codes of what is missing: closed, database, replica, space, writing. SQL: 2.

    `hitches` names what waits without keeping anybody out: `spool:` and the trouble of the carrying between the zones.
    """
    problems = list(problems_now())
    hitches = [] if problems else list(hitches_now())
    return _say("not ready" if problems else "ready", status=503 if problems else 200, problems=problems, hitches=hitches)


def problems_now() -> Iterator[str]:
    """List by code what keeps this process from its work. SQL: 1."""
    try:
        refuse_if_closed()
    except Closed:
        yield "closed"
    try:
        yield from _problems_of_database()
    except (DatabaseError, InterfaceError):
        with suppress(DatabaseError, InterfaceError):
            connection.close()
        yield "database"
    yield from _problems_of_disk()


def _problems_of_database() -> Iterator[str]:
    if connection.vendor == "postgresql":
        if waits_for_replica(connection):
            yield "replica"
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def hitches_now() -> Iterator[str]:
    """List by code what waits: filings are taken in all the same, and go on when it is back. SQL: 1."""
    if settings.SPOOL_DIR is None:
        return
    standing = load_standing()
    if standing.trouble:
        yield f"spool:{standing.trouble}"
    elif standing.heard_at is not None and timezone.now() - standing.heard_at > SILENT_AFTER:
        yield "spool:silent"  # the other zone stands still, or a mount hangs and nothing can say so


def _problems_of_disk() -> Iterator[str]:
    """Say whether the data directory takes anything; a read-only file system says no to `access` too."""
    try:
        if shutil.disk_usage(settings.DATA_DIR).free < LEAST_FREE_BYTES:
            yield "space"
    except OSError:
        yield "writing"
        return
    if not os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        yield "writing"


def _say(state: str, *, status: int, **found: list[str]) -> JsonResponse:
    return JsonResponse({"status": state, "zone": settings.ZONE, "version": murakami.__version__, **found}, status=status)
