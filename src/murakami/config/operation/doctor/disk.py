"""The data directory: there, ours alone, with room, on a disk that keeps its promises."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from murakami.config.environment import SOFTWARE, list_secret_files
from murakami.config.operation.doctor.finding import Check, Finding, Patient

_OTHERS, _OTHERS_AND_GROUP = 0o007, 0o077
_SHARED = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "fuse.sshfs",
                     "fuse.glusterfs", "fuse.s3fs", "davfs", "fuse.rclone"})
GRAVE_FREE, LOW_FREE = 300 * 1024**2, 2 * 1024**3
_MOUNTS = Path("/proc/mounts")


def check_data_dir(patient: Patient) -> Iterator[Finding]:
    """It must be writable, and nobody else's."""
    place = patient.environment.data_dir
    if not place.is_dir():
        yield Finding("data-dir-missing", f"DATA_DIR（{place}）がありません。", f"mkdir -m 700 {place} で作ってください。")
        return
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        yield Finding("data-dir-not-writable", f"DATA_DIR（{place}）に書けません（{error.strerror}）。",
                      f"chown -R で murakami を動かす人のものにし、読み取り専用なら mount -o remount,rw してください： {place}")
    if place.stat().st_mode & _OTHERS:
        yield Finding("data-dir-open", f"DATA_DIR（{place}）を、だれでも読めます。", f"chmod 700 {place} を実行してください。")


def check_key_files(patient: Patient) -> Iterator[Finding]:
    """Only their owner may read keys."""
    keys = patient.environment.keys_dir or patient.environment.data_dir / "keys"
    kept = [path for path in keys.rglob("*") if path.is_file()] if keys.is_dir() else []
    for path in (*sorted(kept), *list_secret_files()):
        if path.is_file() and path.stat().st_mode & _OTHERS_AND_GROUP:
            yield Finding("key-readable", f"鍵のファイル {path} を、ほかの人が読めます。",
                          f"chmod 600 {path} を実行し、読まれたかもしれなければ鍵を作り直してください。")


def check_room(patient: Patient) -> Iterator[Finding]:
    """There must be room for what comes."""
    place = patient.environment.data_dir
    if not place.is_dir():
        return
    free = shutil.disk_usage(place).free
    if free < LOW_FREE:
        yield Finding("disk-nearly-full", f"ディスクの空きがあと{free // 1024**2} MBです（{place}）。",
                      "古いバックアップや記録を別の場所に移すか、ディスクを大きくしてください。いっぱいになると受付が止まります（失われはしません）。",
                      is_grave=free < GRAVE_FREE)


def check_file_system(patient: Patient) -> Iterator[Finding]:
    """SQLite needs a local disk: over a network, locks and flushes are not what they say."""
    if patient.environment.database_url.startswith("postgres") or not _MOUNTS.exists():
        return
    kind = file_system_of(patient.environment.data_dir, mounts=_MOUNTS.read_text(encoding="utf-8"))
    if kind in _SHARED:
        yield Finding("sqlite-on-network", f"SQLite のファイルが、ネットワークのディスク（{kind}）にあります。壊れることがあります。",
                      "DATA_DIR をこのサーバーのディスクに置くか、DATABASE_URL で PostgreSQL を使ってください。")


def check_words(patient: Patient) -> Iterator[Finding]:
    """The pages in other languages need their words compiled."""
    missing = [folder.name for folder in sorted((SOFTWARE / "locale").iterdir())
               if folder.is_dir() and not (folder / "LC_MESSAGES" / "django.mo").exists()]
    if missing:
        yield Finding("words-missing", f"やさしい日本語や英語のことば（{'、'.join(missing)}）が用意されていません。",
                      "murakami texts compile を実行してください。", is_grave=False)


def check_fonts(patient: Patient) -> Iterator[Finding]:
    """A letter whose font lacks a name is held: the fonts must be there."""
    from murakami.adapters.pdf import glyphs  # noqa: PLC0415 - only when the doctor is asked

    installed = {path.name for path in glyphs.font_files()}
    missing = [family for family, name in zip(glyphs.FAMILIES, glyphs._FILES, strict=True) if name not in installed]
    if missing:
        yield Finding("fonts-missing", f"通知書の書体（{'、'.join(missing)}）がありません。その字のある通知書は止まります。",
                      "apt-get install fonts-noto-cjk fonts-ipamj-mincho を実行し、止まった通知書は「もう一度作る」を押してください。")


def file_system_of(place: Path, *, mounts: str) -> str:
    """Name the kind of the file system on which `place` lies, from the text of /proc/mounts."""
    found: tuple[int, str] = (-1, "")
    for line in mounts.splitlines():
        _, point, kind, *_ = [*line.split(), "", "", ""]
        if os.path.commonpath([str(place), point or "/nowhere"]) == point and len(point) > found[0]:
            found = (len(point), kind)
    return found[1]


DISK_CHECKS: tuple[Check, ...] = (check_data_dir, check_key_files, check_room, check_file_system, check_words, check_fonts)
