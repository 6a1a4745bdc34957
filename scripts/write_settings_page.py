#!/usr/bin/env python3
"""Write docs/settings.md, docs/metrics.md and deploy/examples/alerts.yml from the software itself (`make docs`); tests compare them."""

from pathlib import Path

from murakami.config.metrics.alerts import alerts_page
from murakami.config.metrics.paper import metrics_page
from murakami.config.settings_page import settings_page

DOCS = Path(__file__).resolve().parents[1] / "docs"
(DOCS / "settings.md").write_text(settings_page(), encoding="utf-8")
(DOCS / "metrics.md").write_text(metrics_page(), encoding="utf-8")
(DOCS.parent / "deploy" / "examples" / "alerts.yml").write_text(alerts_page(), encoding="utf-8")
