"""docs/settings.md, written from the settings themselves."""

from textwrap import wrap

from murakami.config.environment import list_variables

_HEAD = """# Settings

Every setting is a variable of the environment, read once when a process starts. This page is written from
`src/murakami/config/environment.py` by `make docs`; a test fails when the two differ.

A variable `NAME` can also be given as the content of a file, by setting `NAME_FILE` to its path: better for secrets.
A value that cannot work is refused at the start, with the mend.

| Variable | When unset | Meaning |
|---|---|---|
"""
_HEAD_OF_TEMPLATE = """# Settings of Smart Murakami on this machine: NAME=value, one a line; without # it counts, with # it is what is assumed.
# ./ is the directory of the software.
# After a change: sudo ./install (writes the units anew) or systemctl restart murakami-web murakami-worker.
# A secret is better in a file of its own that only murakami may read: NAME_FILE=/etc/murakami/name.
"""
_SECRETS = ("_KEY", "DATABASE_URL", "EMAIL_URL", "_TOKEN")


def settings_page() -> str:
    """Write the page."""
    rows = [
        f"| `{name}` | {f'`{default}`' if default else '(empty)'} | {means} |\n"
        for name, default, means in list_variables()
    ]
    return _HEAD + "".join(rows)


def settings_template() -> str:
    """Write a file of settings for systemd: every setting with its meaning, as a comment, at what it is when unset."""
    parts = [_HEAD_OF_TEMPLATE]
    for name, default, means in list_variables():
        file = f"#{name}_FILE=\n" if name.endswith(_SECRETS) else ""
        parts.append("\n".join(f"# {line}" for line in wrap(means, 110)) + f"\n#{name}={default}\n{file}")
    return "\n".join(parts)
