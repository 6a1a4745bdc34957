"""`murakami serve`: the web server of this zone."""

import typer

from murakami.config.readiness import refuse_to_start
from murakami.config.server import serve as run_server
from murakami.config.static import collect_if_changed


def register(root: typer.Typer) -> None:
    """Add `serve`."""
    root.command()(serve)


def serve() -> None:
    """Serve the pages of this zone, with a worker inside, until stopped (Ctrl-C, SIGTERM)."""
    refuse_to_start()
    collect_if_changed()
    run_server()
