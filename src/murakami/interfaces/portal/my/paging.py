"""Lists page by key: `?before=` names the last row that was shown."""

from typing import Final

from django.http import HttpRequest

_MOST_DIGITS: Final = 18  # what a column of numbers can hold


def before_of(request: HttpRequest) -> int | None:
    """Read where the shown part begins; None at the newest, and for anything that is no number."""
    written = request.GET.get("before", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) <= _MOST_DIGITS else None
