"""Why a server or worker must not start: what would make it unsafe, or lose what it acknowledges."""

import sys
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

import murakami
from murakami.config.environment import Environment
from murakami.config.operation.upgrading import is_unfinished
from murakami.foundation.database.append_only import list_missing_triggers
from murakami.foundation.database.closing import release_of_data
from murakami.foundation.database.postgresql.base import read_settings
from murakami.kernel.signatures import read_anchors

SHORTEST_KEY = 50


def refusals_of_environment(environment: Environment) -> Iterator[str]:
    """Say what in the settings forbids to serve; each names the variable and the mend."""
    if len(environment.secret_key) < SHORTEST_KEY:
        yield (
            f"MURAKAMI_SECRET_KEY must be a secret of at least {SHORTEST_KEY} characters: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    if environment.demo and not _is_this_machine(environment):
        yield "MURAKAMI_DEMO=1 shows sign-ins to everyone: it listens on this machine only. Leave MURAKAMI_HOST unset."
    if environment.debug and environment.base_url.startswith("https://"):
        yield "MURAKAMI_DEBUG=1 shows personal values in error pages. Leave it unset where residents come."
    if environment.zone == "edge" and environment.spool_dir is None:  # a core may stand alone, for the office without the portal
        yield "MURAKAMI_SPOOL_DIR must name the directory between the zones, because MURAKAMI_ZONE is edge."
    try:
        read_anchors(environment.signature_anchors)
    except ValueError as error:
        yield f"MURAKAMI_SIGNATURE_ANCHORS must be certificates of issuers in PEM ({error}): murakami doctor says how to mend it."


def refusals_of_database() -> Iterator[str]:
    """Say what in the database forbids to serve. SQL: a few statements."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        command = "upgrade" if executor.loader.applied_migrations else "migrate"
        yield f"The database is older than the software: run `murakami {command}`."
        return
    missing = list_missing_triggers()
    if missing:
        yield f"Append-only tables are unguarded ({', '.join(missing)}): run `murakami migrate`."
    if connection.vendor == "postgresql":
        off = [name for name, value in read_settings(connection).items() if value == "off"]
        if off:
            yield f"PostgreSQL would lose what it acknowledged: {', '.join(off)} is off. Switch it on in postgresql.conf."


def refusals_of_upgrade() -> Iterator[str]:
    """Say why the data may not be opened by this release."""
    if is_unfinished():
        yield "An upgrade was cut off: run `murakami upgrade` again. It takes the data back to the backup and does it anew."
    elif release_of_data() not in {"", murakami.__version__}:
        yield f"The data are of release {release_of_data()}, this is {murakami.__version__}: run `murakami upgrade`."


def refuse_to_start() -> None:
    """Exit with the reasons, each on a line, if there are any."""
    reasons = [*refusals_of_environment(settings.ENVIRONMENT), *refusals_of_upgrade()] or [*refusals_of_database()]
    if reasons:
        sys.exit("\n".join(f"murakami: {reason}" for reason in reasons))


def _is_this_machine(environment: Environment) -> bool:
    return environment.host in {"127.0.0.1", "::1", "localhost"}
