#!/usr/bin/env python3
"""Write docs/settings.md from the settings themselves (`make docs`); a test compares the two."""

from pathlib import Path

from murakami.config.settings_page import settings_page

(Path(__file__).resolve().parents[1] / "docs" / "settings.md").write_text(settings_page(), encoding="utf-8")
