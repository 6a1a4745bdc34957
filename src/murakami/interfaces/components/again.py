"""What was sent and could not be taken: the same values on a page of their own, to be sent again by one button."""

from typing import Final

from django.http import HttpRequest

_MOST: Final = 200_000  # characters; one page of an interview takes some thousands
_SECRET: Final = ("password", "code")


def sent_values(request: HttpRequest) -> list[tuple[str, str]]:
    """List what a form had sent, for hidden fields; nothing of a form with a secret, and no files: browsers keep those.

    The token is the one that was sent, so a page of another site gains nothing by it.
    """
    if request.method != "POST":
        return []
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
    except (OSError, ValueError):  # the upload broke off, or its temporary file could not be written
        return []
    is_secret = any(name.startswith(_SECRET) for name, _ in sent)
    return [] if is_secret or sum(len(name) + len(value) for name, value in sent) > _MOST else sent


def has_files(request: HttpRequest) -> bool:
    """Say whether the form carried files, which have to be chosen again."""
    return request.method == "POST" and (request.content_type or "").startswith("multipart/")
