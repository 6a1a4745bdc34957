"""`murakami texts`: the interface's words in their languages."""

from pathlib import Path

import typer

import murakami
from murakami.interfaces.components.catalogues import CatalogueClash, compile_catalogues, untranslated

app = typer.Typer(help="Words of the interface: compile them, find what is not translated.", no_args_is_help=True)
_SOURCE = Path(murakami.__file__).parent
_LOCALE = _SOURCE / "locale"
_FOR_RESIDENTS = ("interfaces/components", "interfaces/portal", "flows", "foundation", "domain")


@app.command("compile")
def compile_texts() -> None:
    """Join each language's .po files into the django.mo that the software reads."""
    try:
        for path in compile_catalogues(_LOCALE):
            print(path.relative_to(_SOURCE))
    except CatalogueClash as clash:
        raise typer.Exit(_say(str(clash))) from None


@app.command("check")
def check_texts() -> None:
    """List what residents can see and a language has no words for; fails when there is something."""
    missing = [(room, gap) for room in _FOR_RESIDENTS for gap in untranslated(_SOURCE / room, locale=_LOCALE)]
    for room, gap in missing:
        print(f"{gap.language}: {room}: {gap.text}")
    if missing:
        raise typer.Exit(_say(f"{len(missing)} texts are not translated: add them to the room's .po file"))


def _say(problem: str) -> int:
    typer.echo(f"murakami: {problem}", err=True)
    return 1
