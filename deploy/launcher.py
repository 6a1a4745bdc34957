#!/usr/bin/python3
"""The command `murakami` of an installed release: with the settings of the services, as the account that owns the data."""

import os
import pwd
import re
import sys
from pathlib import Path

_LINE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)")
_KEPT = ("PATH", "TERM", "LANG", "LC_ALL")


def read_settings(text: str) -> dict[str, str]:
    """Read a file of settings as systemd's EnvironmentFile does: NAME=value lines, `#` and `;` comments, quotes taken off."""
    found = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line.strip())
        if match:
            value = match[2].strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
            found[match[1]] = value[1:-1] if quoted else value
    return found


def settings_file(release: Path) -> Path:
    """Say where the settings of the machine on which `release` is installed stand."""
    return release.parents[3] / "etc" / "murakami" / "murakami.env"


def main() -> None:
    """Take the place of this process by the software's command line."""
    release = Path(__file__).resolve().parent
    try:
        settings = read_settings(settings_file(release).read_text(encoding="utf-8"))
    except PermissionError:
        sys.exit("murakami: 設定を読めません。sudo murakami … で実行してください。 / Settings cannot be read: use sudo.")
    _become(Path(settings["DATA_DIR"]).stat().st_uid)
    os.umask(0o077)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    python = str(release / "venv" / "bin" / "python")
    os.execve(python, [python, "-I", "-m", "murakami", *sys.argv[1:]], {**kept, "HOME": settings["DATA_DIR"], **settings})


def _become(owner: int) -> None:
    if os.geteuid() != 0 or owner == 0:
        return
    entry = pwd.getpwuid(owner)
    os.initgroups(entry.pw_name, entry.pw_gid)
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


if __name__ == "__main__":
    main()
