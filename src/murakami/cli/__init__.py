"""The one command line, `murakami`: each module of this room is one group of commands.

A module is found by its name and offers a `typer.Typer` called `app`; nothing else has to be registered.
"""

import os
from importlib import import_module
from pkgutil import iter_modules

import django
import typer


def build() -> typer.Typer:
    """Collect the command groups of this room: the module `packs` gives `murakami packs`."""
    commands = typer.Typer(
        name="murakami",
        help="スマートむらかみの道具。各コマンドに --help があります。 / The tools of Smart Murakami.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    for module in iter_modules(__path__):
        group = getattr(import_module(f"{__name__}.{module.name}"), "app", None)
        if isinstance(group, typer.Typer):
            commands.add_typer(group, name=module.name)
    return commands


def main() -> None:
    """Run a command of `murakami`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "murakami.config.settings")
    django.setup()
    build()()
