"""docs/settings.md, written from the settings themselves."""

from murakami.config.environment import list_variables

_HEAD = """# Settings

Every setting is a variable of the environment, read once when a process starts. This page is written from
`src/murakami/config/environment.py` by `make docs`; a test fails when the two differ.

A variable `NAME` can also be given as the content of a file, by setting `NAME_FILE` to its path: better for secrets.
A value that cannot work is refused at the start, with the mend.

| Variable | When unset | Meaning |
|---|---|---|
"""


def settings_page() -> str:
    """Write the page."""
    rows = [
        f"| `{name}` | {f'`{default}`' if default else '(empty)'} | {means} |\n"
        for name, default, means in list_variables()
    ]
    return _HEAD + "".join(rows)
