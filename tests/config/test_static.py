"""Static files are collected under hashed names, and only when they have changed."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from murakami.config import static


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "murakami.config.static.HashedFiles"}}
    return tmp_path / "static"


def test_collect_if_changed__collects_once_and_again_after_a_change(
    collected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert static.collect_if_changed() is True
    assert static.collect_if_changed() is False
    monkeypatch.setattr(static, "_fingerprint", lambda: "changed")
    assert static.collect_if_changed() is True


def test_hashed_files__name_by_content_what_pages_and_modules_ask_for(collected: Path) -> None:
    static.collect_if_changed()
    url = staticfiles_storage.url("components/css/tokens.css")
    assert url.startswith("/static/components/css/tokens.")
    assert url != "/static/components/css/tokens.css"
    assert (collected / url.removeprefix("/static/")).exists()
