"""`murakami doctor`: what is wrong with this installation, and the mend of each.

Exit codes: 0 well, or remarks only · 1 something must be mended · 2 misuse.
"""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from murakami.config.operation.doctor import Finding, Patient, examine


def register(root: typer.Typer) -> None:
    """Add `doctor`."""
    root.command()(doctor)


def doctor(as_json: Annotated[bool, typer.Option("--json", help="プログラムが読む形で / for programs")] = False) -> None:
    """具合の悪いところを、直し方とともに挙げます。何も変えません。 / Name what is wrong, each with its mend."""
    found = examine(Patient(settings.ENVIRONMENT, timezone.now()))
    print(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1) if as_json else _written(found))
    if any(each.is_grave for each in found):
        raise typer.Exit(1)


def _written(found: tuple[Finding, ...]) -> str:
    lines = [f"{'×' if each.is_grave else '△'} {each.problem}\n  直し方：{each.mend}  [{each.code}]" for each in found]
    return "\n".join(lines) or "悪いところはありません。 / Nothing is wrong."
