"""Reports and originals go with what they are about; a held file that is damaged keeps nobody from filing."""

import io
import sys
from datetime import timedelta

import pytest
from tests.corpus import images
from tests.corpus.archives import packed

from murakami.foundation.files import sealed
from murakami.foundation.files.checking import check_upload
from murakami.foundation.files.forgetting import drop_unnamed
from murakami.foundation.files.images import rebuild_image
from murakami.foundation.files.models import FileReport, HeldFile, StoredFile
from murakami.foundation.files.quarantine import hold_files, lock_held, release
from murakami.foundation.files.reports import drop_originals, keep_checked, read_reports, report_to_json, take_reports
from murakami.foundation.files.store import FileDamaged, FileMissing, path_of

pytestmark = pytest.mark.django_db


def kept(data, name, *, at, accept=frozenset({"image", "other"})):
    checked = check_upload(name=name, stream=io.BytesIO(data), accept=accept)
    keep_checked(checked, at=at)
    return checked


def test_keep__seals_the_original_so_that_nobody_reads_it(at):
    photo = images.with_position()
    checked = kept(photo, "a.jpg", at=at)
    lying = sealed._sealed_path(checked.original_sha256)
    assert photo[:40] not in lying.read_bytes()
    assert sealed.open_original(checked.original_sha256) == photo
    lying.write_bytes(lying.read_bytes()[:-1] + b"x")
    with pytest.raises(FileDamaged):
        sealed.open_original(checked.original_sha256)
    sealed.drop_original(checked.original_sha256)


def test_keep__keeps_no_original_where_the_town_wants_none(at, settings):
    settings.ORIGINALS_DAYS = 0
    checked = kept(images.saved("JPEG", comment=b"none"), "a.jpg", at=at)
    assert FileReport.objects.get().original_until is None
    assert not sealed.has_original(checked.original_sha256)


def test_drop_unnamed__takes_report_and_original_along(at):
    checked = kept(images.with_position("PNG"), "a.png", at=at)
    assert drop_unnamed([checked.sha256]) == 1
    assert not FileReport.objects.exists()
    assert not sealed.has_original(checked.original_sha256)


def test_drop_unnamed__takes_what_was_released_along(at):
    checked = kept(packed(("a.txt", b"x")), "a.zip", at=at)
    hold_files("MK-1", [checked.sha256], at=at)
    row = release(lock_held(receipt_number="MK-1", sha256=checked.sha256), at=at)
    assert drop_unnamed([row.released_sha256]) == 0, "it stays as long as the note on it"
    assert drop_unnamed([checked.sha256]) == 2
    assert not HeldFile.objects.exists()
    assert not StoredFile.objects.exists()
    assert not path_of(row.released_sha256).exists()


def test_drop_originals__keeps_one_that_another_report_still_needs(at):
    checked = kept(images.with_position(), "a.jpg", at=at)
    later = FileReport.objects.get()
    FileReport.objects.create(before=later.before, after="0" * 64, found="x", checked_at=at, was_scanned=False,
                              original_until=later.original_until + timedelta(days=1))
    drop_originals(at=later.original_until)
    assert sealed.has_original(checked.original_sha256)
    drop_originals(at=later.original_until + timedelta(days=1))
    assert not sealed.has_original(checked.original_sha256)


def test_take_reports__from_the_other_zone_are_kept_once(at):
    checked = kept(images.with_position("WEBP"), "a.webp", at=at)
    carried = report_to_json(FileReport.objects.get())
    FileReport.objects.all().delete()
    for _ in range(2):
        take_reports([carried])
    assert report_to_json(read_reports([checked.sha256])[checked.sha256]) == carried


def test_hold_files__that_cannot_be_read_wait_all_the_same(at):
    hold_files("MK-1", ["0" * 64], at=at)
    row = HeldFile.objects.get()
    assert (row.state, row.why) == ("waiting", "unknown_kind")
    with pytest.raises(FileMissing):
        release(row, at=at)


_DECODER = """
import io
from PIL import Image, PngImagePlugin
def register_heif_opener():
    def opened(source, name=None):
        source.seek(12)
        return PngImagePlugin.PngImageFile(io.BytesIO(source.read()))
    Image.register_open("HEIF", opened, lambda start: start[4:8] == b"ftyp")
"""


def test_rebuild__draws_heic_where_there_is_a_decoder(tmp_path, monkeypatch):
    (tmp_path / "pillow_heif.py").write_text(_DECODER)
    monkeypatch.syspath_prepend(str(tmp_path))
    content_type, data, _ = rebuild_image(b"\0\0\0\x0cftypheic" + images.saved("PNG"), content_type="image/heic", name="a.heic")
    assert content_type == "image/jpeg"
    assert data.startswith(b"\xff\xd8\xff")
    sys.modules.pop("pillow_heif", None)
