"""From which release the data are, and whether this software may take them over. Pure, but for reading the records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from murakami.kernel.versions import read_version

_RECORDS = Path(__file__).parents[1] / "releases"
Migration = tuple[str, str]


class UpgradeRefused(RuntimeError):
    """The data cannot be taken to this release by this software; nothing was changed. Says the mend."""


@dataclass(frozen=True, slots=True)
class Release:
    """What a release brought its databases to: the last migration of each app."""

    number: str
    last: frozenset[Migration]


def read_releases() -> tuple[Release, ...]:
    """Read the records of the releases there have been, oldest first."""
    written = [yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for path in _RECORDS.glob("*.yaml")]  # noqa: S506
    found = [Release(each["release"], frozenset(each["migrations"].items())) for each in written]
    return tuple(sorted(found, key=lambda release: read_version(release.number)))


def release_of(applied: Iterable[Migration], *, installed: frozenset[str], releases: Sequence[Release]) -> str:
    """Name the latest release whose migrations are all applied, of the apps installed here; "" when there is none."""
    done = frozenset(applied)
    fitting = [each.number for each in releases if {one for one in each.last if one[0] in installed} <= done]
    return fitting[-1] if fitting else ""


def refuse_unless_next(applied: frozenset[Migration], *, known: frozenset[Migration], releases: Sequence[Release],
                       ours: str) -> str:
    """Give the release of the data when the next step from there is `ours`.

    Raises:
        UpgradeRefused: the data are newer than the software, of another zone, older than every release, or a release
            lies between.
    """
    apps = frozenset(app for app, _ in known)
    strange = sorted(f"{app}.{name}" for app, name in applied - known)
    if strange:
        raise UpgradeRefused(
            f"このデータは、この版（{ours}）より新しいか、別の区域のものです（{'、'.join(strange[:3])}）。古い版には戻せません。"
            "新しい版の murakami を使うか、そのころのバックアップを murakami restore で戻してください。MURAKAMI_ZONE も確かめてください。")
    found = release_of(applied, installed=apps, releases=releases)
    if not found:
        raise UpgradeRefused("このデータは、最初の版 0.1.0 より前か、途中で止まったものです。バックアップから戻すか、空のデータベースで始めてください。")
    between = [each.number for each in releases if read_version(found) < read_version(each.number) < read_version(ours)]
    if between:
        raise UpgradeRefused(f"データは {found}、この版は {ours} です。版を飛ばせません。先に {between[0]} に上げてください。")
    return found
