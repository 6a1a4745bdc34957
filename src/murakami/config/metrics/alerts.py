"""deploy/examples/alerts.yml, written from the catalogue: when Prometheus wakes somebody."""

import json
from collections.abc import Iterable
from typing import Final

from murakami.config.metrics.catalogue import FIGURES, Figure

_HEAD: Final = """# Alerts for Prometheus (rule_files), written from src/murakami/config/metrics/catalogue.py by `make docs`.
# No expression and no text holds a value of a person. docs/metrics.md says what each figure means.
groups:
  - name: murakami
    rules:
"""
_GONE: Final = Figure("up", "gauge", "", (), "Nothing answers at /metrics for five minutes", rule='up{job="murakami"} == 0',
                      lasting="5m", does="systemctl status murakami, then murakami doctor")


def alerts_page() -> str:
    """Write the rules; texts are JSON, which is YAML too."""
    return _HEAD + "".join(_rule(figure) for figure in ruled())


def ruled() -> Iterable[Figure]:
    """List what somebody is woken for."""
    return [_GONE, *(figure for figure in FIGURES if figure.rule)]


def alert_name(figure: Figure) -> str:
    """Name an alert after its figure: murakami_spool_dead becomes MurakamiSpoolDead."""
    return "".join(part.capitalize() for part in figure.name.split("_")) if figure is not _GONE else "MurakamiGone"


def _rule(figure: Figure) -> str:
    summary = f"{figure.name}: {figure.alarm}"
    lines = (f"- alert: {alert_name(figure)}", f"  expr: {json.dumps(figure.rule)}", f"  for: {figure.lasting}",
             "  annotations:", f"    summary: {json.dumps(summary)}", f"    do: {json.dumps(figure.does)}")
    return "".join(f"      {line}\n" for line in lines)
