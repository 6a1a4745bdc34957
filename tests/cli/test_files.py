"""`murakami files original`: written for its owner alone and noted in the events, or refused in words with nothing written."""

import io

import pytest
from typer.testing import CliRunner

from murakami.cli import build
from murakami.foundation.events.models import Event
from murakami.foundation.files.checking import check_upload
from murakami.foundation.files.reports import keep_checked
from tests.corpus import images

pytestmark = pytest.mark.django_db
NOBODYS = "0" * 64


@pytest.fixture
def kept(at):
    checked = check_upload(name="photo.jpg", stream=io.BytesIO(images.with_position()))
    keep_checked(checked, at=at)
    return checked


def fetch(digest: str, target: object, *, reason: str = "court_order", code: int) -> str:
    result = CliRunner().invoke(build(), ["files", "original", digest, str(target), "--reason", reason])
    assert result.exit_code == code, result.output
    return result.output


def test_original__is_written_as_it_came_and_noted(kept, tmp_path):
    target = tmp_path / "original"
    fetch(kept.original_sha256, target, code=0)
    assert target.read_bytes() == kept.original
    assert target.stat().st_mode & 0o777 == 0o600
    event = Event.objects.get(kind="file.original_fetched")
    assert event.details["reason"] == "court_order"


def test_original__is_refused_in_words_and_nothing_is_written(kept, tmp_path):
    target, taken = tmp_path / "original", tmp_path / "taken"
    taken.write_bytes(b"mine")
    assert "ありません" in fetch(NOBODYS, target, code=1)
    assert "ありません" in fetch("../../etc/passwd", target, code=1)
    assert "取り出せません" in fetch(kept.original_sha256, target, reason="あの人が見たい", code=1)
    assert "別の名前" in fetch(kept.original_sha256, taken, code=1)
    assert "書けません" in fetch(kept.original_sha256, tmp_path / "nowhere" / "original", code=1)
    assert (target.exists(), taken.read_bytes()) == (False, b"mine")
    assert not Event.objects.filter(kind="file.original_fetched").exists()
