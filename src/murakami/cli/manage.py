"""Preparing the database, and Django's own commands."""

from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command, execute_from_command_line
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from murakami.config.operation.upgrading import note_release


def register(root: typer.Typer) -> None:
    """Add `migrate` and `manage`."""
    root.command()(migrate)
    root.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(manage)


def migrate() -> None:
    """Bring the database to this version; again and again changes nothing."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    is_new = not MigrationRecorder(connection).applied_migrations()
    call_command("migrate", interactive=False, verbosity=0)
    if is_new:
        note_release()


def manage(context: typer.Context, command: Annotated[str, typer.Argument(help="A command of Django")]) -> None:
    """Run a command of Django: makemigrations, shell, check …"""
    execute_from_command_line(["murakami manage", command, *context.args])
