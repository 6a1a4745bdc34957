"""The one command line, `murakami`.

Every module here brings its own commands: a group named like the module, as `app = typer.Typer(help=…)`, or single
commands of the root, as `register(root)`. Django is ready before a module is imported, so imports stand at the top.
"""

import json
import os
import sys
from importlib import import_module
from pkgutil import iter_modules

import django
import typer
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError

import murakami
from murakami.config.environment import SettingRefused


def build() -> typer.Typer:
    """Put the command line together from the modules of this package."""
    root = typer.Typer(
        name="murakami",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="Smart Murakami: procedures, cases and programme of a municipality.",
    )

    @root.command()
    def version() -> None:
        """Print the version."""
        print(murakami.__version__)

    for info in iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        if hasattr(module, "app"):
            root.add_typer(module.app, name=info.name)
        else:
            module.register(root)
    return root


def main() -> None:
    """Run the command line; a setting that is refused is said in one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "murakami.config.settings")
    try:
        django.setup()
        command = build()
    except (SettingRefused, ImproperlyConfigured) as error:
        sys.exit(_refusal(str(error)))
    try:
        command()
    except (OperationalError, InterfaceError) as error:
        sys.exit(f"murakami: データベースが答えません（{str(error).strip()}）。murakami doctor で調べてください。 / The database does not answer.")


def _refusal(reason: str) -> str:
    """Word a setting that is refused; the doctor's programs read it as a finding like the others."""
    if sys.argv[1:2] != ["doctor"] or "--json" not in sys.argv:
        return f"murakami: {reason}"
    print(json.dumps([{"code": "setting-refused", "problem": "設定が使えません。", "mend": reason, "is_grave": True}], ensure_ascii=False, indent=1))
    return f"murakami: {reason}"
